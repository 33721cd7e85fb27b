package flowgap.model;

import java.util.Set;

/** What becomes of one packet. */
public enum End {
  PASSES,
  DENIED,
  /** Does not come by the firewall. */
  LEFT,
  /** The evaluator does not tell. */
  UNKNOWN,
  /** The export certainly does not tell: whoever is certain is wrong. */
  OPEN;

  /** What several possible ends come to. */
  public static End of(Set<End> possible) {
    return possible.size() == 1 ? possible.iterator().next() : UNKNOWN;
  }
}
