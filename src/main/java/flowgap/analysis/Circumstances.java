package flowgap.analysis;

import flowgap.policy.Window;
import java.util.Optional;

/**
 * Under what circumstances flows are judged.
 *
 * @param window the time of the migration; empty = scheduled rules are uncertain
 */
public record Circumstances(Optional<Window> window, Assumptions assumptions) {
  public static final Circumstances NONE = new Circumstances(Optional.empty(), Assumptions.NONE);
}
