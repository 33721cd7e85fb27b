package flowgap.flow;

import flowgap.packet.Protocols;
import flowgap.packet.ServiceNames;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** What the words of service notations stand for. */
final class ServiceWords {
  private static final Map<String, Integer> WITH_PORTS =
      Map.of(
          "tcp", Protocols.TCP,
          "udp", Protocols.UDP,
          "sctp", Protocols.SCTP,
          "dccp", Protocols.DCCP,
          "udplite", Protocols.UDPLITE);

  private static final Map<String, Integer> WITHOUT_PORTS = withoutPorts();

  private static final Set<Integer> TRANSPORTS =
      Set.of(Protocols.TCP, Protocols.UDP, Protocols.SCTP, Protocols.DCCP, Protocols.UDPLITE);

  private ServiceWords() {}

  private static Map<String, Integer> withoutPorts() {
    Map<String, Integer> out = new HashMap<>();
    for (int p = 0; p < 256; p++) {
      String name = Protocols.name(p, false);
      if (!Protocols.hasPorts(p) && name.indexOf('/') < 0) {
        out.put(name, p);
      }
    }
    return out;
  }

  /** A protocol with ports by its name. */
  static Optional<Integer> protocol(String word) {
    return Optional.ofNullable(
        WITH_PORTS.get(word.toLowerCase(Locale.ROOT).replaceAll("[-_]", "")));
  }

  /** A protocol without ports by its IANA keyword. */
  static Optional<Integer> portless(String word) {
    return Optional.ofNullable(WITHOUT_PORTS.get(word.toLowerCase(Locale.ROOT)));
  }

  /** The port of a registered service, for this protocol. */
  static OptionalInt port(String name, int protocol) {
    return ServiceNames.port(name, protocol);
  }

  /**
   * The protocols that a service is registered for. {@code https} counts as TCP alone: its UDP
   * entry is HTTP/3, which nobody means without saying so.
   */
  static Set<Integer> protocolsOf(String name) {
    Set<Integer> out = new TreeSet<>();
    for (int p : TRANSPORTS) {
      if (ServiceNames.port(name, p).isPresent()) {
        out.add(p);
      }
    }
    return name.equalsIgnoreCase("https") ? Set.of(Protocols.TCP) : out;
  }

  /**
   * An ICMP type by its name (IANA's ICMP type numbers, as iptables spells them).
   *
   * @return -1 where there is none
   */
  static int icmpType(String name, boolean v6) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "echo-request", "ping", "echo" -> v6 ? 128 : 8;
      case "echo-reply", "pong" -> v6 ? 129 : 0;
      case "destination-unreachable", "unreachable" -> v6 ? 1 : 3;
      case "time-exceeded" -> v6 ? 3 : 11;
      case "packet-too-big" -> v6 ? 2 : -1;
      case "parameter-problem" -> v6 ? 4 : 12;
      default -> -1;
    };
  }
}
