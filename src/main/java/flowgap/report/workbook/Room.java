package flowgap.report.workbook;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.Said;
import flowgap.analysis.SpooledFindings;
import flowgap.report.SameFindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which rows of an estate a workbook holds: one with millions of them is not opened by the programs
 * that it is for. What is left out is said on the sheet and on the first one, with where it stands.
 */
final class Room {
  /** Rows of one list that a workbook holds, if no limit is asked for. */
  static final int MOST = 150_000;

  private final AuditReport report;
  private final int most;
  private final int findings;
  private final int rules;
  private final int firewalls;
  private final int changes;

  /**
   * @param most rows of one list that the workbook holds
   */
  Room(AuditReport report, SameFindings same, int most) {
    this.report = report;
    this.most = most;
    int rows = 0;
    for (int i = report.flowFindings().size(); i < same.findings(); i++) {
      rows += same.isFirst(i) ? 1 : 0;
    }
    this.findings = rows;
    int all = 0;
    int fit = 0;
    for (FirewallAudit f : report.firewalls()) {
      all += f.allRules().size();
      fit += all <= most || fit == 0 ? 1 : 0;
    }
    this.rules = all;
    this.firewalls = fit;
    this.changes = same.findings() <= most ? 0 : changes(report);
  }

  private static int changes(AuditReport report) {
    long own =
        Stream.concat(
                Stream.of(report.flowFindings()),
                report.firewalls().stream().map(FirewallAudit::findings))
            .mapToLong(Room::changes)
            .sum();
    return (int) own;
  }

  private static long changes(List<Finding> findings) {
    return findings instanceof SpooledFindings s
        ? s.said().stream().mapToLong(Said::change).filter(c -> c != 0).count()
        : findings.stream().filter(f -> f.change().isPresent()).count();
  }

  int most() {
    return most;
  }

  /** The first of the firewalls: those whose rules the workbook lists, each with all of them. */
  List<FirewallAudit> withRules() {
    return report.firewalls().subList(0, firewalls);
  }

  /** What the sheet of findings about rules leaves out; empty where it is nothing. */
  String findings() {
    return findings <= most
        ? ""
        : said(
            "The gravest %,d of %,d rows, and those that were filled in. All findings are in"
                + " findings.csv and report.json (--format csv,json).",
            most, findings);
  }

  /** What the sheet of changes leaves out. */
  String changes() {
    return changes <= most
        ? ""
        : said(
            "The first %,d of %,d changes, what opens flows before all others, and those that"
                + " were filled in. All of them are in the folder changes, in findings.csv and in"
                + " report.json (--format csv,json).",
            most, changes);
  }

  /** What the sheet of all rules leaves out. */
  String rules() {
    int all = report.firewalls().size();
    return firewalls == all
        ? ""
        : said(
            "The rules of the first %,d of %,d firewalls, which have %,d rules. Each firewall's"
                + " page lists all of its rules (--format html), as do its extract (--split-by"
                + " firewall) and the command rules.",
            firewalls, all, rules);
  }

  /** All that is left out, each with its sheet. */
  List<String> leftOut() {
    List<String> out = new ArrayList<>();
    leftOut(out, RuleSheets.FINDINGS, findings());
    leftOut(out, FlowSheets.CHANGES, changes());
    leftOut(out, RuleSheets.RULES, rules());
    return out;
  }

  private static void leftOut(List<String> out, String sheet, String what) {
    if (!what.isEmpty()) {
      out.add("Sheet " + sheet + ": " + what);
    }
  }

  private static String said(String words, Object... numbers) {
    return String.format(Locale.ROOT, words, numbers);
  }
}
