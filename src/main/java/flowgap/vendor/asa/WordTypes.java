package flowgap.vendor.asa;

import flowgap.grammar.asa.AsaLexer;
import java.util.HashMap;
import java.util.Map;

/** The types of words in {@link AsaLexer}'s vocabulary. */
final class WordTypes {
  private static final Map<String, Integer> KEYWORDS = keywords();

  private WordTypes() {}

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

  static int of(String word) {
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
