package flowgap.report.page;

import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import java.util.List;

/**
 * A finding as a page shows it: once, where it is the same on several firewalls.
 *
 * @param finding that of the first firewall
 * @param all one for each firewall, the first among them
 * @param firewalls their names, with those of the same policy
 */
public record FindingRow(Finding finding, List<FindingMark> all, List<String> firewalls) {
  public boolean isOfSeveral() {
    return firewalls.size() > 1;
  }
}
