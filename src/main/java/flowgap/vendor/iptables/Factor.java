package flowgap.vendor.iptables;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import java.util.ArrayList;
import java.util.List;

/**
 * What one option, or several together, ask of a packet: any of the ways, and all of the
 * conditions, which the export does not decide.
 */
record Factor(List<Match> ways, List<Condition> conditions) {
  /** More ways than this are not worked out; the option is then a condition. */
  private static final int WAYS = 512;

  static final Factor ALWAYS = new Factor(List.of(Match.ALL), List.of());
  static final Factor NEVER = new Factor(List.of(), List.of());

  Factor {
    ways = List.copyOf(ways);
    conditions = List.copyOf(conditions);
  }

  static Factor of(PacketSet packets) {
    return packets.isEmpty() ? NEVER : new Factor(List.of(Match.of(packets)), List.of());
  }

  static Factor of(Guard... guards) {
    return new Factor(List.of(Match.of(PacketSet.ALL, guards)), List.of());
  }

  static Factor of(boolean holds) {
    return holds ? ALWAYS : NEVER;
  }

  /** May match, whatever the packet. */
  static Factor when(Condition why) {
    return new Factor(List.of(Match.ALL), List.of(why));
  }

  /** Matches {@code certain} for sure and {@code may} at the most. */
  static Factor between(PacketSet certain, PacketSet may, Condition why) {
    return may.isEmpty()
        ? NEVER
        : new Factor(List.of(Match.uncertain(may, certain, List.of(why))), List.of());
  }

  Factor and(Factor o) {
    if (this == ALWAYS) {
      return o;
    }
    if (o == ALWAYS) {
      return this;
    }
    List<Condition> both = joined(conditions, o.conditions);
    if ((long) ways.size() * o.ways.size() > WAYS) {
      return new Factor(
          List.of(Match.ALL),
          joined(
              both,
              List.of(
                  Condition.of(
                      Condition.Kind.NOT_UNDERSTOOD,
                      "a combination of more than " + WAYS + " ways to match",
                      "look at the rule"))));
    }
    List<Match> out = new ArrayList<>(ways.size() * o.ways.size());
    for (Match a : ways) {
      for (Match b : o.ways) {
        PacketSet packets = a.packets().and(b.packets());
        if (packets.isEmpty()) {
          continue;
        }
        boolean sure = a.packets() == a.certain() && b.packets() == b.certain();
        PacketSet certain = sure ? packets : a.certain().and(b.certain());
        out.add(
            new Match(
                packets, certain, joined(a.guards(), b.guards()), joined(a.doubts(), b.doubts())));
      }
    }
    return new Factor(out, both);
  }

  /** The same for packets between these addresses only. */
  Factor between(AddressSet from, AddressSet to) {
    if (from == AddressSet.ANY && to == AddressSet.ANY) {
      return this;
    }
    List<Match> out = new ArrayList<>(ways.size());
    for (Match m : ways) {
      PacketSet packets = PacketSet.between(from, to, m.packets());
      if (!packets.isEmpty()) {
        PacketSet certain =
            m.packets() == m.certain() ? packets : PacketSet.between(from, to, m.certain());
        out.add(new Match(packets, certain, m.guards(), m.doubts()));
      }
    }
    return new Factor(out, conditions);
  }

  Factor or(Factor o) {
    if (ways.isEmpty()) {
      return o;
    }
    if (o.ways.isEmpty()) {
      return this;
    }
    if (conditions.equals(o.conditions)) {
      return new Factor(joined(ways, o.ways), conditions);
    }
    return new Factor(joined(doubtfulWays(), o.doubtfulWays()), List.of());
  }

  /** Whether no way is doubtful. */
  boolean areCertain() {
    for (Match m : ways) {
      if (!m.doubts().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The ways with the conditions among their doubts. */
  private List<Match> doubtfulWays() {
    if (conditions.isEmpty()) {
      return ways;
    }
    List<Match> out = new ArrayList<>(ways.size());
    for (Match m : ways) {
      out.add(new Match(m.packets(), PacketSet.NONE, m.guards(), joined(m.doubts(), conditions)));
    }
    return out;
  }

  /** What this does not match; what this may match, the opposite may match as well. */
  Factor not() {
    if (!conditions.isEmpty()) {
      return new Factor(List.of(Match.ALL), conditions);
    }
    Factor out = ALWAYS;
    for (Match m : ways) {
      Factor none = NEVER;
      PacketSet rest = PacketSet.ALL.minus(m.certain());
      if (!rest.isEmpty()) {
        PacketSet sure = m.packets() == m.certain() ? rest : PacketSet.ALL.minus(m.packets());
        none = new Factor(List.of(new Match(rest, sure, List.of(), m.doubts())), List.of());
      }
      for (Guard g : m.guards()) {
        none = none.or(of(opposite(g)));
      }
      out = out.and(none);
    }
    return out;
  }

  Factor not(boolean negated) {
    return negated ? not() : this;
  }

  private static Guard opposite(Guard guard) {
    if (guard instanceof Guard.Is g) {
      return new Guard.Is(g.attribute(), g.values(), !g.negated());
    }
    if (guard instanceof Guard.Begins g) {
      return new Guard.Begins(g.attribute(), g.prefix(), !g.negated());
    }
    if (guard instanceof Guard.Known g) {
      return new Guard.Known(g.attribute(), !g.negated());
    }
    if (guard instanceof Guard.Same g) {
      return new Guard.Same(g.first(), g.second(), !g.negated());
    }
    if (guard instanceof Guard.Bits g) {
      return new Guard.Bits(g.attribute(), g.mask(), g.wanted(), !g.negated());
    }
    if (guard instanceof Guard.Sent g) {
      return new Guard.Sent(g.packets(), !g.negated());
    }
    Guard.Translated g = (Guard.Translated) guard;
    return new Guard.Translated(g.side(), !g.negated());
  }

  private static <T> List<T> joined(List<T> a, List<T> b) {
    if (a.isEmpty()) {
      return b;
    }
    if (b.isEmpty()) {
      return a;
    }
    List<T> out = new ArrayList<>(a);
    b.stream().filter(x -> !out.contains(x)).forEach(out::add);
    return out;
  }
}
