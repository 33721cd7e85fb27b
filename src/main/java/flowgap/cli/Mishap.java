package flowgap.cli;

import java.io.PrintStream;

/** A mistake of flowgap's own, in one sentence; with {@code --debug} its stack trace is shown. */
final class Mishap {
  private static volatile PrintStream trace;

  private Mishap() {}

  /** Where stack traces go from here on; null = nowhere. */
  static void showTraces(PrintStream stream) {
    trace = stream;
  }

  static String sentence(Throwable mistake) {
    PrintStream shown = trace;
    if (shown != null) {
      synchronized (shown) {
        mistake.printStackTrace(shown);
      }
    }
    if (mistake instanceof OutOfMemoryError) {
      return "there is not enough memory; give more with FLOWGAP_JAVA_OPTS=-Xmx4g";
    }
    if (mistake instanceof StackOverflowError) {
      return "it is nested too deeply to be read";
    }
    String message = mistake.getMessage();
    String said = message == null ? "" : ": " + message.lines().findFirst().orElse("");
    return "internal error ("
        + mistake.getClass().getSimpleName()
        + said
        + "); run with --debug for details";
  }
}
