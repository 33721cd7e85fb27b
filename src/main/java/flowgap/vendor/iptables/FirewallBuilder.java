package flowgap.vendor.iptables;

import flowgap.packet.AddressSet;
import flowgap.policy.Firewall;
import flowgap.policy.NamedObject;
import flowgap.policy.NetworkInterface;
import flowgap.policy.RuleList;
import flowgap.policy.SiteFacts;
import flowgap.source.Coverage;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.LineLedger;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts dumps, sets, addresses and routes together into one firewall. */
final class FirewallBuilder {
  /** With more interfaces there are too many pairs; a rule's interface is then uncertain. */
  private static final int CANDIDATES = 12;

  private static final String OTHER = "(another interface)";
  private static final List<String> BRIDGE_NAMES =
      List.of("br", "virbr", "docker", "qbr", "xenbr", "vmbr", "lxcbr", "lxdbr", "cni");

  private final String name;
  private final SiteFacts facts;
  private final Machine machine;
  private final Map<String, IpSet> sets;
  private final List<Problem> problems;
  private final Set<String> assumptions = new LinkedHashSet<>();

  FirewallBuilder(
      String name,
      SiteFacts facts,
      Machine machine,
      Map<String, IpSet> sets,
      List<Problem> problems) {
    this.name = name;
    this.facts = facts;
    this.machine = machine;
    this.sets = sets;
    this.problems = problems;
  }

  /** A table with the account of its file's lines. */
  private record Source(Table table, LineLedger ledger) {}

  Firewall build(
      List<InputFile> files, Map<InputFile, Dump> dumps, Map<InputFile, LineLedger> ledgers)
      throws InputFailure {
    Map<Boolean, Map<String, Source>> families = new TreeMap<>();
    List<Dump.Gap> gaps = new ArrayList<>();
    Optional<String> exportedAt = Optional.empty();
    boolean nft = false;
    for (Map.Entry<InputFile, Dump> e : dumps.entrySet()) {
      Dump dump = e.getValue();
      gaps.addAll(dump.gaps());
      assumptions.addAll(dump.assumptions());
      nft |= dump.nft();
      exportedAt = exportedAt.or(dump::generated);
      for (boolean v6 : dump.families()) {
        families.computeIfAbsent(v6, k -> new LinkedHashMap<>());
      }
      for (Table t : dump.tables()) {
        Source old = families.get(t.v6()).put(t.name(), new Source(t, ledgers.get(e.getKey())));
        if (old != null) {
          throw TableState.failure(
              t.span(),
              "table " + t.name() + " is given twice, also in " + old.table().span().where());
        }
      }
    }
    if (nft) {
      assumptions.add(
          "made by iptables-nft: native nftables rules would not be visible in it; compare nft list"
              + " ruleset");
    }
    assumptions.add(
        "the machine forwards packets, and no policy routing (ip rule) changes the way");
    SourceSpan span = SourceSpan.implicit(dumps.keySet().iterator().next().name(), "");
    return firewall(files, families, gaps, exportedAt, span);
  }

  private Firewall firewall(
      List<InputFile> files,
      Map<Boolean, Map<String, Source>> families,
      List<Dump.Gap> gaps,
      Optional<String> exportedAt,
      SourceSpan span)
      throws InputFailure {
    List<Table> tables = new ArrayList<>();
    families.values().forEach(m -> m.values().forEach(s -> tables.add(s.table())));
    Set<String> named = interfaces(tables);
    Map<Boolean, String> suffixes = new TreeMap<>();
    for (boolean v6 : families.keySet()) {
      suffixes.put(v6, v6 && families.size() > 1 ? " (v6)" : "");
    }
    Map<String, RuleList> lists = new LinkedHashMap<>();
    List<Host> hosts = new ArrayList<>();
    Map<Boolean, Boolean> routers = new TreeMap<>();
    for (Map.Entry<Boolean, Map<String, Source>> family : families.entrySet()) {
      Host host = host(family.getKey(), named, tables);
      hosts.add(host);
      boolean router = isRouter(family.getValue());
      routers.put(family.getKey(), router);
      assume(host, router);
      Map<String, Source> given = new LinkedHashMap<>(family.getValue());
      given.putIfAbsent("filter", new Source(noFilter(family.getKey(), span), new LineLedger()));
      for (Source s : given.values()) {
        warnOfDrops(s.table());
        new ChainLists(
                withHooks(s.table(), span),
                new RuleCompiler(host, s.ledger(), problems),
                suffixes.get(family.getKey()))
            .addTo(lists);
      }
    }
    Locator locator = new Locator(hosts, routers, locations(named), facts.zones(name), gaps, span);
    Program program = new Program(lists, suffixes, locator, gaps, span);
    var opening = program.opening();
    var answer = program.answer();
    var follower = program.follower();
    return new Firewall(
        name,
        "iptables",
        files.stream().map(InputFile::name).toList(),
        exportedAt,
        Map.of(),
        List.copyOf(assumptions),
        networkInterfaces(),
        AddressSet.union(hosts.stream().map(Host::own).toList()).or(machine.broadcasts()),
        lists,
        opening,
        answer,
        follower,
        objects(tables),
        problems,
        Coverage.NONE);
  }

  /** Today's iptables refuses such a policy, but the kernel acts on it. */
  private void warnOfDrops(Table t) {
    for (Chain c : t.chains().values()) {
      if (t.name().equals("nat") && c.policy().equals(Optional.of("DROP"))) {
        problems.add(
            Problem.warning(
                c.span(), "policy DROP in table nat drops new connections; it is judged so"));
      }
    }
  }

