package flowgap.vendor.iptables;

import flowgap.policy.Action;
import flowgap.policy.Condition;
import java.util.List;
import java.util.Optional;

/**
 * What a target does.
 *
 * @param extra asked of the packet besides the rule's matches
 * @param doubt why the target's effect is not known, where it is not
 */
record Plan(List<Action> actions, Factor extra, boolean logs, Optional<Condition> doubt) {
  Plan {
    actions = List.copyOf(actions);
  }

  static Plan of(Action... actions) {
    return new Plan(List.of(actions), Factor.ALWAYS, false, Optional.empty());
  }

  static Plan of(List<Action> actions) {
    return new Plan(actions, Factor.ALWAYS, false, Optional.empty());
  }

  static Plan oneOf(Condition why, List<List<Action>> courses) {
    return new Plan(
        List.of(new Action.OneOf(courses, why)), Factor.ALWAYS, false, Optional.of(why));
  }
}
