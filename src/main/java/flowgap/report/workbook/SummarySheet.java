package flowgap.report.workbook;

import flowgap.analysis.AuditReport;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Place;
import flowgap.analysis.Readinesses;
import flowgap.analysis.Severity;
import flowgap.analysis.Verdict;
import flowgap.report.Counts;
import flowgap.report.Headline;
import flowgap.report.Plain;
import flowgap.report.Scope;
import flowgap.report.Undecided;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.streaming.SXSSFSheet;

/** The first sheet: the answer in words, then in numbers and pictures. */
final class SummarySheet {
  static final String SUMMARY = "Summary";

  /** Characters of a line of prose. */
  private static final int LINE = 150;

  /** Firewalls that charts show: those with most gaps and findings. */
  private static final int CHARTED = 15;

  private static final int[] WIDTHS = {26, 20, 20, 26, 12, 12, 12, 14, 13, 12, 12, 12};

  private final Content content;
  private final SXSSFSheet sheet;
  private int next;

  private SummarySheet(Content content) {
    this.content = content;
    this.sheet = content.book.sheet(SUMMARY, content.footer);
    for (int i = 0; i < WIDTHS.length; i++) {
      sheet.setColumnWidth(i, WIDTHS[i] * 256);
    }
    sheet.setDisplayGridlines(false);
  }

  static void write(Content content) {
    new SummarySheet(content).all();
  }

  private void all() {
    AuditReport report = content.report;
    Headline headline = Headline.of(report);
    prose("Firewall gap report", 18, true);
    prose(headline.state() + ": " + headline.first(), 13, true);
    headline.further().forEach(s -> prose(s, 11, false));
    report.changes().forEach(s -> prose("Since the previous report: " + s, 11, true));
    report.scope().ifPresent(s -> prose("Scope: " + s, 11, false));
    report.headers().stream().filter(h -> !isProfileNote(h)).forEach(s -> prose(s, 11, true));
    Headline.basis(report).forEach(s -> prose(s, 11, false));
    content.room.leftOut().forEach(s -> prose(s, 11, true));
    prose("Made by flowgap " + report.version() + ", " + report.generated() + ".", 9, false);
    next++;
    Table flows = flows();
    next = flows.nextRow() + 1;
    int charts = next;
    int rows = Charts.rows(Math.min(CHARTED, report.firewalls().size()));
    next += rows + 1;
    undecided();
    readiness();
    Table verdicts = verdicts();
    Table severities = severities();
    readinessByFirewall();
    inventory();
    profileNotes();
    Charts.verdicts(content.book.template(sheet), verdicts, new Charts.Frame(charts, rows, 0, 3));
    Charts.severities(
        content.book.template(sheet), severities, new Charts.Frame(charts, rows, 3, 7));
    Charts.findings(content.book.template(sheet), verdicts, new Charts.Frame(charts, rows, 7, 12));
  }

  /** Text that runs over the columns; long sentences are broken into rows. */
  private void prose(String text, int size, boolean bold) {
    int most = LINE * 11 / Math.max(size, 11);
    String rest = Plain.line(text);
    while (!rest.isEmpty()) {
      int cut = rest.length() <= most ? rest.length() : rest.lastIndexOf(' ', most);
      cut = cut <= 0 ? Math.min(most, rest.length()) : cut;
      Row row = sheet.createRow(next++);
      row.setHeightInPoints(size * 1.45f);
      Cell cell = row.createCell(0);
      cell.setCellValue(rest.substring(0, cut));
      cell.setCellStyle(content.book.styles().prose(size, bold));
      rest = rest.substring(cut).strip();
    }
  }

  /** How profiles were read, and what they leave out. */
  private void profileNotes() {
    List<String> notes =
        content.report.headers().stream().filter(SummarySheet::isProfileNote).toList();
    if (!notes.isEmpty()) {
      heading("What the profiles say");
      notes.forEach(s -> prose(s, 11, false));
    }
  }

  private static boolean isProfileNote(String header) {
    return header.startsWith("Profile ");
  }

  private void heading(String text) {
    next++;
    prose(text, 12, true);
  }

