package flowgap.change;

import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowRun;
import flowgap.analysis.Judged;
import flowgap.analysis.Passage;
import flowgap.flow.Flow;
import flowgap.flow.FlowPath;
import flowgap.flow.Requirement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a firewall does with the flows of a run, before a change and after it. */
final class SameFlows {
  private final FirewallJudge before;
  private final String name;
  private final FlowRun run;

  /** What passes of the flows before a change, by flow id, as far as it has been asked. */
  private final Map<String, List<Passage>> asItWas = new HashMap<>();

  /**
   * @param name what the flows call the firewall
   */
  SameFlows(FirewallJudge before, String name, FlowRun run) {
    this(before, name, run, Map.of());
  }

  /**
   * @param judged what is known already of the flows before a change, by flow id
   */
  SameFlows(FirewallJudge before, String name, FlowRun run, Map<String, List<Judged>> judged) {
    this.before = before;
    this.name = name;
    this.run = run;
    judged.forEach((flow, its) -> asItWas.put(flow, Passage.of(its)));
  }

  /** The first flow that does not pass as it did; empty where all do. */
  String otherwise(FirewallJudge after) {
    for (Flow flow : run.flows()) {
      if (flow.requirement().needsRules()
          && isJudged(flow)
          && !asItWas(flow).equals(after.passages(flow, run.circumstances()))) {
        String why =
            after.judge(flow, run.circumstances(), true).stream()
                .flatMap(j -> j.shown().undecidedBecause().stream())
                .map(u -> ": " + u.text())
                .findFirst()
                .orElse("");
        return "flow " + flow.id() + " would not pass as it does" + why;
      }
    }
    return "";
  }

  private List<Passage> asItWas(Flow flow) {
    return asItWas.computeIfAbsent(flow.id(), f -> before.passages(flow, run.circumstances()));
  }

  /** The first forbidden flow of which more passes, or may pass, than did; empty where none. */
  String letsIn(FirewallJudge after) {
    for (Flow flow : run.flows()) {
      if (flow.requirement() == Requirement.FORBIDDEN && isJudged(flow)) {
        List<Passage> was = asItWas(flow);
        List<Passage> then = after.passages(flow, run.circumstances());
        for (int i = 0; i < then.size(); i++) {
          boolean known = i < was.size();
          boolean passes = !known || !was.get(i).passes().containsAll(then.get(i).passes());
          boolean mayPass =
              !known
                  || !was.get(i)
                      .passes()
                      .or(was.get(i).mayPass())
                      .containsAll(then.get(i).mayPass());
          if (passes || mayPass) {
            return "something of forbidden flow "
                + flow.id()
                + (passes ? " would pass" : " might pass");
          }
        }
      }
    }
    return "";
  }

  /** Whether the firewall may be on the flow's way. */
  private boolean isJudged(Flow flow) {
    boolean here =
        flow.path() instanceof FlowPath.Unstated || flow.path().firewalls().contains(name);
    return here && run.notJudged(flow).isEmpty();
  }
}
