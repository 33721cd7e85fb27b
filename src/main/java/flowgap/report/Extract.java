package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Readinesses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Parts of a report that are handed to those whom they concern. */
public final class Extract {
  private Extract() {}

  /** What concerns one firewall: its flows (with their verdict as a whole), findings and rules. */
  public static AuditReport ofFirewall(AuditReport report, FirewallAudit firewall) {
    List<FlowResult> flows =
        report.flows().stream()
            .map(f -> f.with(f.at(firewall.name())))
            .filter(f -> !f.at().isEmpty())
            .toList();
    List<Finding> about = List.copyOf(report.flowFindingsAt(firewall.name()));
    return part(
        report,
        List.of(firewall.inMemory()),
        flows,
        about,
        Readinesses.at(firewall.name(), flows, about.stream().map(FindingMark::of)));
  }

  /** What concerns the flows of one owner, at every firewall; findings about rules are left out. */
  static AuditReport ofOwner(AuditReport report, String owner) {
    List<FlowResult> flows =
        report.flows().stream().filter(f -> f.flow().remarks().owner().equals(owner)).toList();
    List<String> ids = flows.stream().map(f -> f.flow().id()).toList();
    Predicate<Finding> concerns = f -> f.flows().stream().anyMatch(ids::contains);
    List<FirewallAudit> firewalls =
        report.firewalls().stream()
            .filter(
                a ->
                    flows.stream()
                        .anyMatch(
                            f -> f.places().stream().anyMatch(x -> x.firewall().equals(a.name()))))
            .map(a -> withFindings(a, a.findings().stream().filter(concerns).toList()))
            .toList();
    return part(
        report,
        firewalls,
        flows,
        report.flowFindings().stream().filter(concerns).toList(),
        Readinesses.of(flows, report.flowMarks()));
  }

  /** Owners of flows, each once, in the order of the alphabet; nobody is no owner. */
  static List<String> owners(AuditReport report) {
    return report.flows().stream()
        .map(f -> f.flow().remarks().owner())
        .filter(o -> !o.isBlank())
        .distinct()
        .sorted()
        .toList();
  }

  private static FirewallAudit withFindings(FirewallAudit a, List<Finding> findings) {
    return new FirewallAudit(
        a.name(),
        a.format(),
        a.files(),
        a.failed(),
        a.rules(),
        a.exportedAt(),
        a.facts(),
        a.assumptions(),
        a.usage(),
        a.twins(),
        a.coverage(),
        a.problems(),
        a.allRules(),
        findings);
  }

  private static AuditReport part(
      AuditReport report,
      List<FirewallAudit> firewalls,
      List<FlowResult> flows,
      List<Finding> about,
      List<AuditReport.Readiness> readiness) {
    Set<String> ids =
        java.util.stream.Stream.concat(
                about.stream(), firewalls.stream().flatMap(f -> f.findings().stream()))
            .map(Finding::id)
            .collect(Collectors.toSet());
    Map<String, AuditReport.Accepted> accepted =
        report.accepted().entrySet().stream()
            .filter(e -> ids.contains(e.getKey()))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    return new AuditReport(
        report.version(),
        report.generated(),
        report.options(),
        report.headers(),
        firewalls,
        flows,
        about,
        report.prerequisites(),
        readiness,
        report.scope(),
        report.problems(),
        List.of(),
        List.of(),
        accepted);
  }
}
