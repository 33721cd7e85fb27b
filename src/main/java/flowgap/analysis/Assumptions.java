package flowgap.analysis;

import flowgap.policy.Condition;
import java.util.Set;

/**
 * What the user takes for granted ({@code --assume}); named at the head of every report.
 *
 * @param kinds conditions of these kinds are judged as holding
 */
public record Assumptions(Set<Condition.Kind> kinds) {
  public static final Assumptions NONE = new Assumptions(Set.of());

  public Assumptions {
    kinds = Set.copyOf(kinds);
  }

  boolean hold(Condition condition) {
    return kinds.contains(condition.kind());
  }
}
