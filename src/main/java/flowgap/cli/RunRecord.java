package flowgap.cli;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Circumstances;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowRun;
import flowgap.flow.Flow;
import flowgap.policy.Window;
import flowgap.source.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What all parts of a run have in common.
 *
 * @param key check value of all that the audit of a firewall hinges on besides its own files
 * @param members names of all firewalls that can be read, in all shards
 * @param failed those that cannot
 */
record RunRecord(
    String key,
    String version,
    Instant at,
    Map<String, String> options,
    List<String> headers,
    List<Flow> flows,
    Optional<Window> window,
    List<AuditReport.Prerequisite> prerequisites,
    List<Problem> problems,
    List<String> skipped,
    Optional<String> scope,
    List<AuditReport.Listed> inventory,
    List<String> members,
    List<FirewallAudit> failed,
    Map<String, AuditReport.Accepted> accepted) {
  RunRecord {
    options = java.util.Collections.unmodifiableMap(new TreeMap<>(options));
    headers = List.copyOf(headers);
    flows = List.copyOf(flows);
    prerequisites = List.copyOf(prerequisites);
    problems = List.copyOf(problems);
    skipped = List.copyOf(skipped);
    inventory = List.copyOf(inventory);
    members = List.copyOf(members);
    failed = List.copyOf(failed);
    accepted = java.util.Collections.unmodifiableMap(new TreeMap<>(accepted));
  }

  FlowRun run() {
    return new FlowRun(
        flows,
        new Circumstances(window, flowgap.analysis.Assumptions.NONE),
        members.size() + failed.size() == 1);
  }
}
