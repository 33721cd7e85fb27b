package flowgap.report.workbook;

import static flowgap.report.workbook.Content.lines;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Place;
import flowgap.analysis.ProposedChange;
import flowgap.analysis.Verdict;
import flowgap.flow.Flow;
import flowgap.report.ChangeFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The sheets about flows that are no gaps by themselves: changes, and the matrix. */
final class FlowSheets {
  static final String CHANGES = "Changes";
  static final String MATRIX = "Flow matrix";

  /** Stands instead of a proof where a rule that an earlier report proposed is there. */
  static final String STILL_THERE = "still there";

  /** More firewalls than these have no column each. */
  static final int MATRIX_COLUMNS = 30;

  static final List<Column> CHANGE_COLUMNS =
      List.of(
          Column.text("Finding", 15),
          Column.prose("Firewall", 18),
          Column.prose("Flows", 12),
          Column.prose("What for", 44),
          Column.text("Proved", 9),
          Column.code("Commands", 64),
          Column.code("Roll-back", 64),
          Column.prose("Remark", 36),
          Column.prose("Folder", 22),
          Column.input("Owner", 16),
          Column.input("Ticket", 14),
          Column.input("Approved by", 16),
          Column.inputDate("Planned for"),
          Column.input("Done", 10, "Yes", "No", "Rolled back"),
          Column.input("Comment", 34));

  private FlowSheets() {}

  static String accepted(AuditReport report, Finding f) {
    AuditReport.Accepted a = report.accepted().get(f.id());
    return a == null ? "" : a.expired() ? "expired" : "accepted";
  }

  /** Fills the columns that readers fill in with what they filled in before. */
  static void addInputs(
      Content content, List<Column> columns, String kind, String id, List<Object> row) {
    for (Column c : columns) {
      if (c.isInput()) {
        row.add(content.filled.cell(kind, id, c));
      }
    }
  }

  static void changes(Content content) {
    Table table =
        Table.onSheet(
                content.book, CHANGES, content.footer, 2, CHANGE_COLUMNS, content.room.changes())
            .empty("no finding has a change that would mend it");
    int rows = 0;
    for (Finding f : content.report.mended()) {
      if (rows++ >= content.room.most() && !content.isFilled("change", f.id())) {
        continue;
      }
      ProposedChange c = f.change().orElseThrow();
      List<Object> row =
          new ArrayList<>(
              Arrays.asList(
                  new Link(f.id(), Link.finding(f.id())),
                  f.firewall(),
                  lines(f.flows()),
                  f.message(),
                  c.proved() ? "yes" : "no",
                  lines(c.commands()),
                  lines(c.rollback()),
                  c.remark(),
                  ChangeFiles.folder(f.firewall())));
      addInputs(content, CHANGE_COLUMNS, "change", f.id(), row);
      table.row(Link.change(f.id()), row.toArray());
    }
    left(content, table);
    table.finish();
  }

  /** What earlier runs proposed and is still there, with what takes it away. */
  private static void left(Content content, Table table) {
    Set<String> seen = new HashSet<>();
    for (AuditReport.Temporary t : content.report.temporary()) {
      boolean again = !t.finding().isEmpty() && !seen.add(t.finding() + t.firewall());
      if (!again) {
        List<Object> row =
            new ArrayList<>(
                Arrays.asList(
                    t.finding(),
                    t.firewall(),
                    "",
                    "Temporary rule: "
                        + t.rule()
                        + " ("
                        + t.span().where()
                        + ") "
                        + t.span().text(),
                    STILL_THERE,
                    lines(t.commands()),
                    lines(t.tearDown()),
                    "An earlier report proposed it. The roll-back takes it away.",
                    ""));
        addInputs(content, CHANGE_COLUMNS, "change", t.finding(), row);
        table.row("", row.toArray());
      }
    }
  }

  static void matrix(Content content) {
    List<String> carriers = content.report.firewalls().stream().map(FirewallAudit::name).toList();
    if (carriers.size() <= MATRIX_COLUMNS) {
      wide(content, carriers);
    } else {
      tall(content);
    }
  }

