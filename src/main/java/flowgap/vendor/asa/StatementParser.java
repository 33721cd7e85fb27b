package flowgap.vendor.asa;

import flowgap.grammar.asa.AsaParser;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Parses one command at a time. No tree is built: a context's labelled parts are all that is read,
 * and they are good until the next command only.
 */
final class StatementParser {
  /**
   * A command that the grammar does not take.
   *
   * @param column 1-based
   * @param found the word that stands there
   */
  static final class NotUnderstood extends Exception {
    private static final long serialVersionUID = 1L;
    final int column;

    NotUnderstood(int column, String message) {
      super(message, null, false, false);
      this.column = column;
    }
  }

  private final StatementTokens tokens = new StatementTokens();
  private final AsaParser parser = new AsaParser(tokens);

  StatementParser() {
    parser.removeErrorListeners();
    parser.setBuildParseTree(false);
    parser.setErrorHandler(new BailErrorStrategy());
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
  }

  <C extends ParserRuleContext> C parse(String line, Function<AsaParser, C> rule)
      throws NotUnderstood {
    tokens.take(line);
    parser.reset();
    try {
      return rule.apply(parser);
    } catch (ParseCancellationException e) {
      throw notUnderstood(e, parser);
    }
  }

  /** The words from one token of the last command to another. */
  String words(Token first, Token last) {
    return tokens.words(first, last);
  }

  /** One string for a text that comes again and again. */
  String shared(String text) {
    return tokens.shared(text);
  }

  private static NotUnderstood notUnderstood(ParseCancellationException e, Parser parser) {
    Token at =
        e.getCause() instanceof RecognitionException r && r.getOffendingToken() != null
            ? r.getOffendingToken()
            : parser.getCurrentToken();
    String found = at.getType() == AsaParser.NEWLINE ? "the end of the line" : "another word";
    return new NotUnderstood(
        at.getCharPositionInLine() + 1, "not understood: " + found + " was not expected here");
  }
}
