package flowgap.vendor.iptables;

import flowgap.packet.Protocols;
import flowgap.packet.ServiceNames;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Names that iptables takes for numbers: of protocols (/etc/protocols) and of ICMP types. */
final class Vocabulary {
  private static final Map<String, Integer> PROTOCOLS =
      numbers(
          "hopopt 0 icmp 1 igmp 2 ggp 3 ipencap 4 st 5 tcp 6 egp 8 igp 9 pup 12 udp 17 hmp 20"
              + " xns-idp 22 rdp 27 iso-tp4 29 dccp 33 xtp 36 ddp 37 idpr-cmtp 38 ipv6 41"
              + " ipv6-route 43 ipv6-frag 44 idrp 45 rsvp 46 gre 47 esp 50 ah 51 skip 57"
              + " ipv6-icmp 58 icmpv6 58 icmp6 58 ipv6-nonxt 59 ipv6-opts 60 rspf 73 vmtp 81"
              + " eigrp 88 ospf 89 ax.25 93 ipip 94 etherip 97 encap 98 pim 103 ipcomp 108"
              + " vrrp 112 carp 112 l2tp 115 isis 124 sctp 132 fc 133 mobility-header 135"
              + " ipv6-mh 135 mh 135 udplite 136 mpls-in-ip 137 manet 138 hip 139 shim6 140"
              + " wesp 141 rohc 142 ethernet 143");

  /** Type and code; code -1 = every code. Names of libxt_icmp.h, iptables 1.8.9. */
  private static final Map<String, int[]> ICMP =
      types(
          "echo-reply 0 -1 pong 0 -1 destination-unreachable 3 -1 network-unreachable 3 0"
              + " host-unreachable 3 1 protocol-unreachable 3 2 port-unreachable 3 3"
              + " fragmentation-needed 3 4 source-route-failed 3 5 network-unknown 3 6"
              + " host-unknown 3 7 network-prohibited 3 9 host-prohibited 3 10"
              + " TOS-network-unreachable 3 11 TOS-host-unreachable 3 12"
              + " communication-prohibited 3 13 host-precedence-violation 3 14"
              + " precedence-cutoff 3 15 source-quench 4 -1 redirect 5 -1 network-redirect 5 0"
              + " host-redirect 5 1 TOS-network-redirect 5 2 TOS-host-redirect 5 3"
              + " echo-request 8 -1 ping 8 -1 router-advertisement 9 -1 router-solicitation 10 -1"
              + " time-exceeded 11 -1 ttl-exceeded 11 -1 ttl-zero-during-transit 11 0"
              + " ttl-zero-during-reassembly 11 1 parameter-problem 12 -1 ip-header-bad 12 0"
              + " required-option-missing 12 1 timestamp-request 13 -1 timestamp-reply 14 -1"
              + " address-mask-request 17 -1 address-mask-reply 18 -1 any 255 -1");

  private static final Map<String, int[]> ICMP6 =
      types(
          "destination-unreachable 1 -1 no-route 1 0 communication-prohibited 1 1"
              + " beyond-scope 1 2 address-unreachable 1 3 port-unreachable 1 4 failed-policy 1 5"
              + " reject-route 1 6 packet-too-big 2 -1 time-exceeded 3 -1 ttl-exceeded 3 -1"
              + " ttl-zero-during-transit 3 0 ttl-zero-during-reassembly 3 1"
              + " parameter-problem 4 -1 bad-header 4 0 unknown-header-type 4 1"
              + " unknown-option 4 2 echo-request 128 -1 ping 128 -1 echo-reply 129 -1"
              + " pong 129 -1 mld-listener-query 130 -1 mld-listener-report 131 -1"
              + " mld-listener-done 132 -1 mld-listener-reduction 132 -1"
              + " router-solicitation 133 -1 router-advertisement 134 -1"
              + " neighbor-solicitation 135 -1 neighbour-solicitation 135 -1"
              + " neighbor-advertisement 136 -1 neighbour-advertisement 136 -1 redirect 137 -1");

  private Vocabulary() {}

  /** A protocol by number or name; 0 and {@code all} are every protocol. */
  static OptionalInt protocol(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    if (name.equals("all") || name.equals("ip")) {
      return OptionalInt.of(0);
    }
    if (areDigits(name, 0, name.length(), 3)) {
      int number = Integer.parseInt(name);
      return number <= 255 ? OptionalInt.of(number) : OptionalInt.empty();
    }
    if (name.startsWith("0x") && name.matches("0x[0-9a-f]{1,2}")) {
      return OptionalInt.of(Integer.decode(name));
    }
    Integer number = PROTOCOLS.get(name);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** A port by number or by service name. */
  static OptionalInt port(String text, int protocol) {
    if (areDigits(text, 0, text.length(), 6)) {
      int number = Integer.parseInt(text);
      return number <= 65535 ? OptionalInt.of(number) : OptionalInt.empty();
    }
    OptionalInt found = ServiceNames.port(text, protocol);
    for (int p : new int[] {Protocols.TCP, Protocols.UDP}) {
      found = found.isPresent() ? found : ServiceNames.port(text, p);
    }
    return found;
  }

  /** Type and code, -1 = every one; null where the text is no ICMP type. */
  static int[] icmp(String text, boolean v6) {
    int[] named = (v6 ? ICMP6 : ICMP).get(text);
    if (named != null) {
      return !v6 && named[0] == 255 ? new int[] {-1, -1} : named;
    }
    int slash = text.indexOf('/');
    boolean numbers =
        areDigits(text, 0, slash < 0 ? text.length() : slash, 3)
            && (slash < 0 || areDigits(text, slash + 1, text.length(), 3));
    if (!numbers) {
      return null;
    }
    int type = Integer.parseInt(slash < 0 ? text : text.substring(0, slash));
    int code = slash < 0 ? -1 : Integer.parseInt(text.substring(slash + 1));
    if (type > 255 || code > 255) {
      return null;
    }
    return !v6 && type == 255 ? new int[] {-1, -1} : new int[] {type, code};
  }

  /** Whether there is at least one digit, at most so many, and nothing else. */
  private static boolean areDigits(String text, int from, int to, int most) {
    boolean digits = to > from && to - from <= most;
    for (int i = from; digits && i < to; i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits;
  }

  private static Map<String, Integer> numbers(String text) {
    Map<String, Integer> out = new HashMap<>();
    String[] words = text.split(" ");
    for (int i = 0; i < words.length; i += 2) {
      out.put(words[i], Integer.valueOf(words[i + 1]));
    }
    return out;
  }

  private static Map<String, int[]> types(String text) {
    Map<String, int[]> out = new HashMap<>();
    String[] words = text.split(" ");
    for (int i = 0; i < words.length; i += 3) {
      out.put(words[i], new int[] {Integer.parseInt(words[i + 1]), Integer.parseInt(words[i + 2])});
    }
    return out;
  }
}
