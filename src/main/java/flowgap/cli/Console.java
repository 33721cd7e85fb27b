package flowgap.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * What a command is connected to.
 *
 * @param out for what was asked for
 * @param err for progress, warnings and errors
 * @param terminal whether {@code err} is a terminal that a person looks at
 * @param environment variables by name
 */
record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean terminal,
    Map<String, String> environment) {
  Console {
    environment = Map.copyOf(environment);
  }
}
