package flowgap.analysis;

import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Rule;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the user takes for granted ({@code --assume}); named at the head of every report.
 *
 * @param kinds conditions of these kinds are judged as holding
 */
public record Assumptions(Set<Condition.Kind> kinds) {
  public static final Assumptions NONE = new Assumptions(Set.of());

  public Assumptions {
    kinds = Set.copyOf(kinds);
  }

  /**
   * What is taken for granted of one rule. That the traffic is what a rule names is assumed of no
   * deny: a deny of some application would else be said to stop everything, and a flow that must
   * stay blocked would pass for blocked.
   */
  Assumptions of(Rule rule) {
    if (!kinds.contains(Condition.Kind.APPLICATION) || !rule.actions().contains(Action.DENY)) {
      return this;
    }
    EnumSet<Condition.Kind> rest = EnumSet.copyOf(kinds);
    rest.remove(Condition.Kind.APPLICATION);
    return new Assumptions(rest);
  }

  boolean hold(Condition condition) {
    return kinds.contains(condition.kind());
  }
}
