package flowgap.report.workbook;

import java.util.Arrays;
import org.apache.poi.ss.util.CellReference;

/** The links of a sheet, small: where they stand, and the key of what they lead to. */
final class Links {
  /** What Excel allows on one sheet; links beyond are left out, the texts stay. */
  private static final int MOST = 65_000;

  private long[] targets = new long[64];
  private int[] rows = new int[64];
  private short[] columns = new short[64];
  private int count;

  void add(int row, int column, String target) {
    if (count == MOST) {
      return;
    }
    if (count == rows.length) {
      targets = Arrays.copyOf(targets, count * 2);
      rows = Arrays.copyOf(rows, count * 2);
      columns = Arrays.copyOf(columns, count * 2);
    }
    targets[count] = Places.key(target);
    rows[count] = row;
    columns[count++] = (short) column;
  }

  /** The element of the sheet's XML with those whose places there are; empty where it has none. */
  String xml(Places places) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String cell = places.cell(targets[i]);
      if (cell != null) {
        String from = new CellReference(rows[i], columns[i]).formatAsString();
        out.append("<hyperlink ref=\"").append(from).append("\" location=\"");
        out.append(cell.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
        out.append("\"/>");
      }
    }
    return out.isEmpty() ? "" : "<hyperlinks>" + out + "</hyperlinks>";
  }
}
