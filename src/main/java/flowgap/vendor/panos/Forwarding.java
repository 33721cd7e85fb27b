package flowgap.vendor.panos;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.vendor.panos.Topology.Route;
import flowgap.vendor.panos.Topology.Router;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where each router sends addresses: all addresses, cut into parts that leave by the same interface
 * (or by one of the same few).
 */
final class Forwarding {
  /** Stands for an interface where packets are discarded. */
  static final String DISCARD = "(discard)";

  /** Stands for an interface where nothing says which. */
  static final String UNKNOWN = "(unknown)";

  /** Stands for an interface where no route leads to the address. */
  static final String NO_ROUTE = "(no route)";

  /** Name of the router of interfaces that are in none. */
  static final String NO_ROUTER = "";

  private final Topology topology;
  private final boolean tableGiven;
  private final Map<String, Map<Set<String>, AddressSet>> parts = new HashMap<>();

  /**
   * @param tableGiven whether the routers' routes are a route table of the running device, so that
   *     nothing else is learned
   */
  Forwarding(Topology topology, boolean tableGiven) {
    this.topology = topology;
    this.tableGiven = tableGiven;
  }

  List<String> routers() {
    List<String> out = new ArrayList<>();
    topology.routers.forEach(r -> out.add(r.name()));
    if (!unitsOf(NO_ROUTER).isEmpty()) {
      out.add(NO_ROUTER);
    }
    return out;
  }

  /** The interfaces of a router. */
  Set<String> unitsOf(String router) {
    Set<String> out = new LinkedHashSet<>();
    for (Router r : topology.routers) {
      if (r.name().equals(router)) {
        return r.units();
      }
      out.addAll(r.units());
    }
    Set<String> free = new LinkedHashSet<>();
    for (Topology.Unit u : topology.units.values()) {
      // an interface without a router learns no routes, unless the export is a part without routers
      boolean learns = u.learns() && topology.routers.isEmpty();
      boolean routed = u.mode() == Topology.Mode.LAYER3 && (!u.networks().isEmpty() || learns);
      if (routed && !out.contains(u.name())) {
        free.add(u.name());
      }
    }
    return free;
  }

  /** All addresses by the interfaces that they may leave by; one interface = for certain. */
  Map<Set<String>, AddressSet> parts(String router) {
    return parts(router, new TreeSet<>());
  }

  private Map<Set<String>, AddressSet> parts(String router, Set<String> open) {
    Map<Set<String>, AddressSet> known = parts.get(router);
    if (known != null) {
      return known;
    }
    open.add(router);
    Map<Set<String>, AddressSet> out = compute(router, open);
    open.remove(router);
    if (open.isEmpty()) {
      parts.put(router, out);
    }
    return out;
  }

  private Map<Set<String>, AddressSet> compute(String name, Set<String> open) {
    Optional<Router> router =
        topology.routers.stream().filter(r -> r.name().equals(name)).findFirst();
    Set<String> units = unitsOf(name);
    boolean learnsDefault = false;
    boolean learns = false;
    for (String u : units) {
      Topology.Unit unit = topology.units.get(u);
      learnsDefault |= unit != null && unit.learnsDefault();
      learns |= unit == null || unit.learns();
    }
    boolean dynamic = !tableGiven && router.map(r -> !r.dynamic().isEmpty()).orElse(false);
    Map<Set<String>, AddressSet> out = new LinkedHashMap<>();
    boolean mayLearn = dynamic || (!tableGiven && (learnsDefault || learns));
    out.put(Set.of(mayLearn ? UNKNOWN : NO_ROUTE), AddressSet.ANY);
    TreeMap<Integer, List<Route>> byLength = new TreeMap<>();
    for (Route r : router.map(Router::routes).orElse(List.of())) {
      if (!(r.length() == 0 && mayLearn)) {
        byLength.computeIfAbsent(r.length(), l -> new ArrayList<>()).add(r);
      }
    }
    Map<Integer, Map<String, List<AddressSet>>> connected = new TreeMap<>();
    for (String u : units) {
      Topology.Unit unit = topology.units.get(u);
      if (unit != null) {
        for (IpAddress[] n : unit.networks().intervals()) {
          AddressSet net = AddressSet.range(n[0], n[1]);
          connected
              .computeIfAbsent(lengthOf(net), l -> new LinkedHashMap<>())
              .computeIfAbsent(u, x -> new ArrayList<>())
              .add(net);
        }
      }
    }
    Set<Integer> lengths = new TreeSet<>(byLength.keySet());
    lengths.addAll(connected.keySet());
    for (int length : lengths) {
      level(byLength.getOrDefault(length, List.of()), out, open, units);
      direct(connected.getOrDefault(length, Map.of()), out);
    }
    for (Route r : router.map(Router::anywhere).orElse(List.of())) {
      out = joined(out, targets(r, AddressSet.ANY, open, units));
    }
    out.values().removeIf(AddressSet::isEmpty);
    return out;
  }

