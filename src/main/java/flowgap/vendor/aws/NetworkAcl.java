package flowgap.vendor.aws;

import flowgap.source.SourceSpan;
import java.util.List;

/**
 * A network ACL.
 *
 * @param standard whether subnets without an association of their own use it
 * @param subnets the subnets that it is associated with
 */
record NetworkAcl(
    String id,
    String name,
    String vpc,
    boolean standard,
    List<String> subnets,
    List<Entry> entries,
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
      int lastLine) {}

  /** Whether it is that of any subnet; a default ACL may be that of subnets not exported. */
  boolean isAssociated() {
    return standard || !subnets.isEmpty();
  }

  String title() {
    return name.isEmpty() ? id : id + " (" + name + ")";
  }
}
