package flowgap.report.workbook;

import flowgap.report.Plain;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTTable;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTTableColumn;

/**
 * A table with filters. Nothing is cut silently: a text that is too long for a cell goes on in
 * further rows, rows that are too many for a sheet go on on a further sheet.
 */
final class Table {
  /** Characters that one cell takes at the most. */
  static final int CELL = SpreadsheetVersion.EXCEL2007.getMaxTextLength();

  /** Characters beyond which a larger paper is chosen. */
  private static final int WIDE = 230;

  /** Points of a line of text. */
  private static final float LINE = 13.5f;

  /** Points that no row exceeds in Excel. */
  private static final float HIGHEST = 409;

  /** Lines of a column of details that make a row higher. */
  private static final int DETAIL = 3;

  /** Rows that charts may ask for. */
  private static final int CHARTED = 50;

  private final Book book;
  private final String title;
  private final String footer;
  private final List<Column> columns;
  private final int frozen;
  private final int[] widths;
  private SXSSFSheet sheet;

  /** Takes the rows of a sheet of its own; null before the first. */
  private RowText text;

  private int first;
  private int next;
  private int printed;
  private String above = "";
  private String none = "(none)";
  private int part = 1;
  private boolean alone = true;
  private final List<Object[]> kept = new ArrayList<>();
  private Consumer<Table> look = t -> {};

  private Table(Book book, String title, String footer, int frozen, List<Column> columns) {
    this.book = book;
    this.title = title;
    this.footer = footer;
    this.frozen = frozen;
    this.columns = unique(columns);
    this.widths = new int[columns.size()];
  }

  /**
   * A table that has a sheet to itself.
   *
   * @param frozen columns that stay in sight
   */
  static Table onSheet(Book book, String title, String footer, int frozen, List<Column> columns) {
    return onSheet(book, title, footer, frozen, columns, "");
  }

  /**
   * The same with a sentence above it.
   *
   * @param above may be empty
   */
  static Table onSheet(
      Book book, String title, String footer, int frozen, List<Column> columns, String above) {
    Table table = new Table(book, title, footer, frozen, columns);
    table.above = above;
    table.sheet = book.sheet(title, footer);
    table.begin();
    return table;
  }

  /** A table on a sheet that holds other things too, from the row on. */
  static Table below(Book book, SXSSFSheet sheet, int row, String name, List<Column> columns) {
    Table table = new Table(book, name, "", 0, columns);
    table.sheet = sheet;
    table.alone = false;
    table.next = row;
    table.begin();
    return table;
  }

  /** A further table on this finished table's sheet, two rows below it. */
  Table followedBy(String name, List<Column> other) {
    return below(book, sheet, next + 2, name, other);
  }

  /** How the table is coloured, once its rows are there; also on sheets that go on with it. */
  Table look(Consumer<Table> value) {
    look = look.andThen(value);
    return this;
  }

  /** What is said where there is no row. */
  Table empty(String why) {
    none = "(none: " + why + ")";
    return this;
  }

  /** Prints the first columns only; the others are details, and do not make rows higher. */
  Table printing(int first) {
    printed = first;
    return this;
  }

  private static List<Column> unique(List<Column> columns) {
    Set<String> seen = new HashSet<>();
    List<Column> out = new ArrayList<>();
    for (Column c : columns) {
      String title = Plain.brief(c.title(), 200);
      for (int n = 2; !seen.add(title.toLowerCase(Locale.ROOT)); n++) {
        title = Plain.brief(c.title(), 200) + " (" + n + ")";
      }
      out.add(new Column(title, c.width(), c.kind(), c.choices()));
    }
    return out;
  }

