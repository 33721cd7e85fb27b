package flowgap.cli;

import picocli.CommandLine.Option;

/** Options that every command has. */
final class CommonOptions {
  @Option(names = "--debug", description = "shows stack traces of internal errors")
  boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "shows this help and exits")
  boolean help;

  @Option(names = "--quiet", description = "no progress and no warnings on standard error")
  boolean quiet;

  @Option(names = "--no-progress", description = "no progress on standard error")
  boolean noProgress;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "how many firewalls at a time (default: the processors)")
  int jobs = Runtime.getRuntime().availableProcessors();

  Progress progress(Console console) {
    Progress.Style style =
        quiet || noProgress
            ? Progress.Style.NONE
            : console.terminal() ? Progress.Style.TERMINAL : Progress.Style.PLAIN;
    return new Progress(console.err(), style, "firewalls");
  }

  Workers workers(Console console) throws UsageFailure {
    if (jobs < 1) {
      throw new UsageFailure("--jobs: at least 1 job is needed, not " + jobs);
    }
    Mishap.showTraces(debug ? console.err() : null);
    return new Workers(jobs, progress(console));
  }
}
