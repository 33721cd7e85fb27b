package flowgap.report.workbook;

import static flowgap.report.workbook.Content.line;
import static flowgap.report.workbook.Content.lines;

import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.RuleRow;
import flowgap.analysis.Severity;
import flowgap.analysis.SpooledFindings;
import flowgap.analysis.Verdict;
import flowgap.policy.Rule;
import flowgap.report.SameFindings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The sheets about rules: all findings in one table, and all rules. */
final class RuleSheets {
  static final String FINDINGS = "Rule findings";
  static final String RULES = "All rules";

  static final List<Column> FINDING_COLUMNS =
      List.of(
          Column.text("Finding", 14),
          Column.text("Type", 14),
          Column.text("Severity", 10),
          Column.prose("Firewall", 22),
          Column.prose("Rule", 22),
          Column.prose("What it is", 44),
          Column.prose("Because of", 28),
          Column.prose("Flows", 12),
          Column.prose("File", 22),
          Column.number("Line", 8),
          Column.code("Quoted", 44),
          Column.text("Change", 9),
          Column.text("Accepted", 11),
          Column.input("Owner", 14),
          Column.input("Ticket", 12),
          Column.input("Decision", 14, "Keep", "Narrow", "Disable first", "Remove", "Accept"),
          Column.inputDate("Review date"),
          Column.input("Comment", 28),
          Column.prose("Measures", 60),
          Column.code("Example packet", 30),
          Column.prose(Content.ALL_FIREWALLS, 24),
          Column.prose(Content.ALL_FINDINGS, 16));

  /** The columns after these are details that are not printed. */
  private static final int FINDINGS_PRINTED = 18;

  private static final List<Column> RULE_COLUMNS =
      List.of(
          Column.prose("Firewall", 22),
          Column.prose("Rule", 26),
          Column.prose("Name", 20),
          Column.prose("Action", 10),
          Column.text("Status", 10),
          Column.prose("In", 12),
          Column.prose("Out", 12),
          Column.prose("Source", 28),
          Column.prose("Destination", 28),
          Column.prose("Service", 20),
          Column.prose("Application", 14),
          Column.prose("Schedule", 14),
          Column.prose("Hinges on", 24),
          Column.prose("Decides flows", 14),
          Column.prose("Findings", 36),
          Column.prose("File", 22),
          Column.number("Line", 8),
          Column.code("Quoted", 56),
          Column.prose("List", 18),
          Column.prose("Origin", 16),
          Column.number("Hits", 12),
          Column.text("Logs", 7),
          Column.number("Permissiveness", 16),
          Column.prose("Comment", 30),
          Column.prose("Further fields", 40));

  private static final int RULES_PRINTED = 18;

  private static final List<String> SHOWN =
      List.of(
          Rule.Column.IN,
          Rule.Column.OUT,
          Rule.Column.SOURCE,
          Rule.Column.DESTINATION,
          Rule.Column.SERVICE,
          Rule.Column.APPLICATION,
          Rule.Column.SCHEDULE,
          Rule.Column.ORIGIN,
          Rule.Column.ACTION);

  private RuleSheets() {}

  static void findings(Content content) {
    Table table =
        Table.onSheet(
                content.book, FINDINGS, content.footer, 2, FINDING_COLUMNS, content.room.findings())
            .printing(FINDINGS_PRINTED)
            .empty("no rule has a finding")
            .look(t -> Looks.severities(t, FINDING_COLUMNS, "Severity"));
    SameFindings same = content.same();
    Set<Severity> there = EnumSet.noneOf(Severity.class);
    for (int i = content.report.flowFindings().size(); i < same.findings(); i++) {
      there.add(same.mark(i).severity());
    }
    int left = content.room.most();
    for (Severity s : there) {
      left = findings(content, table, same, s, left);
    }
    table.finish();
  }

  /**
   * The findings of one severity, firewall by firewall.
   *
   * @param room rows that there is room for
   * @return rows that there is room for behind them
   */
  private static int findings(
      Content content, Table table, SameFindings same, Severity severity, int room) {
    int begins = content.report.flowFindings().size();
    int left = room;
    for (FirewallAudit firewall : content.report.firewalls()) {
      BitSet rows = new BitSet();
      for (int i = 0; i < firewall.findings().size(); i++) {
        int at = begins + i;
        if (same.isFirst(at)
            && same.mark(at).severity() == severity
            && (left > 0 || isFilled(content, same.row(at)))) {
          rows.set(i);
          left--;
        }
      }
      int row = -1;
      for (Finding f : SpooledFindings.some(firewall.findings(), rows::get)) {
        row = rows.nextSetBit(row + 1);
        List<FindingMark> all = same.row(begins + row);
        Object[] cells = cells(content, f);
        content.together(FINDING_COLUMNS, cells, all);
        table.row(all.stream().map(x -> Link.finding(x.id())).toList(), cells);
      }
      begins += firewall.findings().size();
    }
    return left;
  }

