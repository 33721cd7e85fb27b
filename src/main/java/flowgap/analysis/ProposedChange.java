package flowgap.analysis;

import java.util.List;

/**
 * What would mend a finding, in the firewall's own commands.
 *
 * @param commands in order
 * @param rollback the exact inverse
 * @param proved whether it was applied to the configuration, read again and judged again
 * @param remark where it is not proved: why it is advice only; where it is: what else it changes
 */
public record ProposedChange(
    List<String> commands, List<String> rollback, boolean proved, String remark) {
  public ProposedChange {
    commands = List.copyOf(commands);
    rollback = List.copyOf(rollback);
  }
}
