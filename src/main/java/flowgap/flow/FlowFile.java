package flowgap.flow;

import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads flow lists, CSV or XLSX. */
public final class FlowFile {
  static final Columns COLUMNS =
      new Columns(
          List.of("source", "destination", "service"),
          List.of(
              "id",
              "name",
              "protocol",
              "source_ports",
              "requirement",
              "ports_needed",
              "direction",
              "application",
              "in_zone",
              "out_zone",
              "firewalls",
              "valid_from",
              "valid_until",
              "owner",
              "ticket",
              "comment",
              "condition"));

  private FlowFile() {}

  /** Reads a flow list without profiles beside it. */
  public static FlowList read(InputFile file, Site site) throws InputFailure, IOException {
    return read(file, site, List.of());
  }

  /**
   * Reads a flow list.
   *
   * @param profiles the chosen profiles, whose roles the list may name
   * @throws InputFailure with every error of the file, each with row and column
   */
  public static FlowList read(InputFile file, Site site, Collection<Profile> profiles)
      throws InputFailure, IOException {
    List<Problem> problems = new ArrayList<>();
    Table table = Tables.read(file, COLUMNS.required(), problems);
    COLUMNS.check(file.name(), table, problems);
    List<Flow> flows = new ArrayList<>();
    if (table.columns().containsAll(COLUMNS.required())) {
      FlowRow rows = new FlowRow(table, new EndpointWords(site, profiles), problems);
      table.rows().forEach(r -> rows.read(r).ifPresent(flows::add));
      problems.addAll(repeated(table));
      if (table.rows().isEmpty()) {
        problems.add(Tables.failure(file, "the flow list has no rows").problems().get(0));
      }
    }
    List<Problem> errors =
        problems.stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      throw new InputFailure(errors.stream().sorted().distinct().toList());
    }
    return new FlowList(flows, problems.stream().sorted().distinct().toList());
  }

  /** Ids that stand in more than one row, in rows with other errors as well. */
  private static List<Problem> repeated(Table table) {
    Map<String, Table.Row> first = new HashMap<>();
    List<Problem> out = new ArrayList<>();
    for (Table.Row row : table.rows()) {
      String id = FlowRow.id(row);
      Table.Row other = first.putIfAbsent(id, row);
      if (other != null) {
        out.add(
            Problem.error(
                row.span(), "the id \"" + id + "\" stands in " + other.span().where() + ", too"));
      }
    }
    return out;
  }

  /** Ids that more than one flow has, one error for each further flow; lists and profiles alike. */
  public static List<Problem> duplicates(Collection<Flow> flows) {
    Map<String, Flow> first = new HashMap<>();
    List<Problem> out = new ArrayList<>();
    for (Flow f : flows) {
      Flow other = first.putIfAbsent(f.id(), f);
      if (other != null) {
        out.add(
            Problem.error(
                f.span(), "the id \"" + f.id() + "\" stands in " + other.span().where() + ", too"));
      }
    }
    return out;
  }

  /**
   * Firewalls that flows name and that are not among those read, near matches named.
   *
   * @param known names of all firewalls, those that could not be read included
   */
  public static List<Problem> unknownFirewalls(Collection<Flow> flows, Collection<String> known) {
    List<Problem> out = new ArrayList<>();
    for (Flow f : flows) {
      for (String name : f.path().firewalls()) {
        if (!known.contains(name)) {
          out.add(
              Problem.error(
                  f.span(),
                  "column firewalls: no firewall is called \"%s\"%s"
                      .formatted(name, NearMatches.hint(name, known))));
        }
      }
    }
    return out;
  }
}
