package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which interface addresses are reached by: connected networks and static routes, or the table of
 * {@code show route}. The longest prefix decides, then the lowest metric.
 */
final class Routes {
  private static final Set<String> NOWHERE = Set.of("Null0");

  /**
   * A route.
   *
   * @param length of the prefix, in bits
   * @param by the interface; empty where it is not known
   * @param tracked it is withdrawn when what it tracks cannot be reached
   */
  record Route(
      AddressSet prefix, int length, String by, int metric, boolean tracked, SourceSpan span) {
    /**
     * One that is not understood.
     *
     * @param prefix where it leads; null where that is not known
     */
    static Route unread(AddressSet prefix, SourceSpan span) {
      AddressSet all = prefix == null ? AddressSet.ANY : prefix;
      int length = prefix == null ? Integer.MAX_VALUE : Routes.length(prefix);
      return new Route(all, length, "", 0, false, span);
    }
  }

  /** Addresses that are reached by one of these interfaces; which one, if several, is not known. */
  record Region(AddressSet addresses, Set<String> by, List<SourceSpan> spans) {}

  private final AsaConfig config;
  private final List<Route> routes = new ArrayList<>();
  private final boolean complete;
  private final List<Region> regions = new ArrayList<>();
  private AddressSet unknown = AddressSet.NONE;
  private AddressSet unreachable = AddressSet.NONE;
  private Region unread = new Region(AddressSet.NONE, Set.of(), List.of());

  Routes(AsaConfig config, List<Route> table) {
    this.config = config;
    boolean defaultUnknown =
        config.interfaces.values().stream().anyMatch(i -> i.defaultUnknown && !i.shutdown);
    complete = !table.isEmpty() || config.dynamicRouting == null && !defaultUnknown;
    connected();
    if (table.isEmpty()) {
      config.routes.forEach(this::fixed);
    } else {
      routes.addAll(table);
    }
    partition();
  }

  private void connected() {
    for (AsaInterface i : config.interfaces.values()) {
      if (i.name.isEmpty() || i.shutdown) {
        continue;
      }
      for (int n = 0; n < i.networks.size(); n++) {
        AddressSet network = i.networks.get(n);
        routes.add(new Route(network, length(network), i.name, 0, false, i.span));
      }
    }
  }

  static int length(AddressSet prefix) {
    int bits = prefix.hasV6() ? 128 : 32;
    return bits - (prefix.size().bitLength() - 1);
  }

  /** {@code route outside 10.0.0.0 255.0.0.0 192.0.2.1 1 track 1}, {@code ipv6 route …}. */
  private void fixed(AsaConfig.Command command) {
    List<String> w = command.words();
    boolean six = w.get(0).equals("ipv6");
    int at = six ? 2 : 1;
    Optional<AddressSet> prefix = six ? prefix6(w, at + 1) : prefix4(config.names, w, at + 1);
    if (w.contains("tunneled")) {
      config.features.add(command.span());
      return;
    }
    if (prefix.isEmpty()) {
      config.problems.add(
          Problem.error(
              command.span(), "a network and its mask were expected; every route may be another"));
      config.taints.add(Taint.of(command.span()));
      return;
    }
    int metricAt = six ? at + 3 : at + 4;
    int metric = w.size() > metricAt ? Names.number(w.get(metricAt), 255).orElse(1) : 1;
    AsaInterface i = config.named(w.get(at));
    if (i != null && (i.shutdown || i.managementOnly && config.atLeast(9, 5))) {
      return;
    }
    String by = i == null ? w.get(at) : i.name;
    routes.add(
        new Route(
            prefix.get(), length(prefix.get()), by, metric, w.contains("track"), command.span()));
  }

  static Optional<AddressSet> prefix4(Map<String, String> names, List<String> w, int at) {
    if (w.size() <= at + 1) {
      return Optional.empty();
    }
    String network = names.getOrDefault(w.get(at), w.get(at));
    Optional<IpAddress> address = IpAddress.parse(network.equals("0") ? "0.0.0.0" : network);
    String mask = w.get(at + 1).equals("0") ? "0.0.0.0" : w.get(at + 1);
    Optional<IpAddress> bits = IpAddress.parse(mask);
    return address.isPresent() && bits.isPresent() && !address.get().v6() && !bits.get().v6()
        ? AddressSet.masked(address.get(), bits.get())
        : Optional.empty();
  }

  private static Optional<AddressSet> prefix6(List<String> w, int at) {
    return w.size() > at && w.get(at).contains("/")
        ? AddressSet.parse(w.get(at))
        : Optional.empty();
  }

