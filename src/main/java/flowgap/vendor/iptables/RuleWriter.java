package flowgap.vendor.iptables;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Action;
import flowgap.policy.PolicyChange;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Writes a rule as iptables would: one or several specifications, together exactly its packets. */
final class RuleWriter {
  /** More specifications than this for one rule are not written. */
  private static final int MOST = 200;

  /** Ports that multiport takes; a range counts twice. */
  private static final int SLOTS = 15;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private final boolean v6;

  RuleWriter(boolean v6) {
    this.v6 = v6;
  }

  /** The specifications without chain; empty where they would be too many. */
  Optional<List<String>> specifications(PolicyChange.NewRule rule) {
    PacketSet packets = rule.packets().and(v6 ? PacketSet.ALL_V6 : PacketSet.ALL_V4);
    Set<String> out = new LinkedHashSet<>();
    AddressSet from = packets.sources();
    AddressSet to = packets.destinations();
    PacketSet everything = PacketSet.between(from, to);
    if (!packets.isEmpty() && packets.equals(everything)) {
      add(out, from, to, List.of(""), rule);
    } else {
      for (PacketSet part : packets.products()) {
        add(out, part.sources(), part.destinations(), services(part), rule);
        if (out.size() > MOST) {
          return Optional.empty();
        }
      }
    }
    return out.size() > MOST ? Optional.empty() : Optional.of(List.copyOf(out));
  }

  private void add(
      Set<String> out,
      AddressSet from,
      AddressSet to,
      List<String> services,
      PolicyChange.NewRule rule) {
    for (String source : sides(from, "-s", "--src-range")) {
      for (String destination : sides(to, "-d", "--dst-range")) {
        for (String service : services) {
          if (out.size() > MOST) {
            return;
          }
          List<String> words = new ArrayList<>();
          boolean ranges = source.startsWith("--") || destination.startsWith("--");
          addUnless(words, source.startsWith("--") ? "" : source);
          addUnless(words, destination.startsWith("--") ? "" : destination);
          named(rule.in()).ifPresent(i -> words.add("-i " + i));
          named(rule.out()).ifPresent(o -> words.add("-o " + o));
          addUnless(words, service);
          if (ranges) {
            words.add("-m iprange");
            addUnless(words, source.startsWith("--") ? source : "");
            addUnless(words, destination.startsWith("--") ? destination : "");
          }
          rule.window().ifPresent(w -> words.add(window(w)));
          if (!rule.name().isEmpty()) {
            words.add("-m comment --comment " + rule.name());
          }
          words.add(rule.action() == Action.End.PERMIT ? "-j ACCEPT" : "-j DROP");
          out.add(String.join(" ", words));
        }
      }
    }
  }

  /** {@code (another interface)} stands for one that no rule names. */
  static Optional<String> named(Optional<String> place) {
    return place.filter(name -> !name.isEmpty() && !name.startsWith("("));
  }

  private static void addUnless(List<String> words, String word) {
    if (!word.isEmpty()) {
      words.add(word);
    }
  }

  /** The stop is inclusive, a window's end is not. */
  private static String window(flowgap.policy.Window w) {
    LocalDateTime start = LocalDateTime.ofInstant(w.start(), ZoneOffset.UTC);
    LocalDateTime stop = LocalDateTime.ofInstant(w.end(), ZoneOffset.UTC).minusSeconds(1);
    return "-m time --datestart " + TIME.format(start) + " --datestop " + TIME.format(stop);
  }

  private List<String> sides(AddressSet addresses, String prefix, String range) {
    if (addresses.equals(v6 ? AddressSet.ANY_V6 : AddressSet.ANY_V4)) {
      return List.of("");
    }
    List<String> out = new ArrayList<>();
    for (IpAddress[] r : addresses.intervals()) {
      int length = prefixLength(r[0], r[1]);
      out.add(length >= 0 ? prefix + " " + r[0] + "/" + length : range + " " + r[0] + "-" + r[1]);
    }
    return out;
  }

  /** The length of the prefix that a range is; -1 where it is none. */
  private static int prefixLength(IpAddress low, IpAddress high) {
    AddressSet range = AddressSet.range(low, high);
    BigInteger size = range.size();
    if (size.bitCount() != 1) {
      return -1;
    }
    int length = low.bits() - (size.bitLength() - 1);
    return AddressSet.prefix(low, length).equals(range) ? length : -1;
  }

  private List<String> services(PacketSet part) {
    List<String> out = new ArrayList<>();
    for (int protocol : part.protocols()) {
      PacketSet own = part.and(PacketSet.protocol(protocol));
      if (Protocols.hasPorts(protocol)) {
        ports(protocol, own.sourcePorts(protocol), own.destinationPorts(protocol), out);
      } else if (Protocols.isIcmp(protocol, v6)) {
        icmp(own, out);
      } else {
        out.add("-p " + protocol);
      }
    }
    return out;
  }

  private static void ports(int protocol, PortSet from, PortSet to, List<String> out) {
    String name =
        switch (protocol) {
          case Protocols.TCP -> "tcp";
          case Protocols.UDP -> "udp";
          case Protocols.SCTP -> "sctp";
          case Protocols.DCCP -> "dccp";
          default -> "udplite";
        };
    for (String source : chunks(from, "--sport", "--sports", name)) {
      for (String destination : chunks(to, "--dport", "--dports", name)) {
        out.add(
            "-p "
                + name
                + (source.isEmpty() ? "" : " " + source)
                + (destination.isEmpty() ? "" : " " + destination));
      }
    }
  }

  private static List<String> chunks(PortSet ports, String one, String many, String name) {
    if (ports.isAny()) {
      return List.of("");
    }
    List<int[]> ranges = ports.intervals();
    List<String> out = new ArrayList<>();
    if (ranges.size() == 1 && !name.equals("udplite")) {
      out.add("-m " + name + " " + one + " " + text(ranges.get(0)));
      return out;
    }
    List<String> words = new ArrayList<>();
    int slots = 0;
    for (int[] r : ranges) {
      int needed = r[0] == r[1] ? 1 : 2;
      if (slots + needed > SLOTS) {
        out.add("-m multiport " + many + " " + String.join(",", words));
        words.clear();
        slots = 0;
      }
      words.add(text(r));
      slots += needed;
    }
    out.add("-m multiport " + many + " " + String.join(",", words));
    return out;
  }

  private static String text(int[] range) {
    return range[0] == range[1] ? Integer.toString(range[0]) : range[0] + ":" + range[1];
  }

  /** One rule for each type that has all its codes, else one for each code. */
  private void icmp(PacketSet own, List<String> out) {
    String head = v6 ? "-p ipv6-icmp" : "-p icmp";
    String option = v6 ? " -m icmp6 --icmpv6-type " : " -m icmp --icmp-type ";
    if (own.containsAll(all(-1, -1).and(between(own)))) {
      out.add(head);
      return;
    }
    for (int type = 0; type <= 255; type++) {
      PacketSet some = own.and(all(type, -1));
      if (some.isEmpty()) {
        continue;
      }
      if (some.containsAll(all(type, -1).and(between(own)))) {
        out.add(head + option + type);
        continue;
      }
      for (int code = 0; code <= 255; code++) {
        if (some.intersects(all(type, code))) {
          out.add(head + option + type + "/" + code);
        }
      }
    }
  }

  private static PacketSet between(PacketSet p) {
    return PacketSet.between(p.sources(), p.destinations());
  }

  private PacketSet all(int type, int code) {
    return v6 ? PacketSet.icmp6(type, code) : PacketSet.icmp(type, code);
  }
}
