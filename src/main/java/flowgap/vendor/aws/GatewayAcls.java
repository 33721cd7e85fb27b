package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
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
 * the ACL of the gateway's subnet, both ways. Which gateway, only route tables say: where an ACL of
 * such a subnet denies anything, these packets are undecided.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html">NAT
 *     gateways</a>
 */
final class GatewayAcls {
  static final String NAME = "ACL of the NAT gateway";

  private final VpcScope scope;
  private final Map<String, RuleList> known;

  GatewayAcls(VpcScope scope, Map<String, RuleList> known) {
    this.scope = scope;
    this.known = known;
  }

  /** Whether such a list is needed; it is then put to the others. */
  boolean putInto(Map<String, RuleList> lists) {
    List<String> narrow =
        scope.gatewaySubnets().stream().map(scope::acl).distinct().filter(this::denies).toList();
    if (narrow.isEmpty()) {
      return false;
    }
    SourceSpan nowhere = SourceSpan.implicit(scope.file(), scope.title());
    List<AddressSet> own = new ArrayList<>();
    scope.attachments().forEach(a -> a.publicly().keySet().forEach(p -> own.add(AddressSet.of(p))));
    AddressSet without = Places.PRIVATE.and(AddressSet.ANY_V4).minus(AddressSet.union(own));
    AddressSet beyond = AddressSet.ANY_V4.minus(Places.PRIVATE).minus(scope.networks());
    Condition why =
        Condition.of(
            Condition.Kind.FEATURE,
            "whether "
                + String.join(", ", narrow)
                + ", the ACL of a NAT gateway's subnet, lets the packets and their answers through",
            "look at the route tables and the NAT gateway's subnet");
    Rule rule =
        Rule.builder("ACL of a NAT gateway's subnet", nowhere)
            .kind(Rule.Kind.DERIVED)
            .match(
                Match.of(
                    PacketSet.between(without, beyond),
                    End.SOURCE.is(End.INSIDE),
                    End.DESTINATION.is(End.OUTSIDE, End.ELSEWHERE)))
            .then(Action.undecided(why))
            .build();
    Rule end =
        Rule.builder("no NAT gateway", nowhere)
            .kind(Rule.Kind.DERIVED)
            .match(Match.ALL)
            .then(Action.PERMIT)
            .build();
    lists.put(
        NAME, new RuleList(NAME, RuleList.Kind.FIRST_MATCH, List.of(rule), end, false, List.of()));
    return true;
  }

  /** Whether an ACL denies anything of IPv4 in either direction. */
  private boolean denies(String acl) {
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
