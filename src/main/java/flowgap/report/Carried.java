package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.report.workbook.Filled;
import flowgap.report.workbook.Previous;
import flowgap.report.workbook.PreviousReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  static Carried of(AuditReport report, Path directory, Reports.Settings settings)
      throws IOException {
    Path inPlace = directory.resolve(Format.XLSX.file());
    Optional<Previous> named = Optional.empty();
    if (settings.previous().isPresent()) {
      named = Optional.of(PreviousReader.read(settings.previous().get()));
    }
    Optional<Previous> there = Optional.empty();
    if (!settings.fresh() && Files.isRegularFile(inPlace)) {
      there = Optional.of(PreviousReader.read(inPlace)).filter(p -> !p.filled().isEmpty());
    }
    Filled filled =
        named
            .map(Previous::filled)
            .orElse(Filled.NOTHING)
            .and(there.map(Previous::filled).orElse(Filled.NOTHING));
    Optional<Previous> latest = there;
    AuditReport changed =
        named.or(() -> latest).map(p -> report.withChanges(p.changes(report))).orElse(report);
    return new Carried(
        changed, filled, there.map(p -> inPlace), there.map(p -> free(directory, time(p.made()))));
  }

  private static String time(String made) {
    return made.isEmpty() ? "earlier" : made.replace(":", "");
  }

  /** A name that nothing has yet. */
  private static Path free(Path directory, String time) {
    Path path = directory.resolve("report-" + time + ".xlsx");
    for (int n = 2; Files.exists(path); n++) {
      path = directory.resolve("report-" + time + "-" + n + ".xlsx");
    }
    return path;
  }
}
