package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/** A subnet of a VPC. */
record Subnet(String id, String name, String vpc, AddressSet networks, SourceSpan span) {
  /** Addresses of each network that AWS keeps for itself at its beginning. */
  private static final int KEPT = 4;

  /**
   * The addresses that no host can have: the first four and the last of each network.
   *
   * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html">Subnet CIDR
   *     blocks</a>
   */
  AddressSet kept() {
    List<AddressSet> out = new ArrayList<>();
    for (IpAddress[] network : networks.intervals()) {
      IpAddress first = network[0];
      IpAddress fourth = new IpAddress(first.v6(), first.hi(), first.lo() + KEPT - 1);
      if (fourth.compareTo(network[1]) < 0) {
        out.add(AddressSet.range(first, fourth));
        out.add(AddressSet.of(network[1]));
      }
    }
    return AddressSet.union(out);
  }

  String title() {
    return name.isEmpty() ? id : id + " (" + name + ")";
  }
}
