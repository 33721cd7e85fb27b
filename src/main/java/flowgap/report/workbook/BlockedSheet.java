package flowgap.report.workbook;

import static flowgap.report.workbook.Content.line;
import static flowgap.report.workbook.Content.lines;

import flowgap.analysis.Evidence;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Reason;
import flowgap.analysis.Said;
import flowgap.analysis.Severity;
import flowgap.flow.Flow;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The sheet about flows that do not pass as they should. What is the same on several firewalls is
 * one row.
 */
final class BlockedSheet {
  static final String BLOCKED = "Blocked flows";

  static final List<Column> BLOCKED_COLUMNS =
      List.of(
          Column.text("Finding", 14),
          Column.prose("Flow", 11),
          Column.text("Verdict", 10),
          Column.text("Severity", 9),
          Column.text("Requirement", 12),
          Column.prose("Name", 20),
          Column.prose("Firewall", 22),
          Column.prose("What it is", 38),
          Column.prose("Blocked part", 32),
          Column.prose("Deciding rule", 23),
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
          Column.prose("Reason", 20),
          Column.prose("Source", 22),
          Column.prose("Source addresses", 30),
          Column.prose("Destination", 22),
          Column.prose("Destination addresses", 30),
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
          Column.text("Accepted", 12),
          Column.prose(Content.ALL_FIREWALLS, 24),
          Column.prose(Content.ALL_FINDINGS, 16));

  /** The columns after these are details that are not printed. */
  private static final int BLOCKED_PRINTED = 20;

  /** Columns that may differ between findings of one row: who has them, and where it is written. */
  private static final Set<String> OWN =
      Set.of("Finding", "Firewall", "What it is", "Deciding rule", "File", "Line");

  /** A row, and the findings that it stands for. */
  private record Gathered(Object[] cells, List<FindingMark> all) {}

  private BlockedSheet() {}

  static void write(Content content) {
    Table table =
        Table.onSheet(
                content.book, BLOCKED, content.footer, 2, content.fitted(BLOCKED_COLUMNS, "Flow"))
            .printing(BLOCKED_PRINTED)
            .empty("no flow is blocked, partial, undecided or unbound, and no forbidden one passes")
            .look(t -> Looks.verdicts(t, BLOCKED_COLUMNS, "Verdict"))
            .look(t -> Looks.severities(t, BLOCKED_COLUMNS, "Severity"));
    Set<Severity> there = EnumSet.noneOf(Severity.class);
    content.report.flowMarks().forEach(f -> there.add(f.severity()));
    there.forEach(s -> write(content, table, s));
    table.finish();
  }

  /** The gaps of one severity, in the order of the flows. */
  private static void write(Content content, Table table, Severity severity) {
    Map<List<Object>, Gathered> rows = new LinkedHashMap<>();
    List<String> flow = List.of();
    for (Finding f : content.report.flowFindings()) {
      if (f.severity() == severity) {
        if (!f.flows().equals(flow)) {
          rows.values().forEach(r -> write(content, table, r));
          rows.clear();
        }
        flow = f.flows();
        Object[] cells = cells(content, f);
        rows.computeIfAbsent(said(f, cells), k -> new Gathered(cells, new ArrayList<>()))
            .all()
            .add(FindingMark.of(f));
      }
    }
    rows.values().forEach(r -> write(content, table, r));
  }

  /** All that a row says, without names of firewalls and places. */
  private static List<Object> said(Finding f, Object[] cells) {
    List<Object> out = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      if (!OWN.contains(BLOCKED_COLUMNS.get(i).title())) {
        out.add(cells[i] instanceof Link l ? l.value() : cells[i]);
      }
    }
    out.add(Said.message(f));
    return out;
  }

  private static void write(Content content, Table table, Gathered row) {
    Object[] cells = row.cells();
    content.together(BLOCKED_COLUMNS, cells, row.all());
    table.row(row.all().stream().map(f -> Link.finding(f.id())).toList(), cells);
  }

  private static Object[] cells(Content content, Finding f) {
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
                reasons(f, at, Reason::text, "nothing proves that it passes here"),
                f.change()
                    .<Object>map(
                        c -> new Link(c.proved() ? "proved" : "advice", Link.change(f.id())))
                    .orElse("")));
    FlowSheets.addInputs(content, BLOCKED_COLUMNS, "finding", f.id(), row);
    row.addAll(
        List.of(
            Because.of(f, evidence, at),
            flow.map(x -> x.source().text()).orElse(""),
            flow.map(x -> x.source().addresses().toString()).orElse(""),
            flow.map(x -> x.destination().text()).orElse(""),
            flow.map(x -> x.destination().addresses().toString()).orElse(""),
            flow.map(x -> x.service().text()).orElse(""),
            flow.map(x -> x.service().anyOne().isPresent() ? "any-one" : "all").orElse(""),
            at.map(a -> lines(a.mayPass())).orElse(""),
            at.map(a -> lines(a.passes())).orElse(""),
            reasons(f, at, Reason::settledBy, "name the flow's firewalls in the flow list"),
            at.map(BlockedSheet::nearest).orElse(""),
            f.example().isEmpty() ? at.map(FlowAtFirewall::example).orElse("") : f.example(),
            notes(result, at),
            at.map(FlowAtFirewall::inZone).orElse(""),
            at.map(FlowAtFirewall::outZone).orElse(""),
            at.map(FlowAtFirewall::onPath).orElse(""),
            flow.map(Flow::profile).orElse(""),
            flow.map(Flow::scenario).orElse(""),
            flow.map(Flow::citation).orElse(""),
            flow.map(BlockedSheet::readings).orElse(""),
            FlowSheets.accepted(content.report, f),
            "",
            ""));
    return row.toArray();
  }

  /** The rule that stands in the way; where none does, the first that has a say. */
  static Optional<Evidence> deciding(FlowAtFirewall at) {
    return at.decidedBy().stream()
        .filter(e -> e.action().equals("deny"))
        .findFirst()
        .or(() -> at.decidedBy().stream().filter(e -> !e.certain()).findFirst())
        .or(() -> at.decidedBy().stream().findFirst());
  }

  /**
   * What is uncertain, one a line.
   *
   * @param way what stands for a firewall that may not be on the flow's way
   */
  private static String reasons(
      Finding f, Optional<FlowAtFirewall> at, Function<Reason, String> part, String way) {
    Set<String> out = new LinkedHashSet<>();
    at.ifPresent(a -> a.undecidedBecause().stream().map(part).forEach(out::add));
    if (Because.isOffTheWay(f, at)) {
      out.add(way);
    }
    return lines(out);
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
}
