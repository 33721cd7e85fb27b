package flowgap.analysis;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.policy.RuleList;
import java.math.BigInteger;
import java.util.Optional;

/**
 * How much a permit rule lets through, from 1 (one host to one host, one service) to 100 (any to
 * any, any service): {@code 1 + 33·(free source bits / address bits) + 33·(free destination bits /
 * address bits) + 33·(log2 service points / log2 all service points)}. The anchors are those of
 * Tufin's permissiveness; the cut-offs (Low below 34, Medium below 67, High from 67) are ours.
 */
public final class Permissiveness {
  private static final PacketSet ONE_PAIR_V4 =
      PacketSet.between(
          AddressSet.parse("192.0.2.1").orElseThrow(), AddressSet.parse("192.0.2.2").orElseThrow());

  /** Service points of one pair of IPv4 addresses; source ports are not counted. */
  private static final double ALL_POINTS = log2(points(ONE_PAIR_V4));

  private Permissiveness() {}

  /**
   * 1 to 100; 0 for a rule that matches nothing. The wider family counts.
   *
   * @param own an end that the rule cannot name, since it is what the list is attached to: it
   *     counts with the addresses that are known to be there, as one where none are
   */
  static int of(PacketSet packets, Optional<RuleList.Own> own) {
    int four = ofFamily(packets.and(PacketSet.ALL_V4), AddressSet.ANY_V4, 32, own);
    int six = ofFamily(packets.and(PacketSet.ALL_V6), AddressSet.ANY_V6, 128, own);
    return Math.max(four, six);
  }

  private static int ofFamily(
      PacketSet packets, AddressSet family, int bits, Optional<RuleList.Own> own) {
    if (packets.isEmpty()) {
      return 0;
    }
    BigInteger from = packets.sources().size();
    BigInteger to = packets.destinations().size();
    if (own.isPresent()) {
      BigInteger members = own.get().members().and(family).size();
      switch (own.get().end()) {
        case SOURCE -> from = members;
        case DESTINATION -> to = members;
      }
    }
    double source = log2(from) / bits;
    double destination = log2(to) / bits;
    double service = Math.min(1, log2(points(packets)) / ALL_POINTS);
    return (int) Math.round(1 + 33 * source + 33 * destination + 33 * service);
  }

  /** How many services: protocols, times destination ports or ICMP types and codes. */
  static BigInteger points(PacketSet packets) {
    long sum = 0;
    for (int protocol : packets.protocols()) {
      if (flowgap.packet.Protocols.hasPorts(protocol)) {
        sum += packets.destinationPorts(protocol).size();
      } else if (protocol == 1 || protocol == 58) {
        PacketSet one = packets.and(PacketSet.protocol(protocol));
        PacketSet pair =
            one.products().stream()
                .map(Permissiveness::icmpPoints)
                .reduce(PacketSet.NONE, PacketSet::or);
        sum += pair.size().longValueExact();
      } else {
        sum++;
      }
    }
    return BigInteger.valueOf(Math.max(1, sum));
  }

  /** The types and codes of a product, between one pair of its addresses. */
  private static PacketSet icmpPoints(PacketSet product) {
    return PacketSet.between(
            AddressSet.of(product.sources().first().orElseThrow()),
            AddressSet.of(product.destinations().first().orElseThrow()))
        .and(product);
  }

  private static double log2(BigInteger n) {
    if (n.signum() <= 0) {
      return 0;
    }
    int shift = Math.max(0, n.bitLength() - 52);
    return Math.log(n.shiftRight(shift).doubleValue()) / Math.log(2) + shift;
  }
}
