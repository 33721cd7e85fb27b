package flowgap.policy;

import flowgap.source.InputFile;
import java.util.List;

/**
 * A change in a firewall's own commands.
 *
 * @param commands in the order in which they are to be entered
 * @param rollback the exact inverse
 * @param files the inputs as they would be exported after the change, by which it is proved
 * @param advice empty where the commands can be proved; else the reason why they are advice only
 */
public record ChangeScript(
    List<String> commands, List<String> rollback, List<InputFile> files, String advice) {
  public ChangeScript {
    commands = List.copyOf(commands);
    rollback = List.copyOf(rollback);
    files = List.copyOf(files);
  }

  ChangeScript withoutFiles() {
    return new ChangeScript(commands, rollback, List.of(), advice);
  }
}