  private void partition() {
    List<Route> sorted = new ArrayList<>(routes);
    sorted.sort(Comparator.comparing(Route::length).reversed().thenComparing(Route::metric));
    AddressSet claimed = AddressSet.NONE;
    Map<String, Region> found = new TreeMap<>();
    int at = 0;
    while (at < sorted.size()) {
      int length = sorted.get(at).length();
      Map<AddressSet, List<Route>> same = new java.util.LinkedHashMap<>();
      while (at < sorted.size() && sorted.get(at).length() == length) {
        same.computeIfAbsent(sorted.get(at).prefix(), k -> new ArrayList<>()).add(sorted.get(at));
        at++;
      }
      List<AddressSet> here = new ArrayList<>();
      Map<String, List<AddressSet>> sets = new TreeMap<>();
      Map<String, List<Route>> by = new TreeMap<>();
      for (Map.Entry<AddressSet, List<Route>> e : same.entrySet()) {
        if (!complete && length == 0) {
          continue;
        }
        List<Route> best = best(e.getValue());
        Set<String> names = new LinkedHashSet<>();
        best.forEach(r -> names.add(r.by()));
        String key = String.join(" ", names);
        sets.computeIfAbsent(key, k -> new ArrayList<>()).add(e.getKey());
        by.computeIfAbsent(key, k -> new ArrayList<>()).addAll(best);
        here.add(e.getKey());
      }
      for (Map.Entry<String, List<AddressSet>> e : sets.entrySet()) {
        AddressSet set = AddressSet.union(e.getValue()).minus(claimed);
        if (set.isEmpty()) {
          continue;
        }
        List<SourceSpan> spans = by.get(e.getKey()).stream().map(Route::span).distinct().toList();
        Set<String> names = new LinkedHashSet<>(List.of(e.getKey().split(" ", -1)));
        if (names.contains("")) {
          unread = joined(unread, new Region(set, Set.of(), spans));
          continue;
        }
        found.merge(e.getKey(), new Region(set, names, spans), Routes::joined);
      }
      here.add(claimed);
      claimed = AddressSet.union(here);
    }
    regions.addAll(found.values());
    AddressSet rest = AddressSet.ANY.minus(claimed);
    if (complete) {
      unreachable = rest;
    } else {
      unknown = rest;
    }
  }

  private static Region joined(Region a, Region b) {
    List<SourceSpan> spans = new ArrayList<>(a.spans());
    spans.addAll(b.spans());
    return new Region(
        a.addresses().or(b.addresses()), a.by(), spans.stream().distinct().limit(20).toList());
  }

  /** The routes of lowest metric; behind tracked ones also the next. */
  private static List<Route> best(List<Route> sameprefix) {
    List<Route> out = new ArrayList<>();
    for (int i = 0; i < sameprefix.size(); i++) {
      Route r = sameprefix.get(i);
      if (out.isEmpty()
          || r.metric() == out.get(0).metric()
          || out.stream().allMatch(Route::tracked)) {
        out.add(r);
      }
    }
    return out;
  }

  /** Where addresses are for certain: each region has one interface, or several that share it. */
  List<Region> regions() {
    return regions;
  }

  /** Addresses whose interface the export does not tell: a routing protocol may know them. */
  AddressSet unknown() {
    return unknown;
  }

  /** Addresses to which a route leads that is not understood. */
  Region unread() {
    return unread;
  }

  /** Addresses that no route leads to. */
  AddressSet unreachable() {
    return unreachable;
  }

  static boolean isNowhere(String name) {
    return NOWHERE.contains(name);
  }

  /** All addresses that some route out of this interface leads to, best or not. */
  AddressSet anyOutOf(String name) {
    return AddressSet.union(
        routes.stream().filter(r -> r.by().equals(name)).map(Route::prefix).toList());
  }

  /** Addresses that are behind other interfaces for certain. */
  AddressSet certainlyElsewhere(String name) {
    return AddressSet.union(
        regions.stream().filter(r -> !r.by().contains(name)).map(Region::addresses).toList());
  }

  /**
   * Interfaces by which through traffic leaves for a network of a management-only interface: that
   * one has a routing table of its own since 9.5(1) ("Routing Table for Management Traffic" in the
   * CLI guides), and through traffic goes by the other.
   */
  Set<String> besideManagement(AsaInterface management) {
    Set<String> out = new LinkedHashSet<>();
    if (config.atLeast(9, 5)) {
      routes.stream()
          .filter(r -> !r.by().equals(management.name))
          .filter(r -> r.prefix().intersects(management.connected()))
          .forEach(r -> out.add(r.by()));
    }
    return out;
  }

  boolean isComplete() {
    return complete;
  }
}
