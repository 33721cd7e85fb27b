package flowgap.report.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.poi.ss.util.CellReference;

/**
 * Writes the rows of a sheet as they stand in the workbook: rows and cells of POI's would be made,
 * kept and forgotten for each of a million rows.
 */
final class RowText {
  private static final int FULL = 1 << 15;

  private final OutputStream out;
  private byte[] text = new byte[2 * FULL];
  private int size;
  private String[] letters = new String[0];
  private String number = "";

  /**
   * @param out takes the rows
   */
  RowText(OutputStream out) {
    this.out = out;
  }

  /**
   * Begins a row.
   *
   * @param row from 0
   * @param height points
   */
  void begin(int row, float height) {
    number = Integer.toString(row + 1);
    plain("<row r=\"");
    plain(number);
    plain("\" customHeight=\"1\" ht=\"");
    plain(Float.toString(height));
    plain("\">\n");
  }

  /** A cell without value. */
  void empty(int column, int style) {
    cell(column, style);
    plain("/>");
  }

  void number(int column, int style, double value) {
    cell(column, style);
    plain("><v>");
    long whole = (long) value;
    plain(whole == value ? Long.toString(whole) : Double.toString(value));
    plain("</v></c>");
  }

  void text(int column, int style, String value) {
    cell(column, style);
    boolean blank =
        Character.isWhitespace(value.charAt(0))
            || Character.isWhitespace(value.charAt(value.length() - 1));
    plain(" t=\"inlineStr\"><is><t");
    plain(blank ? " xml:space=\"preserve\">" : ">");
    escaped(value);
    plain("</t></is></c>");
  }

  /** Ends the row. */
  void end() {
    plain("</row>\n");
    if (size >= FULL) {
      flush();
    }
  }

  /** Passes on what is written so far. */
  void flush() {
    try {
      out.write(text, 0, size);
      size = 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void cell(int column, int style) {
    plain("<c r=\"");
    plain(letters(column));
    plain(number);
    plain("\" s=\"");
    plain(Integer.toString(style));
    plain("\"");
  }

  private String letters(int column) {
    if (column >= letters.length) {
      int before = letters.length;
      letters = Arrays.copyOf(letters, column + 16);
      for (int i = before; i < letters.length; i++) {
        letters[i] = CellReference.convertNumToColString(i);
      }
    }
    return letters[column];
  }

  /** Letters and marks of ASCII that mean themselves. */
  @SuppressWarnings("deprecation") // the fastest way for ASCII
  private void plain(String ascii) {
    int length = ascii.length();
    room(length);
    ascii.getBytes(0, length, text, size);
    size += length;
  }

  private void escaped(String value) {
    room(value.length());
    int length = value.length();
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= ' ' && c < 0x7F && c != '<' && c != '>' && c != '&' && c != '"') {
        if (size == text.length) {
          room(length - i);
        }
        text[size++] = (byte) c;
      } else {
        i = special(value, i);
      }
    }
  }

  /** Writes one character that does not mean itself, or is none of ASCII; says where it ends. */
  private int special(String value, int at) {
    int c = value.codePointAt(at);
    switch (c) {
      case '<' -> plain("&lt;");
      case '>' -> plain("&gt;");
      case '&' -> plain("&amp;");
      case '"' -> plain("&quot;");
      default -> {
        boolean surrogate = Character.getType(c) == Character.SURROGATE;
        if (surrogate || c == 0xFFFE || c == 0xFFFF || c < ' ' && "\t\n\r".indexOf(c) < 0) {
          plain("?"); // no character of XML
        } else if (c < ' ' || c == 0xA0) {
          plain("&#x" + Integer.toHexString(c) + ";");
        } else {
          byte[] bytes = Character.toString(c).getBytes(StandardCharsets.UTF_8);
          room(bytes.length);
          System.arraycopy(bytes, 0, text, size, bytes.length);
          size += bytes.length;
        }
      }
    }
    return at + Character.charCount(c) - 1;
  }

  private void room(int more) {
    if (size + more > text.length) {
      text = Arrays.copyOf(text, Math.max(text.length * 2, size + more));
    }
  }
}
