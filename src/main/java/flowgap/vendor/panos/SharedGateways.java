package flowgap.vendor.panos;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.Rewrite;
import flowgap.packet.View;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * NAT rules of shared gateways, which several virtual systems lie behind. They are not judged: what
 * a rule that changes the destination may take is undecided, and behind one that changes the source
 * nothing is known of it.
 */
final class SharedGateways {
  private final Vantage v;
  private final List<Rule> destinations = new ArrayList<>();
  private final List<Rule> sources = new ArrayList<>();

  SharedGateways(Vantage v) {
    this.v = v;
    for (Topology.Gateway g : v.topology().gateways) {
      List<Scope> scopes = new ArrayList<>();
      scopes.add(new Scope("shared gateway " + g.name(), v.exports().get(0), g.node()));
      scopes.addAll(v.names().scopes());
      Names names = new Names(scopes, Names.identities(), p -> {});
      AddressBook addresses = new AddressBook(names, v.facts(), v.variables());
      for (Node r : g.node().under("rulebase", "nat", "rules")) {
        if (!r.isYes("disabled")) {
          rule(g, r, addresses);
        }
      }
    }
  }

  boolean isEmpty() {
    return destinations.isEmpty() && sources.isEmpty();
  }

  private void rule(Topology.Gateway g, Node r, AddressBook addresses) {
    SourceSpan span = r.span(g.file());
    AddressSet from = addresses.of(r.words("source"), span).may();
    AddressSet to = addresses.of(r.words("destination"), span).may();
    Condition why =
        Condition.of(
            Kind.TRANSLATION,
            "NAT rule '" + r.word + "' of shared gateway " + g.name() + " is not judged",
            "judge flows through the shared gateway by hand",
            span);
    if (r.has("destination-translation") || r.has("dynamic-destination-translation")) {
      destination(g, PacketSet.between(from, to), why, span);
    }
    Node fixed = r.at("source-translation", "static-ip");
    if (fixed != null && fixed.isYes("bi-directional")) {
      AddressSet outside = addresses.of(fixed.words("translated-address"), span).may();
      destination(g, PacketSet.to(outside), why, span);
    }
    if (r.has("source-translation")) {
      Match match =
          new Match(
              PacketSet.between(from, to),
              PacketSet.NONE,
              List.of(new Guard.Is(Attribute.OUT_ZONE, zones(g), false)),
              List.of(why));
      Action into =
          new Action.Translate(
              View.Field.SOURCE, new Rewrite.Into(AddressSet.ANY), "source -> unknown");
      sources.add(rule("gateway-source:" + (sources.size() + 1), span, match, into));
    }
  }

  private void destination(Topology.Gateway g, PacketSet packets, Condition why, SourceSpan span) {
    Match match = Match.of(packets).with(List.of(new Guard.Is(Attribute.IN_ZONE, zones(g), false)));
    String id = "gateway-destination:" + (destinations.size() + 1);
    destinations.add(rule(id, span, match, Action.undecided(why)));
  }

  private static Rule rule(String id, SourceSpan span, Match match, Action action) {
    return Rule.builder(id, span)
        .kind(Rule.Kind.DERIVED)
        .match(match)
        .then(action, Action.PERMIT)
        .build();
  }

  /** The zones by which the gateway is seen from here. */
  private Set<String> zones(Topology.Gateway g) {
    Set<String> out = new LinkedHashSet<>();
    out.add("(" + g.name() + ")");
    for (Topology.Zone z : v.topology().zonesOf(v.vsys())) {
      if (z.external().contains(g.name())) {
        out.add(z.name());
      }
    }
    return out;
  }

  /** Before it is asked whether packets pass through here at all. */
  RuleList destinations() {
    return list("shared gateway NAT", destinations);
  }

  RuleList sources() {
    return list("shared gateway translation", sources);
  }

  private RuleList list(String name, List<Rule> rules) {
    return new RuleList(
        name,
        RuleList.Kind.FIRST_MATCH,
        rules,
        NatList.passing(name, v.firstFile()),
        false,
        List.of(name));
  }
}
