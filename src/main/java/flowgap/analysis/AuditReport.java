package flowgap.analysis;

import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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
 * @param inventory the exports that the user's inventory lists, by path
 * @param temporary rules that an earlier report proposed and that are still there
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
    Map<String, Accepted> accepted,
    List<Listed> inventory,
    List<Temporary> temporary) {
  /**
   * An export that the user's inventory lists.
   *
   * @param state {@code handed in}, {@code not readable} or {@code missing}
   * @param firewalls what was read from it
   */
  public record Listed(
      String path,
      String name,
      String group,
      String owner,
      String zoneMap,
      String state,
      List<String> firewalls) {
    public Listed {
      firewalls = List.copyOf(firewalls);
    }
  }

  /**
   * A rule that an earlier run proposed and that is still there.
   *
   * @param finding id of the finding that it was proposed for; empty where nothing says it
   * @param commands what was proposed; empty where nothing says it
   * @param tearDown what removes it; empty where nothing says it
   */
  public record Temporary(
      String firewall,
      String rule,
      SourceSpan span,
      String finding,
      List<String> commands,
      List<String> tearDown) {
    public Temporary {
      commands = List.copyOf(commands);
      tearDown = List.copyOf(tearDown);
    }
  }

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
    inventory = List.copyOf(inventory);
    temporary = List.copyOf(temporary);
  }

  /** The same report with what changed since an earlier one, and what is left of it. */
  public AuditReport withChanges(List<String> sentences, List<Temporary> left) {
    return with(firewalls, flows, flowFindings, readiness, sentences, left);
  }

  /** The same report with these rows of readiness. */
  public AuditReport with(List<Readiness> rows) {
    return with(firewalls, flows, flowFindings, rows, changes, temporary);
  }

  private AuditReport with(
      List<FirewallAudit> newFirewalls,
      List<FlowResult> newFlows,
      List<Finding> newFindings,
      List<Readiness> newReadiness,
      List<String> newChanges,
      List<Temporary> newTemporary) {
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
        accepted,
        inventory,
        newTemporary);
  }

  /** All findings: about flows first, then by firewall. */
  public List<Finding> findings() {
    return new AllFindings(findingLists());
  }

  /** Those of {@link #findings} that are wanted; the others are not read. */
  public Iterable<Finding> findings(Predicate<FindingMark> wanted) {
    List<List<FindingMark>> marks = markLists();
    AllFindings all = new AllFindings(findingLists());
    return () -> all.some((part, place) -> wanted.test(marks.get(part).get(place)));
  }

  /** Those of {@link #findings} that something would mend; the others are not read. */
  public Iterable<Finding> mended() {
    List<List<Finding>> lists = findingLists();
    return () ->
        new AllFindings(lists)
            .some(
                (part, place) ->
                    lists.get(part) instanceof SpooledFindings s
                        ? s.said().get(place).change() != 0
                        : lists.get(part).get(place).change().isPresent());
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

  /** Check values of what {@link #findings} say, as lists, one after the other. */
  public List<List<Said>> saidLists() {
    return findingLists().stream()
        .map(l -> l instanceof SpooledFindings s ? s.said() : l.stream().map(Said::of).toList())
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
        changes,
        temporary);
  }
}
