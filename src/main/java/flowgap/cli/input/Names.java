package flowgap.cli.input;

import java.util.ArrayList;
import java.util.List;

/** The parts of an input's name: its folder, its stem, its suffixes. */
final class Names {
  private Names() {}

  /** The part before the last slash; empty where there is none. */
  static String folder(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }

  static String base(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** The file name without its extension. */
  static String stem(String name) {
    String base = base(name);
    int dot = base.lastIndexOf('.');
    return dot <= 0 ? base : base.substring(0, dot);
  }

  /** The folders on the way to a file, from the outside in, archives among them. */
  static List<String> folders(String name) {
    List<String> out = new ArrayList<>();
    for (String part : folder(name).split("/", -1)) {
      String plain = part.endsWith("!") ? part.substring(0, part.length() - 1) : part;
      if (!plain.isEmpty() && !plain.equals(".") && !plain.equals("..")) {
        out.add(plain);
      }
    }
    return out;
  }

  /**
   * How many dot-separated parts two file names share up to their first differing suffix; 0 where
   * what differs is more than suffixes ({@code 10.0.0.1.cfg} and {@code 10.0.0.2.cfg}).
   */
  static int shared(String first, String second) {
    String[] a = base(first).split("\\.");
    String[] b = base(second).split("\\.");
    int n = 0;
    while (n < a.length && n < b.length && a[n].equals(b[n])) {
      n++;
    }
    return n == 0 || a[0].isEmpty() || !areSuffixes(a, n) || !areSuffixes(b, n) ? 0 : n;
  }

  private static boolean areSuffixes(String[] parts, int from) {
    for (int i = from; i < parts.length; i++) {
      if (parts[i].isEmpty() || parts[i].chars().allMatch(Character::isDigit)) {
        return false;
      }
    }
    return parts.length - from <= 3;
  }

  /** What two file names share, without the dot. */
  static String sharedStem(String first, String second) {
    int n = shared(first, second);
    return String.join(".", List.of(base(first).split("\\.")).subList(0, n));
  }
}
