package flowgap.analysis;

import flowgap.packet.View;
import flowgap.policy.Rule;
import flowgap.policy.Stage;
import java.util.Objects;

/**
 * A rule that had a say in the way of a packet.
 *
 * @param what {@code permit}, {@code deny}, {@code leave}, or a translation in words
 * @param leg {@code opening} or {@code answer}
 * @param seen how the packets looked to the rule
 * @param before the hits before it, null at the start
 */
record Hit(Rule rule, Stage stage, String what, String leg, View seen, Hit before) {
  @Override
  public boolean equals(Object o) {
    return this == o
        || o instanceof Hit h
            && rule == h.rule
            && stage.equals(h.stage)
            && what.equals(h.what)
            && leg.equals(h.leg)
            && seen.equals(h.seen)
            && Objects.equals(before, h.before);
  }

  /** A rule is known by its id: to hash all of it at every step would cost more than the step. */
  @Override
  public int hashCode() {
    return 31 * (31 * rule.id().hashCode() + what.hashCode()) + Objects.hashCode(before);
  }

  boolean isTranslation() {
    return stage.kind() != Stage.Kind.FILTER && !isEnd();
  }

  boolean isEnd() {
    return what.equals("permit") || what.equals("deny") || what.equals("leave");
  }
}
