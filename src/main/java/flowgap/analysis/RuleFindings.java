package flowgap.analysis;

import java.util.List;
import java.util.Map;

/** Findings about the rules and objects of one firewall. */
public final class RuleFindings {
  private RuleFindings() {}

  /**
   * @param judged what the firewall does with the flows, by flow id
   */
  public static List<Finding> of(
      FirewallJudge judge,
      FlowRun run,
      Map<String, List<Judged>> judged,
      RuleFindingOptions options,
      FindingIds ids) {
    return List.of();
  }
}
