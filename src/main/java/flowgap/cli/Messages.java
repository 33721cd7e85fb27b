package flowgap.cli;

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
