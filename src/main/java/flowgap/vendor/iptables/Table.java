package flowgap.vendor.iptables;

import flowgap.source.SourceSpan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A table of one family. */
record Table(String name, boolean v6, Map<String, Chain> chains, SourceSpan span) {
  /** The built-in chains of each table (iptables(8)). */
  static final Map<String, Set<String>> HOOKS =
      Map.of(
          "filter", Set.of("INPUT", "FORWARD", "OUTPUT"),
          "security", Set.of("INPUT", "FORWARD", "OUTPUT"),
          "nat", Set.of("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
          "mangle", Set.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
          "raw", Set.of("PREROUTING", "OUTPUT"));

  Table {
    chains = Collections.unmodifiableMap(new LinkedHashMap<>(chains));
  }
}
