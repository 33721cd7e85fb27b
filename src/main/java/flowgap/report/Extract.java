package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Place;
import flowgap.analysis.Readinesses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /**
   * What concerns one owner: the owner's flows at every firewall, and by the inventory the owner's
   * firewalls with all their rules and flows. Rules of others' firewalls are named without findings
   * of their own.
   */
  static AuditReport ofOwner(AuditReport report, String owner) {
    Set<String> own =
        report.inventory().stream()
            .filter(l -> l.owner().equals(owner))
            .flatMap(l -> l.firewalls().stream())
            .collect(Collectors.toSet());
    List<FlowResult> flows = new ArrayList<>();
    for (FlowResult f : report.flows()) {
      if (f.flow().remarks().owner().equals(owner)) {
        flows.add(f);
      } else if (f.places().stream().anyMatch(p -> own.contains(p.firewall()))) {
        flows.add(f.with(own.stream().sorted().flatMap(name -> f.at(name).stream()).toList()));
      }
    }
    Set<String> ids =
        report.flows().stream()
            .filter(f -> f.flow().remarks().owner().equals(owner))
            .map(f -> f.flow().id())
            .collect(Collectors.toSet());
    Predicate<Finding> concerns = f -> f.flows().stream().anyMatch(ids::contains);
    Set<String> carriers =
        flows.stream()
            .flatMap(f -> f.places().stream())
            .map(Place::firewall)
            .collect(Collectors.toSet());
    List<FirewallAudit> firewalls =
        report.firewalls().stream()
            .filter(a -> own.contains(a.name()) || carriers.contains(a.name()))
            .map(
                a ->
                    own.contains(a.name())
                        ? a
                        : withFindings(a, a.findings().stream().filter(concerns).toList()))
            .toList();
    return part(
        report,
        firewalls,
        flows,
        report.flowFindings().stream()
            .filter(f -> own.contains(f.firewall()) || concerns.test(f))
            .toList(),
        Readinesses.of(flows, report.flowMarks()));
  }

  /** Owners of flows and of firewalls, each once, in the order of the alphabet. */
  static List<String> owners(AuditReport report) {
    return Stream.concat(
            report.flows().stream().map(f -> f.flow().remarks().owner()),
            report.inventory().stream()
                .filter(l -> !l.firewalls().isEmpty())
                .map(AuditReport.Listed::owner))
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
        Stream.concat(about.stream(), firewalls.stream().flatMap(f -> f.findings().stream()))
            .map(Finding::id)
            .collect(Collectors.toSet());
    Map<String, AuditReport.Accepted> accepted =
        report.accepted().entrySet().stream()
            .filter(e -> ids.contains(e.getKey()))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    Set<String> names = firewalls.stream().map(FirewallAudit::name).collect(Collectors.toSet());
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
        accepted,
        report.inventory().stream()
            .filter(l -> l.firewalls().stream().anyMatch(names::contains))
            .toList(),
        report.temporary().stream().filter(t -> names.contains(t.firewall())).toList());
  }
}