  private static boolean isFilled(Content content, List<FindingMark> row) {
    return !content.filled.isEmpty()
        && row.stream().anyMatch(f -> content.isFilled("finding", f.id()));
  }

  private static Object[] cells(Content content, Finding f) {
    List<Object> row =
        new ArrayList<>(
            Arrays.asList(
                f.id(),
                content.type(f, f.type().word()),
                f.severity().word(),
                f.firewall(),
                new Link(f.rule(), Link.rule(f.firewall(), f.rule())),
                f.message(),
                f.becauseOf().stream()
                    .map(b -> b.rule() + " (" + b.span().where() + ")")
                    .collect(Collectors.joining("\n")),
                flows(f.flows()),
                f.span().file(),
                line(f.span()),
                f.span().text(),
                f.change()
                    .<Object>map(
                        c -> new Link(c.proved() ? "proved" : "advice", Link.change(f.id())))
                    .orElse(""),
                FlowSheets.accepted(content.report, f)));
    FlowSheets.addInputs(content, FINDING_COLUMNS, "finding", f.id(), row);
    row.add(
        f.details().entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue())
            .collect(Collectors.joining("\n")));
    row.addAll(List.of(f.example(), "", ""));
    return row.toArray();
  }

  private static Object flows(List<String> ids) {
    return ids.isEmpty() ? "" : new Link(String.join(", ", ids), Link.flow(ids.get(0)));
  }

  static void rules(Content content) {
    Table table =
        Table.onSheet(content.book, RULES, content.footer, 2, RULE_COLUMNS, content.room.rules())
            .printing(RULES_PRINTED)
            .empty("no configuration with rules could be read")
            .look(t -> Looks.word(t, RULE_COLUMNS, "Action", "deny", Verdict.NOT_ON_PATH))
            .look(t -> Looks.word(t, RULE_COLUMNS, "Status", "disabled", Verdict.UNDECIDED));
    for (FirewallAudit firewall : content.room.withRules()) {
      Map<String, List<Finding>> byRule = new LinkedHashMap<>();
      firewall
          .findings()
          .forEach(f -> byRule.computeIfAbsent(f.rule(), k -> new ArrayList<>()).add(f));
      for (RuleRow r : firewall.allRules()) {
        List<Finding> found = byRule.getOrDefault(r.rule(), List.of());
        table.row(
            Link.rule(firewall.name(), r.rule()),
            firewall.name(),
            r.rule(),
            r.label(),
            r.action(),
            r.status(),
            shown(r, Rule.Column.IN),
            shown(r, Rule.Column.OUT),
            shown(r, Rule.Column.SOURCE),
            shown(r, Rule.Column.DESTINATION),
            shown(r, Rule.Column.SERVICE),
            shown(r, Rule.Column.APPLICATION),
            shown(r, Rule.Column.SCHEDULE),
            lines(r.conditions()),
            flows(r.flows()),
            found.isEmpty()
                ? ""
                : new Link(
                    found.stream()
                        .map(f -> f.type().word())
                        .distinct()
                        .collect(Collectors.joining(", ")),
                    Link.finding(found.get(0).id())),
            r.span().file(),
            line(r.span()),
            r.span().text(),
            r.list(),
            shown(r, Rule.Column.ORIGIN),
            r.hits().isPresent() ? Long.valueOf(r.hits().getAsLong()) : null,
            r.log() ? "yes" : "no",
            r.permissiveness() == 0 ? null : Integer.valueOf(r.permissiveness()),
            r.comment(),
            r.shown().entrySet().stream()
                .filter(e -> !SHOWN.contains(e.getKey()))
                .map(e -> e.getKey() + ": " + e.getValue())
                .collect(Collectors.joining("\n")));
      }
    }
    table.finish();
  }

  private static String shown(RuleRow r, String column) {
    return r.shown().getOrDefault(column, "");
  }
}
