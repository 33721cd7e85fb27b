package flowgap.vendor.iptables;

import flowgap.packet.AddressSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which addresses lie behind which interface.
 *
 * @param behind addresses by interface, disjoint; what none has is unknown
 * @param candidates interfaces that a packet of unknown interface may use: those that rules tell
 *     apart, and one for all others; empty where there are too many
 * @param unrouted addresses of a family whose routes are given and to which none leads
 */
record Locations(Map<String, AddressSet> behind, List<String> candidates, AddressSet unrouted) {
  Locations {
    behind = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(behind));
    candidates = List.copyOf(candidates);
  }
}
