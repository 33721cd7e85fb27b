package flowgap.analysis;

import flowgap.policy.Rule;
import flowgap.policy.Stage;

/**
 * A rule that had a say in the way of a packet.
 *
 * @param what {@code permit}, {@code deny}, {@code leave}, or a translation in words
 * @param leg {@code opening} or {@code answer}
 * @param before the hits before it, null at the start
 */
record Hit(Rule rule, Stage stage, String what, String leg, Hit before) {
  boolean isTranslation() {
    return stage.kind() != Stage.Kind.FILTER && !isEnd();
  }

  boolean isEnd() {
    return what.equals("permit") || what.equals("deny") || what.equals("leave");
  }
}
