package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.Rewrite;
import flowgap.packet.View;
import flowgap.policy.Action;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the internet gateway translates, one to one: a public destination becomes the private
 * address of its interface, a private source on its way to a public address becomes its public one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html">Internet
 *     gateways</a>
 */
final class GatewayList {
  static final String NAME = "internet gateway";
  static final String BACK = "internet gateway for answers";

  private static final AddressSet PUBLIC = AddressSet.ANY_V4.minus(Places.PRIVATE);

  private final VpcScope scope;
  private final SourceSpan nowhere;

  GatewayList(VpcScope scope) {
    this.scope = scope;
    this.nowhere = SourceSpan.implicit(scope.file(), scope.title());
  }

  boolean isNeeded() {
    return scope.attachments().stream().anyMatch(a -> !a.publicly().isEmpty());
  }

  RuleList list() {
    Map<IpAddress, IpAddress> out = new TreeMap<>();
    Map<IpAddress, SourceSpan> spans = new TreeMap<>();
    List<AddressSet> gateways = new ArrayList<>();
    for (Attachment a : scope.attachments()) {
      a.publicly().forEach(out::putIfAbsent);
      a.publicly().keySet().forEach(p -> spans.putIfAbsent(p, a.span()));
      if (a.isNatGateway()) {
        a.publicly().values().forEach(p -> gateways.add(AddressSet.of(p)));
      }
    }
    List<Rule> rules = new ArrayList<>();
    Guard inside = End.SOURCE.is(End.INSIDE);
    AddressSet beyond = PUBLIC.minus(scope.networks());
    AddressSet own = AddressSet.union(out.values().stream().map(AddressSet::of).toList());
    out.forEach(
        (here, there) ->
            rules.add(
                rule(
                    "source " + here,
                    spans.get(here),
                    Match.of(PacketSet.between(AddressSet.of(here), beyond), inside),
                    translate(View.Field.SOURCE, here, there))));
    AddressSet others =
        AddressSet.ANY_V4.minus(
            AddressSet.union(out.keySet().stream().map(AddressSet::of).toList()).or(own));
    AddressSet into = gateways.isEmpty() ? PUBLIC : AddressSet.union(gateways);
    rules.add(
        rule(
            "source by a NAT gateway",
            nowhere,
            Match.of(PacketSet.between(others.and(Places.PRIVATE), own), inside),
            new Action.Translate(
                View.Field.SOURCE,
                new Rewrite.Into(into),
                "source -> " + (gateways.isEmpty() ? "an address that is not known" : into))));
    elsewhere(own, rules);
    out.forEach(
        (here, there) ->
            rules.add(
                rule(
                    "destination " + there,
                    spans.get(here),
                    Match.of(PacketSet.to(AddressSet.of(there))),
                    translate(View.Field.DESTINATION, there, here))));
    return list(NAME, rules);
  }

  /**
   * A private source that lies elsewhere cannot arrive at a public address as it is: it comes with
   * a public one, that of its interface where the account knows it.
   */
  private void elsewhere(AddressSet own, List<Rule> rules) {
    Guard away = End.SOURCE.is(End.OUTSIDE, End.ELSEWHERE);
    scope
        .publicElsewhere()
        .forEach(
            (here, there) ->
                rules.add(
                    rule(
                        "source " + here,
                        nowhere,
                        Match.of(PacketSet.between(AddressSet.of(here), own), away),
                        translate(View.Field.SOURCE, here, there))));
    rules.add(
        rule(
            "private source from elsewhere",
            nowhere,
            Match.of(PacketSet.between(Places.PRIVATE.and(AddressSet.ANY_V4), own), away),
            new Action.Translate(
                View.Field.SOURCE,
                new Rewrite.Into(PUBLIC),
                "source -> a public address that is not known")));
  }

  /** Answers are translated back. */
  RuleList back() {
    return list(
        BACK,
        List.of(
            Rule.builder(BACK + ":connection", nowhere)
                .kind(Rule.Kind.DERIVED)
                .match(Match.ALL)
                .then(
                    new Action.Tracked(Guard.Side.SOURCE),
                    new Action.Tracked(Guard.Side.DESTINATION))
                .build()));
  }

  private RuleList list(String name, List<Rule> rules) {
    return new RuleList(
        name,
        RuleList.Kind.FIRST_MATCH,
        rules,
        Rule.builder(name + ":end", nowhere)
            .kind(Rule.Kind.DERIVED)
            .match(Match.ALL)
            .then(Action.PERMIT)
            .build(),
        false,
        List.of());
  }

  private static Rule rule(String what, SourceSpan span, Match match, Action action) {
    return Rule.builder(NAME + ": " + what, span)
        .kind(Rule.Kind.DERIVED)
        .match(match)
        .then(action)
        .build();
  }

  private static Action translate(View.Field field, IpAddress from, IpAddress to) {
    return new Action.Translate(
        field,
        new Rewrite.Shift(from, to),
        (field == View.Field.SOURCE ? "source " : "destination ") + from + " -> " + to);
  }
}
