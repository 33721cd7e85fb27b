package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Writes sets of addresses as the fewest CIDRs. */
final class Prefixes {
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);

  private Prefixes() {}

  /** Ascending, IPv4 first. */
  static List<String> of(AddressSet addresses) {
    List<String> out = new ArrayList<>();
    for (IpAddress[] interval : addresses.intervals()) {
      int bits = interval[0].bits();
      BigInteger low = number(interval[0]);
      BigInteger high = number(interval[1]);
      while (low.compareTo(high) <= 0) {
        int free = low.signum() == 0 ? bits : Math.min(bits, low.getLowestSetBit());
        while (low.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE).compareTo(high)
            > 0) {
          free--;
        }
        out.add(address(low, interval[0].v6()) + "/" + (bits - free));
        low = low.add(BigInteger.ONE.shiftLeft(free));
      }
    }
    return out;
  }

  private static BigInteger number(IpAddress a) {
    return unsigned(a.hi()).shiftLeft(64).add(unsigned(a.lo()));
  }

  private static BigInteger unsigned(long value) {
    BigInteger n = BigInteger.valueOf(value);
    return n.signum() < 0 ? n.add(WORD) : n;
  }

  private static IpAddress address(BigInteger n, boolean v6) {
    return v6
        ? new IpAddress(true, n.shiftRight(64).longValue(), n.longValue())
        : IpAddress.v4(n.longValue());
  }
}
