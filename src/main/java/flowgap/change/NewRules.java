package flowgap.change;

import flowgap.packet.PacketSet;
import flowgap.policy.Firewall;
import flowgap.policy.Match;
import flowgap.policy.PolicyChange;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of a changed policy that the old one has not, and what each was made for. */
final class NewRules {
  /**
   * @param behind how many rules of the old list stand before it
   */
  private record New(Rule rule, int behind, PacketSet packets) {}

  private final Firewall before;
  private final Map<String, List<New>> byList = new HashMap<>();
  private final Map<String, Map<String, Integer>> places = new HashMap<>();

  /**
   * @param after the old rules in their order, and new ones
   */
  NewRules(Firewall before, Firewall after) {
    this.before = before;
    before.lists().forEach((name, old) -> byList.put(name, added(old, after.list(name))));
  }

  private static List<New> added(RuleList old, RuleList now) {
    List<New> out = new ArrayList<>();
    int at = 0;
    for (Rule r : now.rules()) {
      if (at < old.rules().size() && Proof.same(old.rules().get(at), r)) {
        at++;
      } else {
        out.add(new New(r, at, Proof.packets(r)));
      }
    }
    return out;
  }

  /**
   * Whether new rules within each change permit all that was meant, before the rule that denies it:
   * they would do so without the others, too.
   *
   * @param wider rules that go beyond because their list cannot say less
   */
  boolean cover(List<PolicyChange> changes, Optional<Widening> wider) {
    return changes.stream().allMatch(c -> covers(c, wider));
  }

  private boolean covers(PolicyChange change, Optional<Widening> wider) {
    PacketSet meant = change.rule().orElseThrow().packets();
    int anchor = place(change);
    List<PacketSet> permitted = new ArrayList<>();
    for (New n : byList.getOrDefault(change.list(), List.of())) {
      if (n.behind <= anchor
          && n.rule.permits()
          && n.rule.conditions().isEmpty()
          && meant.intersects(n.packets)
          && (meant.containsAll(n.packets) || wider.map(w -> w.has(n.rule)).orElse(false))) {
        n.rule.matches().stream().map(Match::certain).forEach(permitted::add);
      }
    }
    return PacketSet.union(permitted).containsAll(meant);
  }

  private int place(PolicyChange change) {
    RuleList list = before.list(change.list());
    return places
        .computeIfAbsent(
            change.list(),
            l -> {
              Map<String, Integer> out = new HashMap<>();
              list.rules().forEach(r -> out.putIfAbsent(r.id(), out.size()));
              return out;
            })
        .getOrDefault(change.anchor(), list.rules().size());
  }
}
