package flowgap.policy;

import java.time.Instant;

/** The time of the migration: from {@code start} (inclusive) to {@code end} (exclusive). */
public record Window(Instant start, Instant end) {
  public Window {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("a window ends after it starts");
    }
  }
}
