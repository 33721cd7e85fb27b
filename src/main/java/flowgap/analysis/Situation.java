package flowgap.analysis;

import java.time.Instant;
import java.util.Optional;

/**
 * Under what circumstances packets are judged.
 *
 * @param time the moment by which schedules are decided; empty = a scheduled rule is uncertain
 * @param application the application that the packets belong to, where it is stated
 * @param assumptions what the user takes for granted
 */
public record Situation(
    Optional<Instant> time, Optional<String> application, Assumptions assumptions) {
  public static final Situation UNKNOWN =
      new Situation(Optional.empty(), Optional.empty(), Assumptions.NONE);
}
