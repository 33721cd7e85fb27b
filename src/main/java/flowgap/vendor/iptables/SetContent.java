package flowgap.vendor.iptables;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PacketSetTooLarge;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Attribute;
import flowgap.policy.Guard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The packets that a set of ipset(8) holds: the most specific network first, {@code nomatch} being
 * an exception; in types of two networks the first has precedence.
 */
final class SetContent {
  private final Host host;

  SetContent(Host host) {
    this.host = host;
  }

  /**
   * An entry, and those like it.
   *
   * @param first the first addresses of all of them, empty for an entry alone
   */
  private record Joined(IpSet.Entry entry, Optional<AddressSet> first) {}

  /** One member in terms of packets. */
  private record Member(PacketSet packets, List<Guard> guards, boolean guessed, int[] depth) {}

  /**
   * What a rule's {@code --match-set} asks for.
   *
   * @param flags src or dst, for each dimension; with fewer than the type has nothing matches
   */
  Factor factor(IpSet set, List<String> flags, boolean returnNomatch) {
    if (host.written().contains(set.name()) || set.options().containsKey("forceadd")) {
      return Factor.when(
          Conditions.membership(
              "the members of set " + set.name() + " change while traffic passes",
              "look at the set"));
    }
    if (set.type().equals("list:set")) {
      return listed(set, flags, returnNomatch);
    }
    List<String> dimensions = set.dimensions();
    if (flags.size() < dimensions.size()) {
      return Factor.NEVER;
    }
    try {
      return packets(set, dimensions, flags, returnNomatch);
    } catch (PacketSetTooLarge e) {
      return Factor.when(
          Conditions.membership(
              "set " + set.name() + " has more members than are told apart", "look at the set"));
    }
  }

  private Factor packets(
      IpSet set, List<String> dimensions, List<String> flags, boolean returnNomatch) {
    Map<String, List<IpSet.Entry>> groups = new LinkedHashMap<>();
    Map<String, List<Member>> members = new LinkedHashMap<>();
    for (Joined j : joined(set, dimensions)) {
      IpSet.Entry e = j.entry();
      Member m = member(set, dimensions, flags, j);
      if (m == null) {
        return Factor.when(
            Conditions.notUnderstood(
                "member " + String.join(",", e.parts()) + " of set " + set.name()));
      }
      String key = m.guards + " " + m.guessed;
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(e);
      members.computeIfAbsent(key, k -> new ArrayList<>()).add(m);
    }
    Factor out = Factor.NEVER;
    for (String key : groups.keySet()) {
      out = out.or(group(set, groups.get(key), members.get(key), returnNomatch));
    }
    return out;
  }

  /** Members that differ in nothing but their first addresses are read as one. */
  private static List<Joined> joined(IpSet set, List<String> dimensions) {
    List<Joined> out = new ArrayList<>();
    Map<List<Object>, List<IpSet.Entry>> alike = new LinkedHashMap<>();
    boolean exceptions = set.entries().stream().anyMatch(IpSet.Entry::nomatch);
    for (IpSet.Entry e : set.entries()) {
      if (exceptions || e.parts().isEmpty() || !dimensions.get(0).matches("ip|net")) {
        out.add(new Joined(e, Optional.empty()));
      } else {
        List<Object> key = List.of(e.passing(), e.parts().subList(1, e.parts().size()));
        alike.computeIfAbsent(key, k -> new ArrayList<>()).add(e);
      }
    }
    for (List<IpSet.Entry> some : alike.values()) {
      List<AddressSet> first = new ArrayList<>();
      for (IpSet.Entry e : some) {
        Optional<AddressSet> one = addresses(set, e.parts().get(0));
        if (one.isEmpty()) {
          out.add(new Joined(e, one));
        }
        one.ifPresent(first::add);
      }
      if (!first.isEmpty()) {
        out.add(new Joined(some.get(0), Optional.of(AddressSet.union(first))));
      }
    }
    return out;
  }

