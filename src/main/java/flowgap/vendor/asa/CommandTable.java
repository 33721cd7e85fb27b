package flowgap.vendor.asa;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the commands at the top level do to packets that pass, by their first words. */
final class CommandTable {
  /** What a command may do besides the lists. */
  enum Effect {
    /** Nothing to packets that pass. */
    NONE,
    /** It may permit or drop some packets. */
    CONDITION,
    /** It may change every verdict. */
    DOUBT,
    /** Not known, and its like bear on filtering. */
    UNKNOWN_OF_A_FAMILY,
    /** Not known, nor is any like it that bears on filtering. */
    UNKNOWN
  }

  /** An effect, and why. */
  record Said(Effect effect, String reason) {}

  /** Commands without bearing on filtering, by their first words. */
  private static final Set<String> IGNORED = ignored();

  /** Commands that may permit or drop besides the lists, and what to make of them. */
  private static final Map<String, String[]> BEARING = bearing();

  /** Beginnings of commands that bear on filtering: an unknown one of them may change anything. */
  private static final List<String> FAMILIES =
      Names.rows("asa-bearing.csv").stream()
          .filter(f -> f[1].equals("family"))
          .map(f -> f[0])
          .toList();

  private CommandTable() {}

  static Said of(String[] w) {
    Optional<String[]> row = row(w);
    if (row.isPresent()) {
      Effect effect =
          switch (row.get()[1]) {
            case "condition" -> Effect.CONDITION;
            case "doubt" -> Effect.DOUBT;
            default -> Effect.NONE;
          };
      return new Said(effect, row.get()[2]);
    }
    String two = w.length > 1 ? w[0] + " " + w[1] : w[0];
    int colon = w[0].indexOf(':');
    String head = colon > 0 ? w[0].substring(0, colon + 1) : w[0];
    if (IGNORED.contains(head) || IGNORED.contains(two)) {
      return new Said(Effect.NONE, "");
    }
    boolean family = FAMILIES.stream().anyMatch(w[0]::startsWith);
    return new Said(family ? Effect.UNKNOWN_OF_A_FAMILY : Effect.UNKNOWN, "");
  }

  private static Set<String> ignored() {
    Set<String> out = new HashSet<>();
    Names.rows("asa-ignored.csv").forEach(f -> out.add(f[0]));
    return Set.copyOf(out);
  }

  private static Map<String, String[]> bearing() {
    Map<String, String[]> out = new HashMap<>();
    for (String[] f : Names.rows("asa-bearing.csv")) {
      if (!f[1].equals("family")) {
        out.put(f[0], f);
      }
    }
    return Map.copyOf(out);
  }

  /** What is said of a command's first words, the longest that a table has; empty = nothing. */
  private static Optional<String[]> row(String[] w) {
    String words = String.join(" ", List.of(w).subList(0, Math.min(4, w.length)));
    while (!words.isEmpty()) {
      if (BEARING.containsKey(words)) {
        return Optional.of(BEARING.get(words));
      }
      words = words.substring(0, Math.max(0, words.lastIndexOf(' ')));
    }
    return Optional.empty();
  }
}
