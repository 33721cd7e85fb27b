package flowgap.vendor.aws;

import flowgap.source.SourceSpan;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network ACL.
 *
 * @param standard whether subnets without an association of their own use it
 * @param subnets the subnets that it is associated with
 * @param saysSubnets false where the export leaves out which subnets it is associated with
 * @param contradicted whether another export says something else of its entries, or none says them
 */
record NetworkAcl(
    String id,
    String name,
    String vpc,
    boolean standard,
    List<String> subnets,
    boolean saysSubnets,
    List<Entry> entries,
    boolean contradicted,
    SourceSpan span) {
  NetworkAcl {
    subnets = List.copyOf(subnets);
    entries = List.copyOf(entries);
  }

  /**
   * One entry.
   *
   * @param number rule number, -1 where it is not understood
   * @param action, protocol, from, to, type, code, ipv4, ipv6 as written, empty where absent
   */
  record Entry(
      boolean egress,
      int number,
      String action,
      String protocol,
      String from,
      String to,
      String type,
      String code,
      String ipv4,
      String ipv6,
      SourceSpan span,
      int lastLine) {
    private Entry anywhere() {
      return new Entry(
          egress, number, action, protocol, from, to, type, code, ipv4, ipv6, NOWHERE, 0);
    }
  }

  private static final SourceSpan NOWHERE = SourceSpan.implicit("", "");

  /** Whether it is of the same subnets and decides alike, wherever it stands. */
  boolean saysTheSame(NetworkAcl other) {
    return standard == other.standard
        && Set.copyOf(subnets).equals(Set.copyOf(other.subnets))
        && anywhere(entries).equals(anywhere(other.entries));
  }

  private static Set<Entry> anywhere(List<Entry> entries) {
    return entries.stream().map(Entry::anywhere).collect(Collectors.toSet());
  }

  /** The same ACL, of which {@code other} says something else. */
  NetworkAcl contradicted(NetworkAcl other) {
    List<String> all = Stream.concat(subnets.stream(), other.subnets.stream()).distinct().toList();
    return new NetworkAcl(
        id, name, vpc, standard || other.standard, all, saysSubnets, entries, true, span);
  }

  /** Whether it is that of any subnet; a default ACL may be that of subnets not exported. */
  boolean isAssociated() {
    return standard || !subnets.isEmpty() || !saysSubnets;
  }

  String title() {
    return name.isEmpty() ? id : id + " (" + name + ")";
  }
}
