package flowgap.vendor.iptables;

import flowgap.packet.PacketSet;
import flowgap.packet.Protocols;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * The states that connection tracking gives to the three packets that a flow stands for
 * (nf_conntrack_proto_*.c): an opener of TCP, UDP or another protocol is NEW; of ICMP only requests
 * are; neighbour discovery is never tracked.
 */
final class Conntrack {
  private static final Guard UNTRACKED = Guard.is(Attribute.STATE, "UNTRACKED");

  private final SourceSpan span;
  private final List<Rule> rules = new ArrayList<>();
  private final String name;

  private Conntrack(String name, SourceSpan span) {
    this.name = name;
    this.span = span;
  }

  private void add(Match match, Action... actions) {
    rules.add(
        Rule.builder(name + ":" + (rules.size() + 1), span)
            .kind(Rule.Kind.DERIVED)
            .match(match)
            .then(actions)
            .build());
  }

  private RuleList list() {
    Rule end =
        Rule.builder(name + ":end", span)
            .kind(Rule.Kind.DERIVED)
            .match(Match.ALL)
            .then(Action.PERMIT)
            .build();
    return new RuleList(name, RuleList.Kind.FIRST_MATCH, rules, end, false, List.of());
  }

  private static Action state(String value) {
    return new Action.Set(Attribute.STATE, value);
  }

  private static Action tracked(String value) {
    return new Action.Set(Way.TRACKED, value);
  }

  private static PacketSet types(boolean v6, int... types) {
    PacketSet out = PacketSet.NONE;
    for (int t : types) {
      out = out.or(v6 ? PacketSet.icmp6(t, -1) : PacketSet.icmp(t, -1));
    }
    return out;
  }

  private static PacketSet neighbours() {
    return types(true, 130, 131, 132, 133, 134, 135, 136, 143, 151, 152);
  }

  private static PacketSet icmp() {
    return PacketSet.icmp(-1, -1).or(PacketSet.icmp6(-1, -1));
  }

  static RuleList opener(String name, SourceSpan span) {
    Conntrack c = new Conntrack(name, span);
    c.add(Match.of(PacketSet.ALL, UNTRACKED), tracked("no"), Action.PERMIT);
    c.add(Match.of(neighbours()), state("UNTRACKED"), tracked("no"), Action.PERMIT);
    PacketSet requests = types(false, 8, 13, 15, 17).or(types(true, 128, 139));
    c.add(Match.of(icmp().minus(requests)), state("INVALID"), tracked("no"), Action.PERMIT);
    c.add(Match.ALL, state("NEW"), tracked("yes"), Action.PERMIT);
    return c.list();
  }

  /** What is not tracked is not translated either, and so reaches nobody. */
  private void refuseUntranslated() {
    Action note =
        new Action.Note(
            "exempt from connection tracking in one direction only: it is translated there only, and"
                + " the connection does not come about");
    for (String side : List.of(Way.DNAT, Way.SNAT)) {
      add(Match.of(PacketSet.ALL, UNTRACKED, Guard.is(side, "yes")), note, Action.DENY);
    }
  }

  /** An answer to an untracked opener opens a connection itself, or is INVALID. */
  static RuleList answer(String name, SourceSpan span) {
    Conntrack c = new Conntrack(name, span);
    c.refuseUntranslated();
    c.add(Match.of(PacketSet.ALL, UNTRACKED), Action.PERMIT);
    c.add(
        Match.of(PacketSet.ALL, Guard.is(Way.TRACKED, "yes")), state("ESTABLISHED"), Action.PERMIT);
    c.add(Match.of(neighbours()), state("UNTRACKED"), Action.PERMIT);
    c.add(Match.of(PacketSet.protocol(Protocols.TCP).or(icmp())), state("INVALID"), Action.PERMIT);
    c.add(Match.ALL, state("NEW"), Action.PERMIT);
    return c.list();
  }

  static RuleList follower(String name, SourceSpan span) {
    Conntrack c = new Conntrack(name, span);
    c.refuseUntranslated();
    c.add(Match.of(PacketSet.ALL, UNTRACKED), Action.PERMIT);
    c.add(
        Match.of(PacketSet.ALL, Guard.is(Way.TRACKED, "yes")), state("ESTABLISHED"), Action.PERMIT);
    c.add(Match.of(neighbours()), state("UNTRACKED"), Action.PERMIT);
    c.add(
        Match.ALL,
        new Action.OneOf(
            List.of(
                List.of(state("NEW")), List.of(state("ESTABLISHED")), List.of(state("INVALID"))),
            Condition.of(
                Condition.Kind.STATE,
                "the opener is not tracked, later packets of its direction are",
                "exempt both directions from tracking, or none")),
        Action.PERMIT);
    return c.list();
  }
}
