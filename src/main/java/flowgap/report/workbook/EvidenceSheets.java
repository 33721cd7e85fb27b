package flowgap.report.workbook;

import static flowgap.report.workbook.Content.date;
import static flowgap.report.workbook.Content.line;
import static flowgap.report.workbook.Content.lines;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.Verdict;
import flowgap.report.ExportDay;
import flowgap.report.Scope;
import flowgap.report.Undecided;
import flowgap.source.Coverage;
import flowgap.source.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The sheets about what the audit rests on: prerequisites, coverage, exceptions, inputs. */
final class EvidenceSheets {
  static final String PREREQUISITES = "Prerequisites";
  static final String COVERAGE = "Coverage and evidence gaps";
  static final String EXCEPTIONS = "Exceptions";
  static final String INPUTS = "Inputs";

  static final List<Column> PREREQUISITE_COLUMNS =
      List.of(
          Column.prose("Prerequisite", 15),
          Column.prose("Product", 22),
          Column.prose("Requirement", 60),
          Column.prose("Citation", 44),
          Column.text("From configuration", 18),
          Column.prose("Evidence requested", 48),
          Column.input("State", 14, "Met", "Not met", "Not checked", "Not applicable"),
          Column.input("Owner", 16),
          Column.input("Evidence", 34),
          Column.input("Comment", 34));

  private EvidenceSheets() {}

  static void prerequisites(Content content) {
    Table table =
        Table.onSheet(content.book, PREREQUISITES, content.footer, 1, PREREQUISITE_COLUMNS)
            .empty(
                "no bundled profile was chosen, or the chosen ones ask for nothing besides flows");
    for (AuditReport.Prerequisite p : content.report.prerequisites()) {
      String key = p.profile() + "/" + p.id();
      List<Object> row =
          new ArrayList<>(
              Arrays.asList(
                  p.id(),
                  p.profile(),
                  p.requirement(),
                  p.citation(),
                  "cannot be read",
                  p.evidenceRequested()));
      FlowSheets.addInputs(content, PREREQUISITE_COLUMNS, "prerequisite", key, row);
      table.row("", row.toArray());
    }
    table.finish();
  }

  static void coverage(Content content) {
    List<Column> columns =
        List.of(
            Column.prose("Firewall", 24),
            Column.text("Status", 11),
            Column.prose("Taken for granted", 60),
            Column.prose("Usage of rules", 44),
            Column.share("Understood", 14),
            Column.number("Lines", 10),
            Column.number("Modelled", 10),
            Column.number("Ignored rightly", 10),
            Column.number("Kept as conditions", 11),
            Column.number("Not understood", 12),
            Column.number("Errors", 9),
            Column.number("Warnings", 10));
    Table table =
        Table.onSheet(content.book, COVERAGE, content.footer, 1, columns)
            .look(t -> Looks.word(t, columns, "Status", "failed", Verdict.BLOCKED));
    for (FirewallAudit f : content.report.firewalls()) {
      Coverage c = f.coverage();
      table.row(
          "coverage " + f.name(),
          f.name(),
          f.failed() ? "failed" : "audited",
          lines(f.assumptions()),
          f.usage(),
          c.lines() == 0 ? null : (Object) understood(c),
          c.lines(),
          c.modelled(),
          c.ignored(),
          c.conditions(),
          c.notUnderstood(),
          count(f, Problem.Severity.ERROR),
          count(f, Problem.Severity.WARNING));
    }
    table.finish();
    gaps(content, table);
  }

  /** Share of the lines whose meaning is known. */
  static double understood(Coverage c) {
    return c.lines() == 0 ? 0 : 1 - (double) c.notUnderstood() / c.lines();
  }

  private static long count(FirewallAudit f, Problem.Severity severity) {
    return f.problems().stream().filter(p -> p.severity() == severity).count();
  }

  /** What was not understood, and what hinges on something that no export says. */
  private static void gaps(Content content, Table above) {
    List<Column> columns =
        List.of(
            Column.prose("Firewall", 24),
            Column.text("Severity", 11),
            Column.prose("Evidence gap", 60),
            Column.prose("Quoted line, or what would settle it", 44),
            Column.prose("File", 22),
            Column.number("Line", 10),
            Column.number("Column", 10),
            Column.prose("Flows", 10));
    Table table =
        above
            .followedBy("Evidence gaps", columns)
            .empty("every line was understood, and no flow is undecided")
            .look(t -> Looks.word(t, columns, "Severity", "error", Verdict.BLOCKED))
            .look(t -> Looks.word(t, columns, "Severity", "warning", Verdict.PARTIAL))
            .look(t -> Looks.word(t, columns, "Severity", "undecided", Verdict.UNDECIDED));
    int gap = 0;
    for (Undecided u : Undecided.of(content.report)) {
      table.row(
          "gap " + gap++,
          lines(u.firewalls()),
          "undecided",
          u.kind() + ": " + lines(u.texts()),
          u.settledBy(),
          "",
          null,
          null,
          lines(u.flows()));
    }
    content.report.problems().forEach(p -> problem(table, "", p));
    for (FirewallAudit f : content.report.firewalls()) {
      f.problems().forEach(p -> problem(table, f.name(), p));
    }
    table.finish();
  }

