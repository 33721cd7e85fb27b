package flowgap.analysis;

import flowgap.flow.Flow;
import java.util.List;

/**
 * What becomes of a flow as a whole.
 *
 * @param anyOnePorts for flows of which one port is enough: the ports that certainly pass
 *     everywhere
 * @param permittedIf what would have to hold for an undecided flow to pass ({@code App-ID ssl})
 * @param at one entry for each firewall and direction that judged it, in the order of the firewalls
 * @param remarks what is to be said of the whole, such as its mirror being permitted instead
 */
public record FlowResult(
    Flow flow,
    Verdict verdict,
    List<String> anyOnePorts,
    List<String> permittedIf,
    List<FlowAtFirewall> at,
    List<String> remarks) {
  public FlowResult {
    anyOnePorts = List.copyOf(anyOnePorts);
    permittedIf = List.copyOf(permittedIf);
    at = List.copyOf(at);
    remarks = List.copyOf(remarks);
  }
}