  private static void wide(Content content, List<String> firewalls) {
    List<Column> columns = new ArrayList<>(content.fitted(flowColumns(), "Flow"));
    firewalls.forEach(f -> columns.add(Column.text(f, firewalls.size() > 12 ? 9 : 16)));
    Table table =
        Table.onSheet(content.book, MATRIX, content.footer, 2, columns)
            .empty("no flows were given")
            .look(t -> Looks.forbidden(t, 2, 5, columns.size() - 1))
            .look(t -> Looks.letters(t, 5, columns.size() - 1));
    for (FlowResult r : content.report.flows()) {
      List<Object> row = flowCells(content, r);
      for (String f : firewalls) {
        row.add(cell(content, r, f));
      }
      table.row(Link.flow(r.flow().id()), row.toArray());
    }
    table.finish();
  }

  private static List<Column> flowColumns() {
    return List.of(
        Column.prose("Flow", 14),
        Column.prose("Name", 30),
        Column.text("Requirement", 13),
        Column.prose("Service", 16),
        Column.prose("Source → destination", 34),
        Column.text("Whole flow", 16));
  }

  private static List<Object> flowCells(Content content, FlowResult r) {
    Flow f = r.flow();
    Object id =
        content
            .finding(f.id(), "")
            .<Object>map(x -> new Link(f.id(), Link.finding(x)))
            .orElse(f.id());
    return new ArrayList<>(
        Arrays.asList(
            id,
            f.name(),
            f.requirement().word(),
            f.service().text(),
            f.source().text() + " → " + f.destination().text(),
            r.verdict().letter() + " " + r.verdict().word()));
  }

  /**
   * The letter of the verdict, and the word; of two directions the graver, and the other behind it.
   */
  private static Object cell(Content content, FlowResult r, String firewall) {
    String text =
        r.places().stream()
            .filter(a -> a.firewall().equals(firewall))
            .map(Place::verdict)
            .distinct()
            .sorted(Comparator.comparingInt(Verdict::gravity))
            .map(v -> v.letter() + " " + v.word())
            .collect(Collectors.joining(" / "));
    return content
        .finding(r.flow().id(), firewall)
        .<Object>map(f -> new Link(text, Link.finding(f)))
        .orElse(text);
  }

  private static void tall(Content content) {
    List<Column> columns = new ArrayList<>(content.fitted(flowColumns(), "Flow"));
    columns.addAll(
        List.of(
            Column.prose("Firewall", 20),
            Column.text("Direction", 10),
            Column.text("At firewall", 16),
            Column.prose("Enters by", 14),
            Column.prose("Leaves by", 14),
            Column.text("On path", 10),
            Column.prose("Passes", 36),
            Column.prose("May pass", 36),
            Column.prose("Denied", 36)));
    Table table =
        Table.onSheet(content.book, MATRIX, content.footer, 2, columns)
            .empty("no flows were given")
            .look(t -> Looks.forbidden(t, 2, 5, 8))
            .look(t -> Looks.letters(t, 5, 5))
            .look(t -> Looks.letters(t, 8, 8));
    for (FlowResult r : content.report.flows()) {
      if (r.at().isEmpty()) {
        List<Object> row = flowCells(content, r);
        row.addAll(java.util.Collections.nCopies(9, null));
        table.row(Link.flow(r.flow().id()), row.toArray());
      }
      for (FlowAtFirewall a : r.at()) {
        List<Object> row = flowCells(content, r);
        row.addAll(
            Arrays.asList(
                a.firewall(),
                a.direction(),
                a.verdict().letter() + " " + a.verdict().word(),
                a.inZone(),
                a.outZone(),
                a.onPath(),
                lines(a.passes()),
                lines(a.mayPass()),
                lines(a.denied())));
        table.row(Link.flow(r.flow().id()), row.toArray());
      }
    }
    table.finish();
  }
}
