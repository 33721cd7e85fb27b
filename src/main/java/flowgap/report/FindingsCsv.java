package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes {@code findings.csv}, safe to open in a spreadsheet: one row for each finding; what is the
 * same on several firewalls is one row, which names the first, and then all of them with their
 * findings' ids. What the user has assumed stands in each.
 */
final class FindingsCsv {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "id",
              "type",
              "severity",
              "firewall",
              "rule",
              "file",
              "line",
              "text",
              "message",
              "flows",
              "because_of",
              "example",
              "details",
              "commands",
              "rollback",
              "proved",
              "accepted",
              "accepted_until",
              "firewalls",
              "ids",
              "assumed")
          .get();

  /** What a formula begins with, also in the wide letters of East Asia. */
  private static final String FORMULA = "=+-@\t\uFF1D\uFF0B\uFF0D\uFF20";

  private FindingsCsv() {}

  static void write(AuditReport report, OutputStream out) throws IOException {
    Writer writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    CSVPrinter csv = new CSVPrinter(writer, FORMAT);
    SameFindings same = SameFindings.withChanges(report, f -> until(report, f.id()));
    String assumed =
        report.headers().stream()
            .filter(h -> h.startsWith("Assumed by the user"))
            .collect(Collectors.joining("; "));
    int position = 0;
    for (Finding f : report.findings()) {
      if (!same.isFirst(position++)) {
        continue;
      }
      List<FindingMark> row = same.row(position - 1);
      AuditReport.Accepted accepted = report.accepted().get(f.id());
      String state = accepted == null ? "" : accepted.expired() ? "expired" : "accepted";
      csv.printRecord(
          f.id(),
          f.type().word(),
          f.severity().word(),
          cell(f.firewall()),
          cell(f.rule()),
          cell(f.span().file()),
          f.span().isImplicit() ? "" : f.span().line(),
          cell(f.span().text()),
          cell(f.message()),
          cell(String.join("; ", f.flows())),
          cell(
              f.becauseOf().stream()
                  .map(b -> b.rule() + " (" + b.span().where() + ")")
                  .collect(Collectors.joining("; "))),
          cell(f.example()),
          cell(
              f.details().entrySet().stream()
                  .map(e -> e.getKey() + ": " + e.getValue())
                  .collect(Collectors.joining("; "))),
          cell(f.change().map(c -> String.join("\n", c.commands())).orElse("")),
          cell(f.change().map(c -> String.join("\n", c.rollback())).orElse("")),
          f.change().map(c -> c.proved() ? "yes" : "no").orElse(""),
          state,
          cell(accepted == null ? "" : accepted.expires()),
          cell(String.join("; ", same.firewalls(row))),
          row.stream().map(FindingMark::id).collect(Collectors.joining("; ")),
          cell(assumed));
    }
    csv.flush();
  }

  /** Until when it is accepted, which stands in its row besides what it says. */
  private static String until(AuditReport report, String id) {
    AuditReport.Accepted a = report.accepted().get(id);
    return a == null ? "" : a.expires() + a.expired();
  }

  /**
   * A cell that no spreadsheet takes for a formula: an apostrophe stands before what would begin
   * one (OWASP, "CSV Injection"), also in later lines of the cell.
   */
  static String cell(String value) {
    String visible = Plain.text(value);
    if (visible.isEmpty() || visible.indexOf('\n') < 0 && !begins(visible.charAt(0))) {
      return visible;
    }
    StringBuilder out = new StringBuilder(visible.length() + 1);
    boolean start = true;
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      if (start && FORMULA.indexOf(c) >= 0) {
        out.append('\'');
      }
      start = c == '\n' || start && c == ' ';
      out.append(c);
    }
    return out.toString();
  }

  /** Whether a text that begins so may be a formula, blanks before it aside. */
  private static boolean begins(char c) {
    return c == ' ' || FORMULA.indexOf(c) >= 0;
  }
}
