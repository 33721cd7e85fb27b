package flowgap.analysis;

import flowgap.source.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an audit found: everything that the reports show.
 *
 * @param generated ISO 8601, the audit's only clock
 * @param options as given, by name, without paths of the machine
 * @param headers sentences that stand at the head of every report (assumptions that the user made)
 * @param firewalls ordered by name
 * @param flows in the order of the lists
 * @param flowFindings findings about flows; those about rules stand with their firewalls
 * @param prerequisites requirements that no configuration can show
 * @param scope how many exports of the inventory were handed in, in words; empty without inventory
 * @param problems problems of no single firewall
 * @param skipped inputs that were passed over, with the reason
 * @param changes what changed since the previous report, in words; empty without one
 * @param accepted findings that the baseline accepts, by id
 */
public record AuditReport(
    String version,
    String generated,
    Map<String, String> options,
    List<String> headers,
    List<FirewallAudit> firewalls,
    List<FlowResult> flows,
    List<Finding> flowFindings,
    List<Prerequisite> prerequisites,
    List<Readiness> readiness,
    Optional<String> scope,
    List<Problem> problems,
    List<String> skipped,
    List<String> changes,
    Map<String, Accepted> accepted) {
  /** A requirement that no configuration can show. */
  public record Prerequisite(
      String profile, String id, String requirement, String citation, String evidenceRequested) {}

  /**
   * How ready a product is in one scenario.
   *
   * @param state {@code Ready}, {@code Ready with conditions}, {@code Not ready}, {@code
   *     Undetermined}
   */
  public record Readiness(
      String profile,
      String scenario,
      String state,
      int required,
      int permitted,
      int blocked,
      int partial,
      int undecided,
      int unbound,
      int changesNeeded) {}

  /** An accepted finding. */
  public record Accepted(
      String id, String reason, String owner, String approvedBy, String expires, boolean expired) {}

  public AuditReport {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    headers = List.copyOf(headers);
    firewalls = List.copyOf(firewalls);
    flows = List.copyOf(flows);
    flowFindings = Spooled.keep(flowFindings);
    prerequisites = List.copyOf(prerequisites);
    readiness = List.copyOf(readiness);
    problems = List.copyOf(problems);
    skipped = List.copyOf(skipped);
    changes = List.copyOf(changes);
    accepted = Collections.unmodifiableMap(new LinkedHashMap<>(accepted));
  }

  /** The same report with what changed since an earlier one. */
  public AuditReport withChanges(List<String> sentences) {
    return with(firewalls, flows, flowFindings, readiness, sentences);
  }

  /** The same report with these rows of readiness. */
  public AuditReport with(List<Readiness> rows) {
    return with(firewalls, flows, flowFindings, rows, changes);
  }

  private AuditReport with(
      List<FirewallAudit> newFirewalls,
      List<FlowResult> newFlows,
      List<Finding> newFindings,
      List<Readiness> newReadiness,
      List<String> newChanges) {
    return new AuditReport(
        version,
        generated,
        options,
        headers,
        newFirewalls,
        newFlows,
        newFindings,
        prerequisites,
        newReadiness,
        scope,
        problems,
        skipped,
        newChanges,
        accepted);
  }

  /** All findings: about flows first, then by firewall. */
  public List<Finding> findings() {
    return new AllFindings(findingLists());
  }

  private List<List<Finding>> findingLists() {
    List<List<Finding>> all = new ArrayList<>(List.of(flowFindings));
    firewalls.forEach(f -> all.add(f.findings()));
    return all;
  }

  /** What counts of {@link #findings}, in their order, without reading the rest. */
  public Stream<FindingMark> marks() {
    return findingLists().stream().flatMap(AuditReport::marks);
  }

  /** The same as lists, one after the other. */
  public List<List<FindingMark>> markLists() {
    return findingLists().stream()
        .map(
            l ->
                l instanceof SpooledFindings s
                    ? s.marks()
                    : l.stream().map(FindingMark::of).toList())
        .toList();
  }

  /** What counts of {@link #flowFindings}, in their order, without reading the rest. */
  public Stream<FindingMark> flowMarks() {
    return marks(flowFindings);
  }

  private static Stream<FindingMark> marks(List<Finding> list) {
    return list instanceof SpooledFindings s
        ? s.marks().stream()
        : list.stream().map(FindingMark::of);
  }

  /** Findings about flows at one firewall. */
  public List<Finding> flowFindingsAt(String firewall) {
    return flowFindings instanceof SpooledFindings s
        ? s.ofFirewall(firewall)
        : flowFindings.stream().filter(f -> f.firewall().equals(firewall)).toList();
  }

  /** Findings about one flow. */
  public List<Finding> flowFindingsOf(String flow) {
    return flowFindings instanceof SpooledFindings s
        ? s.ofFlow(flow)
        : flowFindings.stream().filter(f -> f.flows().contains(flow)).toList();
  }

  /** The same, all of it in memory. */
  public AuditReport inMemory() {
    return with(
        firewalls.stream().map(FirewallAudit::inMemory).toList(),
        flows.stream().map(f -> f.with(List.copyOf(f.at()))).toList(),
        List.copyOf(flowFindings),
        readiness,
        changes);
  }
}
