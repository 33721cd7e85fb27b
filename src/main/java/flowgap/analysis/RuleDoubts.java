package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.policy.Condition;
import flowgap.policy.Rule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a rule may match, but does not for certain, because the export does not say it all. */
final class RuleDoubts {
  /** What is missing or not understood; what a rule says on purpose is no doubt about it. */
  private static final Set<Condition.Kind> KINDS =
      EnumSet.of(
          Condition.Kind.MEMBERSHIP,
          Condition.Kind.MISSING_POLICY,
          Condition.Kind.HOST_NAME,
          Condition.Kind.NOT_UNDERSTOOD);

  private RuleDoubts() {}

  /** Why it is uncertain that the rule takes these packets; empty where it is not. */
  static Optional<String> about(Rule rule, PacketSet packets) {
    List<Condition> doubts = new ArrayList<>(rule.conditions());
    boolean sure =
        rule.conditions().isEmpty()
            && PacketSet.union(rule.matches().stream().map(m -> m.certain()).toList())
                .containsAll(packets);
    if (sure) {
      return Optional.empty();
    }
    rule.matches().forEach(m -> doubts.addAll(m.doubts()));
    return doubts.stream().filter(d -> KINDS.contains(d.kind())).map(Condition::text).findFirst();
  }

  /** Whether it hangs on something else than the packet whether the rule takes anything at all. */
  static boolean hangsOnSomething(Rule rule) {
    return rule.schedule().isPresent() || !rule.conditions().isEmpty();
  }
}
