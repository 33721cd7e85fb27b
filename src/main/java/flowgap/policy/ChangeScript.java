package flowgap.policy;

import java.util.List;

/**
 * A change in a firewall's own commands.
 *
 * @param commands in the order in which they are to be entered
 * @param rollback the exact inverse
 * @param advice empty where the commands can be proved; else the reason why they are advice only
 * @param siblings other firewalls of the same exports that the commands change, by the names that
 *     the vendor gives them
 */
public record ChangeScript(
    List<String> commands, List<String> rollback, String advice, List<String> siblings) {
  public ChangeScript {
    commands = List.copyOf(commands);
    rollback = List.copyOf(rollback);
    siblings = List.copyOf(siblings);
  }

  /** Commands that change one firewall alone. */
  public ChangeScript(List<String> commands, List<String> rollback, String advice) {
    this(commands, rollback, advice, List.of());
  }

  /** No commands, and why. */
  public static ChangeScript none(String advice) {
    return new ChangeScript(List.of(), List.of(), advice);
  }
}
