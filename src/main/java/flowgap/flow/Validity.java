package flowgap.flow;

import flowgap.policy.Window;
import java.time.Instant;
import java.util.Optional;

/**
 * When a flow is needed.
 *
 * @param from inclusive; empty = since ever
 * @param until exclusive; empty = for ever
 */
public record Validity(Optional<Instant> from, Optional<Instant> until) {
  public static final Validity ALWAYS = new Validity(Optional.empty(), Optional.empty());

  /** Whether the flow is needed in some part of the window. */
  public boolean meets(Window window) {
    return from.map(f -> f.isBefore(window.end())).orElse(true)
        && until.map(u -> u.isAfter(window.start())).orElse(true);
  }
}
