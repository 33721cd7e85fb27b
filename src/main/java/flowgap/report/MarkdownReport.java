package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.ProposedChange;
import flowgap.analysis.Severity;
import flowgap.source.Coverage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Writes {@code report.md}: what a change ticket needs, short enough to be read there. */
final class MarkdownReport {
  /** Rows of one table; what is left out is counted. */
  private static final int ROWS = 100;

  private final AuditReport report;
  private final SameFindings same;
  private final StringBuilder out = new StringBuilder();

  private MarkdownReport(AuditReport report) {
    this.report = report;
    this.same = SameFindings.of(report);
  }

  static void write(AuditReport report, OutputStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    writer.write(new MarkdownReport(report).text());
    writer.flush();
  }

  private String text() {
    Headline headline = Headline.of(report);
    line("# Firewall gap report");
    line("**" + prose(headline.state()) + ":** " + prose(headline.first()));
    headline.further().forEach(s -> item(prose(s)));
    report.changes().forEach(s -> item("Since the previous report: " + prose(s)));
    report.scope().ifPresent(s -> item("Scope: " + prose(s)));
    report.headers().forEach(s -> item("**" + prose(s) + "**"));
    Headline.basis(report).forEach(s -> item(prose(s)));
    out.append('\n');
    flows();
    undecided();
    gaps();
    changes();
    rules();
    coverage();
    line("Made by flowgap " + prose(report.version()) + ", " + prose(report.generated()) + ".");
    return out.toString();
  }

  private void flows() {
    if (report.flows().isEmpty()) {
      return;
    }
    line("## Flows");
    row("Requirement", Counts.VERDICTS);
    rule(Counts.VERDICTS.size() + 1);
    for (Map.Entry<String, Map<String, Integer>> e : Counts.of(report).byRequirement().entrySet()) {
      if (e.getValue().values().stream().anyMatch(n -> n > 0)) {
        row(e.getKey(), e.getValue().values().stream().map(String::valueOf).toList());
      }
    }
    out.append('\n');
  }

  private void undecided() {
    List<Undecided> groups = Undecided.of(report);
    if (groups.isEmpty()) {
      return;
    }
    line("## Undecided flows by reason");
    row("Reason", List.of("What would settle it", "Flows", "Firewalls"));
    rule(4);
    for (Undecided u : groups.subList(0, Math.min(ROWS, groups.size()))) {
      row(
          cell(u.summary()),
          List.of(
              cell(u.settledBy()),
              cell(String.join(", ", u.flows())),
              cell(String.join(", ", u.firewalls()))));
    }
    out.append('\n');
    if (groups.size() > ROWS) {
      line("… and " + (groups.size() - ROWS) + " more: see report.html.");
    }
  }

  private void gaps() {
    table(
        "## Gaps",
        List.of("Severity", "Finding", "Flow", "Firewall", "What it is", "Where"),
        f -> f.type().isAboutFlow());
  }

  private void rules() {
    table(
        "## Findings about rules, medium and above",
        List.of("Severity", "Finding", "Rule", "Firewall", "What it is", "Where"),
        f -> !f.type().isAboutFlow() && f.severity().compareTo(Severity.MEDIUM) <= 0);
  }

  /** Findings that are the same on several firewalls are one row. */
  private void table(String title, List<String> columns, Predicate<FindingMark> wanted) {
    List<Integer> rows = new ArrayList<>();
    int position = 0;
    for (FindingMark f : (Iterable<FindingMark>) report.marks()::iterator) {
      if (same.isFirst(position) && wanted.test(f)) {
        rows.add(position);
      }
      position++;
    }
    if (rows.isEmpty()) {
      return;
    }
    line(title);
    row(columns.get(0), columns.subList(1, columns.size()));
    rule(columns.size());
    List<Finding> all = report.findings();
    for (int at : rows.subList(0, Math.min(ROWS, rows.size()))) {
      Finding f = all.get(at);
      List<FindingMark> row = same.row(at);
      String state = Counts.isAccepted(report, f) ? " (accepted)" : "";
      String more = row.size() == 1 ? "" : " and " + (row.size() - 1) + " more";
      row(
          f.severity().word() + state,
          List.of(
              f.type().word() + " `" + f.id() + "`" + more,
              cell(f.type().isAboutFlow() ? String.join(", ", f.flows()) : f.rule()),
              cell(String.join(", ", same.firewalls(row))),
              cell(f.message()),
              cell(quoted(f))));
    }
    out.append('\n');
    if (rows.size() > ROWS) {
      line("… and " + (rows.size() - ROWS) + " more: see report.html.");
    }
  }

  /** Where it stands, and what stands there: the line, or what is implied without one. */
  private static String quoted(Finding f) {
    String text = f.span().text();
    return text.isEmpty() ? f.span().where() : f.span().where() + ": " + text;
  }

  private void changes() {
    List<Finding> all =
        report.flowFindings().stream().filter(f -> f.change().isPresent()).limit(ROWS).toList();
    if (all.isEmpty()) {
      return;
    }
    line("## Changes");
    for (Finding f : all) {
      ProposedChange c = f.change().get();
      line(
          "**"
              + prose(String.join(", ", f.flows()))
              + "** on "
              + prose(f.firewall())
              + (c.proved() ? ", proved:" : ", advice only, not proved:"));
      code(c.commands());
      line("Roll-back:");
      code(c.rollback());
    }
  }

  private void coverage() {
    line("## Coverage");
    row("Firewall", List.of("Status", "Lines", "Not understood"));
    rule(4);
    List<FirewallAudit> all = report.firewalls();
    for (FirewallAudit f : all.subList(0, Math.min(ROWS, all.size()))) {
      Coverage c = f.coverage();
      row(
          cell(f.name()),
          List.of(
              f.failed() ? "failed" : "audited",
              Integer.toString(c.lines()),
              Integer.toString(c.notUnderstood())));
    }
    out.append('\n');
    if (all.size() > ROWS) {
      line("… and " + (all.size() - ROWS) + " more: see report.html.");
    }
    Map<String, Set<String>> assumed = Headline.assumed(all, a -> true);
    assumed.forEach((a, on) -> item(prose("On " + Headline.names(on) + ": " + a)));
    out.append(assumed.isEmpty() ? "" : "\n");
  }

  private void line(String text) {
    out.append(text).append("\n\n");
  }

  private void item(String text) {
    if (out.charAt(out.length() - 1) != '\n') {
      out.append('\n');
    }
    out.append("- ").append(text).append('\n');
  }

  private void row(String first, List<String> others) {
    out.append("| ").append(first);
    others.forEach(o -> out.append(" | ").append(o));
    out.append(" |\n");
  }

  private void rule(int columns) {
    out.append("|").append(" --- |".repeat(columns)).append('\n');
  }

  private void code(List<String> lines) {
    String text = Plain.text(String.join("\n", lines));
    // a fence longer than any in the text
    String fence = "```";
    while (text.contains(fence)) {
      fence += "`";
    }
    line(fence + "\n" + text + "\n" + fence);
  }

  private static String cell(String text) {
    return prose(Plain.brief(text, 300));
  }

  /** Text in which nothing is markup. */
  static String prose(String text) {
    String line = Plain.line(text);
    StringBuilder out = new StringBuilder(line.length() + 8);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '\\', '`', '*', '_', '[', ']', '|', '~', '#', '!' -> out.append('\\').append(c);
        // a link that nobody wrote as one: no program makes it one after this
        case ':' -> out.append(line.startsWith("//", i + 1) ? "&#58;" : ":");
        case '@' -> out.append("&#64;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
