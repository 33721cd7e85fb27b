package flowgap.vendor.aws;

import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a permission's protocol and ports mean.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html">
 *     IpPermission</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html">
 *     CreateNetworkAclEntry</a>
 */
final class Services {
  /**
   * The packets of a service.
   *
   * @param packets what may belong to it
   * @param certain whether all of them do
   * @param doubt why not, empty where certain
   * @param shown in the reader's words
   */
  record Service(PacketSet packets, boolean certain, String doubt, String shown) {}

  private static final Map<String, Integer> NAMES =
      Map.ofEntries(
          Map.entry("tcp", Protocols.TCP),
          Map.entry("udp", Protocols.UDP),
          Map.entry("icmp", Protocols.ICMP),
          Map.entry("icmpv6", Protocols.ICMP6),
          Map.entry("icmp6", Protocols.ICMP6),
          Map.entry("ipv6-icmp", Protocols.ICMP6),
          Map.entry("igmp", Protocols.IGMP),
          Map.entry("gre", Protocols.GRE),
          Map.entry("esp", Protocols.ESP),
          Map.entry("ah", Protocols.AH),
          Map.entry("sctp", Protocols.SCTP),
          Map.entry("udplite", Protocols.UDPLITE),
          Map.entry("dccp", Protocols.DCCP),
          Map.entry("ipip", 4),
          Map.entry("ipencap", 4),
          Map.entry("ospf", 89),
          Map.entry("pim", 103),
          Map.entry("vrrp", 112));

  private record Written(String protocol, String from, String to) {}

  private final Map<Written, Service> known = new HashMap<>();

  /** The service of a security group's permission; texts empty where absent. */
  Service ofGroup(String protocol, String from, String to) {
    return known.computeIfAbsent(
        new Written(protocol, from, to), k -> read(protocol, from, to, true));
  }

  /** The service of an ACL's entry; {@code v6} = it names an IPv6 network. */
  Service ofAcl(NetworkAcl.Entry e, boolean v6) {
    boolean icmp = e.protocol().equals("1") || e.protocol().equals("58");
    if (e.protocol().equals("58") && !v6) {
      // "If you specify protocol 58 with an IPv4 CIDR block, traffic for all ICMP types and codes"
      return new Service(PacketSet.protocol(Protocols.ICMP6), true, "", "proto/58");
    }
    return read(e.protocol(), icmp ? e.type() : e.from(), icmp ? e.code() : e.to(), false);
  }

  private static Service read(String protocol, String from, String to, boolean group) {
    String name = protocol.toLowerCase(Locale.ROOT).strip();
    if (name.equals("-1") || name.equals("all")) {
      return certain(PacketSet.ALL, "any");
    }
    int number = NAMES.containsKey(name) ? NAMES.get(name) : GroupElements.number(name);
    if (number < 0 || number > 255) {
      return new Service(
          PacketSet.ALL, false, "the protocol \"" + protocol + "\" is not known", protocol);
    }
    return switch (number) {
      case Protocols.TCP, Protocols.UDP -> withPorts(number, from, to);
      case Protocols.ICMP, Protocols.ICMP6 -> icmp(number == Protocols.ICMP6, from, to, group);
      // ports are ignored for every other protocol, whatever stands there
      default -> certain(PacketSet.protocol(number), Protocols.name(number, false));
    };
  }

  private static Service certain(PacketSet packets, String shown) {
    return new Service(packets, true, "", shown);
  }

  private static Service withPorts(int protocol, String from, String to) {
    int low = GroupElements.number(from);
    int high = GroupElements.number(to);
    String name = Protocols.name(protocol, false);
    if (low < 0 || high > 65535 || low > high) {
      return new Service(
          PacketSet.protocol(protocol),
          false,
          "its ports are not understood (from "
              + (from.isEmpty() ? "nothing" : from)
              + " to "
              + (to.isEmpty() ? "nothing" : to)
              + ")",
          name + "/?");
    }
    String ports = low == high ? "" + low : low + "-" + high;
    return certain(
        PacketSet.ports(protocol, PortSet.ANY, PortSet.range(low, high)),
        low == 0 && high == 65535 ? name : name + "/" + ports);
  }

  private static Service icmp(boolean v6, String typeText, String codeText, boolean group) {
    String name = v6 ? "icmp6" : "icmp";
    if (typeText.isEmpty() && codeText.isEmpty() && v6 && group) {
      return certain(PacketSet.icmp6(-1, -1), name + "/any");
    }
    int type = typeText.equals("-1") ? -1 : GroupElements.number(typeText);
    int code = codeText.equals("-1") ? -1 : GroupElements.number(codeText);
    boolean strange =
        type > 255
            || code > 255
            || type < 0 && (!typeText.equals("-1") || code >= 0)
            || code < 0 && !codeText.equals("-1");
    if (strange) {
      return new Service(
          v6 ? PacketSet.icmp6(-1, -1) : PacketSet.icmp(-1, -1),
          false,
          "its ICMP type and code are not understood (" + typeText + "/" + codeText + ")",
          name + "/?");
    }
    return certain(
        v6 ? PacketSet.icmp6(type, code) : PacketSet.icmp(type, code),
        type < 0 ? name + "/any" : code < 0 ? name + "/" + type : name + "/" + type + "/" + code);
  }
}
