package flowgap.vendor.iptables;

import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Attribute;
import flowgap.policy.Guard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** tcp, udp, sctp, dccp and multiport (iptables-extensions(8)). */
final class PortMatches {
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int PSH = 8;
  private static final int ACK = 16;
  private static final int URG = 32;

  /** TCP flags of the three packets that a flow stands for. */
  private static final Map<String, Integer> FLAGS_OF_LEG =
      new TreeMap<>(Map.of("opener", SYN, "answer", SYN | ACK, "follower", ACK));

  private PortMatches() {}

  /**
   * What a match asks for.
   *
   * @param protocol of {@code -p}, -1 where there is none
   */
  static Factor factor(Use use, int protocol) throws BadValue {
    if (use.module().equals("multiport")) {
      return multiport(use, protocol);
    }
    int own =
        switch (use.module()) {
          case "tcp" -> Protocols.TCP;
          case "sctp" -> Protocols.SCTP;
          case "dccp" -> Protocols.DCCP;
          default -> protocol == Protocols.UDPLITE ? Protocols.UDPLITE : Protocols.UDP;
        };
    Factor out = Factor.of(PacketSet.protocol(own));
    for (Option o : use.options()) {
      out = out.and(option(o, own));
    }
    return out;
  }

  private static Factor option(Option o, int protocol) throws BadValue {
    return switch (o.name()) {
      case "--sport" ->
          Factor.of(ports(protocol, negatable(o, range(o, o.value(), protocol)), true));
      case "--dport" ->
          Factor.of(ports(protocol, negatable(o, range(o, o.value(), protocol)), false));
      case "--syn" -> flags(FIN | SYN | RST | ACK, SYN, o.negated());
      case "--tcp-flags" -> {
        if (o.values().size() != 2) {
          throw new BadValue(o, "--tcp-flags wants two lists of flags, the mask and those set");
        }
        yield flags(flags(o, o.values().get(0)), flags(o, o.values().get(1)), o.negated());
      }
      default -> Factor.when(Conditions.field(o.text()));
    };
  }

  private static Factor flags(int mask, int set, boolean negated) {
    List<String> legs = new ArrayList<>();
    for (Map.Entry<String, Integer> leg : FLAGS_OF_LEG.entrySet()) {
      if (((leg.getValue() & mask) == set) != negated) {
        legs.add(leg.getKey());
      }
    }
    return legs.size() == FLAGS_OF_LEG.size()
        ? Factor.ALWAYS
        : legs.isEmpty()
            ? Factor.NEVER
            : Factor.of(Guard.is(Attribute.LEG, legs.toArray(new String[0])));
  }

  private static int flags(Option o, String text) throws BadValue {
    int out = 0;
    for (String word : text.split(",")) {
      out |=
          switch (word.toUpperCase(Locale.ROOT)) {
            case "FIN" -> FIN;
            case "SYN" -> SYN;
            case "RST" -> RST;
            case "PSH" -> PSH;
            case "ACK" -> ACK;
            case "URG" -> URG;
            case "ALL" -> FIN | SYN | RST | PSH | ACK | URG;
            case "NONE" -> 0;
            default -> throw new BadValue(o, "'" + word + "' is no TCP flag");
          };
    }
    return out;
  }

  private static Factor multiport(Use use, int protocol) throws BadValue {
    if (use.options().isEmpty()) {
      return Factor.ALWAYS;
    }
    Option first = use.options().get(0);
    if (!Protocols.hasPorts(protocol)) {
      throw new BadValue(
          first, "multiport without -p; expected -p tcp, udp, udplite, sctp or dccp");
    }
    Factor out = Factor.ALWAYS;
    for (Option o : use.options()) {
      PortSet ports = PortSet.NONE;
      int slots = 0;
      for (String part : o.value().split(",")) {
        ports = ports.or(range(o, part, protocol));
        slots += part.indexOf(':') >= 0 ? 2 : 1;
      }
      if (slots > 15) {
        throw new BadValue(o, "more than 15 ports (a range counts as two); iptables takes 15");
      }
      PacketSet sources = ports(protocol, ports, true);
      PacketSet destinations = ports(protocol, ports, false);
      PacketSet some =
          switch (o.name()) {
            case "--sports" -> sources;
            case "--dports" -> destinations;
            default -> sources.or(destinations);
          };
      out = out.and(Factor.of(o.negated() ? PacketSet.protocol(protocol).minus(some) : some));
    }
    return out;
  }

  private static PortSet negatable(Option o, PortSet ports) {
    return o.negated() ? ports.complement() : ports;
  }

  private static PacketSet ports(int protocol, PortSet ports, boolean source) {
    return source
        ? PacketSet.ports(protocol, ports, PortSet.ANY)
        : PacketSet.ports(protocol, PortSet.ANY, ports);
  }

  /** {@code 22}, {@code ssh}, {@code 1024:}, {@code :1023}, {@code 20:25}. */
  static PortSet range(Option o, String text, int protocol) throws BadValue {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return PortSet.of(port(o, text, protocol));
    }
    int low = colon == 0 ? 0 : port(o, text.substring(0, colon), protocol);
    int high = colon == text.length() - 1 ? 65535 : port(o, text.substring(colon + 1), protocol);
    if (low > high) {
      throw new BadValue(o, "port range " + text + " is reversed");
    }
    return PortSet.range(low, high);
  }

  private static int port(Option o, String text, int protocol) throws BadValue {
    OptionalInt port = Vocabulary.port(text, protocol);
    if (port.isEmpty()) {
      throw new BadValue(
          o, "'" + text + "' is no port; expected 0 to 65535 or a name of /etc/services");
    }
    return port.getAsInt();
  }
}
