package flowgap.change;

import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Condition;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Shows that a changed policy is the old one but for what was meant: list by list the same rules in
 * the same order, besides those that were to go, and new ones that match no packet more than meant.
 */
final class Proof {
  /** A new rule that would match more than was meant. */
  record Stray(String list, Rule rule) {
    /** Whether it may have been written for one of these changes. */
    boolean mayBeOf(List<PolicyChange> changes) {
      return changes.stream()
          .filter(c -> c.list().equals(list))
          .flatMap(c -> c.rule().stream())
          .anyMatch(r -> r.packets().intersects(packets(rule)));
    }

    String sentence() {
      return rule.id() + " would match more than was meant";
    }
  }

  private Proof() {}

  /**
   * @param before the policy as it was read
   * @param after the policy as read again after the change
   * @return why it is not shown; empty where it is
   */
  static Optional<String> onlyAsMeant(Firewall before, Firewall after, List<PolicyChange> changes) {
    return onlyAsMeant(before, after, changes, (list, rule) -> false);
  }

  /**
   * @param accepted asked of new rules, by their lists, that match more than was meant
   */
  static Optional<String> onlyAsMeant(
      Firewall before,
      Firewall after,
      List<PolicyChange> changes,
      BiPredicate<RuleList, Rule> accepted) {
    Set<String> names = new TreeSet<>(before.lists().keySet());
    names.addAll(after.lists().keySet());
    for (String name : names) {
      RuleList old = before.lists().get(name);
      RuleList now = after.lists().get(name);
      if (old == null || now == null) {
        return Optional.of("list " + name + " is not in both policies");
      }
      List<PolicyChange> own = changes.stream().filter(c -> c.list().equals(name)).toList();
      Optional<String> why =
          now.written() || !own.isEmpty()
              ? onlyAsMeant(old, now, own, accepted)
              : asWritten(old, now, changes, after);
      if (why.isPresent()) {
        return why;
      }
    }
    return Optional.empty();
  }

  /** A list that was made from written ones may have lost and gained what these have. */
  private static Optional<String> asWritten(
      RuleList old, RuleList now, List<PolicyChange> changes, Firewall after) {
    List<PolicyChange> gone =
        changes.stream()
            .filter(c -> c.kind() != PolicyChange.Kind.INSERT_BEFORE)
            .map(
                c ->
                    new PolicyChange(
                        PolicyChange.Kind.REMOVE, now.name(), c.anchor(), Optional.empty()))
            .toList();
    Map<String, List<Rule>> written = new HashMap<>();
    return onlyAsMeant(settled(old), settled(now), gone, (list, r) -> isWritten(r, after, written));
  }

  /**
   * A list that was made from others, without what it leaves undecided: that follows from what the
   * written lists let through, which are compared themselves, and permits nothing for certain.
   * {@link Consequences} tells of it.
   */
  private static RuleList settled(RuleList list) {
    return new RuleList(
        list.name(),
        list.kind(),
        list.rules().stream().filter(r -> !isDerivedDoubt(r) && !Consequences.isOne(r)).toList(),
        list.end(),
        list.written(),
        list.bindings());
  }

  private static boolean isDerivedDoubt(Rule rule) {
    return rule.kind() == Rule.Kind.DERIVED
        && rule.actions().size() == 1
        && rule.actions().get(0) instanceof Action.OneOf o
        && o.courses().equals(List.of(List.of(Action.PERMIT), List.of(Action.DENY)));
  }

  /**
   * Whether a rule of a list that was made from others stands in a written list as well, where it
   * is judged.
   *
   * @param byId the rules of written lists, once they are asked for
   */
  private static boolean isWritten(Rule rule, Firewall firewall, Map<String, List<Rule>> byId) {
    if (byId.isEmpty()) {
      firewall.writtenLists().stream()
          .flatMap(l -> l.rules().stream())
          .forEach(w -> byId.computeIfAbsent(w.id(), i -> new ArrayList<>()).add(w));
    }
    return byId.getOrDefault(rule.id(), List.of()).stream().anyMatch(w -> same(w, rule));
  }

