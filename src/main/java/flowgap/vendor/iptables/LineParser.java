package flowgap.vendor.iptables;

import flowgap.grammar.iptables.IptablesLexer;
import flowgap.grammar.iptables.IptablesParser;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;

/** Parses one line at a time; memory does not grow with the file. */
final class LineParser {
  /** A line that is not one of iptables-save's, with the column (1-based) where that shows. */
  static final class BadLine extends Exception {
    private static final long serialVersionUID = 1L;
    final int column;

    BadLine(int column, String message) {
      super(message, null, false, false);
      this.column = column;
    }
  }

  private final IptablesLexer lexer = new IptablesLexer(CharStreams.fromString(""));
  private final CommonTokenStream tokens = new CommonTokenStream(lexer);
  private final IptablesParser parser = new IptablesParser(tokens);
  private final PlainRule.Seen seen = new PlainRule.Seen();
  private final FirstError error = new FirstError();

  LineParser() {
    lexer.removeErrorListeners();
    lexer.addErrorListener(error);
    parser.removeErrorListeners();
    parser.addErrorListener(error);
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
  }

  /** What the line says. */
  Statement parse(String line) throws BadLine {
    Statement plain = PlainRule.read(line, seen);
    return plain == null ? parseByGrammar(line) : plain;
  }

  Statement parseByGrammar(String line) throws BadLine {
    error.message = null;
    lexer.setInputStream(CharStreams.fromString(line));
    tokens.setTokenSource(lexer);
    parser.setTokenStream(tokens);
    IptablesParser.LineContext tree = parser.line();
    if (error.message != null) {
      throw new BadLine(error.column, error.message);
    }
    return new StatementBuilder().build(tree.statement());
  }

  /** Keeps the first error of a line, in the reader's words. */
  private static final class FirstError extends BaseErrorListener {
    private String message;
    private int column;

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object symbol,
        int line,
        int charPositionInLine,
        String antlrMessage,
        RecognitionException e) {
      if (message != null) {
        return;
      }
      column = charPositionInLine + 1;
      if (recognizer instanceof Parser && symbol instanceof Token token) {
        message = words(token);
      } else {
        message = "a character that no line of iptables-save has";
      }
    }

    private static String words(Token token) {
      if (token.getType() == IptablesLexer.OPEN_QUOTE) {
        return "a quotation that does not end; expected \"";
      }
      if (token.getType() == Token.EOF) {
        return "the line ends early; expected a value";
      }
      if (token.getCharPositionInLine() == 0) {
        return "found '"
            + token.getInputStream().toString().split("\\s+", 2)[0]
            + "'; expected *table, :CHAIN POLICY, -A CHAIN …, COMMIT or # at the start of a line";
      }
      return "found '" + token.getText() + "'; expected an option";
    }
  }
}
