package flowgap.flow;

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

  /** Whether the flow is needed at some time from {@code start} (inclusive) to {@code end}. */
  public boolean meets(Instant start, Instant end) {
    return from.map(f -> f.isBefore(end)).orElse(true)
        && until.map(u -> u.isAfter(start)).orElse(true);
  }
}
