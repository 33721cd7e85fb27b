package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What leaves for a public address from an interface without one goes through a NAT gateway, past
 * the ACL of the gateway's subnet, both ways, in and out. Which gateway, only route tables say:
 * where an ACL of such a subnet denies packets or their answers, these are undecided. A gateway
 * takes its own ports from 1024 to 65535 for what it translates.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html">NAT
 *     gateways</a>
 */
final class GatewayAcls {
  private static final PortSet OWN_PORTS = PortSet.range(1024, 65535);

  private final VpcScope scope;
  private final Map<String, RuleList> known;
  private final SourceSpan nowhere;
  private final List<String> narrow;

  GatewayAcls(VpcScope scope, Map<String, RuleList> known) {
    this.scope = scope;
    this.known = Map.copyOf(known);
    this.nowhere = SourceSpan.implicit(scope.file(), scope.title());
    this.narrow =
        scope.gatewaySubnets().stream().map(scope::acl).distinct().filter(this::denies).toList();
  }

  /** The list that asks them: for openers or answers, on their way in or out of the subnet. */
  static String name(boolean answers, boolean egress) {
    return "ACL of the NAT gateway, " + (egress ? "out" : "in") + (answers ? ", for answers" : "");
  }

  /** Whether such lists are needed; they are then put to the others. */
  boolean putInto(Map<String, RuleList> lists) {
    if (narrow.isEmpty()) {
      return false;
    }
    for (String acl : narrow) {
      if (known.containsKey(AclRules.listName(acl, false))) {
        lists.put(toGateway(acl), answersToGateway(acl));
      }
    }
    List<AddressSet> own = new ArrayList<>();
    scope.attachments().forEach(a -> a.publicly().keySet().forEach(p -> own.add(AddressSet.of(p))));
    AddressSet without =
        Places.PRIVATE.or(scope.networks()).and(AddressSet.ANY_V4).minus(AddressSet.union(own));
    AddressSet beyond = AddressSet.ANY_V4.minus(Places.PRIVATE).minus(scope.networks());
    for (boolean answers : new boolean[] {false, true}) {
      PacketSet packets =
          answers ? PacketSet.between(beyond, without) : PacketSet.between(without, beyond);
      for (boolean egress : new boolean[] {false, true}) {
        String name = name(answers, egress);
        lists.put(name, list(name, List.of(rule(name, packets, answers, egress))));
      }
    }
    return true;
  }

  private Rule rule(String name, PacketSet packets, boolean answers, boolean egress) {
    Condition why =
        Condition.of(
            Condition.Kind.FEATURE,
            "whether the packets go past "
                + String.join(", ", narrow)
                + ", the ACL of a NAT gateway's subnet",
            "look at the route tables and the NAT gateway's subnet");
    List<List<Action>> courses = new ArrayList<>();
    courses.add(List.of(Action.PERMIT));
    for (String acl : narrow) {
      String list = AclRules.listName(acl, egress);
      if (!known.containsKey(list)) {
        courses.add(List.of(Action.DENY));
      } else if (answers) {
        courses.add(
            List.of(new Action.GoTo(egress ? AclRules.answersName(acl, true) : toGateway(acl))));
      } else {
        courses.add(List.of(new Action.GoTo(list)));
      }
    }
    return Rule.builder(name + ":gateway", nowhere)
        .kind(Rule.Kind.DERIVED)
        .match(
            Match.of(
                packets, End.SOURCE.is(End.INSIDE), End.DESTINATION.is(End.OUTSIDE, End.ELSEWHERE)))
        .then(new Action.OneOf(courses, why))
        .build();
  }

  private static String toGateway(String acl) {
    return AclRules.listName(acl, false) + " for a NAT gateway";
  }

  /** An ACL's inbound list for answers to the gateway's own ports, whichever it has taken. */
  private RuleList answersToGateway(String acl) {
    RuleList list = known.get(AclRules.listName(acl, false));
    PacketSet denied = AclRules.notCertainlyPermitted(list);
    String name = toGateway(acl);
    List<Rule> rules = new ArrayList<>();
    rules.add(step(name + ":all-ports", AclRules.permittedTo(OWN_PORTS, denied), Action.PERMIT));
    rules.add(step(name + ":some-ports", AclRules.PORTED, Action.DENY));
    rules.add(step(name + ":list", PacketSet.ALL, new Action.GoTo(list.name())));
    return list(name, rules);
  }

  private Rule step(String id, PacketSet packets, Action action) {
    return Rule.builder(id, nowhere)
        .kind(Rule.Kind.DERIVED)
        .match(Match.of(packets))
        .then(action)
        .build();
  }

  private RuleList list(String name, List<Rule> rules) {
    return new RuleList(
        name,
        RuleList.Kind.FIRST_MATCH,
        rules,
        step(name + ":end", PacketSet.ALL, Action.PERMIT),
        false,
        List.of());
  }

  /** Whether an ACL denies anything of IPv4 in either direction, or may do so unseen. */
  private boolean denies(String acl) {
    if (acl.equals(End.UNKNOWN)) {
      return true;
    }
    for (boolean egress : new boolean[] {false, true}) {
      RuleList list = known.get(AclRules.listName(acl, egress));
      if (list == null) {
        continue;
      }
      PacketSet open = PacketSet.ALL_V4;
      for (Rule r : list.rules()) {
        PacketSet certain = PacketSet.union(r.matches().stream().map(Match::certain).toList());
        PacketSet may = PacketSet.union(r.matches().stream().map(Match::packets).toList());
        if (r.permits()) {
          open = open.minus(certain);
        } else if (open.intersects(may)) {
          return true;
        }
      }
      if (!open.isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
