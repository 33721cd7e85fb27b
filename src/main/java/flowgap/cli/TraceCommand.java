package flowgap.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows the way of a packet through firewalls, step by step. */
@Command(name = "trace", description = "Shows the way of a packet, step by step.")
final class TraceCommand implements Callable<Integer> {
  TraceCommand(Console console) {}

  @Override
  public Integer call() {
    return Status.FINE;
  }
}
