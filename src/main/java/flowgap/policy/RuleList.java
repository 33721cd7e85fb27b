package flowgap.policy;

import java.util.List;
import java.util.Objects;

/**
 * Rules that are asked together.
 *
 * @param name unique within the firewall
 * @param kind how they are asked
 * @param rules in order; disabled ones stand at their place
 * @param end what holds for packets that no rule has ended: a default, or a return to the caller
 * @param written whether the export has this list: findings may be about it; otherwise it was made
 *     from other statements (routes, bindings)
 * @param bindings where it is asked, in the reader's words ({@code in on outside}); empty = bound
 *     to nothing
 */
public record RuleList(
    String name, Kind kind, List<Rule> rules, Rule end, boolean written, List<String> bindings) {
  /** How the rules of a list are asked. */
  public enum Kind {
    /** In order; the first that matches and ends the list decides. */
    FIRST_MATCH,
    /** All at once, permits only: any that matches permits (security groups). */
    UNION
  }

  public RuleList {
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(end);
    rules = List.copyOf(rules);
    bindings = List.copyOf(bindings);
  }
}
