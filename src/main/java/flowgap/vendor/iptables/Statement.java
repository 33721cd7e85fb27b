package flowgap.vendor.iptables;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What one line of a dump says. */
sealed interface Statement {
  /** {@code *filter}. */
  record TableStart(String name) implements Statement {}

  /** {@code :INPUT DROP [0:0]}; the policy of a user's chain is {@code -}. */
  record ChainLine(String chain, String policy) implements Statement {}

  /** {@code COMMIT}. */
  record Commit() implements Statement {}

  /** {@code # …}. */
  record Comment(String text) implements Statement {}

  /**
   * A command about a chain.
   *
   * @param position 1-based, 0 where none is given
   * @param argument the policy of {@code -P}, the new name of {@code -E}
   * @param packets the packet counter, where it is given
   * @param onlyV6 the family that the line is limited to by {@code -4} or {@code -6}
   */
  record Command(
      Verb verb,
      String chain,
      int position,
      String argument,
      List<Option> options,
      OptionalLong packets,
      Optional<Boolean> onlyV6)
      implements Statement {
    public Command {
      options = List.copyOf(options);
    }
  }

  /** The commands of iptables(8). */
  enum Verb {
    APPEND,
    INSERT,
    REPLACE,
    DELETE,
    NEW_CHAIN,
    DELETE_CHAIN,
    RENAME_CHAIN,
    POLICY,
    FLUSH,
    ZERO
  }
}
