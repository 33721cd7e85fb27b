package flowgap.flow;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells dotted host names from roles and mistyped addresses. */
final class HostNames {
  /** RFC 1123 labels, at least two of them; the last one has a letter; {@code *.} may lead. */
  private static final Pattern DOTTED =
      Pattern.compile(
          "(\\*\\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)+"
              + "(?=[a-z0-9-]*[a-z])[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.?");

  private HostNames() {}

  static boolean isDotted(String word) {
    return word.length() <= 254 && DOTTED.matcher(word.toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * Whether a row gives the members of a list that a firewall fetches or learns: {@code list:NAME},
   * {@code region:CODE}, {@code group:NAME}.
   */
  static boolean isMembers(String word) {
    return word.toLowerCase(Locale.ROOT).matches("(?:list|region|group):.+");
  }

  /** Lower case, without the root's dot. */
  static String key(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