  private Table flows() {
    heading("Flows by requirement");
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("Requirement", 20));
    columns.add(Column.number("Flows", 11));
    Counts.VERDICTS.forEach(v -> columns.add(Column.number(v, 11)));
    Table table = Table.below(content.book, sheet, next, "Flows by requirement", columns);
    Counts.of(content.report)
        .byRequirement()
        .forEach(
            (requirement, counts) -> {
              int all = counts.values().stream().mapToInt(Integer::intValue).sum();
              if (all > 0 || requirement.equals("required")) {
                List<Object> row = new ArrayList<>(Arrays.asList(requirement, all));
                row.addAll(counts.values());
                table.row("", row.toArray());
              }
            });
    table.finish();
    return table;
  }

  private void undecided() {
    List<Undecided> groups = Undecided.of(content.report);
    if (groups.isEmpty()) {
      return;
    }
    heading("Undecided flows by reason");
    List<Column> columns =
        List.of(
            Column.prose("Reason", 26),
            Column.prose("In words", 20),
            Column.prose("Which flows", 20),
            Column.prose("What would settle it", 26),
            Column.number("Flows", 12),
            Column.prose("Where", 12));
    Table table = Table.below(content.book, sheet, next, "Undecided by reason", columns);
    int gap = 0;
    for (Undecided u : groups) {
      table.row(
          "",
          new Link(u.kind(), "gap " + gap++),
          String.join("\n", u.few()),
          String.join(", ", u.flows()),
          u.settledBy(),
          u.flows().size(),
          String.join(", ", u.firewalls()));
    }
    table.finish();
    next = table.nextRow();
  }

  private void readiness() {
    heading("Readiness by product and scenario");
    Table table = readinessTable("Readiness");
    content.report.readiness().forEach(r -> readiness(table, r, "all"));
    table.finish();
    next = table.nextRow();
  }

  /** Firewall by firewall; in the end, since it is long where there are many. */
  private void readinessByFirewall() {
    heading("Readiness by firewall");
    Table table = readinessTable("Readiness by firewall");
    Readinesses.byFirewall(content.report.flows(), content.report.flowMarks())
        .forEach((firewall, own) -> own.forEach(r -> readiness(table, r, firewall)));
    table.finish();
    next = table.nextRow();
  }

  private void inventory() {
    List<Scope.Row> rows = Scope.of(content.report);
    if (rows.isEmpty()) {
      return;
    }
    heading("Exports of the inventory");
    List<Column> columns =
        List.of(
            Column.prose("Export", 26),
            Column.prose("Group", 20),
            Column.prose("Owner", 20),
            Column.prose("Firewall", 26),
            Column.text("Handed in", 12),
            Column.date("Exported", 12),
            Column.number("Age in days", 12));
    Table table =
        Table.below(content.book, sheet, next, "Inventory", columns)
            .look(t -> Looks.word(t, columns, "Handed in", "missing", Verdict.BLOCKED))
            .look(t -> Looks.word(t, columns, "Handed in", "not readable", Verdict.PARTIAL));
    for (Scope.Row r : rows) {
      AuditReport.Listed l = r.listed();
      table.row(
          "",
          l.path(),
          l.group(),
          l.owner(),
          l.firewalls().isEmpty() ? l.name() : String.join(", ", l.firewalls()),
          l.state(),
          r.exportedAt().isEmpty() ? null : Content.date(r.exportedAt()),
          r.age().orElse(null));
    }
    table.finish();
    next = table.nextRow();
  }

  private Table readinessTable(String name) {
    List<Column> columns =
        List.of(
            Column.prose("Product", 26),
            Column.prose("Scenario", 20),
            Column.prose("Firewall", 20),
            Column.text("State", 26),
            Column.number("required", 12),
            Column.number("permitted", 12),
            Column.number("partial", 12),
            Column.number("blocked", 12),
            Column.number("undecided", 12),
            Column.number("unbound", 12),
            Column.number("Changes", 12));
    return Table.below(content.book, sheet, next, name, columns)
        .empty("no flows were given")
        .look(t -> Looks.states(t, 3));
  }

  private static void readiness(Table table, AuditReport.Readiness r, String firewall) {
    table.row(
        "",
        r.profile().isEmpty() ? "flow list" : r.profile(),
        r.scenario(),
        firewall,
        r.state(),
        r.required(),
        r.permitted(),
        r.partial(),
        r.blocked(),
        r.undecided(),
        r.unbound(),
        r.changesNeeded());
  }

  /** Numbers of one firewall. */
  private record Numbers(String firewall, int[] verdicts, int findings) {
    int weight() {
      return 1000 * verdicts[Verdict.BLOCKED.ordinal()]
          + 1000 * verdicts[Verdict.PARTIAL.ordinal()]
          + findings;
    }
  }

  private Table verdicts() {
    heading("Flows and findings by firewall");
    Map<String, int[]> counts = new LinkedHashMap<>();
    content.report.firewalls().forEach(f -> counts.put(f.name(), new int[Verdict.values().length]));
    for (FlowResult r : content.report.flows()) {
      for (Place a : r.places()) {
        int[] own = counts.get(a.firewall());
        if (own != null) {
          own[a.verdict().ordinal()]++;
        }
      }
    }
    Map<String, Integer> about = new LinkedHashMap<>();
    content.report.marks().forEach(f -> about.merge(f.firewall(), 1, Integer::sum));
    List<Numbers> rows = new ArrayList<>();
    counts.forEach((f, own) -> rows.add(new Numbers(f, own, about.getOrDefault(f, 0))));
    rows.sort(Comparator.comparingInt(n -> -n.weight()));
    if (rows.size() > CHARTED) {
      prose("The " + CHARTED + " of " + rows.size() + " firewalls with most gaps.", 10, false);
    }
    List<Column> columns =
        List.of(
            Column.prose("Firewall", 26),
            Column.number("permitted", 11),
            Column.number("partial", 11),
            Column.number("blocked", 11),
            Column.number("undecided", 11),
            Column.number("Findings", 11));
    Table table = Table.below(content.book, sheet, next, "By firewall", columns);
    for (Numbers n : rows.subList(0, Math.min(CHARTED, rows.size()))) {
      table.row(
          "",
          new Link(n.firewall(), "coverage " + n.firewall()),
          n.verdicts()[Verdict.PERMITTED.ordinal()],
          n.verdicts()[Verdict.PARTIAL.ordinal()],
          n.verdicts()[Verdict.BLOCKED.ordinal()],
          n.verdicts()[Verdict.UNDECIDED.ordinal()],
          n.findings());
    }
    table.finish();
    next = table.nextRow();
    return table;
  }

  private Table severities() {
    heading("Findings by severity, without accepted ones");
    List<Column> columns =
        List.of(
            Column.text("Severity", 26),
            Column.number("About flows", 11),
            Column.number("About rules", 11));
    Table table = Table.below(content.book, sheet, next, "By severity", columns);
    int[][] numbers = new int[Severity.values().length][2];
    content
        .report
        .marks()
        .filter(f -> !Counts.isAccepted(content.report, f.id()))
        .forEach(f -> numbers[f.severity().ordinal()][f.type().isAboutFlow() ? 0 : 1]++);
    for (Severity s : Severity.values()) {
      table.row("", s.word(), numbers[s.ordinal()][0], numbers[s.ordinal()][1]);
    }
    table.finish();
    next = table.nextRow();
    return table;
  }
}
