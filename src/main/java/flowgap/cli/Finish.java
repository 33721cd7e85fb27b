package flowgap.cli;

import flowgap.analysis.AuditReport;
import flowgap.analysis.FirewallAudit;
import flowgap.report.ChangeFiles;
import flowgap.report.Format;
import flowgap.report.Reports;
import flowgap.report.UnreadableWorkbook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;

/** Writes the reports of a run and tells its exit status. */
final class Finish {
  private Finish() {}

  static int write(
      Assembly.Whole whole,
      Path out,
      Set<Format> formats,
      Reports.Settings settings,
      boolean windowed,
      FailOn failOn,
      int jobs,
      Console console)
      throws UsageFailure {
    AuditReport report = whole.report();
    Reports.Written written;
    try {
      written = Reports.write(report, out, formats, settings, jobs);
      ChangeFiles.write(out, whole.changes(), windowed);
    } catch (UnreadableWorkbook e) {
      throw new UsageFailure(e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      throw Hold.unwritable(out, e);
    }
    Summary.write(report, written.files(), console.out());
    written.notes().forEach(n -> console.err().println(n + "."));
    boolean failed = report.firewalls().stream().anyMatch(FirewallAudit::failed);
    return failed ? Status.INCOMPLETE : failOn.fails(report) ? Status.FOUND : Status.FINE;
  }

  /** Why something could not be written or read, in words. */
  static String reason(Exception mishap) {
    Exception e = mishap instanceof UncheckedIOException u ? u.getCause() : mishap;
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return e.getMessage();
  }

  static boolean incomplete(Collection<Share> shares) {
    return shares.stream().anyMatch(s -> s.audit().failed());
  }
}
