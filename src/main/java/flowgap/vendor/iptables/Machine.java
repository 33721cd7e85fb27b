package flowgap.vendor.iptables;

import flowgap.packet.AddressSet;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the companions of a dump say of the machine.
 *
 * @param devices from ip addr
 * @param routes from ip route
 */
record Machine(Devices devices, List<Route> routes) {
  /**
   * The network interfaces.
   *
   * @param byName in their order
   * @param v4Known whether they have all IPv4 addresses of the machine
   * @param v6Known whether they have all its IPv6 addresses
   * @param whole whether there are no other interfaces, and which are bridges is told
   */
  record Devices(Map<String, Device> byName, boolean v4Known, boolean v6Known, boolean whole) {
    static final Devices UNKNOWN = new Devices(Map.of(), false, false, false);

    Devices {
      byName = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }
  }

  /**
   * A network interface.
   *
   * @param own its addresses
   * @param networks the networks connected to it
   * @param broadcasts their broadcast addresses
   * @param bridge whether other interfaces are its ports
   */
  record Device(
      String name,
      AddressSet own,
      AddressSet networks,
      AddressSet broadcasts,
      boolean bridge,
      SourceSpan span) {
    Device plus(AddressSet address, AddressSet network, AddressSet broadcast) {
      return new Device(
          name, own.or(address), networks.or(network), broadcasts.or(broadcast), bridge, span);
    }

    Device bridged() {
      return new Device(name, own, networks, broadcasts, true, span);
    }
  }

  /**
   * A route.
   *
   * @param length of its prefix
   * @param devices by which it leads; none for blackhole and the like
   * @param sure whether all packets take it to which no longer prefix or lower metric applies
   */
  record Route(
      boolean v6,
      AddressSet to,
      int length,
      List<String> devices,
      long metric,
      boolean sure,
      SourceSpan span) {
    Route {
      devices = List.copyOf(devices);
    }

    boolean equalTo(Route o) {
      return sure && o.sure && length == o.length && metric == o.metric && to.equals(o.to);
    }

    /** One that some packets take, whatever else leads there. */
    static Route unsure(boolean v6, AddressSet to, List<String> devices, SourceSpan span) {
      return new Route(v6, to, Integer.MAX_VALUE, devices, 0, false, span);
    }
  }

  private static final AddressSet LINK_LOCAL = AddressSet.parse("fe80::/10").orElseThrow();

  static final Machine UNKNOWN = new Machine(Devices.UNKNOWN, List.of());

  Machine {
    routes = List.copyOf(routes);
  }

  /** All own addresses of one family. */
  AddressSet own(AddressSet family) {
    return AddressSet.union(devices.byName().values().stream().map(Device::own).toList())
        .and(family);
  }

  /** Whether {@link #own} are all. */
  boolean ownKnown(boolean v6) {
    return v6 ? devices.v6Known() : devices.v4Known();
  }

  AddressSet broadcasts() {
    return AddressSet.union(devices.byName().values().stream().map(Device::broadcasts).toList());
  }

  /**
   * The addresses behind each interface, or behind one of several (next hops of one route): by the
   * longest prefix, then the lowest metric; without routes the connected networks alone. Addresses
   * with a route that is not sure, and connected networks that the routes do not name, are left
   * out.
   */
  Map<Set<String>, AddressSet> behind() {
    Map<Set<String>, List<AddressSet>> parts = new LinkedHashMap<>();
    devices.byName().keySet().forEach(d -> parts.put(Set.of(d), new ArrayList<>()));
    boolean[] routed = new boolean[2];
    routes.forEach(r -> routed[r.v6() ? 1 : 0] = true);
    for (Device d : devices.byName().values()) {
      for (boolean v6 : new boolean[] {false, true}) {
        AddressSet networks = d.networks().and(family(v6));
        if (!routed[v6 ? 1 : 0] && !networks.isEmpty() && !d.name().equals("lo")) {
          parts.get(Set.of(d.name())).add(networks);
        }
      }
    }
    AddressSet taken = strayNetworks(routed);
    List<Route> order = inOrder();
    for (int i = 0; i < order.size(); i++) {
      Route r = order.get(i);
      Set<String> to = new TreeSet<>(r.devices());
      while (i + 1 < order.size() && order.get(i + 1).equalTo(r)) {
        to.addAll(order.get(++i).devices());
      }
      if (r.sure() && !to.isEmpty()) {
        parts.computeIfAbsent(to, k -> new ArrayList<>()).add(r.to().minus(taken));
      }
      taken = taken.or(r.to());
    }
    Map<Set<String>, AddressSet> out = new LinkedHashMap<>();
    parts.forEach((by, sets) -> out.put(by, AddressSet.union(sets)));
    out.values().removeIf(AddressSet::isEmpty);
    return out;
  }

  /** The addresses of families whose routes are given, to which no route leads. */
  AddressSet unrouted() {
    AddressSet families = AddressSet.NONE;
    List<AddressSet> led = new ArrayList<>();
    AddressSet taken = AddressSet.NONE;
    for (Route r : inOrder()) {
      families = families.or(family(r.v6()));
      if (!r.sure() || !r.devices().isEmpty()) {
        led.add(r.to().minus(taken));
      }
      taken = taken.or(r.to());
    }
    return families.minus(AddressSet.union(led));
  }

  private static AddressSet family(boolean v6) {
    return v6 ? AddressSet.ANY_V6 : AddressSet.ANY_V4;
  }

  /** The routes, those of one prefix and metric beside each other. */
  private List<Route> inOrder() {
    List<Route> order = new ArrayList<>(routes);
    order.sort(
        Comparator.comparingInt(Route::length)
            .reversed()
            .thenComparingLong(Route::metric)
            .thenComparing(r -> r.to().toString()));
    return order;
  }

  /** Connected networks to which the given routes of their family do not lead. */
  private AddressSet strayNetworks(boolean[] routed) {
    AddressSet out = AddressSet.NONE;
    for (Device d : devices.byName().values()) {
      AddressSet led =
          AddressSet.union(
              routes.stream()
                  .filter(r -> r.sure() && r.length() > 0 && r.devices().contains(d.name()))
                  .map(Route::to)
                  .toList());
      for (boolean v6 : new boolean[] {false, true}) {
        if (routed[v6 ? 1 : 0] && !d.name().equals("lo")) {
          out = out.or(d.networks().and(family(v6)).minus(led).minus(d.own()).minus(LINK_LOCAL));
        }
      }
    }
    return out;
  }
}
