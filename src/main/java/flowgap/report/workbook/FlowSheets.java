package flowgap.report.workbook;

import static flowgap.report.workbook.Content.line;
import static flowgap.report.workbook.Content.lines;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Evidence;
import flowgap.analysis.Finding;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Place;
import flowgap.analysis.ProposedChange;
import flowgap.analysis.Reason;
import flowgap.analysis.Verdict;
import flowgap.flow.Flow;
import flowgap.report.ChangeFiles;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The sheets about flows: what is blocked, the changes that open it, the matrix. */
final class FlowSheets {
  static final String BLOCKED = "Blocked flows";
  static final String CHANGES = "Changes";
  static final String MATRIX = "Flow matrix";

  /** More firewalls than these have no column each. */
  static final int MATRIX_COLUMNS = 30;

  static final List<Column> BLOCKED_COLUMNS =
      List.of(
          Column.text("Finding", 14),
          Column.prose("Flow", 11),
          Column.text("Verdict", 10),
          Column.text("Severity", 9),
          Column.text("Requirement", 12),
          Column.prose("Name", 20),
          Column.prose("Firewall", 16),
          Column.prose("What it is", 38),
          Column.prose("Blocked part", 32),
          Column.prose("Deciding rule", 18),
          Column.prose("File", 20),
          Column.number("Line", 8),
          Column.code("Quoted", 42),
          Column.prose("Why undecided", 24),
          Column.text("Change", 9),
          Column.input("Owner", 12),
          Column.input("Ticket", 11),
          Column.inputDate("Target date"),
          Column.input("Status", 12, "Open", "In progress", "Done", "Accepted", "Rejected"),
          Column.input("Comment", 24),
          Column.prose("Source", 22),
          Column.prose("Destination", 22),
          Column.prose("Service", 14),
          Column.text("Ports needed", 12),
          Column.prose("May pass", 38),
          Column.prose("Passes", 38),
          Column.prose("Settled by", 34),
          Column.prose("Nearest permits, and what fails", 46),
          Column.code("Example packet", 34),
          Column.prose("Notes", 46),
          Column.prose("Enters by", 14),
          Column.prose("Leaves by", 14),
          Column.text("On path", 10),
          Column.prose("Product", 18),
          Column.prose("Scenario", 18),
          Column.prose("Citation", 40),
          Column.prose("Readings", 20),
          Column.text("Accepted", 12));

  /** The columns after these are details that are not printed. */
  private static final int BLOCKED_PRINTED = 20;

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

  static void blocked(Content content) {
    Table table =
        Table.onSheet(content.book, BLOCKED, content.footer, 2, BLOCKED_COLUMNS)
            .printing(BLOCKED_PRINTED)
            .empty("no flow is blocked, partial, undecided or unbound, and no forbidden one passes")
            .look(t -> Looks.verdicts(t, BLOCKED_COLUMNS, "Verdict"))
            .look(t -> Looks.severities(t, BLOCKED_COLUMNS, "Severity"));
    for (Finding f : content.report.flowFindings()) {
      blockedRow(content, table, f);
    }
    table.finish();
  }

  private static void blockedRow(Content content, Table table, Finding f) {
    Optional<FlowResult> result = content.flow(f);
    Optional<Flow> flow = result.map(FlowResult::flow);
    Optional<FlowAtFirewall> at = content.at(f);
    Optional<Evidence> evidence = at.flatMap(a -> deciding(a));
    SourceSpan span = evidence.map(Evidence::span).orElse(f.span());
    String rule = evidence.map(Evidence::rule).orElse(f.rule());
    List<Object> row =
        new ArrayList<>(
            Arrays.asList(
                f.id(),
                flow.<Object>map(x -> new Link(x.id(), Link.flow(x.id()))).orElse(""),
                content.type(f, f.type().word().replace("-flow", "")),
                f.severity().word(),
                flow.map(x -> x.requirement().word()).orElse(""),
                flow.map(Flow::name).orElse(""),
                f.firewall(),
                f.message(),
                at.map(a -> lines(a.denied())).orElse(""),
                new Link(rule, Link.rule(f.firewall(), rule)),
                span.file(),
                line(span),
                span.text(),
                at.map(a -> reasons(a, Reason::text)).orElse(""),
                f.change()
                    .<Object>map(
                        c -> new Link(c.proved() ? "proved" : "advice", Link.change(f.id())))
                    .orElse("")));
    addInputs(content, BLOCKED_COLUMNS, "finding", f.id(), row);
    row.addAll(
        List.of(
            flow.map(x -> x.source().text()).orElse(""),
            flow.map(x -> x.destination().text()).orElse(""),
            flow.map(x -> x.service().text()).orElse(""),
            flow.map(x -> x.service().anyOne().isPresent() ? "any-one" : "all").orElse(""),
            at.map(a -> lines(a.mayPass())).orElse(""),
            at.map(a -> lines(a.passes())).orElse(""),
            at.map(a -> reasons(a, Reason::settledBy)).orElse(""),
            at.map(FlowSheets::nearest).orElse(""),
            f.example().isEmpty() ? at.map(FlowAtFirewall::example).orElse("") : f.example(),
            notes(result, at),
            at.map(FlowAtFirewall::inZone).orElse(""),
            at.map(FlowAtFirewall::outZone).orElse(""),
            at.map(FlowAtFirewall::onPath).orElse(""),
            flow.map(Flow::profile).orElse(""),
            flow.map(Flow::scenario).orElse(""),
            flow.map(Flow::citation).orElse(""),
            flow.map(FlowSheets::readings).orElse(""),
            accepted(content.report, f)));
    table.row(Link.finding(f.id()), row.toArray());
  }

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

  /** The rule that stands in the way; where none does, the first that has a say. */
  static Optional<Evidence> deciding(FlowAtFirewall at) {
    return at.decidedBy().stream()
        .filter(e -> e.action().equals("deny"))
        .findFirst()
        .or(() -> at.decidedBy().stream().filter(e -> !e.certain()).findFirst())
        .or(() -> at.decidedBy().stream().findFirst());
  }

  private static String reasons(
      FlowAtFirewall at, java.util.function.Function<Reason, String> part) {
    return at.undecidedBecause().stream().map(part).distinct().collect(Collectors.joining("\n"));
  }

  /** What the flow list, the flow as a whole and the firewall have to say beside the verdict. */
  private static String notes(Optional<FlowResult> result, Optional<FlowAtFirewall> at) {
    Set<String> out = new LinkedHashSet<>();
    at.ifPresent(a -> out.addAll(a.notes()));
    result.ifPresent(r -> out.addAll(r.remarks()));
    result.ifPresent(r -> out.addAll(r.flow().remarks().notes()));
    return lines(out);
  }

  private static String nearest(FlowAtFirewall at) {
    return at.nearest().stream()
        .map(n -> n.rule() + " (" + String.join("; ", n.failed()) + ")")
        .collect(Collectors.joining("\n"));
  }

  private static String readings(Flow flow) {
    return flow.origin().readings().stream().map(r -> r.id()).collect(Collectors.joining("\n"));
  }

  static void changes(Content content) {
    Table table =
        Table.onSheet(content.book, CHANGES, content.footer, 2, CHANGE_COLUMNS)
            .empty("no finding has a change that would mend it");
    for (Finding f : content.report.findings()) {
      if (f.change().isPresent()) {
        ProposedChange c = f.change().get();
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
    }
    table.finish();
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
    List<Column> columns = new ArrayList<>(flowColumns());
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
    List<Column> columns = new ArrayList<>(flowColumns());
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
