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
   * @param needs what the flows need of the firewall's rules
   * @param decides receives a packet that it decides of each rule that is not dead, by rule id
   * @return in the order of the export: list by list, rule by rule
   */
  public static List<Finding> of(
      FirewallJudge judge,
      FlowRun run,
      RuleNeeds needs,
      RuleFindingOptions options,
      FindingIds ids,
      Map<String, String> decides) {
    Firewall firewall = judge.firewall();
    Set<String> attached = Attachment.of(firewall);
    Calls calls = new Calls(firewall);
    Set<String> filters = Attachment.filters(firewall);
    StateFindings states =
        new StateFindings(
            firewall, attached, options.now(), run.circumstances().windowAt(firewall), ids);
    UnneededFindings unneeded = new UnneededFindings(firewall, needs, options.allUnneeded(), ids);
    BroadFindings broad = new BroadFindings(firewall, needs, options.broadRatio(), ids);
    List<Finding> out = new ArrayList<>();
    for (RuleList list : firewall.writtenLists()) {
      states.unattached(list).ifPresent(out::add);
      boolean isAsked = attached.contains(list.name()) && filters.contains(list.name());
      RuleList narrowed = isAsked ? calls.narrowed(list) : list;
      Optional<DeadRules> dead = DeadRules.of(firewall, list);
      for (int i = 0; i < list.rules().size(); i++) {
        Rule rule = list.rules().get(i);
        if (!rule.isWritten()) {
          continue;
        }
        List<Finding> own = states.of(list, rule);
        out.addAll(own);
        Optional<DeadRules.Dead> why = dead.flatMap(d -> d.dead(rule));
        boolean over = own.stream().anyMatch(f -> f.type() == FindingType.EXPIRED);
        Optional<String> witness =
            why.isPresent()
                ? Optional.empty()
                : dead.flatMap(d -> d.decides(rule)).map(p -> p.packet().toString());
        witness.ifPresent(p -> decides.put(rule.id(), p));
        if (why.isPresent()) {
          out.add(DeadFindings.of(firewall, list, why.get(), ids));
        } else if (isAsked && !over) {
          broad.of(narrowed, rule, dead.map(DeadRules::layers), i).ifPresent(out::add);
          RiskyFindings.of(firewall, narrowed, rule, run.flows(), ids).ifPresent(out::add);
          unneeded.of(list, rule, witness).ifPresent(out::add);
        }
      }
    }
    unneeded.rest().ifPresent(out::add);
    out.addAll(states.unusedObjects());
    return List.copyOf(out);
  }
}
