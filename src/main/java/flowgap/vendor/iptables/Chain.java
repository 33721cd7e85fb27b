package flowgap.vendor.iptables;

import flowgap.source.SourceSpan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A chain as it stands after all commands.
 *
 * @param policy of a base chain; empty for a user's chain
 * @param span the line that declares it, or the last that sets its policy
 */
record Chain(String name, Optional<String> policy, List<Line> rules, SourceSpan span) {
  Chain {
    rules = List.copyOf(rules);
  }

  /**
   * A rule of a chain.
   *
   * @param packets its counter, where the export has counters
   */
  record Line(List<Option> options, OptionalLong packets, SourceSpan span) {}
}
