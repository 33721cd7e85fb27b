package flowgap.analysis;

import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Findings about the rules and objects of one firewall. */
public final class RuleFindings {
  private RuleFindings() {}

  /**
   * @param judged what the firewall does with the flows, by flow id
   * @return in the order of the export: list by list, rule by rule
   */
  public static List<Finding> of(
      FirewallJudge judge,
      FlowRun run,
      Map<String, List<Judged>> judged,
      RuleFindingOptions options,
      FindingIds ids) {
    Firewall firewall = judge.firewall();
    Set<String> attached = Attachment.of(firewall);
    StateFindings states =
        new StateFindings(firewall, attached, options.now(), run.circumstances().window(), ids);
    List<Finding> out = new ArrayList<>();
    for (RuleList list : firewall.writtenLists()) {
      states.unattached(list).ifPresent(out::add);
      boolean isAttached = attached.contains(list.name());
      Optional<DeadRules> dead = DeadRules.of(firewall, list);
      for (Rule rule : list.rules()) {
        if (!rule.isWritten()) {
          continue;
        }
        out.addAll(states.of(list, rule));
        Optional<DeadRules.Dead> why = dead.flatMap(d -> d.dead(rule));
        if (why.isPresent()) {
          out.add(DeadFindings.of(firewall, list, why.get(), ids));
          continue;
        }
        if (isAttached) {
          RiskyFindings.of(firewall, list, rule, run.flows(), ids).ifPresent(out::add);
        }
      }
    }
    out.addAll(states.unusedObjects());
    return List.copyOf(out);
  }
}
