package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.View;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The lists that translate: destinations before the access lists, sources behind them, and the
 * check that answers would be translated by the same rule ("Asymmetric NAT rules matched for
 * forward and reverse flows").
 */
final class NatProgram {
  static final String UN_NAT = "~un-nat";
  static final String SOURCE = "~source-nat";
  static final String REVERSE = "~reverse-path";

  /** The rule that translated the source; {@code none} where none did. */
  private static final String ATTRIBUTE_SOURCE = "source-nat";

  private static final String NONE = "none";

  private final AsaConfig config;
  private final List<NatRule> rules;
  private final Map<String, Integer> ids = new HashMap<>();

  NatProgram(AsaConfig config, List<NatRule> rules) {
    this.config = config;
    this.rules = rules;
  }

  private String id(String wanted) {
    int n = ids.merge(wanted, 1, Integer::sum);
    return n == 1 ? wanted : wanted + "." + n;
  }

  private Rule rule(
      String id, SourceSpan span, NatRule.Piece piece, List<Guard> guards, List<Action> actions) {
    return Rule.builder(id(id), span)
        .match(new Match(piece.may(), piece.must(), guards, piece.doubts()))
        .then(actions.toArray(Action[]::new))
        .build();
  }

  private RuleList list(String name, List<Rule> made, Action... end) {
    Rule last =
        Rule.builder(name + ":end", SourceSpan.implicit(config.file, "no translation"))
            .kind(Rule.Kind.DERIVED)
            .match(Match.ALL)
            .then(end)
            .build();
    return new RuleList(name, RuleList.Kind.FIRST_MATCH, made, last, false, List.of());
  }

  private static void interfaceGuard(List<Guard> guards, String attribute, String name) {
    if (!name.isEmpty()) {
      guards.add(Guard.is(attribute, name));
    }
  }

  /** Translates destinations, in the order of the table, as packets arrive. */
  RuleList unNat() {
    List<Rule> made = new ArrayList<>();
    List<NatRule> alone = new ArrayList<>();
    for (NatRule r : rules) {
      if (r.joint()) {
        for (NatRule.Piece p : r.forwardIn()) {
          arriving(made, alone, r, p, r.realIf(), r.mappedIf(), r.forward());
        }
      }
      for (NatRule.Piece p : r.backwardIn()) {
        arriving(made, alone, r, p, r.mappedIf(), r.realIf(), r.backward());
      }
      if (r.joint() && r.forwardIn().isEmpty()) {
        alone.add(r);
      }
    }
    pools(made);
    return list(
        UN_NAT,
        made,
        new Action.Set(Places.ATTRIBUTE_NAT, NONE),
        new Action.Set(Places.ATTRIBUTE_EGRESS_BY, "route"),
        Action.PERMIT);
  }

  private void arriving(
      List<Rule> made,
      List<NatRule> alone,
      NatRule r,
      NatRule.Piece p,
      String from,
      String towards,
      String value) {
    List<Guard> in = new ArrayList<>();
    interfaceGuard(in, Attribute.IN, from);
    for (NatRule x : alone) {
      endsBefore(made, x, r, p, in, towards);
    }
    NatRule.Piece piece = r.section() == 3 ? besideObjects(r, p, from, towards) : p;
    made.add(rule(r.id() + " destination", r.span(), piece, in, actions(p, value, r, towards)));
  }

  /**
   * A twice rule without a destination: "a matching packet still only matches one twice NAT rule",
   * so later twice rules out of the same interface are not asked. Whether it takes a packet whose
   * destination an object's rule translates is not documented where both lead out of the same
   * interface; where they do not, the object's rule gives the interface, and the rule before does
   * not fit it ("Determining the Egress Interface" in the CLI guides).
   */
  private void endsBefore(
      List<Rule> made, NatRule x, NatRule later, NatRule.Piece p, List<Guard> in, String towards) {
    boolean apart = !x.mappedIf().isEmpty() && !towards.isEmpty() && !x.mappedIf().equals(towards);
    if (apart && !later.joint()) {
      return;
    }
    List<Action> stop =
        List.of(
            new Action.Set(Places.ATTRIBUTE_NAT, NONE),
            new Action.Set(Places.ATTRIBUTE_EGRESS_BY, "route"),
            Action.PERMIT);
    for (NatRule.Piece source : x.forwardSource()) {
      PacketSet packets = source.may().and(p.may());
      if (packets.isEmpty()) {
        continue;
      }
      List<Guard> guards = new ArrayList<>(in);
      interfaceGuard(guards, Attribute.IN, x.realIf());
      interfaceGuard(guards, Places.ATTRIBUTE_ROUTED, x.mappedIf());
      Condition why =
          Condition.of(
              Condition.Kind.TRANSLATION,
              "whether "
                  + x.id()
                  + ", which says nothing of destinations, ends the search before "
                  + later.id(),
              "look at packet-tracer",
              x.span());
      List<Action> actions =
          later.joint() && !apart ? stop : List.of(new Action.OneOf(List.of(stop, List.of()), why));
      NatRule.Piece piece =
          new NatRule.Piece(packets, packets.and(source.must()), actions, source.doubts());
      made.add(rule(x.id() + " source alone", x.span(), piece, guards, actions));
    }
  }

  /**
   * "If a match is still not found, section 3 rules are applied": whether a match of the other side
   * in section 2 counts is not documented, so that a rule of section 3 may or may not be asked.
   */
  private NatRule.Piece besideObjects(NatRule r, NatRule.Piece p, String from, String towards) {
    List<PacketSet> beside = new ArrayList<>();
    for (NatRule x : rules) {
      boolean fits =
          x.section() == 2
              && (x.realIf().isEmpty() || from.isEmpty() || x.realIf().equals(from))
              && (x.mappedIf().isEmpty() || towards.isEmpty() || x.mappedIf().equals(towards));
      if (fits) {
        x.forwardSource().forEach(s -> beside.add(s.may()));
      }
    }
    PacketSet unclear = PacketSet.union(beside).and(p.may());
    if (unclear.isEmpty()) {
      return p;
    }
    List<Condition> doubts = new ArrayList<>(p.doubts());
    doubts.add(sectionThree(r));
    return new NatRule.Piece(p.may(), p.must().minus(unclear), p.rewrites(), doubts);
  }

  private static Condition sectionThree(NatRule r) {
    return Condition.of(
        Condition.Kind.TRANSLATION,
        "whether " + r.id() + " is asked once an object's rule has translated the other side",
        "look at packet-tracer",
        r.span());
  }

  private static List<Action> actions(NatRule.Piece p, String value, NatRule r, String towards) {
    List<Action> out = new ArrayList<>(p.rewrites());
    out.add(new Action.Set(Places.ATTRIBUTE_NAT, value));
    if (r.egressByRule() && !towards.isEmpty()) {
      out.add(new Action.Set(Places.ATTRIBUTE_EGRESS_BY, "rule"));
      out.add(new Action.Set(Attribute.OUT, towards));
    } else {
      out.add(new Action.Set(Places.ATTRIBUTE_EGRESS_BY, "route"));
    }
    out.add(Action.PERMIT);
    return out;
  }

  /** To an address of a pool nothing can be opened: nobody says which host it stands for. */
  private void pools(List<Rule> made) {
    AddressSet own = config.own();
    for (NatRule r : rules) {
      PacketSet packets = PacketSet.to(poolOf(r).minus(own));
      if (!packets.isEmpty()) {
        List<Guard> guards = new ArrayList<>();
        interfaceGuard(guards, Attribute.IN, r.mappedIf());
        made.add(
            Rule.builder(id(r.id() + " pool"), r.span())
                .kind(Rule.Kind.DERIVED)
                .match(new Match(packets, packets, guards, List.of()))
                .then(Action.DENY)
                .build());
      }
    }
  }

  /** Addresses of a pool that stand for no certain host and are no real ones, too. */
  static AddressSet poolOf(NatRule r) {
    List<AddressSet> out = new ArrayList<>();
    for (NatRule.Piece p : r.forwardSource()) {
      AddressSet pool = pool(p);
      AddressSet real = p.may().sources();
      boolean everything = real.containsAll(AddressSet.ANY_V4);
      boolean odd = !everything && pool.intersects(real) || pool.size().bitLength() > 24;
      if (!odd && r.backwardIn().isEmpty() && !r.drops()) {
        out.add(pool);
      }
    }
    return AddressSet.union(out);
  }

  private static AddressSet pool(NatRule.Piece p) {
    for (Action a : p.rewrites()) {
      if (a instanceof Action.Translate t
          && t.field() == View.Field.SOURCE
          && t.rewrite() instanceof flowgap.packet.Rewrite.Into i) {
        return i.addresses();
      }
    }
    return AddressSet.NONE;
  }

  /** Translates sources, once the lists have been asked. */
  RuleList sources() {
    List<Rule> made = new ArrayList<>();
    for (NatRule r : rules) {
      if (!r.joint()) {
        continue;
      }
      if (!r.forwardIn().isEmpty()) {
        chosen(made, r, r.forward(), r.forwardSource());
      }
      if (!r.backwardIn().isEmpty()) {
        chosen(made, r, r.backward(), r.backwardSource());
      }
    }
    for (NatRule r : rules) {
      if (r.joint() && !r.forwardIn().isEmpty()) {
        continue;
      }
      List<Guard> guards = new ArrayList<>();
      interfaceGuard(guards, Attribute.IN, r.realIf());
      interfaceGuard(guards, Attribute.OUT, r.mappedIf());
      if (!r.outs().isEmpty()) {
        guards.add(new Guard.Is(Attribute.OUT, Set.copyOf(r.outs()), false));
      }
      for (NatRule.Piece p : r.forwardSource()) {
        if (r.section() == 3) {
          besideObjects(made, r, p, guards);
        }
        List<Action> actions = new ArrayList<>();
        if (r.drops()) {
          actions.add(Action.DENY);
        } else {
          actions.addAll(p.rewrites());
          actions.add(new Action.Set(ATTRIBUTE_SOURCE, r.id()));
          actions.add(Action.PERMIT);
        }
        made.add(rule(r.id(), r.span(), p, guards, actions));
      }
    }
    return list(SOURCE, made, new Action.Set(ATTRIBUTE_SOURCE, NONE), Action.PERMIT);
  }

  /** As for destinations: a destination that an object's rule translated may end the search. */
  private void besideObjects(List<Rule> made, NatRule r, NatRule.Piece p, List<Guard> guards) {
    Set<String> objects = new TreeSet<>();
    for (NatRule x : rules) {
      if (x.section() == 2 && !x.backwardIn().isEmpty()) {
        objects.add(x.backward());
      }
    }
    boolean changes = p.rewrites().stream().anyMatch(a -> a instanceof Action.Translate);
    if (objects.isEmpty() || !changes) {
      return;
    }
    List<Guard> all = new ArrayList<>(guards);
    all.add(new Guard.Is(Places.ATTRIBUTE_NAT, objects, false));
    made.add(
        Rule.builder(id(r.id() + " beside objects"), r.span())
            .kind(Rule.Kind.DERIVED)
            .match(new Match(p.may(), p.may(), all, List.of()))
            .then(
                new Action.OneOf(
                    List.of(
                        List.of(new Action.Set(ATTRIBUTE_SOURCE, NONE), Action.PERMIT), List.of()),
                    sectionThree(r)))
            .build());
  }

  /** A rule that was met on arrival translates the source as well; nothing else is looked up. */
  private void chosen(List<Rule> made, NatRule r, String value, List<NatRule.Piece> pieces) {
    List<Guard> guards = List.of(Guard.is(Places.ATTRIBUTE_NAT, value));
    for (NatRule.Piece p : pieces) {
      List<Action> actions = new ArrayList<>(p.rewrites());
      actions.add(new Action.Set(ATTRIBUTE_SOURCE, r.id()));
      actions.add(Action.PERMIT);
      made.add(rule(r.id(), r.span(), p, guards, actions));
    }
    made.add(
        rule(
            r.id(),
            r.span(),
            new NatRule.Piece(PacketSet.ALL, PacketSet.ALL, List.of(), List.of()),
            guards,
            List.of(new Action.Set(ATTRIBUTE_SOURCE, r.id()), Action.PERMIT)));
  }

  /** Drops what an answer would be translated of by another rule than the packet was. */
  RuleList reversePath() {
    Derived list = new Derived(REVERSE, config.file);
    for (NatRule r : rules) {
      if (r.drops()) {
        continue;
      }
      list.add(
          r.id() + " same rule",
          r.span(),
          r.joint() ? PacketSet.ALL : r.answerForward(),
          List.of(new Guard.Is(Places.ATTRIBUTE_NAT, Set.of(r.forward(), r.backward()), false)),
          Action.PERMIT);
      if (r.joint()) {
        list.add(
            r.id() + " same rule",
            r.span(),
            PacketSet.ALL,
            List.of(Guard.is(ATTRIBUTE_SOURCE, r.id())),
            Action.PERMIT);
      }
      List<Guard> forward = new ArrayList<>();
      interfaceGuard(forward, Attribute.OUT, r.realIf());
      interfaceGuard(forward, Attribute.IN, r.mappedIf());
      if (!r.outs().isEmpty()) {
        forward.add(new Guard.Is(Attribute.IN, Set.copyOf(r.outs()), false));
      }
      answer(list, r, r.answerForward(), forward);
      List<Guard> backward = new ArrayList<>();
      interfaceGuard(backward, Attribute.OUT, r.mappedIf());
      interfaceGuard(backward, Attribute.IN, r.realIf());
      answer(list, r, r.answerBackward(), backward);
    }
    return list.ending(Action.PERMIT, "no rule would translate the answer otherwise");
  }

  private void answer(Derived list, NatRule r, PacketSet packets, List<Guard> guards) {
    if (packets.isEmpty()) {
      return;
    }
    // identity of a net (nat 0 before 8.3) is bound to interfaces; it lets nothing in
    boolean exempt =
        r.outs().isEmpty() && r.forwardSource().stream().allMatch(p -> p.rewrites().isEmpty());
    Action end = exempt && !r.joint() ? Action.PERMIT : Action.DENY;
    String id = r.id() + " reverse path";
    if (r.doubts().isEmpty()) {
      list.add(id, r.span(), packets, guards, end);
    } else {
      list.addDoubtful(id, r.span(), packets, guards, r.doubts().get(0), end);
    }
  }
}
