package flowgap.vendor.asa;

import flowgap.grammar.asa.AsaLexer;
import flowgap.source.Words;
import java.util.ArrayList;
import java.util.List;
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
  private final Words words = new Words();
  private final List<CommonToken> tokens = new ArrayList<>();
  private String taken = "";
  private int count;
  private int at;

  /** Takes the words of a command; a word that is a lone exclamation mark begins a comment. */
  void take(String line) {
    count = 0;
    at = 0;
    taken = line;
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
      String word = words.of(line, from, i);
      set(WordTypes.of(word), word, from);
    }
    set(AsaLexer.NEWLINE, "end of line", n);
    set(Token.EOF, "<EOF>", n);
  }

  /** One string for a text that comes again and again. */
  String shared(String text) {
    return words.of(text);
  }

  /** The words from one token to another, with one blank between them. */
  String words(Token first, Token last) {
    int from = first.getCharPositionInLine();
    int end = from + first.getText().length();
    for (int i = first.getTokenIndex() + 1; i <= last.getTokenIndex(); i++) {
      Token t = tokens.get(i);
      if (t.getCharPositionInLine() != end + 1 || taken.charAt(end) != ' ') {
        return getText(first, last);
      }
      end += 1 + t.getText().length();
    }
    return words.of(taken, from, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
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