  private void begin() {
    if (next + 1 >= book.rowLimit()) {
      sheet = book.sheet(title, footer);
      next = 0;
      alone = true;
    }
    if (!above.isEmpty()) {
      Cell cell = sheet.createRow(next++).createCell(0);
      cell.setCellValue(above);
      cell.setCellStyle(book.styles().prose(11, true));
    }
    first = next;
    Arrays.fill(widths, 0);
    Row row = sheet.createRow(next++);
    for (int i = 0; i < columns.size(); i++) {
      Column c = columns.get(i);
      Cell cell = row.createCell(i);
      cell.setCellValue(c.title());
      cell.setCellStyle(book.styles().header(c.isInput(), c.isNumber()));
      if (alone) {
        sheet.setColumnWidth(i, Math.min(c.width(), 250) * 256);
      }
    }
    row.setHeightInPoints(titleLines() * LINE + 6);
    if (alone) {
      sheet.createFreezePane(frozen, first + 1);
      sheet.setRepeatingRows(new CellRangeAddress(first, first, -1, -1));
    }
  }

  private int titleLines() {
    int most = 1;
    for (int i = 0; i < columns.size(); i++) {
      most = Math.max(most, Wrapping.lines(columns.get(i).title(), width(i)));
    }
    return Math.min(most, 4);
  }

  String sheetName() {
    return sheet.getSheetName();
  }

  SXSSFSheet sheet() {
    return sheet;
  }

  /** Row number, from 0, of the row that comes next. */
  int nextRow() {
    return next;
  }

  String title(int column) {
    return columns.get(column).title();
  }

  /** The texts of a column of a small table, for charts; kept only where {@link #below} made it. */
  List<String> texts(int column) {
    return kept.stream().map(r -> String.valueOf(plain(r[column]))).toList();
  }

  /** The numbers of a column of a small table. */
  List<Double> numbers(int column) {
    return kept.stream()
        .map(
            r ->
                plain(r[column]) instanceof Number n
                    ? Double.valueOf(n.doubleValue())
                    : Double.valueOf(0))
        .toList();
  }

  private static Object plain(Object cell) {
    return cell instanceof Link l ? l.value() : cell;
  }

  int firstDataRow() {
    return first + 1;
  }

  /**
   * Writes a row, which links find by the target.
   *
   * @param target empty = no link leads here
   * @param cells texts, numbers, dates, {@link Link}s; null = empty
   */
  void row(String target, Object... cells) {
    row(target.isEmpty() ? List.of() : List.of(target), cells);
  }

