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
 * @param devices from ip addr, by name, in its order
 * @param routes from ip route
 * @param addressesGiven whether ip addr is given: then {@code devices} is all there is
 */
record Machine(Map<String, Device> devices, List<Route> routes, boolean addressesGiven) {
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
      SourceSpan span) {}

  /**
   * A route.
   *
   * @param length of its prefix
   * @param devices by which it leads; none for blackhole and the like
   */
  record Route(
      boolean v6, AddressSet to, int length, List<String> devices, long metric, SourceSpan span) {
    Route {
      devices = List.copyOf(devices);
    }
  }

  static final Machine UNKNOWN = new Machine(Map.of(), List.of(), false);

  Machine {
    devices = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(devices));
    routes = List.copyOf(routes);
  }

  /** All own addresses of one family. */
  AddressSet own(AddressSet family) {
    return AddressSet.union(devices.values().stream().map(Device::own).toList()).and(family);
  }

  AddressSet broadcasts() {
    return AddressSet.union(devices.values().stream().map(Device::broadcasts).toList());
  }

  /**
   * The addresses behind each interface: by the longest prefix, then the lowest metric; without
   * routes the connected networks alone. Addresses with routes by several interfaces are left out.
   */
  Map<String, AddressSet> behind() {
    Map<String, List<AddressSet>> parts = new LinkedHashMap<>();
    devices.keySet().forEach(d -> parts.put(d, new ArrayList<>()));
    List<Route> order = new ArrayList<>(routes);
    boolean[] routed = new boolean[2];
    routes.forEach(r -> routed[r.v6() ? 1 : 0] = true);
    for (Device d : devices.values()) {
      for (boolean v6 : new boolean[] {false, true}) {
        AddressSet family = v6 ? AddressSet.ANY_V6 : AddressSet.ANY_V4;
        AddressSet networks = d.networks().and(family);
        if (!routed[v6 ? 1 : 0] && !networks.isEmpty() && !d.name().equals("lo")) {
          parts.get(d.name()).add(networks);
        }
      }
    }
    order.sort(Comparator.comparingInt(Route::length).reversed().thenComparingLong(Route::metric));
    AddressSet taken = AddressSet.NONE;
    for (Route r : order) {
      AddressSet rest = r.to().minus(taken);
      Set<String> to = new TreeSet<>(r.devices());
      if (to.size() == 1 && !rest.isEmpty()) {
        parts.computeIfAbsent(to.iterator().next(), k -> new ArrayList<>()).add(rest);
      }
      taken = taken.or(r.to());
    }
    Map<String, AddressSet> out = new LinkedHashMap<>();
    parts.forEach(
        (device, sets) -> {
          AddressSet all = AddressSet.union(sets);
          if (!all.isEmpty()) {
            out.put(device, all);
          }
        });
    return out;
  }

  /** The addresses of families whose routes are given, to which no route leads. */
  AddressSet unrouted() {
    AddressSet families = AddressSet.NONE;
    List<AddressSet> led = new ArrayList<>();
    List<Route> order = new ArrayList<>(routes);
    order.sort(Comparator.comparingInt(Route::length).reversed().thenComparingLong(Route::metric));
    AddressSet taken = AddressSet.NONE;
    for (Route r : order) {
      families = families.or(r.v6() ? AddressSet.ANY_V6 : AddressSet.ANY_V4);
      if (!r.devices().isEmpty()) {
        led.add(r.to().minus(taken));
      }
      taken = taken.or(r.to());
    }
    return families.minus(AddressSet.union(led));
  }
}
