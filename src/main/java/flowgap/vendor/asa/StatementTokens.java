package flowgap.vendor.asa;

import flowgap.grammar.asa.AsaLexer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * The words of one command as tokens of {@link AsaLexer}'s vocabulary. One object serves all
 * commands of an export in turn: tokens are used again, so nothing may keep them.
 */
final class StatementTokens implements TokenStream {
  private static final Map<String, Integer> KEYWORDS = keywords();

  private final List<CommonToken> tokens = new ArrayList<>();
  private int count;
  private int at;

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

  /** Takes the words of a command; a word that is a lone exclamation mark begins a comment. */
  void take(String line) {
    count = 0;
    at = 0;
    int n = line.length();
    int i = 0;
    while (true) {
      while (i < n && isBlank(line.charAt(i))) {
        i++;
      }
      if (i == n) {
        break;
      }
      int from = i;
      while (i < n && !isBlank(line.charAt(i))) {
        i++;
      }
      if (line.charAt(from) == '!' && count > 0) {
        break;
      }
      add(line.substring(from, i), from);
    }
    set(AsaLexer.NEWLINE, "end of line", n);
    set(Token.EOF, "<EOF>", n);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private void add(String word, int column) {
    Integer keyword = KEYWORDS.get(word);
    int type =
        keyword != null
            ? keyword
            : word.charAt(0) == '(' && word.endsWith(")") ? AsaLexer.PAIR : AsaLexer.WORD;
    set(type, word, column);
  }

  private void set(int type, String text, int column) {
    if (count == tokens.size()) {
      tokens.add(new CommonToken(type));
    }
    CommonToken token = tokens.get(count);
    token.setType(type);
    token.setText(text);
    token.setLine(1);
    token.setCharPositionInLine(column);
    token.setTokenIndex(count);
    count++;
  }

  @Override
  public void consume() {
    if (at < count - 1) {
      at++;
    }
  }

  @Override
  public int LA(int i) {
    return LT(i).getType();
  }

  @Override
  public Token LT(int k) {
    int index = k > 0 ? at + k - 1 : at + k;
    return tokens.get(Math.max(0, Math.min(index, count - 1)));
  }

  @Override
  public Token get(int index) {
    return tokens.get(index);
  }

  @Override
  public int mark() {
    return 0;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return at;
  }

  @Override
  public void seek(int index) {
    at = Math.min(index, count - 1);
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public String getSourceName() {
    return "command";
  }

  @Override
  public TokenSource getTokenSource() {
    return null;
  }

  @Override
  public String getText(Interval interval) {
    StringBuilder out = new StringBuilder();
    for (int i = interval.a; i <= interval.b && i < count; i++) {
      out.append(i > interval.a ? " " : "").append(tokens.get(i).getText());
    }
    return out.toString();
  }

  @Override
  public String getText() {
    return getText(Interval.of(0, count - 1));
  }

  @Override
  public String getText(RuleContext context) {
    return getText(context.getSourceInterval());
  }

  @Override
  public String getText(Token start, Token stop) {
    return getText(Interval.of(start.getTokenIndex(), stop.getTokenIndex()));
  }
}
