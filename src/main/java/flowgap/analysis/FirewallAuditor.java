package flowgap.analysis;

import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.Coverage;
import flowgap.source.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Audits one firewall: a pure function of its export, the flows and the options. */
public final class FirewallAuditor {
  private FirewallAuditor() {}

  /**
   * What is known of a firewall after its audit.
   *
   * @param judged what it does with the flows that it judges by itself, by flow id
   * @param needs what the flows need of its rules
   */
  public record Audited(FirewallAudit audit, Map<String, List<Judged>> judged, RuleNeeds needs) {}

  /**
   * @param judged what it does with the flows that it judges by itself, by flow id
   * @param files the inputs that the firewall was read from
   * @param twins names of firewalls with the same policy that are counted once with it
   */
  public static Audited audit(
      FirewallJudge judge,
      Map<String, List<Judged>> judged,
      List<FirewallAudit.AuditedFile> files,
      List<String> twins,
      FlowRun run,
      RuleFindingOptions options) {
    Firewall firewall = judge.firewall();
    RuleNeeds needs = RuleNeeds.of(judge, run, judged);
    Map<String, String> decides = new HashMap<>();
    List<Finding> findings = RuleFindings.of(judge, run, needs, options, new FindingIds(), decides);
    FirewallAudit audit =
        new FirewallAudit(
            firewall.name(),
            firewall.format(),
            files,
            false,
            firewall.writtenRules(),
            firewall.exportedAt(),
            firewall.facts(),
            firewall.assumptions(),
            usage(firewall),
            twins,
            firewall.coverage(),
            firewall.problems(),
            RuleRows.of(firewall, RuleUse.of(judged.values()), decides),
            findings);
    return new Audited(audit, judged, needs);
  }

  /** A firewall that could not be read. */
  public static FirewallAudit failed(
      String name, String format, List<FirewallAudit.AuditedFile> files, List<Problem> problems) {
    return new FirewallAudit(
        name,
        format,
        files,
        true,
        0,
        Optional.empty(),
        Map.of(),
        List.of(),
        "usage not assessed",
        List.of(),
        Coverage.NONE,
        problems,
        List.of(),
        List.of());
  }

  private static String usage(Firewall firewall) {
    for (RuleList list : firewall.writtenLists()) {
      for (Rule r : list.rules()) {
        if (r.hits().isPresent()) {
          return firewall
              .facts()
              .getOrDefault("counting since", "counted, since when is not known");
        }
      }
    }
    return "usage not assessed";
  }
}
