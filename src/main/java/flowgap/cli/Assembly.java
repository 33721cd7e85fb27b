package flowgap.cli;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingIds;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FirewallChanges;
import flowgap.analysis.FlowFindings;
import flowgap.analysis.FlowResult;
import flowgap.analysis.FlowRun;
import flowgap.analysis.Judged;
import flowgap.analysis.ProposedChange;
import flowgap.analysis.Readinesses;
import flowgap.change.Openings;
import flowgap.cli.Audit.Share;
import flowgap.flow.Flow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts what the firewalls' audits leave together: the flows as a whole, their findings, the report.
 */
final class Assembly {
  /** A report, and the changes that are written beside it. */
  record Whole(AuditReport report, List<FirewallChanges> changes) {}

  private Assembly() {}

  /**
   * @param shares of all firewalls that can be read
   * @param along what becomes of flows along ordered paths, by flow id
   */
  static Whole of(RunRecord record, List<Share> shares, Map<String, List<Judged>> along) {
    List<Share> sorted =
        shares.stream().sorted(Comparator.comparing((Share s) -> s.audit().name())).toList();
    FlowRun run = record.run();
    Map<String, List<Judged>> byFlow = new HashMap<>(along);
    Map<String, Openings> openings = new HashMap<>();
    List<FirewallChanges> changes = new ArrayList<>();
    List<FirewallAudit> audits = new ArrayList<>(record.failed());
    Set<String> unreadable = new TreeSet<>();
    record.failed().forEach(f -> unreadable.add(f.name()));
    for (Share s : sorted) {
      audits.add(s.audit());
      openings.put(s.audit().name(), s.openings());
      changes.add(
          new FirewallChanges(
              s.audit().name(),
              s.comment(),
              s.openings().all(),
              s.reviews().narrow(),
              s.reviews().remove()));
      if (s.audit().failed()) {
        unreadable.add(s.audit().name());
      }
      s.judged()
          .forEach(
              (id, j) -> {
                List<Judged> all = new ArrayList<>(byFlow.getOrDefault(id, List.of()));
                all.addAll(j);
                byFlow.put(id, all);
              });
    }
    audits.sort(Comparator.comparing(FirewallAudit::name));
    List<FlowResult> results = new ArrayList<>();
    List<Finding> flowFindings = new ArrayList<>();
    FindingIds ids = new FindingIds();
    for (Flow flow : record.flows()) {
      FlowResult result = run.whole(flow, byFlow.getOrDefault(flow.id(), List.of()), unreadable);
      results.add(result);
      for (Finding f : FlowFindings.of(result, ids)) {
        flowFindings.add(withChange(f, openings.getOrDefault(f.firewall(), Openings.NONE)));
      }
    }
    return new Whole(report(record, audits, results, flowFindings), changes);
  }

  private static AuditReport report(
      RunRecord record,
      List<FirewallAudit> audits,
      List<FlowResult> results,
      List<Finding> flowFindings) {
    return new AuditReport(
        record.version(),
        record.at().toString(),
        record.options(),
        record.headers(),
        audits,
        results,
        flowFindings,
        record.prerequisites(),
        Readinesses.of(results, flowFindings.stream().map(FindingMark::of)),
        record.scope(),
        record.problems(),
        record.skipped(),
        List.of(),
        record.accepted());
  }

  private static Finding withChange(Finding finding, Openings openings) {
    boolean closes =
        finding.type() == FindingType.BLOCKED_FLOW || finding.type() == FindingType.PARTIAL_FLOW;
    ProposedChange change =
        finding.flows().isEmpty() ? null : openings.each().get(finding.flows().get(0));
    return closes && change != null ? finding.with(change) : finding;
  }
}