  /** Members in order; those of more dimensions than the rule has flags are passed over. */
  private Factor listed(IpSet list, List<String> flags, boolean returnNomatch) {
    Factor out = Factor.NEVER;
    for (IpSet.Entry e : list.entries()) {
      IpSet set = host.sets().get(e.parts().get(0));
      if (set == null) {
        out =
            out.or(
                Factor.when(
                    Conditions.membership(
                        "the members of set " + e.parts().get(0), "add the output of ipset save")));
      } else if (!set.type().equals("list:set") && set.dimensions().size() <= flags.size()) {
        Factor some = factor(set, flags, returnNomatch);
        out = out.or(e.passing() ? some.and(Factor.when(passing(list))) : some);
      }
    }
    return out;
  }

  private static flowgap.policy.Condition passing(IpSet set) {
    return Conditions.membership(
        "members of set " + set.name() + " have a timeout", "look at the set on the machine");
  }

  private Factor group(
      IpSet set, List<IpSet.Entry> entries, List<Member> members, boolean returnNomatch) {
    boolean exceptions = entries.stream().anyMatch(IpSet.Entry::nomatch);
    boolean passing = entries.stream().anyMatch(IpSet.Entry::passing);
    PacketSet may;
    PacketSet certain;
    if (!exceptions) {
      if (returnNomatch) {
        return Factor.NEVER;
      }
      may = PacketSet.union(members.stream().map(Member::packets).toList());
      List<PacketSet> sure = new ArrayList<>();
      for (int i = 0; passing && i < entries.size(); i++) {
        if (!entries.get(i).passing()) {
          sure.add(members.get(i).packets());
        }
      }
      certain = passing ? PacketSet.union(sure) : may;
    } else {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < members.size(); i++) {
        order.add(i);
      }
      order.sort(
          Comparator.<Integer>comparingInt(i -> members.get(i).depth()[0])
              .thenComparingInt(i -> members.get(i).depth()[1]));
      may = PacketSet.NONE;
      certain = PacketSet.NONE;
      for (int i : order) {
        PacketSet packets = members.get(i).packets();
        boolean adds = entries.get(i).nomatch() == returnNomatch;
        boolean lasting = !entries.get(i).passing();
        may = adds ? may.or(packets) : lasting ? may.minus(packets) : may;
        certain = !adds ? certain.minus(packets) : lasting ? certain.or(packets) : certain;
      }
    }
    PacketSet family = host.all();
    may = may.and(family);
    certain = passing ? certain.and(family) : may;
    Factor out = passing ? Factor.between(certain, may, passing(set)) : Factor.of(may);
    if (members.get(0).guessed()) {
      out = out.and(Factor.when(Conditions.field("a MAC address of set " + set.name())));
    }
    return out.and(Factor.of(members.get(0).guards().toArray(new Guard[0])));
  }

  private Member member(IpSet set, List<String> dimensions, List<String> flags, Joined joined) {
    IpSet.Entry e = joined.entry();
    PacketSet packets = PacketSet.ALL;
    List<Guard> guards = new ArrayList<>();
    boolean guessed = false;
    int[] depth = new int[2];
    int nets = 0;
    if (e.parts().size() < dimensions.size()) {
      return null;
    }
    for (int i = 0; i < dimensions.size(); i++) {
      boolean source = flags.get(i).equals("src");
      String part = e.parts().get(i);
      switch (dimensions.get(i)) {
        case "ip", "net" -> {
          Optional<AddressSet> some =
              i == 0 && joined.first().isPresent() ? joined.first() : addresses(set, part);
          if (some.isEmpty()) {
            return null;
          }
          if (nets < 2) {
            depth[nets++] = length(part);
          }
          packets = packets.and(source ? PacketSet.from(some.get()) : PacketSet.to(some.get()));
        }
        case "port" -> {
          Optional<PacketSet> some = ports(set, part, source);
          if (some.isEmpty()) {
            return null;
          }
          packets = packets.and(some.get());
        }
        case "mark" -> {
          if (!part.matches("0x[0-9a-fA-F]{1,8}|[0-9]{1,10}")) {
            return null;
          }
          String mask = set.options().getOrDefault("markmask", "0xffffffff");
          guards.add(new Guard.Bits(Attribute.MARK, Long.decode(mask), Long.decode(part), false));
        }
        case "iface" -> {
          if (part.startsWith("physdev:")) {
            guessed = true;
          } else {
            guards.add(Guard.is(source ? Attribute.IN : Attribute.OUT, part));
          }
        }
        case "mac" -> guessed = true;
        default -> {
          return null;
        }
      }
    }
    return new Member(packets, List.copyOf(guards), guessed, depth);
  }

  private int length(String part) {
    int slash = part.indexOf('/');
    return slash < 0 ? (host.v6() ? 128 : 32) : Integer.parseInt(part.substring(slash + 1));
  }

  /** An address, masked by the set's netmask or bitmask, a network or a range. */
  private static Optional<AddressSet> addresses(IpSet set, String part) {
    Optional<IpAddress> one = IpAddress.parse(part);
    String netmask = set.options().get("netmask");
    String bitmask = set.options().get("bitmask");
    if (one.isPresent() && netmask != null && netmask.matches("[0-9]{1,3}")) {
      int length = Integer.parseInt(netmask);
      return length <= one.get().bits()
          ? Optional.of(AddressSet.prefix(one.get(), length))
          : Optional.empty();
    }
    if (one.isPresent() && bitmask != null) {
      return IpAddress.parse(bitmask)
          .filter(m -> m.v6() == one.get().v6())
          .flatMap(m -> AddressSet.masked(one.get(), m));
    }
    return AddressSet.parse(part);
  }

  /**
   * {@code tcp:80}, {@code 80-90}, {@code icmp:8/0}, {@code gre:0}; the protocol is tcp by default.
   */
  private Optional<PacketSet> ports(IpSet set, String part, boolean source) {
    int colon = part.indexOf(':');
    String rest = part.substring(colon + 1);
    boolean bitmap = set.type().equals("bitmap:port");
    int protocol =
        colon < 0 ? Protocols.TCP : Vocabulary.protocol(part.substring(0, colon)).orElse(-1);
    if (protocol < 0) {
      return Optional.empty();
    }
    if (protocol == Protocols.ICMP || protocol == Protocols.ICMP6) {
      int[] type = Vocabulary.icmp(rest, protocol == Protocols.ICMP6);
      if (type == null) {
        return Optional.empty();
      }
      return Optional.of(
          protocol == Protocols.ICMP6
              ? PacketSet.icmp6(type[0], type[1])
              : PacketSet.icmp(type[0], type[1]));
    }
    if (!Protocols.hasPorts(protocol)) {
      return Optional.of(PacketSet.protocol(protocol));
    }
    int dash = rest.indexOf('-', 1);
    var low = Vocabulary.port(dash < 0 ? rest : rest.substring(0, dash), protocol);
    var high = dash < 0 ? low : Vocabulary.port(rest.substring(dash + 1), protocol);
    if (low.isEmpty() || high.isEmpty() || low.getAsInt() > high.getAsInt()) {
      return Optional.empty();
    }
    PortSet ports = PortSet.range(low.getAsInt(), high.getAsInt());
    PacketSet one = side(protocol, ports, source);
    return Optional.of(bitmap ? one.or(side(Protocols.UDP, ports, source)) : one);
  }

  private static PacketSet side(int protocol, PortSet ports, boolean source) {
    return source
        ? PacketSet.ports(protocol, ports, PortSet.ANY)
        : PacketSet.ports(protocol, PortSet.ANY, ports);
  }
}
