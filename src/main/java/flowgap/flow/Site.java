package flowgap.flow;

import flowgap.packet.AddressSet;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What roles and host names are at one site.
 *
 * @param rows the rows of the site file, in their order
 * @param settings switches by name ({@code ancestors_first})
 * @param problems what the reader should know of the file: notes and warnings, no errors
 */
public record Site(List<Row> rows, Map<String, String> settings, List<Problem> problems) {
  private static final Pattern SPACES = Pattern.compile("[\\s_]+");

  /** No site file was given. */
  public static final Site NONE = new Site(List.of(), Map.of(), List.of());

  /**
   * One row.
   *
   * @param role a role, {@code profile.role}, or a host name
   * @param words what it is, as written; empty = not filled in
   * @param firewall the firewall that the row holds for; empty = every one
   * @param zone zone or interface; {@code self} = the addresses are the firewall's own
   * @param securityGroups group ids; empty = not said
   */
  public record Row(
      String role,
      String words,
      Optional<String> firewall,
      Optional<String> zone,
      List<String> securityGroups,
      String comment,
      SourceSpan span) {
    public Row {
      Objects.requireNonNull(role);
      Objects.requireNonNull(words);
      Objects.requireNonNull(firewall);
      Objects.requireNonNull(zone);
      securityGroups = List.copyOf(securityGroups);
      Objects.requireNonNull(comment);
      Objects.requireNonNull(span);
    }
  }

  /**
   * Where addresses lie.
   *
   * @param firewall the firewall that it holds for; empty = every one
   * @param zone zone or interface; {@code self} = the addresses are the firewall's own
   * @param securityGroups group ids; empty = not said
   */
  public record Binding(
      AddressSet addresses,
      Optional<String> firewall,
      Optional<String> zone,
      List<String> securityGroups) {
    public Binding {
      securityGroups = List.copyOf(securityGroups);
    }
  }

  public Site {
    rows = List.copyOf(rows);
    settings = Map.copyOf(settings);
    problems = List.copyOf(problems);
  }

  /** The roles and host names that rows name, in their order, whether filled in or not. */
  public List<String> roles() {
    return List.copyOf(new LinkedHashSet<>(rows.stream().map(Row::role).toList()));
  }

  /** Whether a row names the role or host name. */
  public boolean names(String word) {
    return rows.stream().anyMatch(r -> key(r.role()).equals(key(word)));
  }

  /** The endpoints that a role or host name stands for; empty where no row names it. */
  Optional<List<Endpoint>> endpoints(String word) {
    return names(word)
        ? Optional.of(merged(word, expand(word, new LinkedHashSet<>())))
        : Optional.empty();
  }

  /** All known addresses of a role in one endpoint, what is not known behind it. */
  private static List<Endpoint> merged(String word, List<Endpoint> parts) {
    AddressSet known = AddressSet.union(parts.stream().map(Endpoint::addresses).toList());
    List<Endpoint> out = new ArrayList<>();
    if (!known.isEmpty()) {
      out.add(new Endpoint(word, word, Endpoint.Kind.BOUND, known));
    }
    Set<String> seen = new LinkedHashSet<>();
    for (Endpoint e : parts) {
      if (!e.isKnown() && seen.add(e.kind() + " " + key(e.name()))) {
        out.add(new Endpoint(word, e.name(), e.kind(), AddressSet.NONE));
      }
    }
    return out;
  }

  private List<Endpoint> expand(String word, Set<String> path) {
    List<Endpoint> out = new ArrayList<>();
    if (!path.add(key(word))) {
      return out;
    }
    for (Row row : rows) {
      if (key(row.role()).equals(key(word))) {
        out.addAll(expand(row, path));
      }
    }
    path.remove(key(word));
    if (out.isEmpty()) {
      out.add(unknown(word));
    }
    return out;
  }

  private List<Endpoint> expand(Row row, Set<String> path) {
    List<Endpoint> out = new ArrayList<>();
    for (AddressWord w : AddressWord.split(row.words())) {
      if (w instanceof AddressWord.Literal literal) {
        out.add(new Endpoint(row.role(), w.word(), Endpoint.Kind.BOUND, literal.addresses()));
      } else if (names(w.word())) {
        out.addAll(expand(w.word(), path));
      } else {
        out.add(unknown(w.word()));
      }
    }
    return out;
  }

  private static Endpoint unknown(String word) {
    Endpoint.Kind kind =
        HostNames.isDotted(word) ? Endpoint.Kind.UNRESOLVED : Endpoint.Kind.UNBOUND;
    return new Endpoint(word, word, kind, AddressSet.NONE);
  }

