package flowgap.report.workbook;

import java.util.HashMap;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The looks of cells; each is made once. */
final class Styles {
  static final String INK = "1F2933";
  static final String HEADER = "243B53";
  static final String INPUT = "FFF8D6";
  static final String LINE = "CBD2D9";
  private static final String LINK = "0B5CAD";

  private final XSSFWorkbook book;
  private final Map<String, XSSFCellStyle> made = new HashMap<>();
  private final int[] numbers = new int[Column.Kind.values().length * 4];

  Styles(XSSFWorkbook book) {
    this.book = book;
  }

  /** A cell of a table; what would begin a formula is marked as text, visibly so on editing. */
  XSSFCellStyle cell(Column.Kind kind, boolean link, boolean quoted) {
    return made.computeIfAbsent(
        kind + " " + link + " " + quoted, k -> makeCell(kind, link, quoted));
  }

  /** The number of the same. */
  int number(Column.Kind kind, boolean link, boolean quoted) {
    int at = kind.ordinal() * 4 + (link ? 2 : 0) + (quoted ? 1 : 0);
    if (numbers[at] == 0) {
      numbers[at] = cell(kind, link, quoted).getIndex();
    }
    return numbers[at];
  }

  private XSSFCellStyle makeCell(Column.Kind kind, boolean link, boolean quoted) {
    XSSFCellStyle style = book.createCellStyle();
    XSSFFont font = font(kind == Column.Kind.CODE ? "Consolas" : "Calibri", 10, false);
    if (link) {
      font.setColor(color(LINK));
      font.setUnderline(XSSFFont.U_SINGLE);
    }
    style.setFont(font);
    style.setVerticalAlignment(VerticalAlignment.TOP);
    style.setBorderBottom(BorderStyle.HAIR);
    style.setBottomBorderColor(color(LINE));
    style.setQuotePrefixed(quoted);
    switch (kind) {
      case TEXT -> {}
      case LONG, CODE -> style.setWrapText(true);
      case NUMBER -> number(style, "#,##0");
      case SHARE -> number(style, "0.0%");
      case DATE -> date(style);
      case INPUT -> {
        fill(style, INPUT);
        style.setWrapText(true);
      }
      case INPUT_DATE -> {
        fill(style, INPUT);
        date(style);
      }
    }
    return style;
  }

  /** Right, but not so far that the next column's text seems to go on with it. */
  private void number(XSSFCellStyle style, String pattern) {
    style.setDataFormat(format(pattern));
    style.setAlignment(HorizontalAlignment.RIGHT);
    style.setIndention((short) 1);
  }

  private void date(XSSFCellStyle style) {
    style.setDataFormat(format("yyyy-mm-dd"));
    style.setAlignment(HorizontalAlignment.LEFT);
  }

  XSSFCellStyle header(boolean input, boolean number) {
    return made.computeIfAbsent(
        "header " + input + number,
        k -> {
          XSSFCellStyle style = book.createCellStyle();
          XSSFFont font = font("Calibri", 10, true);
          font.setColor(color(input ? INK : "FFFFFF"));
          style.setFont(font);
          fill(style, input ? "FFE58A" : HEADER);
          style.setQuotePrefixed(true);
          style.setWrapText(true);
          style.setVerticalAlignment(VerticalAlignment.CENTER);
          if (number) {
            style.setAlignment(HorizontalAlignment.RIGHT);
            style.setIndention((short) 1);
          }
          return style;
        });
  }

  /** Text outside of tables. */
  CellStyle prose(int size, boolean bold) {
    return made.computeIfAbsent(
        "prose " + size + " " + bold,
        k -> {
          XSSFCellStyle style = book.createCellStyle();
          XSSFFont font = font("Calibri", size, bold);
          font.setColor(color(INK));
          style.setFont(font);
          style.setVerticalAlignment(VerticalAlignment.CENTER);
          style.setQuotePrefixed(true);
          return style;
        });
  }

  private XSSFFont font(String name, int size, boolean bold) {
    XSSFFont font = book.createFont();
    font.setFontName(name);
    font.setFontHeightInPoints((short) size);
    font.setBold(bold);
    return font;
  }

  private short format(String pattern) {
    return book.createDataFormat().getFormat(pattern);
  }

  private static void fill(XSSFCellStyle style, String rgb) {
    style.setFillForegroundColor(color(rgb));
    style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
  }

  static XSSFColor color(String rgb) {
    return new XSSFColor(java.util.HexFormat.of().parseHex(rgb));
  }
}
