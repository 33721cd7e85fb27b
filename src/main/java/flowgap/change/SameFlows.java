package flowgap.change;

import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowRun;
import flowgap.analysis.Judged;
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
  private Map<String, List<Judged>> asItWas;

  /**
   * @param name what the flows call the firewall
   */
  SameFlows(FirewallJudge before, String name, FlowRun run) {
    this.before = before;
    this.name = name;
    this.run = run;
  }

  /** The first flow that does not pass as it did; empty where all do. */
  String otherwise(FirewallJudge after) {
    if (asItWas == null) {
      asItWas = judged(before);
    }
    Map<String, List<Judged>> now = judged(after);
    for (Flow flow : run.flows()) {
      List<Judged> was = asItWas.getOrDefault(flow.id(), List.of());
      List<Judged> then = now.getOrDefault(flow.id(), List.of());
      boolean same = was.size() == then.size();
      for (int i = 0; same && i < was.size(); i++) {
        same =
            was.get(i).passes().equals(then.get(i).passes())
                && was.get(i).mayPass().equals(then.get(i).mayPass());
      }
      if (!same) {
        String why =
            then.stream()
                .flatMap(j -> j.shown().undecidedBecause().stream())
                .map(u -> ": " + u.text())
                .findFirst()
                .orElse("");
        return "flow " + flow.id() + " would not pass as it does" + why;
      }
    }
    return "";
  }

  /** The first forbidden flow of which more passes, or may pass, than did; empty where none. */
  String letsIn(FirewallJudge after) {
    for (Flow flow : run.flows()) {
      if (flow.requirement() == Requirement.FORBIDDEN && isJudged(flow)) {
        List<Judged> was = before.judge(flow, run.circumstances(), true);
        List<Judged> then = after.judge(flow, run.circumstances(), true);
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

  private Map<String, List<Judged>> judged(FirewallJudge some) {
    Map<String, List<Judged>> out = new HashMap<>();
    for (Flow flow : run.flows()) {
      if (flow.requirement().needsRules() && isJudged(flow)) {
        out.put(flow.id(), some.judge(flow, run.circumstances(), true));
      }
    }
    return out;
  }

  /** Whether the firewall may be on the flow's way. */
  private boolean isJudged(Flow flow) {
    boolean here =
        flow.path() instanceof FlowPath.Unstated || flow.path().firewalls().contains(name);
    return here && run.notJudged(flow).isEmpty();
  }
}
