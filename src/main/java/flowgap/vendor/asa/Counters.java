package flowgap.vendor.asa;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The counters of {@code show access-list}: of an entry with objects the sum of its children, which
 * share its line number. They count only where list, line and action agree with the configuration.
 */
final class Counters {
  private static final Pattern LINE =
      Pattern.compile(
          "^\\s*access-list (\\S+) line (\\d+) (?:extended |standard )?(permit|deny) (.*?)\\(hitcnt=(\\d+)\\).*$");
  private static final Pattern RESOLVED =
      Pattern.compile("\\b(?:host|fqdn) (\\S+) \\(([A-Za-z][^()\\s]*)\\)");

  private static final class Count {
    String words;
    long own;
    long children;
    int count;
  }

  private final Map<String, Count> counts = new HashMap<>();

  /** Host name → the addresses that the device showed for it. */
  final Map<String, String> resolved = new HashMap<>();

  boolean isEmpty() {
    return counts.isEmpty();
  }

  /** Takes a line of {@code show access-list}. */
  void line(String text) {
    Matcher m = LINE.matcher(text);
    if (!m.matches()) {
      return;
    }
    Count c = counts.computeIfAbsent(m.group(1) + " " + m.group(2), k -> new Count());
    long hits = Long.parseLong(m.group(5));
    if (c.words == null) {
      c.words = m.group(3) + " " + m.group(4).replaceAll("\\((?!hitcnt)[^)]*\\)", "").strip();
      c.own = hits;
    } else {
      c.children += hits;
    }
    c.count++;
    Matcher r = RESOLVED.matcher(m.group(4));
    while (r.find()) {
      String name = r.group(2);
      if (!name.equals("unresolved")) {
        resolved.merge(name, r.group(1), (a, b) -> a.contains(b) ? a : a + "," + b);
      }
    }
  }

  /** The hits of an entry; empty where the lines do not agree. */
  OptionalLong hits(String list, int line, String text) {
    if (counts.isEmpty()) {
      return OptionalLong.empty();
    }
    Count c = counts.get(list + " " + line);
    if (c == null) {
      return OptionalLong.empty();
    }
    String action = c.words.startsWith("permit") ? " permit " : " deny ";
    if (!text.contains(action) || !sameBeginning(text, c.words)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(c.count > 1 ? Math.max(c.own, c.children) : c.own);
  }

  /** Whether the entry's words after the action begin alike; defaults may be spelled out behind. */
  private static boolean sameBeginning(String text, String words) {
    String action = words.startsWith("permit") ? " permit " : " deny ";
    String own = text.substring(text.indexOf(action) + 1);
    String[] a = own.split("\\s+");
    String[] b = words.split("\\s+");
    for (int i = 0; i < Math.min(3, Math.min(a.length, b.length)); i++) {
      if (!a[i].equals(b[i])) {
        return false;
      }
    }
    return true;
  }
}