  private static int lengthOf(AddressSet net) {
    IpAddress first = net.first().orElseThrow();
    return first.bits() - (net.size().bitLength() - 1);
  }

  private static void direct(
      Map<String, List<AddressSet>> byUnit, Map<Set<String>, AddressSet> out) {
    Map<Set<String>, AddressSet> now = new LinkedHashMap<>();
    byUnit.forEach((u, nets) -> add(now, Set.of(u), AddressSet.union(nets)));
    overwrite(out, now);
  }

  private static void overwrite(
      Map<Set<String>, AddressSet> out, Map<Set<String>, AddressSet> now) {
    AddressSet all = AddressSet.union(now.values());
    out.replaceAll((k, v) -> v.minus(all));
    now.forEach((k, v) -> add(out, k, v));
  }

  /** Routes of one length: of equal prefixes the one with the least distance and metric holds. */
  private void level(
      List<Route> routes, Map<Set<String>, AddressSet> out, Set<String> open, Set<String> units) {
    Map<AddressSet, List<Route>> same = new LinkedHashMap<>();
    routes.forEach(r -> same.computeIfAbsent(r.prefix(), p -> new ArrayList<>()).add(r));
    Map<Set<String>, AddressSet> now = new LinkedHashMap<>();
    Map<Set<String>, AddressSet> before = new LinkedHashMap<>(out);
    same.forEach(
        (prefix, all) -> {
          all.sort(Comparator.comparingInt(Route::distance).thenComparingInt(Route::metric));
          Route best = all.get(0);
          List<Route> chosen = new ArrayList<>();
          for (Route r : all) {
            boolean tie = r.distance() == best.distance() && r.metric() == best.metric();
            boolean monitoredSoFar = chosen.stream().allMatch(Route::monitored);
            if (tie || monitoredSoFar) {
              chosen.add(r);
            }
          }
          boolean mayVanish = chosen.stream().allMatch(Route::monitored);
          Map<Set<String>, AddressSet> here = Map.of(Set.of(), prefix);
          for (Route r : chosen) {
            here = joined(here, targets(r, prefix, open, units));
          }
          if (mayVanish) {
            here = joined(here, restricted(before, prefix));
          }
          here.forEach((k, v) -> add(now, k, v));
        });
    overwrite(out, now);
  }

  private Map<Set<String>, AddressSet> targets(
      Route r, AddressSet prefix, Set<String> open, Set<String> units) {
    if (r.discard()) {
      return Map.of(Set.of(DISCARD), prefix);
    }
    if (!r.router().isEmpty()) {
      boolean loop = open.contains(r.router());
      boolean there = topology.routers.stream().anyMatch(o -> o.name().equals(r.router()));
      return loop || !there
          ? Map.of(Set.of(UNKNOWN), prefix)
          : restricted(parts(r.router(), open), prefix);
    }
    if (!r.unit().isEmpty()) {
      return Map.of(Set.of(r.unit()), prefix);
    }
    if (r.via().isPresent()) {
      for (String u : units) {
        Topology.Unit unit = topology.units.get(u);
        if (unit != null && unit.networks().contains(r.via().get())) {
          return Map.of(Set.of(u), prefix);
        }
      }
    }
    return Map.of(Set.of(UNKNOWN), prefix);
  }

