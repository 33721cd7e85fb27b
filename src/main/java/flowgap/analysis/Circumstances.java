package flowgap.analysis;

import flowgap.policy.Firewall;
import flowgap.policy.Window;
import java.util.Map;
import java.util.Optional;

/**
 * Under what circumstances flows are judged.
 *
 * @param window the time of the migration; empty = scheduled rules are uncertain
 * @param own the window as the clocks of firewalls show it, by their names, where that is another
 */
public record Circumstances(
    Optional<Window> window, Assumptions assumptions, Map<String, Window> own) {
  public static final Circumstances NONE = new Circumstances(Optional.empty(), Assumptions.NONE);

  public Circumstances {
    own = Map.copyOf(own);
  }

  public Circumstances(Optional<Window> window, Assumptions assumptions) {
    this(window, assumptions, Map.of());
  }

  /** The window by the firewall's own clock. */
  public Optional<Window> windowAt(Firewall firewall) {
    Window there = own.get(firewall.name());
    return there == null ? window : Optional.of(there);
  }
}
