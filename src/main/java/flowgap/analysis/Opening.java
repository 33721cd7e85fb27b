package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.policy.Attribute;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import java.util.List;
import java.util.Set;

/** Which part of a permit rule opens connections from elsewhere. */
final class Opening {
  private Opening() {}

  /**
   * All new connections that the rule may let through; none for rules that only let answers back,
   * or that are about the loopback interface.
   */
  static PacketSet of(Rule rule) {
    if (!rule.enabled() || !rule.permits()) {
      return PacketSet.NONE;
    }
    List<PacketSet> sets =
        rule.matches().stream().filter(Opening::opens).map(Match::packets).toList();
    return sets.size() == 1 ? sets.get(0) : PacketSet.union(sets);
  }

  private static boolean opens(Match match) {
    for (Guard g : match.guards()) {
      if (g instanceof Guard.Is is) {
        boolean loopback =
            is.attribute().equals(Attribute.IN) || is.attribute().equals(Attribute.OUT);
        if (loopback && !is.negated() && is.values().equals(Set.of("lo"))) {
          return false;
        }
        if (is.attribute().equals(Attribute.STATE) && is.values().contains("NEW") == is.negated()) {
          return false;
        }
        if (is.attribute().equals(Attribute.LEG)
            && is.values().contains("opener") == is.negated()) {
          return false;
        }
      }
    }
    return true;
  }
}
