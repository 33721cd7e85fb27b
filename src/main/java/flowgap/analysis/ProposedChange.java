package flowgap.analysis;

import java.util.List;

/**
 * What would mend a finding, in the firewall's own commands.
 *
 * @param commands in order
 * @param rollback the exact inverse
 * @param proved whether it was applied to the configuration, read again and judged again
 * @param remark where it is not proved: why it is advice only; where it is: what else it changes
 * @param opens what passes with it and did not, as boxes, where it is proved
 * @param closes what does not pass any more, where it is proved
 */
public record ProposedChange(
    List<String> commands,
    List<String> rollback,
    boolean proved,
    String remark,
    List<String> opens,
    List<String> closes) {
  public ProposedChange {
    commands = List.copyOf(commands);
    rollback = List.copyOf(rollback);
    opens = List.copyOf(opens);
    closes = List.copyOf(closes);
  }

  /** One of which it is not told what it opens and closes. */
  public ProposedChange(
      List<String> commands, List<String> rollback, boolean proved, String remark) {
    this(commands, rollback, proved, remark, List.of(), List.of());
  }
}
