package flowgap.flow;

import flowgap.grammar.flow.ServiceLexer;
import flowgap.grammar.flow.ServiceParser;
import java.util.Optional;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;

/** Sets up the parser of service notations and keeps the first thing that it stumbles over. */
final class SyntaxTrouble extends BaseErrorListener {
  private String first;

  ServiceParser parser(String text) {
    ServiceLexer lexer = new ServiceLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    lexer.addErrorListener(this);
    ServiceParser parser = new ServiceParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    parser.addErrorListener(this);
    return parser;
  }

  /** What was found where nothing like it may stand. */
  Optional<String> first() {
    return Optional.ofNullable(first);
  }

  void refuse(boolean wrong) {
    if (wrong && first == null) {
      first = "not what may stand here";
    }
  }

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      Object symbol,
      int line,
      int column,
      String message,
      RecognitionException e) {
    if (first == null) {
      boolean end = symbol instanceof Token t && t.getType() == Token.EOF;
      String found = symbol instanceof Token t ? "\"" + t.getText() + "\"" : "a character";
      first =
          end ? "the text ends too early" : "found %s at character %d".formatted(found, column + 1);
    }
  }
}
