package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.report.workbook.Filled;
import flowgap.report.workbook.Previous;
import flowgap.report.workbook.PreviousReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is carried over from earlier workbooks.
 *
 * @param filled what readers filled in
 * @param report the report with what changed since
 * @param keep the workbook in the output folder that must be kept beside the new one
 * @param keptAs its name from then on
 */
record Carried(AuditReport report, Filled filled, Optional<Path> keep, Optional<Path> keptAs) {
  /** Reads them for the sake of their mistakes alone. */
  static void check(Path directory, Reports.Settings settings) throws UnreadableWorkbook {
    named(settings);
    there(directory.resolve(Format.XLSX.file()), settings);
  }

  static Carried of(AuditReport report, Path directory, Reports.Settings settings, Filled extracts)
      throws IOException {
    Path inPlace = directory.resolve(Format.XLSX.file());
    Optional<Previous> named = named(settings);
    Optional<Previous> there = there(inPlace, settings).filter(p -> !p.filled().isEmpty());
    Filled filled =
        named
            .map(Previous::filled)
            .orElse(Filled.NOTHING)
            .and(there.map(Previous::filled).orElse(Filled.NOTHING))
            .and(extracts);
    Optional<Previous> latest = there;
    AuditReport changed = named.or(() -> latest).map(p -> changed(report, p)).orElse(report);
    return new Carried(
        changed, filled, there.map(p -> inPlace), there.map(p -> free(directory, p.made())));
  }

  private static AuditReport changed(AuditReport report, Previous previous) {
    List<AuditReport.Temporary> left = previous.temporary(report);
    return report.withChanges(previous.changes(report, left), left);
  }

  private static Optional<Previous> named(Reports.Settings settings) throws UnreadableWorkbook {
    if (settings.previous().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(PreviousReader.read(settings.previous().get()));
    } catch (IOException e) {
      throw new UnreadableWorkbook("--previous: " + e.getMessage(), e);
    }
  }

  private static Optional<Previous> there(Path inPlace, Reports.Settings settings)
      throws UnreadableWorkbook {
    if (settings.fresh() || !Files.isRegularFile(inPlace)) {
      return Optional.empty();
    }
    try {
      return Optional.of(PreviousReader.read(inPlace));
    } catch (IOException e) {
      throw new UnreadableWorkbook(
          "--out: " + e.getMessage() + "; move it away, or say --fresh to forget it", e);
    }
  }

  /**
   * A name for a workbook of that time that nothing has yet.
   *
   * @param made empty where it is not known
   */
  static Path free(Path directory, String made) {
    String time = made.isEmpty() ? "earlier" : made.replace(":", "");
    Path path = directory.resolve("report-" + time + ".xlsx");
    for (int n = 2; Files.exists(path); n++) {
      path = directory.resolve("report-" + time + "-" + n + ".xlsx");
    }
    return path;
  }
}
