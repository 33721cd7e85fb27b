package flowgap.flow;

import flowgap.source.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes flows of the rows of a flow list. */
final class FlowRow {
  /** Columns whose cells a spreadsheet must not have turned into numbers or dates. */
  private static final List<String> TEXTS =
      List.of("source", "destination", "service", "source_ports");

  private final Table table;
  private final EndpointWords words;
  private final List<Problem> all;

  /** What there is to say of the row at hand. */
  private List<Problem> problems = new ArrayList<>();

  FlowRow(Table table, EndpointWords words, List<Problem> all) {
    this.table = table;
    this.words = words;
    this.all = all;
  }

  /** The flow of a row, or empty with the problems entered. */
  Optional<Flow> read(Table.Row row) {
    problems = new ArrayList<>();
    Optional<Flow> flow = flow(row);
    all.addAll(problems);
    return flow;
  }

  private Optional<Flow> flow(Table.Row row) {
    List<String> notes = new ArrayList<>();
    for (String column : FlowFile.COLUMNS.required()) {
      if (row.text(column).isEmpty()) {
        problems.add(row.error(column, "the cell is empty"));
      }
    }
    checkTexts(row);
    Side source = side(row, "source", notes);
    Side destination = side(row, "destination", notes);
    Optional<Requirement> requirement = requirement(row);
    boolean anyOne = choice(row, "ports_needed", List.of("all", "any-one")).equals("any-one");
    Optional<Service> service = service(row, anyOne);
    Direction direction =
        choice(row, "direction", List.of("forward", "both")).equals("both")
            ? Direction.BOTH
            : Direction.FORWARD;
    FlowPath path = path(row);
    Validity validity = validity(row);
    if (hasErrors()) {
      return Optional.empty();
    }
    Optional<FlowCondition> condition = condition(row, requirement.get());
    notes.forEach(n -> problems.add(Problem.info(row.span(), n)));
    Flow flow =
        new Flow(
            id(row),
            row.text("name"),
            Origin.LIST,
            source,
            destination,
            service.get(),
            direction,
            settled(requirement.get(), condition),
            condition,
            list(row.text("application"), "[;,]"),
            optional(row.text("in_zone")),
            optional(row.text("out_zone")),
            path,
            validity,
            new Remarks(
                row.text("owner"), row.text("ticket"), row.text("comment"), others(row), notes),
            row.span());
    checkEmpty(row, flow);
    return hasErrors() ? Optional.empty() : Optional.of(flow);
  }

  /** The id of a row; its number where it has none. */
  static String id(Table.Row row) {
    return row.text("id").isEmpty() ? String.valueOf(row.number()) : row.text("id");
  }

  private boolean hasErrors() {
    return problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
  }

  private void checkTexts(Table.Row row) {
    for (String column : TEXTS) {
      Table.Cell cell = row.cells().get(column);
      boolean number =
          cell != null && cell.kind() == Table.Kind.NUMBER && !column.equals("source_ports");
      if (cell != null && (cell.kind() == Table.Kind.DATE || number && !column.equals("service"))) {
        problems.add(
            row.error(
                column,
                "\"%s\" is a %s that the spreadsheet made of a text; format the cell as text"
                    .formatted(cell.text(), cell.kind() == Table.Kind.DATE ? "date" : "number")));
      }
    }
  }

  private Side side(Table.Row row, String column, List<String> notes) {
    List<Problem> errors = new ArrayList<>();
    Side side = words.read(row.text(column), row.span(column), errors, notes);
    boolean told = problems.stream().anyMatch(p -> p.span().equals(row.span(column)));
    if (errors.isEmpty() && side.endpoints().isEmpty() && !row.text(column).isEmpty() && !told) {
      errors.add(Problem.error(row.span(column), "no address in \"" + row.text(column) + "\""));
    }
    for (Problem e : errors) {
      problems.add(row.error(column, e.message()));
    }
    return side;
  }

  private Optional<Requirement> requirement(Table.Row row) {
    String word = row.text("requirement");
    if (word.isEmpty()) {
      return Optional.of(Requirement.REQUIRED);
    }
    Optional<Requirement> out = Requirement.of(word);
    if (out.isEmpty()) {
      problems.add(
          row.error(
              "requirement",
              "\"%s\" is none; expected %s%s"
                  .formatted(
                      word,
                      String.join(", ", Requirement.words()),
                      NearMatches.hint(word, Requirement.words()))));
    }
    return out;
  }

  /** The word of a column that knows a few; the first one where the cell is empty. */
  private String choice(Table.Row row, String column, List<String> known) {
    String word = row.text(column).toLowerCase(Locale.ROOT).replaceAll("[ _]+", "-");
    if (word.isEmpty()) {
      return known.get(0);
    }
    if (!known.contains(word)) {
      problems.add(
          row.error(
              column,
              "\"%s\" is none; expected %s%s"
                  .formatted(
                      row.text(column),
                      String.join(" or ", known),
                      NearMatches.hint(word, known))));
    }
    return word;
  }

