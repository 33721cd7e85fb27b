package flowgap.change;

import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a firewall may let pass besides because of rules that others write: a permitted control
 * connection opens further ones. It is never certain, and told beside a change.
 */
final class Consequences {
  /** Boxes of one consequence that are shown. */
  private static final int LINES = 3;

  private Consequences() {}

  /** Whether a rule was made from others and permits uncertainly. */
  static boolean isOne(Rule rule) {
    return rule.kind() == Rule.Kind.DERIVED
        && !rule.conditions().isEmpty()
        && rule.actions().contains(Action.PERMIT);
  }

  /** What may pass besides after a change, in words; empty where there is nothing. */
  static Optional<String> told(Firewall before, Firewall after) {
    List<String> out = new ArrayList<>();
    for (RuleList now : after.lists().values()) {
      RuleList old = before.lists().get(now.name());
      if (!now.written() && old != null) {
        now.rules().stream()
            .filter(Consequences::isOne)
            .forEach(r -> words(old, r).ifPresent(out::add));
      }
    }
    return out.isEmpty()
        ? Optional.empty()
        : Optional.of("may pass besides: " + String.join("; ", out.stream().distinct().toList()));
  }

  private static Optional<String> words(RuleList old, Rule rule) {
    PacketSet known =
        PacketSet.union(
            old.rules().stream()
                .filter(o -> isOne(o) && o.id().equals(rule.id()))
                .map(Proof::packets)
                .toList());
    PacketSet more = Proof.packets(rule).minus(known);
    return more.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(", ", more.describe(LINES)) + " (" + rule.conditions().get(0).text() + ")");
  }
}
