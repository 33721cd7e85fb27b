package flowgap.change;

import flowgap.packet.PacketSet;
import flowgap.policy.Firewall;
import flowgap.policy.Match;
import flowgap.policy.PolicyChange;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Shows that a changed policy is the old one but for the rules that were meant: list by list the
 * same rules in the same order, besides inserted ones that match no packet more than they were
 * meant to.
 */
final class Proof {
  private Proof() {}

  /**
   * @param before the policy as it was read
   * @param after the policy as read again after the change
   * @return why it is not shown; empty where it is
   */
  static Optional<String> insertionsOnly(
      Firewall before, Firewall after, List<PolicyChange> changes) {
    Set<String> names = new TreeSet<>(before.lists().keySet());
    names.addAll(after.lists().keySet());
    for (String name : names) {
      RuleList old = before.lists().get(name);
      RuleList now = after.lists().get(name);
      if (old == null || now == null) {
        return Optional.of("list " + name + " is not in both policies");
      }
      Optional<String> why = insertionsOnly(old, now, meant(name, changes));
      if (why.isPresent()) {
        return why;
      }
    }
    return Optional.empty();
  }

  private static PacketSet meant(String list, List<PolicyChange> changes) {
    List<PacketSet> out = new ArrayList<>();
    for (PolicyChange c : changes) {
      if (c.list().equals(list) && c.rule().isPresent()) {
        out.add(c.rule().get().packets());
      }
    }
    return PacketSet.union(out);
  }

  private static Optional<String> insertionsOnly(RuleList old, RuleList now, PacketSet meant) {
    int at = 0;
    for (Rule r : now.rules()) {
      if (at < old.rules().size() && same(old.rules().get(at), r)) {
        at++;
      } else if (!r.permits()) {
        return Optional.of(r.id() + " is new and does not permit");
      } else if (!meant.containsAll(packets(r))) {
        return Optional.of(r.id() + " would permit more than the missing part");
      }
    }
    if (at < old.rules().size()) {
      return Optional.of(old.rules().get(at).id() + " is gone or stands elsewhere");
    }
    return same(old.end(), now.end())
        ? Optional.empty()
        : Optional.of("the default of " + old.name() + " is another one");
  }

  /** Whether two policies are the same in every list: rule by rule. */
  static Optional<String> same(Firewall before, Firewall after) {
    return insertionsOnly(before, after, List.of())
        .or(() -> insertionsOnly(after, before, List.of()));
  }

  /** Whether two rules do the same to the same packets, wherever they stand. */
  private static boolean same(Rule a, Rule b) {
    return a.enabled() == b.enabled()
        && a.actions().equals(b.actions())
        && a.conditions().size() == b.conditions().size()
        && a.schedule().map(s -> s.weekly()).equals(b.schedule().map(s -> s.weekly()))
        && a.schedule().map(s -> s.spans()).equals(b.schedule().map(s -> s.spans()))
        && same(a.matches(), b.matches());
  }

  private static boolean same(List<Match> a, List<Match> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      Match m = a.get(i);
      Match n = b.get(i);
      if (!m.guards().equals(n.guards())
          || !m.packets().equals(n.packets())
          || !m.certain().equals(n.certain())) {
        return false;
      }
    }
    return true;
  }

  private static PacketSet packets(Rule rule) {
    return PacketSet.union(rule.matches().stream().map(Match::packets).toList());
  }
}
