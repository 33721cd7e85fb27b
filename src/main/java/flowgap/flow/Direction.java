package flowgap.flow;

/** Which end opens the connections of a flow. */
public enum Direction {
  /** The source opens. */
  FORWARD,
  /** Each end opens connections to the other; both must pass. */
  BOTH;

  /** The word in flow lists and profiles. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
