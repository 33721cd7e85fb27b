package flowgap.analysis;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of a finding without reading all of it.
 *
 * @param flow id of the flow that it is about; empty where it is about a rule
 * @param change for findings about flows, what would mend it
 */
public record FindingMark(
    String id,
    FindingType type,
    Severity severity,
    String firewall,
    String flow,
    Optional<Change> change) {
  /**
   * A change.
   *
   * @param commands check value of its commands, by which equal changes are known
   */
  public record Change(UUID commands, boolean proved) {}

  public static FindingMark of(Finding f) {
    boolean aboutFlow = f.type().isAboutFlow() && !f.flows().isEmpty();
    return new FindingMark(
        f.id(),
        f.type(),
        f.severity(),
        f.firewall(),
        aboutFlow ? f.flows().get(0) : "",
        aboutFlow ? f.change().map(FindingMark::change) : Optional.empty());
  }

  private static Change change(ProposedChange c) {
    String words = String.join("\n", c.commands());
    return new Change(UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8)), c.proved());
  }
}
