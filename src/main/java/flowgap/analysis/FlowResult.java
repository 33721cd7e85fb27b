package flowgap.analysis;

import flowgap.flow.Flow;
import flowgap.flow.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a flow as a whole.
 *
 * @param somethingPasses whether a packet of it certainly passes everywhere on its path, with its
 *     answers
 * @param anyOnePorts for flows of which one port is enough: the ports that certainly pass
 *     everywhere
 * @param permittedIf what would have to hold for an undecided flow to pass ({@code App-ID ssl})
 * @param at one entry for each firewall and direction that judged it, in the order of the firewalls
 * @param remarks what is to be said of the whole, such as its mirror being permitted instead
 */
public record FlowResult(
    Flow flow,
    Verdict verdict,
    boolean somethingPasses,
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

  /** Of a forbidden flow: whether it stays blocked. */
  public enum Prohibition {
    KEPT,
    /** Nothing certainly passes, but something may. */
    UNCERTAIN,
    BROKEN
  }

  /** What becomes of a flow that must stay blocked; empty for all others, and where not judged. */
  public Optional<Prohibition> prohibition() {
    if (flow.requirement() != Requirement.FORBIDDEN) {
      return Optional.empty();
    }
    return switch (verdict) {
      case PERMITTED, PARTIAL, UNDECIDED ->
          Optional.of(somethingPasses ? Prohibition.BROKEN : Prohibition.UNCERTAIN);
      case BLOCKED -> Optional.of(Prohibition.KEPT);
      case UNBOUND, NOT_APPLICABLE, NOT_ON_PATH -> Optional.empty();
    };
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
    return new FlowResult(
        flow, verdict, somethingPasses, anyOnePorts, permittedIf, entries, remarks);
  }
}
