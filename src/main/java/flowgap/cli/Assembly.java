package flowgap.cli;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingIds;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FirewallChanges;
import flowgap.analysis.FlowFindings;
import flowgap.analysis.FlowResult;
import flowgap.analysis.FlowRun;
import flowgap.analysis.Judged;
import flowgap.analysis.Readinesses;
import flowgap.flow.Flow;
import java.io.IOException;
import java.io.UncheckedIOException;
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
  /** A report, and the changes that are written beside it, one after the other. */
  record Whole(AuditReport report, Iterable<FirewallChanges> changes) {}

  /** A flow as a whole, with the findings about it. */
  private record Told(FlowResult result, List<Finding> findings) {}

  private final RunRecord record;
  private final List<Share> shares;
  private final Map<String, Share> byName = new HashMap<>();
  private final Map<String, List<Judged>> along;
  private final Set<String> unreadable = new TreeSet<>();
  private final FlowRun run;

  /**
   * @param shares of all firewalls that can be read
   * @param along what becomes of flows along ordered paths, by flow id
   */
  Assembly(RunRecord record, List<Share> shares, Map<String, List<Judged>> along) {
    this.record = record;
    this.shares =
        shares.stream().sorted(Comparator.comparing((Share s) -> s.audit().name())).toList();
    this.along = along;
    this.run = record.run();
    this.shares.forEach(s -> byName.put(s.audit().name(), s));
    record.failed().forEach(f -> unreadable.add(f.name()));
    for (Share s : this.shares) {
      if (s.audit().failed()) {
        unreadable.add(s.audit().name());
      }
    }
  }

  /** The report, all of it in memory. */
  Whole inMemory() {
    List<Told> told = record.flows().stream().map(this::told).toList();
    return whole(
        told.stream().map(Told::result).toList(),
        told.stream().flatMap(t -> t.findings().stream()).toList());
  }

  /** The report, with all that grows with flows × firewalls in a file. */
  Whole spooled(FlowSpool spool, Workers workers) throws IOException {
    record Kept(FlowResult result, FlowLines lines) {}
    List<Kept> kept =
        workers.all(
            record.flows(),
            Flow::id,
            flow -> {
              Told told = told(flow);
              try {
                FlowLines lines = spool.write(flow.id(), told.result().at(), told.findings());
                return new Kept(told.result().with(lines.entries()), lines);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    spool.finish();
    return whole(
        kept.stream().map(Kept::result).toList(),
        new KeptFindings(spool.file(), kept.stream().map(Kept::lines).toList()));
  }

  private Told told(Flow flow) {
    List<Judged> at = new ArrayList<>(along.getOrDefault(flow.id(), List.of()));
    shares.forEach(s -> at.addAll(s.judged(flow.id())));
    FlowResult result = run.whole(flow, at, unreadable);
    // the flow's id is part of each finding's, so flows can be numbered by themselves
    List<Finding> findings = new ArrayList<>();
    for (Finding f : FlowFindings.of(result, new FindingIds())) {
      findings.add(withChange(f, byName.get(f.firewall())));
    }
    return new Told(result, findings);
  }

  private Whole whole(List<FlowResult> results, List<Finding> flowFindings) {
    List<FirewallAudit> audits = new ArrayList<>(record.failed());
    shares.forEach(s -> audits.add(s.audit()));
    audits.sort(Comparator.comparing(FirewallAudit::name));
    AuditReport report =
        new AuditReport(
            record.version(),
            record.at().toString(),
            record.options(),
            record.headers(),
            audits,
            results,
            flowFindings,
            record.prerequisites(),
            List.of(),
            record.scope(),
            record.problems(),
            record.skipped(),
            List.of(),
            record.accepted(),
            record.inventory(),
            List.of());
    return new Whole(
        report.with(Readinesses.of(results, report.flowMarks())),
        () -> shares.stream().map(Share::changes).iterator());
  }

  private static Finding withChange(Finding finding, Share share) {
    boolean closes =
        finding.type() == FindingType.BLOCKED_FLOW || finding.type() == FindingType.PARTIAL_FLOW;
    return !closes || share == null || finding.flows().isEmpty()
        ? finding
        : share.opening(finding.flows().get(0)).map(finding::with).orElse(finding);
  }
}
