package flowgap.cli;

import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FirewallChanges;
import flowgap.analysis.Judged;
import flowgap.analysis.ProposedChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the audit of one firewall leaves. */
interface Share {
  FirewallAudit audit();

  /** What it does with a flow that it judges by itself. */
  List<Judged> judged(String flow);

  /** What opens a flow that it denies. */
  Optional<ProposedChange> opening(String flow);

  /** All changes that are proposed for it. */
  FirewallChanges changes();

  /**
   * One that is in memory.
   *
   * @param judged by flow id
   * @param openings by flow id
   */
  record Fresh(
      FirewallAudit audit,
      Map<String, List<Judged>> judged,
      Map<String, ProposedChange> openings,
      FirewallChanges changes)
      implements Share {
    @Override
    public List<Judged> judged(String flow) {
      return judged.getOrDefault(flow, List.of());
    }

    @Override
    public Optional<ProposedChange> opening(String flow) {
      return Optional.ofNullable(openings.get(flow));
    }
  }
}
