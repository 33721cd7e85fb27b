package flowgap.report;

import java.util.Locale;

/**
 * Makes text of unknown origin harmless to look at: control characters, and characters that turn
 * the direction of writing or have no width, are shown by their number instead of acting.
 */
public final class Plain {
  private Plain() {}

  /** The text with everything visible; line ends and tabs stay. */
  public static String text(String text) {
    int at = 0;
    while (at < text.length() && isHarmless(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, at);
    while (at < text.length()) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      if (c == '\r') {
        if (at >= text.length() || text.charAt(at) != '\n') {
          out.append('\n');
        }
      } else if (isDangerous(c)) {
        out.append(number(c));
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  /** The text in one line. */
  public static String line(String text) {
    String visible = text(text);
    return visible.indexOf('\n') < 0 && visible.indexOf('\t') < 0
        ? visible
        : visible.replace('\n', ' ').replace('\t', ' ');
  }

  /** The text in one line of at most {@code most} characters; a cut says how long the whole is. */
  public static String brief(String text, int most) {
    String line = line(text);
    if (line.length() <= most) {
      return line;
    }
    return line.substring(0, safeCut(line, most))
        + String.format(Locale.ROOT, "… (%,d characters)", line.length());
  }

  /** The text without halves of characters, which many readers of JSON refuse. */
  static String paired(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints()
            .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }

  /** The nearest place at or before {@code at} that does not cut a character in two. */
  static int safeCut(String text, int at) {
    return at < text.length() && at > 0 && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }

  private static boolean isHarmless(char c) {
    return c >= ' ' && c < 0x7F || c == '\n' || c == '\t';
  }

  private static boolean isDangerous(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\t';
      case Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
    };
  }

  private static String number(int c) {
    return String.format(Locale.ROOT, "[U+%04X]", c);
  }
}
