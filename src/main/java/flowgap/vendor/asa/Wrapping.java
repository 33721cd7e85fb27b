package flowgap.vendor.asa;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Undoes the wrapping of a terminal of 80 columns. It is certain only where no line is longer, the
 * line before is full, and what follows begins no command: a list entry has no indented lines below
 * it, and a rest such as {@code .0.5 eq 80} is no command.
 */
final class Wrapping {
  private static final int COLUMNS = 80;
  private static final Set<String> HEADS = heads();

  private Wrapping() {}

  private static Set<String> heads() {
    Set<String> out =
        new HashSet<>(
            List.of(
                "access-list",
                "access-group",
                "interface",
                "object",
                "object-group",
                "route",
                "nat",
                "static",
                "global",
                "name",
                "names",
                "hostname",
                "time-range",
                "class-map",
                "policy-map",
                "service-policy",
                "crypto",
                "ip",
                "ipv6",
                "router",
                "no",
                "same-security-traffic",
                "sysopt",
                "nat-control",
                "zone",
                "context",
                "group-policy",
                "username",
                "aaa",
                "clock",
                "shun",
                "filter",
                "established",
                "firewall",
                "multicast-routing",
                "capture",
                "exit",
                "end",
                "dynamic-access-policy-record",
                "forward-reference",
                "mode",
                "admin-context",
                "nameif"));
    Names.rows("asa-ignored.csv").forEach(f -> out.add(f[0].split(" ")[0]));
    return Set.copyOf(out);
  }

  /** The width at which a text is wrapped, 0 where it is not, or not for certain. */
  static int width(String head) {
    boolean full = false;
    for (String line : head.lines().toList()) {
      String shown = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      if (shown.length() > COLUMNS) {
        return 0;
      }
      full |= shown.length() == COLUMNS && shown.startsWith("access-list ");
    }
    return full ? COLUMNS : 0;
  }

  /** Whether the line is the rest of an entry of a list that filled the line before. */
  static boolean continues(String full, String line) {
    return full.startsWith("access-list ") && isRest(line);
  }

  /** Whether a terminal of 80 columns may have cut this line off the one before. */
  static boolean isCut(String before, String line) {
    return before.length() == COLUMNS && isRest(line);
  }

  private static boolean isRest(String line) {
    if (line.isEmpty() || line.length() > COLUMNS) {
      return false;
    }
    char first = line.charAt(0);
    if (first == '!' || first == ':' || first == '<') {
      return false;
    }
    int blank = line.strip().indexOf(' ');
    String word = blank < 0 ? line.strip() : line.strip().substring(0, blank);
    return first == ' ' || !HEADS.contains(word) && !word.endsWith("#") && !word.endsWith(">");
  }
}
