package flowgap.cli;

import flowgap.analysis.RuleFindingOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How an audit judges and where it writes. */
final class AuditOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where the reports go (default: ${DEFAULT-VALUE})")
  Path out = Path.of("flowgap-report");

  @Option(
      names = "--assume",
      paramLabel = "KEY",
      description =
          "takes something for granted, named in every report: app-id=as-named, rate-limits=within")
  List<String> assume = new ArrayList<>();

  @Option(
      names = "--window",
      paramLabel = "START/END",
      description = "the time of the migration (ISO 8601); decides schedules")
  String window;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "the audit's clock (default: SOURCE_DATE_EPOCH, else now); decides what expired")
  String at;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "accepted findings (CSV: id,reason,owner,approved_by,expires)")
  Path baseline;

  @Option(
      names = "--broad-ratio",
      paramLabel = "N",
      description = "a rule is overly broad from N times its need (default: ${DEFAULT-VALUE})")
  long broadRatio = RuleFindingOptions.BROAD_RATIO;

  @Option(
      names = "--unneeded",
      paramLabel = "WHICH",
      description = "near (default) or all: which permit rules without a flow are findings")
  Unneeded unneeded = Unneeded.near;

  @Option(
      names = "--fail-on",
      paramLabel = "LIST",
      description = "what makes the exit status 1 (default: ${DEFAULT-VALUE}); none")
  String failOn = FailOn.USUAL;

  @Option(
      names = "--resume",
      description = "goes on with an interrupted run: what is unchanged is not judged again")
  boolean resume;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "judges part I of N only; flowgap merge puts the parts together")
  String shard;

  /** Which permit rules without a flow are findings. */
  enum Unneeded {
    near,
    all
  }
}
