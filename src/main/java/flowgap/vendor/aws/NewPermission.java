package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.Protocols;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One protocol, port range and network, as groups and ACLs write them. Both cannot limit source
 * ports, and each names one end only.
 *
 * @param protocol number, or -1 for everything
 * @param from port, ICMP type, or -1
 * @param to port, ICMP code, or -1
 * @param cidr the far end
 */
record NewPermission(int protocol, int from, int to, String cidr) {
  /** More of them than this are no sensible change. */
  private static final int MOST = 60;

  boolean isV6() {
    return cidr.indexOf(':') >= 0;
  }

  boolean isIcmp() {
    return protocol == Protocols.ICMP || protocol == Protocols.ICMP6;
  }

  boolean hasPorts() {
    return protocol == Protocols.TCP || protocol == Protocols.UDP;
  }

  /** The word that security groups have for the protocol. */
  String word() {
    return switch (protocol) {
      case -1 -> "-1";
      case Protocols.TCP -> "tcp";
      case Protocols.UDP -> "udp";
      case Protocols.ICMP -> "icmp";
      case Protocols.ICMP6 -> "icmpv6";
      default -> "" + protocol;
    };
  }

  /**
   * What together matches the packets.
   *
   * @param egress whether the far end is the destination
   * @return empty where it would be too many
   */
  static Optional<List<NewPermission>> of(PacketSet packets, boolean egress) {
    Set<NewPermission> out = new LinkedHashSet<>();
    for (boolean v6 : new boolean[] {false, true}) {
      PacketSet family = packets.and(v6 ? PacketSet.ALL_V6 : PacketSet.ALL_V4);
      if (family.isEmpty()) {
        continue;
      }
      if (family.containsAll(PacketSet.between(family.sources(), family.destinations()))) {
        AddressSet far = egress ? family.destinations() : family.sources();
        Prefixes.of(far).forEach(c -> out.add(new NewPermission(-1, -1, -1, c)));
        continue;
      }
      for (PacketSet box : family.products()) {
        box(box, egress, v6, out);
        if (out.size() > MOST) {
          return Optional.empty();
        }
      }
    }
    return out.size() > MOST ? Optional.empty() : Optional.of(List.copyOf(out));
  }

  private static void box(PacketSet box, boolean egress, boolean v6, Set<NewPermission> out) {
    List<String> networks = Prefixes.of(egress ? box.destinations() : box.sources());
    for (int protocol : box.protocols()) {
      for (int[] range : ranges(box, protocol, v6)) {
        for (String cidr : networks) {
          out.add(new NewPermission(protocol, range[0], range[1], cidr));
          if (out.size() > MOST) {
            return;
          }
        }
      }
    }
  }

  private static List<int[]> ranges(PacketSet box, int protocol, boolean v6) {
    if (protocol == Protocols.TCP || protocol == Protocols.UDP) {
      return box.destinationPorts(protocol).intervals();
    }
    if (!Protocols.isIcmp(protocol, v6)) {
      return List.of(new int[] {-1, -1});
    }
    List<int[]> out = new ArrayList<>();
    int whole = 0;
    for (int type = 0; type <= 255; type++) {
      if (hasAllCodes(box, type, v6)) {
        whole++;
        out.add(new int[] {type, -1});
      } else {
        for (int code = 0; code <= 255; code++) {
          if (box.intersects(icmp(type, code, v6))) {
            out.add(new int[] {type, code});
          }
        }
      }
    }
    return whole == 256 ? List.of(new int[] {-1, -1}) : out;
  }

  private static boolean hasAllCodes(PacketSet box, int type, boolean v6) {
    PacketSet all = PacketSet.between(box.sources(), box.destinations()).and(icmp(type, -1, v6));
    return box.containsAll(all);
  }

  private static PacketSet icmp(int type, int code, boolean v6) {
    return v6 ? PacketSet.icmp6(type, code) : PacketSet.icmp(type, code);
  }
}
