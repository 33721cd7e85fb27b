package flowgap.vendor.iptables;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Attribute;
import flowgap.policy.Guard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * state, conntrack, mark and connmark (iptables-extensions(8)). RELATED is never true: a flow is a
 * connection of its own, not one that a helper expects.
 */
final class StateMatches {
  /** No connection belongs to the packet. */
  private static final Guard WITHOUT = Guard.is(Attribute.STATE, "UNTRACKED", "INVALID");

  private static final Guard WITH = Guard.isNot(Attribute.STATE, "UNTRACKED", "INVALID");

  private final Host host;

  StateMatches(Host host) {
    this.host = host;
  }

  Factor factor(Use use) throws BadValue {
    return switch (use.module()) {
      case "state" -> {
        Factor out = Factor.ALWAYS;
        for (Option o : use.options()) {
          out = out.and(states(o));
        }
        yield out;
      }
      case "conntrack" -> conntrack(use);
      case "mark" -> marks(use, Attribute.MARK);
      default -> marks(use, Attribute.CONNMARK).and(Factor.of(WITH));
    };
  }

  /** Without a connection only {@code --ctstate} is looked at, and the rest is false without it. */
  private Factor conntrack(Use use) throws BadValue {
    Factor states = Factor.ALWAYS;
    Factor rest = Factor.ALWAYS;
    boolean asksForState = false;
    boolean asksForMore = false;
    for (Option o : use.options()) {
      if (o.name().equals("--ctstate")) {
        asksForState = true;
        states = states.and(states(o));
      } else {
        asksForMore = true;
        rest = rest.and(option(o));
      }
    }
    if (!asksForMore) {
      return states;
    }
    Factor tracked = states.and(rest).and(Factor.of(WITH));
    return asksForState ? states.and(Factor.of(WITHOUT)).or(tracked) : tracked;
  }

  private static Factor states(Option o) throws BadValue {
    Set<String> plain = new TreeSet<>();
    List<Guard> others = new ArrayList<>();
    for (String word : o.value().split(",")) {
      switch (word.toUpperCase(Locale.ROOT)) {
        case "NEW", "ESTABLISHED", "INVALID", "UNTRACKED" ->
            plain.add(word.toUpperCase(Locale.ROOT));
        case "RELATED" -> {}
        case "DNAT" -> others.add(Guard.is(Way.DNAT, "yes"));
        case "SNAT" -> others.add(Guard.is(Way.SNAT, "yes"));
        default ->
            throw new BadValue(
                o,
                "'"
                    + word
                    + "' is no state; expected NEW, ESTABLISHED, RELATED, INVALID, UNTRACKED,"
                    + " SNAT or DNAT");
      }
    }
    Factor out =
        plain.isEmpty() ? Factor.NEVER : Factor.of(new Guard.Is(Attribute.STATE, plain, false));
    for (Guard g : others) {
      out = out.or(Factor.of(g));
    }
    return out.not(o.negated());
  }

  private Factor option(Option o) throws BadValue {
    return switch (o.name()) {
      case "--ctproto" -> {
        OptionalInt protocol = Vocabulary.protocol(o.value());
        if (protocol.isEmpty()) {
          throw new BadValue(o, "'" + o.value() + "' is no protocol");
        }
        yield sent(PacketSet.protocol(protocol.getAsInt()), o);
      }
      case "--ctorigsrc" -> sent(PacketSet.from(addresses(o)), o);
      case "--ctorigdst" -> sent(PacketSet.to(addresses(o)), o);
      case "--ctorigsrcport" -> sent(ports(o, true), o);
      case "--ctorigdstport" -> sent(ports(o, false), o);
      case "--ctdir" -> {
        if (!o.value().matches("(?i)ORIGINAL|REPLY")) {
          throw new BadValue(o, "'" + o.value() + "' is no direction; expected ORIGINAL or REPLY");
        }
        boolean reply = o.value().equalsIgnoreCase("REPLY") != o.negated();
        yield Factor.of(new Guard.Is(Attribute.LEG, Set.of("answer"), !reply));
      }
      case "--ctstatus" -> status(o);
      default -> Factor.when(Conditions.state(o.text()));
    };
  }

  /**
   * The opener's connection has no status yet; its answer has been seen and its connection
   * confirmed; {@code NONE} names no status and so never holds.
   */
  private static Factor status(Option o) throws BadValue {
    Factor out = Factor.NEVER;
    Guard known = Guard.is(Attribute.LEG, "answer", "follower");
    for (String word : o.value().split(",")) {
      switch (word.toUpperCase(Locale.ROOT)) {
        case "NONE", "EXPECTED" -> {}
        case "SEEN_REPLY", "CONFIRMED" -> out = out.or(Factor.of(known));
        case "ASSURED" ->
            out = out.or(Factor.of(known).and(Factor.when(Conditions.state(o.text()))));
        default -> throw new BadValue(o, "'" + word + "' is no status of a connection");
      }
    }
    return out.not(o.negated());
  }

  private static Factor sent(PacketSet packets, Option o) {
    return Factor.of(new Guard.Sent(packets, o.negated()));
  }

  private AddressSet addresses(Option o) throws BadValue {
    AddressSet found = AddressSet.parse(o.value()).orElse(AddressSet.NONE).and(host.any());
    if (found.isEmpty()) {
      throw new BadValue(o, "'" + o.value() + "' is no " + host.family() + " address");
    }
    return found;
  }

  private static PacketSet ports(Option o, boolean source) throws BadValue {
    PortSet ports = PortMatches.range(o, o.value(), Protocols.TCP);
    List<PacketSet> parts = new ArrayList<>();
    for (int p : List.of(6, 17, 33, 132, 136)) {
      parts.add(
          source ? PacketSet.ports(p, ports, PortSet.ANY) : PacketSet.ports(p, PortSet.ANY, ports));
    }
    return PacketSet.union(parts);
  }

  private static Factor marks(Use use, String attribute) throws BadValue {
    Factor out = Factor.ALWAYS;
    for (Option o : use.options()) {
      long[] mark = Marks.valueAndMask(o, o.value());
      boolean possible = (mark[0] & ~mark[1]) == 0;
      out =
          out.and(
              possible
                  ? Factor.of(new Guard.Bits(attribute, mark[1], mark[0], o.negated()))
                  : Factor.of(o.negated()));
    }
    return out;
  }
}
