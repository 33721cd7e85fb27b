package flowgap.analysis;

import flowgap.flow.Flow;
import java.util.ArrayList;
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
    at = Spooled.keep(at);
    remarks = List.copyOf(remarks);
  }

  /** What counts of {@link #at}, one for each, without reading the rest. */
  public List<Place> places() {
    return at instanceof SpooledPlaces s ? s.places() : at.stream().map(Place::of).toList();
  }

  /** What one firewall does with it: nothing, one direction, or both. */
  public List<FlowAtFirewall> at(String firewall) {
    if (!(at instanceof SpooledPlaces s)) {
      return at.stream().filter(a -> a.firewall().equals(firewall)).toList();
    }
    List<Place> places = s.places();
    List<FlowAtFirewall> out = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i).firewall().equals(firewall)) {
        out.add(at.get(i));
      }
    }
    return out;
  }

  /** The same with other entries for its firewalls. */
  public FlowResult with(List<FlowAtFirewall> entries) {
    return new FlowResult(flow, verdict, anyOnePorts, permittedIf, entries, remarks);
  }
}
