package flowgap.cli;

import flowgap.analysis.FirewallAudit;
import flowgap.cli.Estate.Failed;
import flowgap.source.Problem;
import java.util.List;

/** Warnings and errors on standard error, one sentence a line. */
final class Messages {
  private final Console console;
  private final boolean quiet;

  Messages(Console console, boolean quiet) {
    this.console = console;
    this.quiet = quiet;
  }

  void say(String sentence) {
    if (!quiet) {
      console.err().println("flowgap: " + sentence);
    }
  }

  /** Errors are said even with {@code --quiet}. */
  void error(String sentence) {
    console.err().println("flowgap: " + sentence);
  }

  void problems(List<Problem> problems) {
    for (Problem p : problems) {
      if (p.severity() != Problem.Severity.INFO) {
        say(p.sentence());
      }
    }
  }

  /** One line for each firewall that could be read, but not all of it. */
  void partly(FirewallAudit audit) {
    if (quiet || audit.failed()) {
      return;
    }
    int count = 0;
    Problem first = null;
    for (Problem p : audit.problems()) {
      if (p.severity() != Problem.Severity.INFO) {
        count++;
        first = first == null ? p : first;
      }
    }
    if (first != null) {
      say(
          audit.name()
              + ": "
              + (count == 1 ? "1 problem" : count + " problems; the first")
              + ": "
              + first.sentence());
    }
  }

  void failed(Failed failed) {
    failed.audit().problems().stream()
        .filter(p -> p.severity() == Problem.Severity.ERROR)
        .forEach(p -> error(p.sentence()));
  }

  /** What could not be read; ends the command where nothing could be. */
  void unread(Estate estate) throws UsageFailure {
    if (estate.members().isEmpty()) {
      List<String> all =
          estate.failed().stream()
              .flatMap(f -> f.audit().problems().stream())
              .map(Problem::sentence)
              .toList();
      throw new UsageFailure(
          all.isEmpty() ? List.of("no configuration was found in what was given") : all);
    }
    estate.failed().forEach(this::failed);
  }
}
