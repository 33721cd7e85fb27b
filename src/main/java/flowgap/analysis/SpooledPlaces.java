package flowgap.analysis;

import java.util.List;

/** What firewalls do with one flow, not in memory but for the verdicts. */
public abstract class SpooledPlaces extends Spooled<FlowAtFirewall> {
  /** One for each element, in their order. */
  public abstract List<Place> places();
}
