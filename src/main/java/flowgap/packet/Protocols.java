package flowgap.packet;

import java.util.Map;

/** IP protocol numbers, with the names under which reports show them (IANA's keywords). */
public final class Protocols {
  public static final int ICMP = 1;
  public static final int IGMP = 2;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int DCCP = 33;
  public static final int GRE = 47;
  public static final int ESP = 50;
  public static final int AH = 51;
  public static final int ICMP6 = 58;
  public static final int SCTP = 132;
  public static final int UDPLITE = 136;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(2, "igmp"),
          Map.entry(4, "ipip"),
          Map.entry(6, "tcp"),
          Map.entry(8, "egp"),
          Map.entry(9, "igp"),
          Map.entry(17, "udp"),
          Map.entry(33, "dccp"),
          Map.entry(41, "ipv6"),
          Map.entry(46, "rsvp"),
          Map.entry(47, "gre"),
          Map.entry(50, "esp"),
          Map.entry(51, "ah"),
          Map.entry(88, "eigrp"),
          Map.entry(89, "ospf"),
          Map.entry(103, "pim"),
          Map.entry(108, "ipcomp"),
          Map.entry(112, "vrrp"),
          Map.entry(115, "l2tp"),
          Map.entry(132, "sctp"),
          Map.entry(136, "udplite"));

  private Protocols() {}

  /** Whether the header's first four bytes are source and destination port. */
  public static boolean hasPorts(int protocol) {
    return protocol == TCP
        || protocol == UDP
        || protocol == DCCP
        || protocol == SCTP
        || protocol == UDPLITE;
  }

  /** Whether the protocol is the ICMP of this family (1 in IPv4, 58 in IPv6). */
  public static boolean isIcmp(int protocol, boolean v6) {
    return protocol == (v6 ? ICMP6 : ICMP);
  }

  /** The keyword, or {@code proto/99}. */
  public static String name(int protocol, boolean v6) {
    if (isIcmp(protocol, v6)) {
      return v6 ? "icmp6" : "icmp";
    }
    String name = NAMES.get(protocol);
    return name != null ? name : "proto/" + protocol;
  }
}
