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
 * @param exact names among the candidates that are one interface each
 */
record Locations(Map<String, AddressSet> behind, List<String> candidates, List<String> exact) {
  Locations {
    behind = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(behind));
    candidates = List.copyOf(candidates);
    exact = List.copyOf(exact);
  }
}
