package flowgap.vendor.asa;

import flowgap.grammar.asa.AsaLexer;
import java.util.HashMap;
import java.util.Map;

/**
 * The words of commands with their types in {@link AsaLexer}'s vocabulary. Words that come again
 * are found where they stand in the line and cost no new string; how many are kept is bounded.
 */
final class WordTable {
  private static final Map<String, Integer> KEYWORDS = keywords();
  private static final int SLOTS = 1 << 13;

  private final String[] words = new String[SLOTS];
  private final int[] types = new int[SLOTS];

  private static Map<String, Integer> keywords() {
    Map<String, Integer> out = new HashMap<>();
    for (int type = 1; type <= AsaLexer.VOCABULARY.getMaxTokenType(); type++) {
      String literal = AsaLexer.VOCABULARY.getLiteralName(type);
      if (literal != null) {
        out.put(literal.substring(1, literal.length() - 1), type);
      }
    }
    return out;
  }

  /** The slot of the word in {@code line} from {@code from} to {@code to}; good until the next. */
  int slot(String line, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + line.charAt(i);
    }
    int at = (hash * 0x9E3779B9 >>> 7) & (SLOTS - 1);
    String known = words[at];
    if (known == null || known.length() != to - from || !line.startsWith(known, from)) {
      String word = line.substring(from, to);
      words[at] = word;
      types[at] = type(word);
    }
    return at;
  }

  String word(int slot) {
    return words[slot];
  }

  int type(int slot) {
    return types[slot];
  }

  private static int type(String word) {
    char first = word.charAt(0);
    if (first >= '0' && first <= '9') {
      return AsaLexer.WORD;
    }
    Integer keyword = KEYWORDS.get(word);
    if (keyword != null) {
      return keyword;
    }
    return first == '(' && word.endsWith(")") ? AsaLexer.PAIR : AsaLexer.WORD;
  }
}
