package flowgap.vendor.panos;

import flowgap.packet.PacketSet;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the words in {@code application} stand for: App-IDs, containers, groups, filters and the
 * configuration's own applications, with their default ports.
 */
final class Applications {
  /**
   * Applications that a rule names, all of the same default ports.
   *
   * @param ids names that traffic of it may be given
   * @param doubt why membership is not certain, where it is not
   * @param ports default ports
   */
  record Term(Set<String> ids, Optional<Condition> doubt, Traffic ports) {}

  /** What App-ID says where it recognises nothing. */
  private static final Set<String> NO_CONTAINERS =
      Set.of(
          "unknown-tcp",
          "unknown-udp",
          "unknown-p2p",
          "non-syn-tcp",
          "incomplete",
          "insufficient-data",
          "not-applicable");

  private final Names names;
  private final ApplicationTable table;
  private final Set<String> disabled = new HashSet<>();
  private final Set<String> listed;
  private final Set<String> alone;
  private final NavigableSet<String> listedInOrder;
  private final NavigableSet<String> aloneInOrder;

  Applications(Names names, ApplicationTable table) {
    this.names = names;
    this.table = table;
    for (Scope s : names.scopes()) {
      for (Node n : s.node.under("application-status")) {
        if (n.words("status").contains("disabled") || n.words().contains("disabled")) {
          disabled.add(n.word);
        }
      }
    }
    Set<String> all = ownNames();
    all.addAll(table.rows().keySet());
    all.addAll(table.containers().names());
    listed = Set.copyOf(all);
    Set<String> single = ownNames();
    single.addAll(table.alone());
    single.addAll(NO_CONTAINERS);
    alone = Set.copyOf(single);
    listedInOrder = new TreeSet<>(all);
    aloneInOrder = new TreeSet<>(single);
  }

  /** Which of {@link #listed} are named after one of these: {@code id-…}. */
  Set<String> listedAfter(Set<String> ids) {
    return after(listedInOrder, ids);
  }

  /** Which of {@link #alone} are named after one of these. */
  Set<String> aloneAfter(Set<String> ids) {
    return after(aloneInOrder, ids);
  }

  private static Set<String> after(NavigableSet<String> names, Set<String> ids) {
    Set<String> out = new TreeSet<>();
    for (String id : ids) {
      // '.' is the character behind '-'
      out.addAll(names.subSet(id + "-", true, id + ".", false));
    }
    return out;
  }

  /** What a rule's words stand for, groups unfolded; disabled App-IDs are left out. */
  List<Term> terms(List<String> words, SourceSpan span, Set<Node> uses) {
    List<Term> out = new ArrayList<>();
    for (String w : words) {
      unfold(w, span, out, uses, new HashSet<>());
    }
    return out;
  }

  private void unfold(
      String word, SourceSpan span, List<Term> out, Set<Node> uses, Set<String> open) {
    if (disabled.contains(word) || !open.add(word)) {
      return;
    }
    Names.Found f = names.find(word, "application", "application-group", "application-filter");
    if (f == null) {
      List<Term> functions =
          table.containers().of(word).stream().sorted().map(x -> term(x, span)).toList();
      out.add(
          table.row(word).isPresent() || functions.isEmpty()
              ? term(word, span)
              : container(word, functions, span));
      out.addAll(functions);
      return;
    }
    uses.add(f.node());
    SourceSpan at = f.node().span(f.scope().file);
    if (f.twice()) {
      out.add(
          new Term(Set.of(), Optional.of(f.doubt()), Traffic.perhaps(PacketSet.ALL, f.doubt())));
      return;
    }
    if (f.scope().of("application").get(word) == f.node()) {
      out.add(custom(f.node(), at));
    } else if (f.scope().of("application-group").get(word) == f.node()) {
      List<String> members = new ArrayList<>(f.node().words("members"));
      if (members.isEmpty()) {
        members.addAll(f.node().words());
        members.removeAll(Set.of("tag", "description", "disable-override"));
      }
      if (members.isEmpty()) {
        out.add(nothingSaid(word, at));
      }
      members.forEach(m -> unfold(m, at, out, uses, open));
    } else {
      Condition why =
          Condition.of(
                  Kind.APPLICATION,
                  "application filter " + word,
                  "state the application in the flow list, and look up whether the filter holds it",
                  at)
              .or("applications outside application filter " + word);
      out.add(
          new Term(
              Set.of(),
              Optional.of(why),
              Traffic.perhaps(PacketSet.ALL, ports("the default ports of filter " + word, at))));
    }
  }

  /** A group whose members are not in the export. */
  private static Term nothingSaid(String group, SourceSpan at) {
    Condition why =
        Condition.of(
            Kind.MEMBERSHIP,
            "application group '" + group + "' has no members in the export",
            "hand in where it is defined",
            at);
    return new Term(Set.of(), Optional.of(why), Traffic.perhaps(PacketSet.ALL, why));
  }