  private static Optional<String> onlyAsMeant(
      RuleList old,
      RuleList now,
      List<PolicyChange> changes,
      BiPredicate<RuleList, Rule> accepted) {
    PacketSet permitted = meant(changes, Action.End.PERMIT);
    PacketSet denied = meant(changes, Action.End.DENY);
    Set<String> gone = new TreeSet<>();
    for (PolicyChange c : changes) {
      if (c.kind() != PolicyChange.Kind.INSERT_BEFORE) {
        gone.add(c.anchor());
      }
    }
    int at = 0;
    for (Rule r : now.rules()) {
      int next = at;
      while (next < old.rules().size() && gone.contains(old.rules().get(next).id())) {
        next++;
      }
      if (next < old.rules().size() && same(old.rules().get(next), r)) {
        at = next + 1;
      } else if (!r.permits() && !r.denies()) {
        return Optional.of(r.id() + " is new and neither permits nor denies");
      } else if (!(r.permits() ? permitted : denied).containsAll(packets(r))
          && !accepted.test(now, r)) {
        return Optional.of(new Stray(now.name(), r).sentence());
      }
    }
    for (int i = at; i < old.rules().size(); i++) {
      if (!gone.contains(old.rules().get(i).id())) {
        return Optional.of(old.rules().get(i).id() + " is gone or stands elsewhere");
      }
    }
    return same(old.end(), now.end())
        ? Optional.empty()
        : Optional.of("the default of " + old.name() + " is another one");
  }

  /**
   * Whether every new rule asks besides the header just what one of the rules asks that it can have
   * replaced: no guard, condition or schedule is lost.
   *
   * @return why not; empty where it is so
   */
  static Optional<String> onlyHeadersAreOthers(
      Firewall before, Firewall after, List<PolicyChange> changes) {
    for (String list : new TreeSet<>(changes.stream().map(PolicyChange::list).toList())) {
      Set<String> anchors = new TreeSet<>();
      changes.stream()
          .filter(c -> c.kind() != PolicyChange.Kind.INSERT_BEFORE)
          .forEach(c -> anchors.add(c.anchor()));
      List<Rule> old = before.list(list).rules();
      List<Rule> replaced = old.stream().filter(o -> anchors.contains(o.id())).toList();
      int at = 0;
      for (Rule r : after.list(list).rules()) {
        int next = at;
        while (next < old.size()
            && anchors.contains(old.get(next).id())
            && !same(old.get(next), r)) {
          next++;
        }
        if (next < old.size() && same(old.get(next), r)) {
          at = next + 1;
        } else if (replaced.stream()
            .noneMatch(o -> asksTheSame(o, r) && packets(o).containsAll(packets(r)))) {
          return Optional.of(
              "the rule hinges on more than these commands can write: narrow it by hand");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean asksTheSame(Rule replaced, Rule by) {
    return texts(replaced.conditions()).equals(texts(by.conditions()))
        && replaced.schedule().isPresent() == by.schedule().isPresent()
        && by.matches().stream()
            .allMatch(
                m ->
                    replaced.matches().stream()
                        .anyMatch(
                            o ->
                                o.guards().equals(m.guards())
                                    && texts(o.doubts()).equals(texts(m.doubts()))));
  }

  private static List<String> texts(List<Condition> conditions) {
    return conditions.stream().map(c -> c.kind() + " " + c.text()).toList();
  }

  static PacketSet meant(List<PolicyChange> changes, Action.End action) {
    return PacketSet.union(
        changes.stream()
            .flatMap(c -> c.rule().stream())
            .filter(r -> r.action() == action)
            .map(PolicyChange.NewRule::packets)
            .toList());
  }

  /** Whether two policies are the same in every list, rule by rule. */
  static boolean same(Firewall before, Firewall after) {
    return onlyAsMeant(before, after, List.of()).isEmpty();
  }

  /** Whether two rules do the same to the same packets, wherever they stand. */
  static boolean same(Rule a, Rule b) {
    return a.enabled() == b.enabled()
        && told(a.actions()).equals(told(b.actions()))
        && a.conditions().size() == b.conditions().size()
        && a.schedule().map(s -> s.weekly()).equals(b.schedule().map(s -> s.weekly()))
        && a.schedule().map(s -> s.spans()).equals(b.schedule().map(s -> s.spans()))
        && same(a.matches(), b.matches());
  }

  /** Actions without the lines that they stand in, and without notes. */
  private static List<Object> told(List<Action> actions) {
    List<Object> out = new ArrayList<>();
    for (Action a : actions) {
      if (a instanceof Action.OneOf o) {
        out.add(o.why().kind() + " " + o.why().text());
        o.courses().forEach(course -> out.add(told(course)));
      } else if (!(a instanceof Action.Note)) {
        out.add(a);
      }
    }
    return out;
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

  static PacketSet packets(Rule rule) {
    return PacketSet.union(rule.matches().stream().map(Match::packets).toList());
  }
}
