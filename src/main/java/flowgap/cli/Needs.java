package flowgap.cli;

import flowgap.analysis.AuditReport;
import flowgap.flow.Flow;
import flowgap.policy.SiteFacts;
import flowgap.source.Problem;
import java.util.List;

/**
 * What the migration needs, as flow lists, profiles and the site file say.
 *
 * @param flows in the order of the lists, then of the profiles
 * @param facts what vendors need to know of the site
 * @param headers sentences for the head of every report
 */
record Needs(
    List<Flow> flows,
    SiteFacts facts,
    List<AuditReport.Prerequisite> prerequisites,
    List<Problem> problems,
    List<String> headers) {
  static final Needs NONE = new Needs(List.of(), SiteFacts.NONE, List.of(), List.of(), List.of());

  Needs {
    flows = List.copyOf(flows);
    prerequisites = List.copyOf(prerequisites);
    problems = List.copyOf(problems);
    headers = List.copyOf(headers);
  }
}