  /** Traffic of which a flow list says no more than the container: on ports of every function. */
  private static Term container(String word, List<Term> functions, SourceSpan span) {
    Traffic all = Traffic.union(functions.stream().map(Term::ports).toList());
    PacketSet common =
        functions.stream().map(t -> t.ports().must()).reduce(PacketSet.ALL, PacketSet::and);
    if (common.containsAll(all.may())) {
      return new Term(Set.of(word), Optional.empty(), all);
    }
    List<Condition> doubts = new ArrayList<>(all.doubts());
    doubts.add(
        Condition.of(
            Kind.FEATURE,
            word + " is a container: each function passes on its own ports",
            "state the function in the flow list",
            span));
    return new Term(
        Set.of(word), Optional.empty(), new Traffic(all.may(), common, doubts, List.of()));
  }

  private Term term(String word, SourceSpan span) {
    Optional<ApplicationTable.Row> row = table.row(word);
    Traffic ports =
        row.map(r -> traffic(r, span))
            .orElseGet(
                () ->
                    Traffic.perhaps(
                        PacketSet.ALL,
                        ports("the default ports of " + word + " are not in the table", span)));
    return new Term(Set.of(word), Optional.empty(), ports);
  }

  private static Traffic traffic(ApplicationTable.Row row, SourceSpan span) {
    return row.doubt().isEmpty()
        ? Traffic.certain(row.ports())
        : new Traffic(row.may(), row.ports(), List.of(ports(row.doubt(), span)), List.of());
  }

  private Term custom(Node n, SourceSpan at) {
    List<Traffic> parts = new ArrayList<>();
    for (Node kind : n.under("default")) {
      List<String> texts =
          switch (kind.word) {
            case "port" -> kind.words();
            case "ident-by-ip-protocol" -> kind.words().stream().map(p -> "proto/" + p).toList();
            case "ident-by-icmp-type" -> icmp("icmp/", kind);
            case "ident-by-icmp6-type" -> icmp("icmp6/", kind);
            default -> List.of("?");
          };
      for (String t : texts) {
        ApplicationTable.Row row =
            ApplicationTable.row(n.word, List.of(t), List.of(), List.of(), "yes");
        parts.add(traffic(row, at));
      }
    }
    Traffic ports =
        parts.isEmpty()
            ? Traffic.perhaps(
                PacketSet.ALL, ports("application " + n.word + " has no default ports", at))
            : Traffic.union(parts);
    return new Term(Set.of(n.word), Optional.empty(), ports);
  }

  private static List<String> icmp(String prefix, Node kind) {
    List<String> types = kind.has("type") ? kind.words("type") : kind.words();
    return types.stream().map(t -> prefix + t).toList();
  }

  private static Condition ports(String text, SourceSpan span) {
    return Condition.of(
        Kind.FEATURE, text, "hand in the device's predefined content (--with)", span);
  }

  /**
   * Applications that a rule for these permits along with them until they are told apart; where one
   * of these is not in the table, whatever others are known to begin as.
   */
  Set<String> implicit(Set<String> ids) {
    Set<String> out = new TreeSet<>();
    for (String id : ids) {
      table.row(id).ifPresent(r -> out.addAll(r.implicit()));
    }
    if (!unlisted(ids).isEmpty()) {
      out.addAll(List.of("ssl", "web-browsing"));
      table.rows().values().forEach(r -> out.addAll(r.implicit()));
    }
    out.removeAll(ids);
    return out;
  }

  /** The App-IDs among these of which the table does not say whether they are containers. */
  Set<String> unlisted(Set<String> ids) {
    Set<String> out = new TreeSet<>();
    if (!table.whole()) {
      ids.stream()
          .filter(id -> table.row(id).isEmpty() && !NO_CONTAINERS.contains(id) && !own(id))
          .filter(id -> !table.containers().names().contains(id))
          .forEach(out::add);
    }
    return out;
  }

  /** Applications that the table or the configuration describes. */
  Set<String> listed() {
    return listed;
  }

  /** Applications that are known to be functions of nothing. */
  Set<String> alone() {
    return alone;
  }

  private Set<String> ownNames() {
    Set<String> out = new TreeSet<>();
    for (Scope s : names.scopes()) {
      out.addAll(s.of("application").keySet());
    }
    return out;
  }

  /** The containers among these that later content may have given further functions. */
  Set<String> growing(Set<String> ids) {
    Set<String> out = new TreeSet<>();
    if (!table.whole()) {
      ids.stream().filter(id -> table.containers().has(id) && !own(id)).forEach(out::add);
    }
    return out;
  }

  /** What may be a function of these containers besides those that are known for certain. */
  Set<String> perhaps(Set<String> containers) {
    return table.containers().perhapsOf(containers);
  }

  /**
   * The applications among these that were no containers when the table was made: content updates
   * split an application into functions, named after it.
   */
  Set<String> splittable(Set<String> ids) {
    Set<String> out = new TreeSet<>();
    if (!table.whole()) {
      Set<String> known = table.containers().names();
      ids.stream()
          .filter(id -> table.row(id).isPresent() && !known.contains(id) && !own(id))
          .forEach(out::add);
    }
    return out;
  }

  private boolean own(String id) {
    return names.scopes().stream().anyMatch(s -> s.of("application").containsKey(id));
  }

  /** Applications that must be permitted besides. */
  List<String> needs(String id) {
    return table
        .row(id)
        .map(r -> r.uses().stream().filter(u -> !r.implicit().contains(u)).toList())
        .orElse(List.of());
  }

  /** Containers that hold one of these. */
  Set<String> containers(Set<String> ids) {
    return table.containers().holding(ids);
  }

  String source() {
    return table.source();
  }
}
