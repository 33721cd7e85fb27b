package flowgap.cli;

import java.io.PrintStream;

/** Starts flowgap from the command line. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  /** Runs one command in-process and returns its exit status. */
  static int run(String[] arguments, PrintStream out, PrintStream err) {
    if (arguments.length > 0 && arguments[0].equals("--help")) {
      out.println("usage: flowgap COMMAND [options]");
      return 0;
    }
    err.println("usage: flowgap COMMAND [options]");
    return 2;
  }
}
