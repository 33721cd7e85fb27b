package flowgap.flow;

import flowgap.source.Problem;
import java.util.List;

/**
 * The flows of one flow list.
 *
 * @param problems what the reader should know of it: notes and warnings, no errors
 */
public record FlowList(List<Flow> flows, List<Problem> problems) {
  public FlowList {
    flows = List.copyOf(flows);
    problems = List.copyOf(problems);
  }
}
