package flowgap.flow;

import java.util.Objects;

/**
 * What the need for a flow depends on, and whether it holds at this site.
 *
 * @param state whether it holds
 * @param text in words, with what would settle it where it is unknown
 */
public record FlowCondition(State state, String text) {
  /** Whether a condition holds. */
  public enum State {
    /** It holds: the flow is needed. */
    TRUE,
    /** It does not hold: the flow is not applicable. */
    FALSE,
    /** Nobody said: the flow is judged, and counted apart. */
    UNKNOWN
  }

  public FlowCondition {
    Objects.requireNonNull(state);
    Objects.requireNonNull(text);
  }
}
