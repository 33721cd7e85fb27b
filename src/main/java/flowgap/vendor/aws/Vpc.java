package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.source.SourceSpan;

/**
 * A VPC.
 *
 * @param networks all its networks
 * @param resolver addresses of Amazon's name server in it
 */
record Vpc(
    String id,
    String name,
    String owner,
    AddressSet networks,
    AddressSet resolver,
    SourceSpan span) {
  String title() {
    return name.isEmpty() ? id : id + " (" + name + ")";
  }
}