  private static void problem(Table table, String firewall, Problem p) {
    table.row(
        "",
        firewall,
        p.severity().word(),
        p.message(),
        p.span().text(),
        p.span().file(),
        line(p.span()),
        p.span().isImplicit() ? null : Integer.valueOf(p.span().column()),
        "");
  }

  static void exceptions(Content content) {
    List<Column> columns =
        List.of(
            Column.text("Finding", 15),
            Column.text("State", 12),
            Column.date("Expires", 12),
            Column.prose("Owner", 18),
            Column.prose("Approved by", 18),
            Column.prose("Reason", 44),
            Column.text("Type", 16),
            Column.text("Severity", 10),
            Column.prose("Firewall", 18),
            Column.prose("What it is", 52));
    Table table =
        Table.onSheet(content.book, EXCEPTIONS, content.footer, 1, columns)
            .empty("no baseline was given")
            .look(t -> Looks.word(t, columns, "State", "expired", Verdict.BLOCKED))
            .look(t -> Looks.severities(t, columns, "Severity"));
    Map<String, Finding> findings = new HashMap<>();
    for (Finding f : content.report.findings(m -> content.report.accepted().containsKey(m.id()))) {
      findings.putIfAbsent(f.id(), f);
    }
    for (AuditReport.Accepted a : new TreeMap<>(content.report.accepted()).values()) {
      Optional<Finding> f = Optional.ofNullable(findings.get(a.id()));
      table.row(
          "exception " + a.id(),
          new Link(a.id(), Link.finding(a.id())),
          a.expired() ? "expired" : f.isEmpty() ? "not found" : "accepted",
          date(a.expires()),
          a.owner(),
          a.approvedBy(),
          a.reason(),
          f.map(x -> x.type().word()).orElse(""),
          f.map(x -> x.severity().word()).orElse(""),
          f.map(Finding::firewall).orElse(""),
          f.map(Finding::message).orElse("No finding of this run has this id."));
    }
    table.finish();
  }

  static void inputs(Content content) {
    List<Column> columns =
        List.of(
            Column.prose("File", 44),
            Column.prose("SHA-256", 68),
            Column.prose("Firewall", 24),
            Column.text("Format", 20),
            Column.text("Status", 11),
            Column.prose("Version", 16),
            Column.date("Exported", 12),
            Column.text("Exported at", 26),
            Column.number("Bytes", 14),
            Column.number("Rules", 10),
            Column.prose("Same policy as", 22),
            Column.number("Age in days", 10),
            Column.prose("Group", 16),
            Column.prose("Owner", 16),
            Column.prose("Zone map", 22));
    Table table =
        Table.onSheet(content.book, INPUTS, content.footer, 1, columns)
            .empty("no configuration was given")
            .look(t -> Looks.word(t, columns, "Status", "missing", Verdict.BLOCKED))
            .look(t -> Looks.word(t, columns, "Status", "failed", Verdict.BLOCKED));
    for (AuditReport.Listed l : content.report.inventory()) {
      if (l.state().equals("missing")) {
        table.row(
            "",
            l.path(),
            "",
            l.name(),
            "",
            "missing",
            "",
            null,
            "",
            null,
            null,
            "",
            null,
            l.group(),
            l.owner(),
            l.zoneMap());
      }
    }
    for (FirewallAudit f : content.report.firewalls()) {
      List<AuditReport.Listed> listed = Scope.of(content.report, f.name());
      Object day = f.exportedAt().map(Content::date).orElse("");
      for (FirewallAudit.AuditedFile file : f.files()) {
        table.row(
            "",
            file.file(),
            file.sha256(),
            f.name(),
            f.format(),
            f.failed() ? "failed" : "audited",
            f.facts().getOrDefault("version", ""),
            day instanceof String ? null : day,
            f.exportedAt().orElse(""),
            file.size() < 0 ? null : Long.valueOf(file.size()),
            f.rules(),
            lines(f.twins()),
            ExportDay.age(f, content.report.generated()).orElse(null),
            said(listed, AuditReport.Listed::group),
            said(listed, AuditReport.Listed::owner),
            said(listed, AuditReport.Listed::zoneMap));
      }
    }
    for (String s : content.report.skipped()) {
      table.row("", s, "", "", "", "skipped", "", null, "", null, null, "", null, "", "", "");
    }
    table.finish();
    settings(content, table);
  }

  private static String said(
      List<AuditReport.Listed> listed, Function<AuditReport.Listed, String> part) {
    return listed.stream()
        .map(part)
        .filter(t -> !t.isEmpty())
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  private static void settings(Content content, Table above) {
    List<Column> columns = List.of(Column.text("Setting", 44), Column.prose("Value", 68));
    Table table = above.followedBy("Settings", columns);
    table.row("", "flowgap", content.report.version());
    table.row("", "generated", content.report.generated());
    content.report.options().forEach((k, v) -> table.row("", k, v));
    content.report.headers().forEach(h -> table.row("", "in every report's header", h));
    table.finish();
  }
}
