package flowgap.vendor.iptables;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import java.util.Map;
import java.util.Set;

/**
 * What is known of the machine, as rules of one family need it.
 *
 * @param v6 the family
 * @param ownKnown whether {@code own} is all of the machine's addresses of this family
 * @param own its addresses of this family, without loopback
 * @param ownOf its addresses by interface
 * @param broadcasts broadcast addresses of its networks
 * @param bridges interfaces that are, or may be, bridges
 * @param sets the given ipsets by name
 * @param written names of sets that rules write to
 */
record Host(
    boolean v6,
    boolean ownKnown,
    AddressSet own,
    Map<String, AddressSet> ownOf,
    AddressSet broadcasts,
    Set<String> bridges,
    Map<String, IpSet> sets,
    Set<String> written) {
  private static final AddressSet LOOPBACK_V4 = prefix("127.0.0.0/8");
  private static final AddressSet LOOPBACK_V6 = prefix("::1/128");
  private static final AddressSet MULTICAST_V4 = prefix("224.0.0.0/4");
  private static final AddressSet MULTICAST_V6 = prefix("ff00::/8");
  private static final AddressSet BROADCAST = prefix("255.255.255.255");

  private static AddressSet prefix(String text) {
    return AddressSet.parse(text).orElseThrow();
  }

  /** Every packet of this family. */
  PacketSet all() {
    return v6 ? PacketSet.ALL_V6 : PacketSet.ALL_V4;
  }

  AddressSet any() {
    return v6 ? AddressSet.ANY_V6 : AddressSet.ANY_V4;
  }

  AddressSet loopback() {
    return v6 ? LOOPBACK_V6 : LOOPBACK_V4;
  }

  AddressSet multicast() {
    return v6 ? MULTICAST_V6 : MULTICAST_V4;
  }

  /** Broadcast addresses that are known; the limited one always is. */
  AddressSet knownBroadcasts() {
    return v6 ? AddressSet.NONE : broadcasts.or(BROADCAST);
  }

  /** The family's name. */
  String family() {
    return v6 ? "IPv6" : "IPv4";
  }

  boolean isOfFamily(IpAddress address) {
    return address.v6() == v6;
  }
}
