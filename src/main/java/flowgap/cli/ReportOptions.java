package flowgap.cli;

import flowgap.report.Format;
import flowgap.report.Reports;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which reports are written, and how. */
final class ReportOptions {
  @Option(
      names = "--format",
      paramLabel = "LIST",
      description = "xlsx,html,json,csv,sarif,junit,md (default: ${DEFAULT-VALUE})")
  String format = "xlsx,html,json";

  @Option(
      names = "--previous",
      paramLabel = "FILE",
      description = "an earlier report.xlsx: what was filled in is carried over")
  Path previous;

  @Option(
      names = "--fresh",
      description = "forgets what was filled into the report.xlsx that is in DIR already")
  boolean fresh;

  @Option(
      names = "--split-by",
      paramLabel = "WHOM",
      description = "writes an extract for each: firewall or owner")
  SplitBy splitBy;

  Set<Format> formats() throws UsageFailure {
    try {
      return Format.parse(format);
    } catch (IllegalArgumentException e) {
      throw new UsageFailure("--format: " + e.getMessage());
    }
  }

  Reports.Settings settings() {
    return new Reports.Settings(
        Optional.ofNullable(previous), fresh, Optional.ofNullable(splitBy).map(SplitBy::split));
  }

  /** Whom extracts are written for. */
  enum SplitBy {
    firewall,
    owner;

    Reports.Split split() {
      return switch (this) {
        case firewall -> Reports.Split.FIREWALL;
        case owner -> Reports.Split.OWNER;
      };
    }
  }
}
