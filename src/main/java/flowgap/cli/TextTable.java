package flowgap.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Columns of text that stand below each other. */
final class TextTable {
  private static final int WIDEST = 44;

  private TextTable() {}

  /**
   * A line for the head, one for each row; long cells are cut with an ellipsis, but for the last.
   */
  static String of(List<String> columns, List<Map<String, String>> rows) {
    Map<String, Integer> widths = new HashMap<>();
    for (String c : columns) {
      int width = c.length();
      for (Map<String, String> r : rows) {
        width = Math.max(width, plain(r.get(c)).length());
      }
      widths.put(c, Math.min(WIDEST, width));
    }
    StringBuilder out = new StringBuilder();
    Map<String, String> head = new HashMap<>();
    columns.forEach(c -> head.put(c, c));
    line(out, columns, head, widths);
    rows.forEach(r -> line(out, columns, r, widths));
    return out.toString();
  }

  private static void line(
      StringBuilder out,
      List<String> columns,
      Map<String, String> row,
      Map<String, Integer> widths) {
    StringBuilder line = new StringBuilder("  ");
    for (int i = 0; i < columns.size(); i++) {
      String cell = plain(row.get(columns.get(i)));
      boolean last = i == columns.size() - 1;
      int width = widths.get(columns.get(i));
      String cut = last || cell.length() <= width ? cell : cell.substring(0, width - 1) + "…";
      line.append(cut);
      if (!last) {
        line.append(" ".repeat(width - cut.length() + 2));
      }
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  /** One line of text without characters that could act on a terminal. */
  static String plain(String text) {
    String given = text == null ? "" : text;
    StringBuilder out = new StringBuilder(given.length());
    given.chars().forEach(c -> out.append(Character.isISOControl(c) ? ' ' : (char) c));
    return out.toString();
  }
}
