package flowgap.model.iptables;

import flowgap.model.Choices;
import flowgap.model.End;
import flowgap.model.Probe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A router between the interfaces that a probe states, by iptables(8) and iptables-extensions(8)
 * 1.8.9: three packets of a connection have to come through, the first, its answer, and the next
 * one.
 */
final class Machine {
  private static final int DEEPEST = 30;
  private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|\\S+");

  /** What this evaluator does not follow. */
  static final class NotFollowed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Table, then chain, then rules as words. */
  private final Map<String, Map<String, List<List<String>>>> tables = new HashMap<>();

  private final Map<String, String> policies = new HashMap<>();

  Machine(List<String> lines) {
    String table = "";
    for (String written : lines) {
      String line = written.strip().replaceFirst("^\\[\\d+:\\d+\\] ", "");
      // Up to 1.4 the exclamation mark stood behind the option.
      List<String> words = words(line.replaceAll(" (-[sdiop]|--[a-z-]+) ! ", " ! $1 "));
      if (line.startsWith("*")) {
        table = line.substring(1).strip();
      } else if (line.startsWith(":")) {
        tables
            .computeIfAbsent(table, t -> new HashMap<>())
            .put(words.get(0).substring(1), new ArrayList<>());
        policies.put(table + " " + words.get(0).substring(1), words.get(1));
      } else if (line.startsWith("-A ")) {
        tables.get(table).get(words.get(1)).add(words.subList(2, words.size()));
      }
    }
  }

  /** Words between blanks; a quoted one may hold blanks. */
  private static List<String> words(String line) {
    List<String> out = new ArrayList<>();
    Matcher m = WORD.matcher(line);
    while (m.find()) {
      out.add(m.group(1) == null ? m.group() : m.group(1));
    }
    return out;
  }

  /** Whether the dump is what iptables-save writes, as far as this evaluator goes. */
  static boolean reads(List<String> lines) {
    return lines.stream()
        .allMatch(
            l -> l.strip().matches("|#.*|\\*\\w+|:\\S+ \\S+.*|COMMIT|(\\[\\d+:\\d+\\] )?-A .*"));
  }

  /** A packet on its way through the hooks. */
  static final class Passage {
    Probe now;
    final Probe original;
    final String leg;
    final String in;
    final String out;
    String state;
    String flags = "";
    int mark;
    boolean translatedDestination;
    boolean translatedSource;
    boolean confirmed;
    final int[] connection;

    Passage(Probe now, Probe original, String leg, boolean back, String state, int[] connection) {
      this.now = now;
      this.original = original;
      this.leg = leg;
      this.in = back ? original.out() : original.in();
      this.out = back ? original.in() : original.out();
      this.state = state;
      this.connection = connection;
    }
  }

  End end(Probe p) {
    return Choices.of(
        c -> {
          try {
            return through(c, p);
          } catch (NotFollowed e) {
            return End.UNKNOWN;
          }
        });
  }

  private static String firstState(Probe p) {
    if (!p.isIcmp()) {
      return "NEW";
    }
    boolean request =
        p.source().six()
            ? p.first() == 128
            : p.first() == 8 || p.first() == 13 || p.first() == 15 || p.first() == 17;
    return request ? "NEW" : "INVALID";
  }

  private End through(Choices c, Probe p) {
    int[] connection = new int[1];
    Passage opener = new Passage(p, p, "opener", false, firstState(p), connection);
    opener.flags = "SYN";
    if (!early(c, opener)) {
      return End.DENIED;
    }
    boolean tracked = opener.state.equals("NEW");
    if (tracked && !translate(c, opener, "PREROUTING") || !late(c, opener)) {
      return End.DENIED;
    }
    if (tracked && !translate(c, opener, "POSTROUTING")) {
      return End.DENIED;
    }
    if (!p.isAnswered()) {
      return End.PASSES;
    }
    Probe sent = opener.now;
    Passage answer = new Passage(sent.answer(), p, "answer", true, "ESTABLISHED", connection);
    answer.flags = "SYN,ACK";
    known(answer, opener);
    if (!early(c, answer)) {
      return End.DENIED;
    }
    boolean untracked = answer.state.equals("UNTRACKED");
    if (!tracked && !untracked) {
      return End.UNKNOWN;
    }
    if (untracked && opener.now != p) {
      return End.UNKNOWN;
    }
    answer.now = answer.now.to(p.source()).toPort(answer.now.second());
    if (!late(c, answer)) {
      return End.DENIED;
    }
    Passage next = new Passage(p, p, "follower", false, "ESTABLISHED", connection);
    next.flags = "ACK";
    known(next, opener);
    if (!early(c, next)) {
      return End.DENIED;
    }
    if (next.state.equals("UNTRACKED") != opener.state.equals("UNTRACKED")) {
      return End.UNKNOWN;
    }
    next.now = sent.from(p.source());
    return late(c, next) ? End.PASSES : End.DENIED;
  }

  private static void known(Passage p, Passage opener) {
    p.confirmed = true;
    p.translatedDestination = opener.translatedDestination;
    p.translatedSource = opener.translatedSource;
  }

  /** raw and mangle PREROUTING. */
  private boolean early(Choices c, Passage p) {
    String state = p.state;
    p.state = "NONE";
    if (!passes(c, "raw", "PREROUTING", p)) {
      return false;
    }
    p.state = p.state.equals("UNTRACKED") ? "UNTRACKED" : state;
    return passes(c, "mangle", "PREROUTING", p);
  }

  /** FORWARD and mangle POSTROUTING. */
  private boolean late(Choices c, Passage p) {
    return passes(c, "mangle", "FORWARD", p)
        && passes(c, "filter", "FORWARD", p)
        && passes(c, "mangle", "POSTROUTING", p);
  }

  /** Whether an answer is asked for its addresses before its translation is undone. */
  private boolean looksEarly() {
    return List.of("raw", "mangle").stream()
        .anyMatch(
            t -> !tables.getOrDefault(t, Map.of()).getOrDefault("PREROUTING", List.of()).isEmpty());
  }

  private boolean translate(Choices c, Passage p, String chain) {
    return passes(c, "nat", chain, p);
  }

  private boolean passes(Choices c, String table, String chain, Passage p) {
    if (!tables.containsKey(table) || !tables.get(table).containsKey(chain)) {
      return true;
    }
    String verdict = walk(c, table, chain, p, 0);
    return !(verdict.equals("RETURN") ? policies.get(table + " " + chain) : verdict).equals("DROP");
  }

  /** ACCEPT, DROP, or RETURN where the chain ends without either. */
  private String walk(Choices c, String table, String chain, Passage p, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalStateException("loop");
    }
    int number = 0;
    for (List<String> words : tables.get(table).get(chain)) {
      number++;
      Rule rule = new Rule(c, words, p, table + chain + number, looksEarly());
      if (!rule.matches()) {
        continue;
      }
      String target = rule.target();
      if (tables.get(table).containsKey(target)) {
        String verdict = walk(c, table, target, p, depth + 1);
        if (!verdict.equals("RETURN") || rule.goesTo()) {
          return verdict;
        }
      } else if (rule.ends()) {
        return rule.verdict();
      }
    }
    return "RETURN";
  }
}
