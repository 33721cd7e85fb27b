package flowgap.report.workbook;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.FlowResult;
import flowgap.report.ExportDay;
import flowgap.report.Headline;
import flowgap.report.SameFindings;
import flowgap.source.SourceSpan;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the sheets are filled from: the report, by the ways in which sheets look things up. */
final class Content {
  /** Findings from which on types are no links: a sheet has a number of links only. */
  private static final int FEW = 10_000;

  /** Column of the firewalls that a row is about, where they are several. */
  static final String ALL_FIREWALLS = "All firewalls";

  /** Column of the findings that a row stands for, where they are several. */
  static final String ALL_FINDINGS = "All findings";

  /** Characters of the widest column of ids. */
  private static final int WIDEST = 40;

  /** Names that one cell shows in lines of their own. */
  private static final int NAMES = 6;

  final AuditReport report;
  final Book book;
  final Filled filled;
  final String footer;
  final Room room;
  private final SameFindings same;
  private final boolean hasFewFindings;
  private final Map<String, FlowResult> flows = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> findings = new HashMap<>();

  /**
   * @param most rows of one list that the workbook holds
   */
  Content(AuditReport report, Book book, Filled filled, int most) {
    this.report = report;
    this.book = book;
    this.filled = filled;
    this.footer = "flowgap " + report.version() + ", " + report.generated();
    this.same =
        SameFindings.of(report, f -> SameFindings.acceptance(report, f.id()) + filledIn(f.id()));
    this.room = new Room(report, same, most);
    this.hasFewFindings = report.marks().limit(FEW).count() < FEW;
    report.flows().forEach(f -> flows.put(f.flow().id(), f));
    report
        .flowMarks()
        .forEach(
            f ->
                findings
                    .computeIfAbsent(f.flow(), k -> new LinkedHashMap<>())
                    .putIfAbsent(f.firewall(), f.id()));
  }

  Optional<FlowResult> flow(String id) {
    return Optional.ofNullable(flows.get(id));
  }

  /** The flow that a finding is about. */
  Optional<FlowResult> flow(Finding finding) {
    return finding.flows().isEmpty() ? Optional.empty() : flow(finding.flows().get(0));
  }

  /** What the finding's firewall does with the finding's flow: the graver direction. */
  Optional<FlowAtFirewall> at(Finding finding) {
    return flow(finding).stream()
        .flatMap(f -> f.at(finding.firewall()).stream())
        .min(Comparator.comparingInt(a -> a.verdict().gravity()));
  }

  /** Id of the finding about a flow at a firewall; of the first about the flow without one. */
  Optional<String> finding(String flow, String firewall) {
    Map<String, String> all = findings.getOrDefault(flow, Map.of());
    return firewall.isEmpty() && !all.containsKey(firewall)
        ? all.values().stream().findFirst()
        : Optional.ofNullable(all.get(firewall));
  }

  /** The finding's type, with a link to its meaning where that takes no links from evidence. */
  Object type(Finding f, String shown) {
    return hasFewFindings ? new Link(shown, Link.guide(f.type().word())) : shown;
  }

  /** Makes the row of a finding that of all findings that say the same. */
  void together(List<Column> columns, Object[] cells, List<FindingMark> row) {
    List<String> firewalls = same.firewalls(row);
    if (firewalls.size() < 2) {
      return;
    }
    for (int i = 0; i < cells.length; i++) {
      switch (columns.get(i).title()) {
        case "Firewall" ->
            cells[i] =
                firewalls.size() <= NAMES
                    ? lines(firewalls)
                    : firewalls.size() + " firewalls: " + Headline.names(firewalls);
        case "What it is" -> cells[i] = cells[i] + others(firewalls.size() - 1);
        case ALL_FIREWALLS -> cells[i] = lines(firewalls);
        case ALL_FINDINGS -> cells[i] = lines(row.stream().map(FindingMark::id).toList());
        default -> {}
      }
    }
  }

  private static String others(int more) {
    return more == 1
        ? " (the same on 1 more firewall)"
        : " (the same on " + more + " more firewalls)";
  }

  /** What keeps findings apart that say the same: what was filled in, and what was accepted. */
  SameFindings same() {
    return same;
  }

  /** Whether somebody filled in the row of a finding. */
  boolean isFilled(String kind, String finding) {
    return filled.cells().containsKey(kind + "/" + finding);
  }

  private String filledIn(String finding) {
    Map<String, String> cells = filled.cells().get("finding/" + finding);
    return cells == null ? "" : cells.toString();
  }

  /** The columns with that of the flows' ids wide enough: not every program breaks links. */
  List<Column> fitted(List<Column> columns, String title) {
    int longest = flows.keySet().stream().mapToInt(String::length).max().orElse(0);
    return columns.stream()
        .map(
            c ->
                c.title().equals(title)
                    ? Column.prose(title, Math.min(Math.max(c.width(), longest + 3), WIDEST))
                    : c)
        .toList();
  }

  static String lines(Collection<String> texts) {
    return String.join("\n", texts);
  }

  /** The line number; null where no line says it. */
  static Integer line(SourceSpan span) {
    return span.isImplicit() ? null : Integer.valueOf(span.line());
  }

  /** A date where the text is one, else the text itself. */
  static Object date(String text) {
    return ExportDay.of(text).<Object>map(d -> d).orElse(text);
  }
}
