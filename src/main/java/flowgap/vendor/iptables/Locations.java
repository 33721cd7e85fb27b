package flowgap.vendor.iptables;

import flowgap.packet.AddressSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which addresses lie behind which interface.
 *
 * @param behind addresses by interface, disjoint; what none has is unknown
 * @param among addresses behind one of several interfaces
 * @param candidates interfaces that a packet of unknown interface may use: those that rules tell
 *     apart, and one for all others; empty where there are too many
 * @param unrouted addresses of a family whose routes are given and to which none leads
 */
record Locations(
    Map<String, AddressSet> behind,
    Map<Set<String>, AddressSet> among,
    List<String> candidates,
    AddressSet unrouted) {
  Locations {
    behind = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(behind));
    among = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(among));
    candidates = List.copyOf(candidates);
  }

  static Locations of(Machine machine, List<String> candidates) {
    Map<String, AddressSet> behind = new LinkedHashMap<>();
    Map<Set<String>, AddressSet> among = new LinkedHashMap<>();
    machine
        .behind()
        .forEach(
            (by, addresses) -> {
              if (by.size() == 1) {
                behind.put(by.iterator().next(), addresses);
              } else {
                among.put(by, addresses);
              }
            });
    return new Locations(behind, among, candidates, machine.unrouted());
  }
}
