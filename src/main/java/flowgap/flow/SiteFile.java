package flowgap.flow;

import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads site files: what each role or host name is at this site. */
public final class SiteFile {
  private static final Columns COLUMNS =
      new Columns(
          List.of("role", "addresses"), List.of("firewall", "zone", "security_group", "comment"));

  /** Rows with these words as role are switches of the site, not roles. */
  private static final Set<String> SWITCHES = Set.of("ancestors_first");

  private final InputFile file;
  private final Collection<Profile> profiles;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Site.Row> rows = new ArrayList<>();
  private final Map<String, String> settings = new LinkedHashMap<>();

  private SiteFile(InputFile file, Collection<Profile> profiles) {
    this.file = file;
    this.profiles = profiles;
  }

  /** Reads a site file on its own. */
  public static Site read(InputFile file) throws InputFailure, IOException {
    return read(file, List.of());
  }

  /**
   * Reads a site file.
   *
   * @param profiles the chosen profiles, whose roles rows may refer to without binding them
   * @throws InputFailure with every error of the file, each with row and column
   */
  public static Site read(InputFile file, Collection<Profile> profiles)
      throws InputFailure, IOException {
    return new SiteFile(file, profiles).read();
  }

  private Site read() throws InputFailure, IOException {
    Table table = Tables.read(file, COLUMNS.required(), problems);
    COLUMNS.check(file.name(), table, problems);
    if (table.columns().containsAll(COLUMNS.required())) {
      table.rows().forEach(this::row);
      if (table.rows().isEmpty()) {
        problems.add(Tables.failure(file, "the site file has no rows").problems().get(0));
      }
    }
    Site site = new Site(rows, settings, problems.stream().distinct().toList());
    checkNames(site);
    checkCycles(site);
    List<Problem> errors =
        problems.stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      throw new InputFailure(errors.stream().sorted().distinct().toList());
    }
    return site;
  }

  private void row(Table.Row row) {
    String role = row.text("role");
    String words = row.text("addresses");
    if (SWITCHES.contains(role.toLowerCase(Locale.ROOT))) {
      setting(row, role.toLowerCase(Locale.ROOT), words.toLowerCase(Locale.ROOT));
      return;
    }
    if (role.isEmpty()) {
      problems.add(row.error("role", "the role is empty"));
      return;
    }
    List<AddressWord> own = AddressWord.split(role);
    if (own.size() != 1 || !(own.get(0) instanceof AddressWord.Name)) {
      problems.add(
          row.error("role", "\"" + role + "\" is no name; expected a role or a host name"));
      return;
    }
    for (String column : List.of("addresses", "role")) {
      Table.Cell cell = row.cells().get(column);
      if (cell != null && cell.kind() != Table.Kind.TEXT) {
        problems.add(row.error(column, changed(cell)));
        return;
      }
    }
    for (AddressWord w : AddressWord.split(words)) {
      if (w instanceof AddressWord.Wrong wrong) {
        problems.add(row.error("addresses", "\"" + wrong.word() + "\" " + wrong.reason()));
      } else if (w instanceof AddressWord.Literal literal && !literal.note().isEmpty()) {
        problems.add(Problem.info(row.span("addresses"), literal.note()));
      }
    }
    Optional<String> zone = optional(row.text("zone"));
    Optional<String> firewall = optional(row.text("firewall"));
    if (zone.map(z -> z.equalsIgnoreCase("self")).orElse(false)) {
      zone = Optional.of("self");
      if (firewall.isEmpty()) {
        problems.add(row.error("zone", "self needs the name of the firewall in column firewall"));
      }
    }
    List<String> groups =
        Arrays.stream(row.text("security_group").split("[;,\\n]"))
            .map(String::strip)
            .filter(g -> !g.isEmpty())
            .toList();
    rows.add(new Site.Row(role, words, firewall, zone, groups, row.text("comment"), row.span()));
  }

  private static String changed(Table.Cell cell) {
    return "\"%s\" is a %s that the spreadsheet made of a text; format the cell as text"
        .formatted(cell.text(), cell.kind() == Table.Kind.DATE ? "date" : "number");
  }

  private void setting(Table.Row row, String name, String value) {
    if (List.of("", "yes", "true", "1").contains(value)) {
      settings.put(name, "true");
    } else if (List.of("no", "false", "0").contains(value)) {
      settings.put(name, "false");
    } else {
      problems.add(row.error("addresses", name + " is yes or no, not \"" + value + "\""));
    }
  }

  private static Optional<String> optional(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Every word of a row is a role of the file, a role of a chosen profile, or a host name. */
  private void checkNames(Site site) {
    List<String> known = new ArrayList<>(site.roles());
    profiles.forEach(p -> known.addAll(p.roleNames()));
    for (Site.Row row : site.rows()) {
      for (AddressWord w : AddressWord.split(row.words())) {
        boolean name = w instanceof AddressWord.Name;
        boolean found =
            site.names(w.word())
                || HostNames.isDotted(w.word())
                || profiles.stream().anyMatch(p -> p.role(w.word()).isPresent());
        if (name && !found) {
          problems.add(
              Problem.error(
                  row.span(),
                  "column addresses: \"%s\" is no address and no role or name of this file%s"
                      .formatted(w.word(), NearMatches.hint(w.word(), known))));
        }
      }
    }
  }

  private void checkCycles(Site site) {
    Set<String> reported = new LinkedHashSet<>();
    for (Site.Row row : site.rows()) {
      List<String> path = new ArrayList<>();
      List<String> cycle = cycle(site, row.role(), path);
      if (!cycle.isEmpty()
          && reported.add(String.join(" ", cycle.stream().sorted().distinct().toList()))) {
        problems.add(
            Problem.error(
                row.span(), "roles refer to each other in a circle: " + String.join(" > ", cycle)));
      }
    }
  }

  /** The circle that a role is part of, from the role to itself; empty where there is none. */
  private static List<String> cycle(Site site, String role, List<String> path) {
    if (path.contains(Site.key(role))) {
      boolean own = path.get(0).equals(Site.key(role));
      List<String> circle = new ArrayList<>(path);
      circle.add(Site.key(role));
      return own ? circle : List.of();
    }
    path.add(Site.key(role));
    for (Site.Row row : site.rows()) {
      if (Site.key(row.role()).equals(Site.key(role))) {
        for (AddressWord w : AddressWord.split(row.words())) {
          if (site.names(w.word())) {
            List<String> found = cycle(site, w.word(), path);
            if (!found.isEmpty()) {
              return found;
            }
          }
        }
      }
    }
    path.remove(path.size() - 1);
    return List.of();
  }
}
