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
   * Enters commands, and their inverse behind them, without reading.
   *
   * @return whether the exports would then be shown word for word as they were, so that the policy
   *     is what it was; false also where only reading again tells
   * @throws CommandsRefused where the device would not carry commands out, as far as that is known
   *     without reading: commands, or else the inverse's, which are counted behind the commands
   */
  default boolean restores(List<String> commands, List<String> inverse)
      throws CommandsRefused, IOException {
    return false;
  }
}
