package flowgap.vendor.iptables;

import flowgap.source.SourceSpan;
import java.util.List;
import java.util.Map;

/**
 * A set of ipset(8).
 *
 * @param type {@code hash:ip,port}
 * @param options of {@code create}, without value where they have none
 */
record IpSet(
    String name, String type, Map<String, String> options, List<Entry> entries, SourceSpan span) {
  /**
   * A member.
   *
   * @param parts one for each dimension of the type
   */
  record Entry(List<String> parts, boolean nomatch, boolean passing, SourceSpan span) {
    Entry {
      parts = List.copyOf(parts);
    }
  }

  IpSet {
    options = Map.copyOf(options);
    entries = List.copyOf(entries);
  }

  /** {@code ip}, {@code net}, {@code port} … in order; {@code set} for lists of sets. */
  List<String> dimensions() {
    return List.of(type.substring(type.indexOf(':') + 1).split(","));
  }
}
