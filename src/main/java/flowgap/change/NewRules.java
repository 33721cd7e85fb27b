package flowgap.change;

import flowgap.packet.PacketSet;
import flowgap.policy.Firewall;
import flowgap.policy.Match;
import flowgap.policy.PolicyChange;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of a changed policy that the old one has not, and what each was made for. */
final class NewRules {
  /**
   * @param behind how many rules of the old list stand before it
   */
  private record New(Rule rule, int behind, PacketSet packets) {}

  private final Firewall before;
  private final Firewall after;
  private final Map<String, List<New>> byList = new HashMap<>();
  private final Map<String, Map<String, Integer>> places = new HashMap<>();

  /**
   * @param after the old rules in their order, and new ones
   */
  NewRules(Firewall before, Firewall after) {
    this.before = before;
    this.after = after;
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

  /**
   * The policy with the new rules of these changes alone: without those of others, and without what
   * was derived from theirs.
   */
  Firewall only(List<PolicyChange> changes, Optional<Widening> wider) {
    Map<String, List<Rule>> kept = own(changes, wider);
    Map<String, RuleList> lists = new LinkedHashMap<>();
    after
        .lists()
        .forEach(
            (name, list) -> {
              Set<Rule> added = Collections.newSetFromMap(new IdentityHashMap<>());
              byList.getOrDefault(name, List.of()).forEach(n -> added.add(n.rule));
              List<Rule> rules =
                  list.rules().stream()
                      .filter(r -> !added.contains(r) || isAmong(kept, r))
                      .toList();
              lists.put(name, added.isEmpty() ? list : list.with(rules));
            });
    return after.withLists(lists);
  }

  private Map<String, List<Rule>> own(List<PolicyChange> changes, Optional<Widening> wider) {
    Map<String, List<Rule>> out = new HashMap<>();
    for (PolicyChange c : changes) {
      PacketSet meant = c.rule().orElseThrow().packets();
      for (New n : byList.getOrDefault(c.list(), List.of())) {
        if (isWithin(n, meant, wider)) {
          out.computeIfAbsent(n.rule.id(), i -> new ArrayList<>()).add(n.rule);
        }
      }
    }
    return out;
  }

  /** Ids, as they are now, of new rules that are not of these changes. */
  Set<String> others(List<PolicyChange> changes, Optional<Widening> wider) {
    Map<String, List<Rule>> own = own(changes, wider);
    Set<String> out = new HashSet<>();
    for (List<New> some : byList.values()) {
      some.stream().filter(n -> !isAmong(own, n.rule)).forEach(n -> out.add(n.rule.id()));
    }
    return out;
  }

  private static boolean isAmong(Map<String, List<Rule>> kept, Rule rule) {
    return kept.getOrDefault(rule.id(), List.of()).stream().anyMatch(k -> Proof.same(k, rule));
  }

  private static boolean isWithin(New n, PacketSet meant, Optional<Widening> wider) {
    return meant.intersects(n.packets)
        && (meant.containsAll(n.packets) || wider.map(w -> w.has(n.rule)).orElse(false));
  }

  private boolean covers(PolicyChange change, Optional<Widening> wider) {
    PacketSet meant = change.rule().orElseThrow().packets();
    int anchor = place(change);
    List<PacketSet> permitted = new ArrayList<>();
    for (New n : byList.getOrDefault(change.list(), List.of())) {
      if (n.behind <= anchor
          && n.rule.permits()
          && n.rule.conditions().isEmpty()
          && isWithin(n, meant, wider)) {
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