  /** The same for a row that links find by several names. */
  void row(List<String> targets, Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(title + ": " + cells.length + " cells for " + columns);
    }
    Object[] rest = cells.clone();
    if (!alone && kept.size() < CHARTED) {
      kept.add(cells.clone());
    }
    boolean more = true;
    for (int slice = 0; more; slice++) {
      if (next >= book.rowLimit()) {
        proceed();
      }
      if (slice == 0) {
        targets.forEach(t -> book.mark(t, sheet.getSheetName(), next));
      }
      Object[] values = new Object[cells.length];
      more = Slices.next(rest, values, slice, frozen);
      if (alone) {
        writeText(values, cells);
      } else {
        Row row = sheet.createRow(next++);
        for (int i = 0; i < values.length; i++) {
          write(row, i, values[i], target(cells[i]));
        }
        row.setHeightInPoints(height(values));
      }
    }
  }

  private static String target(Object cell) {
    return cell instanceof Link l ? l.target() : "";
  }

  /** Writes a row past POI. */
  private void writeText(Object[] values, Object[] cells) {
    text = text == null ? book.rowText(sheet) : text;
    text.begin(next, height(values));
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      String target = target(cells[i]);
      boolean link = isLink(value, target);
      boolean quoted = value instanceof String s && startsLikeFormula(s);
      int style = book.styles().number(columns.get(i).kind(), link, quoted);
      if (value == null || value.equals("")) {
        text.empty(i, style);
      } else if (value instanceof String s) {
        text.text(i, style, s);
      } else if (value instanceof Number n) {
        text.number(i, style, n.doubleValue());
      } else if (value instanceof LocalDate d) {
        text.number(i, style, DateUtil.getExcelDate(d));
      } else {
        throw new IllegalArgumentException("no cell holds a " + value.getClass());
      }
      if (link) {
        book.link(sheet, next, i, target);
      }
    }
    text.end();
    next++;
  }

  private static boolean isLink(Object value, String target) {
    return !target.isEmpty() && value != null && !value.equals("");
  }

  /** Points that the row's texts need; spreadsheets do not agree on when to work this out. */
  private float height(Object[] values) {
    int lines = 1;
    for (int i = 0; i < values.length; i++) {
      if (columns.get(i).isWrapped() && values[i] instanceof String s && !s.isEmpty()) {
        int own = Wrapping.lines(s, width(i));
        boolean detail = printed > 0 && i >= printed;
        lines = Math.max(lines, detail ? Math.min(own, DETAIL) : own);
      }
    }
    return Math.min(lines * LINE + 2, HIGHEST);
  }

  /** Characters that a line of the column takes; POI looks for each answer in a list. */
  private int width(int column) {
    if (widths[column] == 0) {
      widths[column] = Math.max(4, sheet.getColumnWidth(column) / 256 - 1);
    }
    return widths[column];
  }

  private void write(Row row, int column, Object value, String target) {
    Cell cell = row.createCell(column);
    boolean quoted = value instanceof String s && startsLikeFormula(s);
    boolean link = isLink(value, target);
    XSSFCellStyle style = book.styles().cell(columns.get(column).kind(), link, quoted);
    cell.setCellStyle(style);
    if (value instanceof String s) {
      if (!s.isEmpty()) {
        cell.setCellValue(s);
      }
    } else if (value instanceof Number n) {
      cell.setCellValue(n.doubleValue());
    } else if (value instanceof LocalDate d) {
      cell.setCellValue(d);
    } else if (value != null) {
      throw new IllegalArgumentException("no cell holds a " + value.getClass());
    }
    if (link) {
      book.link(sheet, row.getRowNum(), column, target);
    }
  }

  static boolean startsLikeFormula(String text) {
    return !text.isEmpty() && "=+-@\t\n ".indexOf(text.charAt(0)) >= 0;
  }

  private void proceed() {
    finish();
    part++;
    String name = title + " (" + part + ")";
    int position = book.poi().getSheetIndex(sheet) + 1;
    sheet = book.sheet(name, footer);
    book.poi().setSheetOrder(name, position);
    next = 0;
    alone = true;
    begin();
  }

  /** Sets filters and choices; a table without rows says so in one. */
  void finish() {
    if (next == first + 1) {
      Object[] cells = new Object[columns.size()];
      cells[0] = none;
      row("", cells);
    }
    if (text != null) {
      text.flush();
      text = null;
    }
    int last = next - 1;
    AreaReference area =
        new AreaReference(
            new CellReference(first, 0),
            new CellReference(last, columns.size() - 1),
            SpreadsheetVersion.EXCEL2007);
    XSSFTable table = book.template(sheet).createTable(area);
    CTTable xml = table.getCTTable();
    String name = book.tableName(title);
    xml.setName(name);
    xml.setDisplayName(name);
    xml.addNewAutoFilter().setRef(area.formatAsString());
    int i = 0;
    for (CTTableColumn c : xml.getTableColumns().getTableColumnList()) {
      c.setName(columns.get(i++).title());
    }
    Choices.set(sheet, columns, first + 1, last);
    book.extent(sheet, last, columns.size() - 1);
    look.accept(this);
    if (alone) {
      int most = printed == 0 ? columns.size() : printed;
      if (columns.subList(0, most).stream().mapToInt(Column::width).sum() > WIDE) {
        sheet.getPrintSetup().setPaperSize(PrintSetup.A3_PAPERSIZE);
      }
      if (printed > 0) {
        book.poi().setPrintArea(book.poi().getSheetIndex(sheet), 0, most - 1, 0, last);
      }
    }
  }
}
