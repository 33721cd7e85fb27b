package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.source.SourceSpan;

/** A subnet of a VPC. */
record Subnet(String id, String name, String vpc, AddressSet networks, SourceSpan span) {
  String title() {
    return name.isEmpty() ? id : id + " (" + name + ")";
  }
}