  private static boolean isRouter(Map<String, Source> family) {
    Source filter = family.get("filter");
    Chain forward = filter == null ? null : filter.table().chains().get("FORWARD");
    return forward != null && !forward.rules().isEmpty();
  }

  private void assume(Host host, boolean router) {
    if (host.ownKnown()) {
      return;
    }
    assumptions.add(
        router
            ? host.family()
                + ": the machine's own addresses are not known; chain FORWARD has rules, so it is"
                + " taken for a router and flows are judged by FORWARD"
            : host.family()
                + ": the machine's own addresses are not known; chain FORWARD has no rules, so it is"
                + " taken for a host and flows stay undecided until its address is bound");
  }

  private static Table noFilter(boolean v6, SourceSpan span) {
    return new Table("filter", v6, Map.of(), span);
  }

  /** A table with all its built-in chains; those that the dump does not have accept. */
  private static Table withHooks(Table t, SourceSpan span) {
    Map<String, Chain> chains = new LinkedHashMap<>(t.chains());
    if (t.name().equals("filter") || t.name().equals("security")) {
      for (String hook : new TreeSet<>(Table.HOOKS.get(t.name()))) {
        chains.putIfAbsent(
            hook,
            new Chain(
                hook,
                Optional.of("ACCEPT"),
                List.of(),
                SourceSpan.implicit(
                    span.file(), "table " + t.name() + " has no chain " + hook + ": accepts")));
      }
    }
    return new Table(t.name(), t.v6(), chains, t.span());
  }

  private Host host(boolean v6, Set<String> named, List<Table> tables) {
    AddressSet family = v6 ? AddressSet.ANY_V6 : AddressSet.ANY_V4;
    AddressSet bound = facts.own(name).and(family);
    AddressSet own = machine.own(family).or(bound);
    Map<String, AddressSet> ownOf = new LinkedHashMap<>();
    machine.devices().byName().forEach((device, d) -> ownOf.put(device, d.own().and(family)));
    return new Host(
        v6,
        machine.ownKnown(v6) || !bound.isEmpty(),
        own,
        ownOf,
        machine.broadcasts(),
        bridges(named),
        sets,
        written(tables));
  }

  /** Without all that ip addr says, names of the usual kind may be bridges. */
  private Set<String> bridges(Set<String> named) {
    Set<String> out = new TreeSet<>();
    machine.devices().byName().values().stream()
        .filter(Machine.Device::bridge)
        .forEach(d -> out.add(d.name()));
    if (machine.devices().whole()) {
      return out;
    }
    for (String n : named) {
      if (BRIDGE_NAMES.stream().anyMatch(n::startsWith)) {
        out.add(n);
      }
    }
    return out;
  }

  private static Set<String> written(List<Table> tables) {
    Set<String> out = new TreeSet<>();
    for (Table t : tables) {
      for (Chain c : t.chains().values()) {
        for (Chain.Line line : c.rules()) {
          for (Option o : line.options()) {
            if (o.name().equals("--add-set") || o.name().equals("--del-set")) {
              out.add(o.value());
            }
          }
        }
      }
    }
    return out;
  }

  /** Names and patterns of interfaces that rules ask for. */
  private static Set<String> interfaces(List<Table> tables) {
    Set<String> out = new TreeSet<>();
    for (Table t : tables) {
      for (Chain c : t.chains().values()) {
        for (Chain.Line line : c.rules()) {
          for (Option o : line.options()) {
            if (o.name().equals(Option.IN) || o.name().equals(Option.OUT)) {
              out.add(o.value());
            }
          }
        }
      }
    }
    return out;
  }

  private Locations locations(Set<String> named) {
    Set<String> candidates = new LinkedHashSet<>();
    machine.devices().byName().keySet().stream()
        .filter(d -> !d.equals("lo"))
        .forEach(candidates::add);
    if (!machine.devices().whole()) {
      for (String n : named) {
        if (!n.equals("lo") && !n.equals("+")) {
          candidates.add(n);
        }
      }
      for (Machine.Route r : machine.routes()) {
        candidates.addAll(r.devices());
      }
      candidates.add(OTHER);
    }
    boolean few = candidates.size() <= CANDIDATES;
    return Locations.of(machine, few ? List.copyOf(candidates) : List.of());
  }

  private List<NetworkInterface> networkInterfaces() {
    List<NetworkInterface> out = new ArrayList<>();
    for (Machine.Device d : machine.devices().byName().values()) {
      out.add(
          new NetworkInterface(
              d.name(),
              "",
              d.own(),
              d.networks(),
              d.bridge() ? List.of("bridge") : List.of(),
              d.span()));
    }
    return out;
  }

  private List<NamedObject> objects(List<Table> tables) {
    Set<String> used = new TreeSet<>();
    for (Table t : tables) {
      for (Chain c : t.chains().values()) {
        for (Chain.Line line : c.rules()) {
          for (Option o : line.options()) {
            if (o.name().endsWith("-set")) {
              used.add(o.value());
            }
          }
        }
      }
    }
    for (IpSet s : sets.values()) {
      if (s.type().equals("list:set") && used.contains(s.name())) {
        s.entries().forEach(e -> used.add(e.parts().get(0)));
      }
    }
    List<NamedObject> out = new ArrayList<>();
    for (IpSet s : sets.values()) {
      out.add(new NamedObject("ipset " + s.type(), s.name(), used.contains(s.name()), s.span()));
    }
    return out;
  }
}
