package flowgap.analysis;

import java.util.List;

/** Findings that are not in memory but for what counts and finds them. */
public abstract class SpooledFindings extends Spooled<Finding> {
  /** One for each element, in their order. */
  public abstract List<FindingMark> marks();

  /** Those about a firewall, in their order. */
  public List<Finding> ofFirewall(String firewall) {
    return stream().filter(f -> f.firewall().equals(firewall)).toList();
  }

  /** Those about a flow, in their order. */
  public List<Finding> ofFlow(String flow) {
    return stream().filter(f -> f.flows().contains(flow)).toList();
  }
}