  /** The addresses that one row binds, as far as they are known. */
  private AddressSet addresses(Row row) {
    return AddressSet.union(
        expand(row, new LinkedHashSet<>(Set.of(key(row.role())))).stream()
            .map(Endpoint::addresses)
            .toList());
  }

  /**
   * Addresses of the host names that rows resolve, and members of lists that rows give, by name in
   * lower case. What is known in part only is left out.
   */
  public Map<String, AddressSet> hostNames() {
    Map<String, AddressSet> hosts = new LinkedHashMap<>();
    for (String role : roles()) {
      if (HostNames.isDotted(role) || HostNames.isMembers(role)) {
        List<Endpoint> parts = endpoints(role).orElseThrow();
        if (parts.stream().allMatch(Endpoint::isKnown)) {
          parts.forEach(e -> hosts.put(HostNames.key(role), e.addresses()));
        }
      }
    }
    return hosts;
  }

  /** What rows say of the place of their addresses; rows that only name addresses are left out. */
  public List<Binding> bindings() {
    List<Binding> bindings = new ArrayList<>();
    for (Row row : rows) {
      boolean says = row.zone().isPresent() || !row.securityGroups().isEmpty();
      AddressSet addresses = addresses(row);
      if (says && !addresses.isEmpty()) {
        bindings.add(new Binding(addresses, row.firewall(), row.zone(), row.securityGroups()));
      }
    }
    return bindings;
  }

  /** Rows that no flow uses, neither by their role nor through another row; each a note. */
  public List<Problem> unused(List<Flow> flows) {
    Set<String> used = new LinkedHashSet<>();
    for (Flow f : flows) {
      for (Side side : List.of(f.source(), f.destination())) {
        side.endpoints().forEach(e -> reach(e.word(), used));
      }
    }
    List<Problem> out = new ArrayList<>();
    for (Row row : rows) {
      boolean plumbing =
          row.zone().isPresent()
              || !row.securityGroups().isEmpty()
              || HostNames.isMembers(row.role());
      if (!plumbing && !used.contains(key(row.role()))) {
        out.add(Problem.info(row.span(), "no flow uses \"" + row.role() + "\""));
      }
    }
    return out;
  }

  private void reach(String word, Set<String> used) {
    if (names(word) && used.add(key(word))) {
      rows.stream()
          .filter(r -> key(r.role()).equals(key(word)))
          .flatMap(r -> AddressWord.split(r.words()).stream())
          .forEach(w -> reach(w.word(), used));
    }
  }

  /** Pairs of different roles that share addresses without one naming the other; each a note. */
  public List<Problem> overlapping() {
    Map<String, AddressSet> sets = new LinkedHashMap<>();
    Map<String, Row> first = new HashMap<>();
    Map<String, Set<String>> within = new HashMap<>();
    for (Row row : rows) {
      sets.merge(key(row.role()), addresses(row), AddressSet::or);
      first.putIfAbsent(key(row.role()), row);
      reach(row.role(), within.computeIfAbsent(key(row.role()), k -> new LinkedHashSet<>()));
    }
    List<String> keys = List.copyOf(sets.keySet());
    List<Problem> out = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      for (int j = i + 1; j < keys.size(); j++) {
        String a = keys.get(i);
        String b = keys.get(j);
        AddressSet common = sets.get(a).and(sets.get(b));
        boolean meant = within.get(a).contains(b) || within.get(b).contains(a);
        if (!common.isEmpty() && !meant) {
          out.add(
              Problem.info(
                  first.get(b).span(),
                  "\"%s\" and \"%s\" share %s"
                      .formatted(first.get(a).role(), first.get(b).role(), common)));
        }
      }
    }
    return out;
  }

  /** Roles without any address, whose flows are unbound; host names are left out. */
  public List<String> unbound() {
    return roles().stream()
        .filter(r -> !HostNames.isDotted(r))
        .filter(
            r ->
                endpoints(r).orElse(Collections.emptyList()).stream()
                    .anyMatch(e -> e.kind() == Endpoint.Kind.UNBOUND))
        .toList();
  }

  /** Roles are told apart without regard to case, spaces and hyphens. */
  static String key(String word) {
    return HostNames.isDotted(word)
        ? HostNames.key(word)
        : SPACES.matcher(TableText.trim(word).toLowerCase(Locale.ROOT)).replaceAll("-");
  }
}
