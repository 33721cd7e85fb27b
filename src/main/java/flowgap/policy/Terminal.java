package flowgap.policy;

import flowgap.source.InputFailure;
import java.io.IOException;
import java.util.List;

/**
 * The exports of a firewall, for commands that are entered one after the other: each time anew on
 * what was exported. What several such trials have in common is done once; not for several threads.
 */
public interface Terminal {
  /**
   * Reads the exports as they would be shown after the commands.
   *
   * @throws CommandsRefused where the device would not carry commands out
   * @throws InputFailure where the exports cannot be read with them
   */
  List<Firewall> readAfter(List<String> commands) throws InputFailure, IOException;

  /**
   * Fails where the device would not carry commands out, as far as that is known without reading
   * again.
   */
  default void check(List<String> commands) throws CommandsRefused, IOException {}

  /**
   * Whether the exports would be shown word for word as they were, so that the policy is what it
   * was; false also where only reading again tells.
   */
  default boolean changeNothing(List<String> commands) throws CommandsRefused, IOException {
    return false;
  }
}