  private static Map<Set<String>, AddressSet> restricted(
      Map<Set<String>, AddressSet> all, AddressSet within) {
    Map<Set<String>, AddressSet> out = new LinkedHashMap<>();
    all.forEach((k, v) -> add(out, k, v.and(within)));
    return out;
  }

  /** Each address by what either map says of it. */
  static Map<Set<String>, AddressSet> joined(
      Map<Set<String>, AddressSet> a, Map<Set<String>, AddressSet> b) {
    Map<Set<String>, AddressSet> out = new LinkedHashMap<>();
    a.forEach(
        (ka, va) ->
            b.forEach(
                (kb, vb) -> {
                  Set<String> both = new TreeSet<>(ka);
                  both.addAll(kb);
                  add(out, both, va.and(vb));
                }));
    return out;
  }

  private static void add(Map<Set<String>, AddressSet> out, Set<String> key, AddressSet set) {
    if (!set.isEmpty()) {
      out.merge(key, set, AddressSet::or);
    }
  }

  /**
   * The interfaces behind which addresses lie, whatever router they are asked in: what is connected
   * is sure; otherwise all routers have to agree.
   */
  Map<Set<String>, AddressSet> sources() {
    Map<Set<String>, AddressSet> direct = new LinkedHashMap<>();
    AddressSet claimed = AddressSet.NONE;
    for (Topology.Unit u : topology.units.values()) {
      AddressSet twice = u.networks().and(claimed);
      Map<Set<String>, AddressSet> more = new LinkedHashMap<>();
      direct.forEach(
          (k, v) -> {
            Set<String> both = new TreeSet<>(k);
            both.add(u.name());
            add(more, both, v.and(twice));
          });
      direct.replaceAll((k, v) -> v.minus(twice));
      more.forEach((k, v) -> add(direct, k, v));
      add(direct, Set.of(u.name()), u.networks().minus(claimed));
      claimed = claimed.or(u.networks());
    }
    // a network within a network of another interface: the routers' longest match says which
    Map<Set<String>, AddressSet> all = Map.of(Set.of(), AddressSet.ANY);
    for (String r : routers()) {
      Map<Set<String>, AddressSet> known = new LinkedHashMap<>();
      parts(r).forEach((k, v) -> add(known, k.equals(Set.of(NO_ROUTE)) ? Set.of() : k, v));
      all = joined(all, known);
    }
    Map<Set<String>, AddressSet> out = new LinkedHashMap<>();
    AddressSet sure =
        AddressSet.union(
            direct.entrySet().stream()
                .filter(e -> e.getKey().size() == 1)
                .map(Map.Entry::getValue)
                .toList());
    all.forEach(
        (k, v) ->
            add(
                out,
                k.isEmpty() ? Set.of(NO_ROUTE) : k,
                k.size() == 1 && !isVague(k) ? v : v.minus(sure)));
    AddressSet settled =
        AddressSet.union(
            out.entrySet().stream()
                .filter(e -> e.getKey().size() == 1 && !isVague(e.getKey()))
                .map(Map.Entry::getValue)
                .toList());
    direct.forEach((k, v) -> add(out, k, k.size() == 1 ? v.minus(settled) : AddressSet.NONE));
    return out;
  }

  /** Whether the interface is not known, or may be another one besides. */
  static boolean isVague(Set<String> units) {
    return units.contains(UNKNOWN) || units.contains(NO_ROUTE);
  }
}
