package flowgap.vendor.iptables;

import flowgap.source.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads {@code -A CHAIN …} lines of the ordinary form without a parse tree, word by word: nearly
 * all lines of a large dump are such. All others are left to the grammar, and both agree on what
 * both read.
 */
final class PlainRule {
  private final String line;
  private final Seen seen;
  private int at;

  /**
   * The word that was read last; null at the end of the line or where it is not an ordinary one.
   */
  private String word;

  private int wordAt;
  private boolean quoted;
  private boolean left;

  private PlainRule(String line, Seen seen) {
    this.line = line;
    this.seen = seen;
  }

  /** What lines before had, too. */
  static final class Seen {
    private final Words words = new Words();
    private final Options options = new Options();
  }

  /** The rule; null where the grammar has to read the line. */
  static Statement read(String line, Seen seen) {
    return new PlainRule(line, seen).command();
  }

  /** The long form of an option that may be negated, null for others. */
  private static String named(String word) {
    return switch (word) {
      case "-s", "--source", "--src" -> Option.SOURCE;
      case "-d", "--destination", "--dst" -> Option.DESTINATION;
      case "-p", "--protocol", "--proto" -> Option.PROTOCOL;
      case "-i", "--in-interface" -> Option.IN;
      case "-o", "--out-interface" -> Option.OUT;
      default -> null;
    };
  }

  private static String notNegated(String word) {
    return switch (word) {
      case "-m", "--match" -> Option.MATCH;
      case "-j", "--jump" -> Option.JUMP;
      case "-g", "--goto" -> Option.GOTO;
      default -> null;
    };
  }

  /** Options with a meaning of their own, which the grammar reads. */
  private static boolean isLeft(String word) {
    return switch (word) {
      case "-f", "--fragment", "-c", "--set-counters", "-4", "--ipv4", "-6", "--ipv6" -> true;
      default -> false;
    };
  }

  private Statement command() {
    OptionalLong packets = OptionalLong.empty();
    next();
    if (word != null && !quoted && word.charAt(0) == '[') {
      int colon = word.indexOf(':');
      if (colon < 2 || colon > 19 || !isCounters(word, colon)) {
        return null;
      }
      packets = OptionalLong.of(Long.parseLong(word.substring(1, colon)));
      next();
    }
    if (word == null || quoted || !word.equals("-A")) {
      return null;
    }
    next();
    if (quoted || !isValue()) {
      return null;
    }
    String chain = word;
    List<Option> options = new ArrayList<>();
    next();
    while (word != null && !left) {
      part(options);
    }
    return left
        ? null
        : new Statement.Command(
            Statement.Verb.APPEND, chain, 0, "", options, packets, Optional.empty());
  }

  private static boolean isCounters(String word, int colon) {
    int end = word.length() - 1;
    for (int i = 1; i < end; i++) {
      boolean digit = word.charAt(i) >= '0' && word.charAt(i) <= '9';
      if (i != colon && !digit) {
        return false;
      }
    }
    return end > colon + 1 && word.charAt(end) == ']';
  }

  private void part(List<Option> out) {
    int column = wordAt + 1;
    boolean negated = isNot();
    if (negated) {
      next();
    }
    if (word == null || quoted || word.charAt(0) != '-' || isLeft(word)) {
      left = true;
      return;
    }
    String name = named(word);
    String plain = notNegated(word);
    if (name != null || plain != null && !negated) {
      next();
      if (name != null && isNot()) {
        negated = true;
        next();
      }
      if (!isValue()) {
        left = true;
        return;
      }
      out.add(seen.options.of(name != null ? name : plain, negated, word, column));
      next();
    } else if (plain != null) {
      left = true;
    } else {
      extension(out, negated, column);
    }
  }

  private void extension(List<Option> out, boolean before, int column) {
    String name = word;
    boolean negated = before;
    List<String> values = new ArrayList<>(2);
    int equals = name.startsWith("--") ? name.indexOf('=') : -1;
    if (equals > 0) {
      values.add(name.substring(equals + 1));
      name = name.substring(0, equals);
    }
    next();
    while (word != null && !left) {
      if (isNot()) {
        int back = wordAt;
        next();
        if (!isValue()) {
          // the sign belongs to the option behind it
          at = back;
          next();
          break;
        }
        negated = true;
      }
      if (!isValue()) {
        break;
      }
      values.add(word);
      next();
    }
    out.add(
        values.size() == 1
            ? seen.options.of(name, negated, values.get(0), column)
            : new Option(name, negated, values, column));
  }

  private boolean isNot() {
    return word != null && !quoted && word.equals("!");
  }

  private boolean isValue() {
    return word != null && (quoted || word.charAt(0) != '-' && !word.equals("!"));
  }

  private void next() {
    int end = line.length();
    while (at < end && isSpace(line.charAt(at))) {
      at++;
    }
    wordAt = at;
    quoted = false;
    if (at == end) {
      word = null;
    } else if (line.charAt(at) == '"') {
      quoted();
    } else {
      plain();
    }
  }

  private void plain() {
    int end = line.length();
    char first = line.charAt(at);
    boolean dotted = false;
    while (at < end && !isSpace(line.charAt(at))) {
      char c = line.charAt(at++);
      dotted |= c == '.';
      // beyond the basic plane columns count otherwise
      left |= c == '"' || Character.isSurrogate(c);
    }
    // addresses are many, and looking for one costs more than a new one
    boolean address = dotted && first >= '0' && first <= '9';
    word = address ? line.substring(wordAt, at) : seen.words.of(line, wordAt, at);
    if (first == '-') {
      int name = word.startsWith("--") ? 2 : 1;
      left |= word.length() <= name || !isNameStart(word.charAt(name));
    }
    left |= first == '[' && wordAt > 0;
  }

  private static boolean isNameStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  /** Between double quotes a backslash takes the next character as it is. */
  private void quoted() {
    StringBuilder out = new StringBuilder();
    int end = line.length();
    quoted = true;
    at++;
    while (at < end && line.charAt(at) != '"') {
      if (line.charAt(at) == '\\') {
        at++;
      }
      if (at < end) {
        left |= Character.isSurrogate(line.charAt(at));
        out.append(line.charAt(at++));
      }
    }
    left |= at >= end || at + 1 < end && !isSpace(line.charAt(at + 1));
    at = Math.min(at + 1, end);
    word = out.toString();
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
