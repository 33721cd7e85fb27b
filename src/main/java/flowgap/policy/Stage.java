package flowgap.policy;

/**
 * One step of a packet's way: a list is asked, and what it permits goes on to the next stage.
 *
 * @param name how the trace shows it ({@code ingress list of outside})
 * @param list name of a list of the firewall
 */
public record Stage(String name, Kind kind, String list) {
  /** What a stage is for. */
  public enum Kind {
    /** Finds interfaces, zones, own addresses. */
    LOCATE,
    /** Translates. */
    TRANSLATE,
    /** Permits or denies: its deciding rules are the evidence of a verdict. */
    FILTER
  }
}
