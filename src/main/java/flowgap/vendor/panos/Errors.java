package flowgap.vendor.panos;

import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;

/** Remembers the first error of a lexer and its parser, in the reader's words. */
final class Errors extends BaseErrorListener {
  private String message;
  private int line;
  private int column;

  void listenTo(Lexer lexer, Parser parser) {
    lexer.removeErrorListeners();
    parser.removeErrorListeners();
    lexer.addErrorListener(this);
    parser.addErrorListener(this);
  }

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      Object offending,
      int atLine,
      int charPositionInLine,
      String msg,
      RecognitionException e) {
    if (message == null) {
      line = atLine;
      column = charPositionInLine + 1;
      message =
          msg.replace("<EOF>", "the end of the line")
              .replaceAll("expecting \\{.*", "other words were expected");
    }
  }

  boolean found() {
    return message != null;
  }

  String message() {
    return message;
  }

  int line() {
    return line;
  }

  /** 1-based. */
  int column() {
    return column;
  }
}
