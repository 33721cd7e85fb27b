package flowgap.report.workbook;

/** How many lines texts take. */
final class Wrapping {
  /** Lines that are counted; no row gets higher. */
  private static final int MOST = 40;

  private Wrapping() {}

  /** Lines that a text takes where it is broken between words. */
  static int lines(String text, int width) {
    int lines = 1;
    int used = 0;
    int word = 0;
    for (int i = 0; i < text.length() && lines < MOST; i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        lines++;
        used = 0;
        word = 0;
        continue;
      }
      word = c == ' ' || c == '-' ? 0 : word + 1;
      if (++used > width) {
        lines++;
        used = word > width ? 1 : word;
        word = used;
      }
    }
    return lines;
  }
}