  private Optional<Service> service(Table.Row row, boolean anyOne) {
    if (row.text("service").isEmpty()) {
      return Optional.empty();
    }
    List<Problem> errors = new ArrayList<>();
    String ports = row.text("source_ports");
    ServiceText text =
        new ServiceText(
            row.text("service"),
            row.text("protocol"),
            ports.equalsIgnoreCase("any") ? "0-65535" : ports,
            anyOne,
            row.span("service"));
    Optional<Service> service = text.read(errors);
    errors.forEach(e -> problems.add(row.error("service", e.message())));
    return service;
  }

  private FlowPath path(Table.Row row) {
    String text = row.text("firewalls");
    if (text.isEmpty()) {
      return FlowPath.UNSTATED;
    }
    boolean ordered = text.indexOf('>') >= 0;
    if (ordered && text.indexOf(';') >= 0) {
      problems.add(
          row.error("firewalls", "expected a;b or a>b>c, not both in one: \"" + text + "\""));
    }
    List<String> names = list(text, ordered ? ">" : ";");
    long pieces = Arrays.stream(text.split(ordered ? ">" : ";", -1)).count();
    if (names.isEmpty() || ordered && names.size() < pieces) {
      problems.add(row.error("firewalls", "a name is missing in \"" + text + "\""));
    }
    if (names.stream().distinct().count() < names.size()) {
      problems.add(row.error("firewalls", "a firewall stands twice in \"" + text + "\""));
    }
    return ordered ? new FlowPath.Ordered(names) : new FlowPath.Parallel(names);
  }

  private Validity validity(Table.Row row) {
    Optional<Instant> from = time(row, "valid_from", false);
    Optional<Instant> until = time(row, "valid_until", true);
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      problems.add(row.error("valid_until", "it is not after valid_from"));
    }
    return new Validity(from, until);
  }

  private Optional<Instant> time(Table.Row row, String column, boolean end) {
    String text = row.text(column);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> time = Times.read(text, end);
    if (time.isEmpty()) {
      problems.add(
          row.error(
              column,
              "\"%s\" is no date; expected ISO 8601, such as 2026-03-01 or 2026-03-01T22:00"
                  .formatted(text)));
    }
    return time;
  }

  /** Of the column {@code condition}: true, false, or words that nobody has settled. */
  private static Optional<FlowCondition> condition(Table.Row row, Requirement requirement) {
    if (requirement != Requirement.CONDITIONAL) {
      return Optional.empty();
    }
    String text = row.text("condition");
    FlowCondition.State state =
        switch (text.toLowerCase(Locale.ROOT)) {
          case "true", "yes", "1" -> FlowCondition.State.TRUE;
          case "false", "no", "0" -> FlowCondition.State.FALSE;
          default -> FlowCondition.State.UNKNOWN;
        };
    return Optional.of(
        new FlowCondition(
            state, text.isEmpty() ? "the flow list does not say whether it is needed" : text));
  }

  private static Requirement settled(Requirement stated, Optional<FlowCondition> condition) {
    boolean holds = condition.map(c -> c.state() == FlowCondition.State.TRUE).orElse(false);
    return holds ? Requirement.REQUIRED : stated;
  }

  /** A flow without any packet would be permitted by every firewall; a part without one is said. */
  private void checkEmpty(Table.Row row, Flow flow) {
    boolean open = !flow.unboundRoles().isEmpty() || !flow.unresolvedNames().isEmpty();
    if (!open && flow.forward().isEmpty()) {
      problems.add(
          Problem.error(
              row.span(),
              "no packet can be of this flow: source, destination and service share no IP family"));
      return;
    }
    for (Flow.Part part : flow.parts()) {
      if (part.packets().isEmpty() && !part.reverse()) {
        String message = "no packet of this flow goes from %s to %s: they share no IP family";
        problems.add(Problem.warning(row.span(), message.formatted(part.from(), part.to())));
      }
    }
  }

  private Map<String, String> others(Table.Row row) {
    Map<String, String> out = new LinkedHashMap<>();
    for (int i = 0; i < table.columns().size(); i++) {
      String column = table.columns().get(i);
      if (!column.isEmpty() && !FlowFile.COLUMNS.all().contains(column)) {
        out.put(table.titles().get(i), row.text(column));
      }
    }
    return out;
  }

  private static List<String> list(String text, String separator) {
    return Arrays.stream(text.split(separator))
        .map(TableText::trim)
        .filter(w -> !w.isEmpty())
        .toList();
  }

  private static Optional<String> optional(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
