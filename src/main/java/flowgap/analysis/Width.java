package flowgap.analysis;

import flowgap.packet.AddressSet;
import java.math.BigInteger;
import java.util.List;

/** How wide a set of addresses is, in the steps by which findings are graded. */
enum Width {
  /** Up to 256 private IPv4 addresses, or the size of one IPv6 /64. */
  NARROW,
  /** More than that. */
  WIDE,
  /** Addresses of the Internet among them. */
  PUBLIC,
  /** All addresses of a family, or nearly all. */
  ANY;

  private static final BigInteger NET_V4 = BigInteger.valueOf(256);
  private static final BigInteger NET_V6 = BigInteger.TWO.pow(64);
  private static final BigInteger HALF_V4 = BigInteger.TWO.pow(31);
  private static final BigInteger HALF_V6 = BigInteger.TWO.pow(124);

  /**
   * What is not the Internet: private, shared, loopback, link-local addresses, multicast and
   * reserved ones (RFC 6890), unique local and link-local IPv6 addresses.
   */
  private static final AddressSet INSIDE =
      AddressSet.union(
          List.of(
                  "0.0.0.0/8",
                  "10.0.0.0/8",
                  "100.64.0.0/10",
                  "127.0.0.0/8",
                  "169.254.0.0/16",
                  "172.16.0.0/12",
                  "192.168.0.0/16",
                  "224.0.0.0/3",
                  "::/8",
                  "fc00::/7",
                  "fe80::/10",
                  "ff00::/8")
              .stream()
              .map(t -> AddressSet.parse(t).orElseThrow())
              .toList());

  static Width of(AddressSet addresses) {
    AddressSet four = addresses.and(AddressSet.ANY_V4);
    AddressSet six = addresses.and(AddressSet.ANY_V6);
    if (four.size().compareTo(HALF_V4) >= 0 || six.size().compareTo(HALF_V6) >= 0) {
      return ANY;
    }
    if (!addresses.minus(INSIDE).isEmpty()) {
      return PUBLIC;
    }
    return four.size().compareTo(NET_V4) > 0 || six.size().compareTo(NET_V6) > 0 ? WIDE : NARROW;
  }
}
