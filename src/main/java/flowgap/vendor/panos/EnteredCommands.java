package flowgap.vendor.panos;

import flowgap.policy.CommandsRefused;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Commands entered in configuration mode on a device after its export was made. */
final class EnteredCommands {
  private static final Set<String> OF_DEVICE = Set.of("device-group", "vsys");

  private EnteredCommands() {}

  /**
   * Carries them out on the export's words.
   *
   * @param commands as {@link Commands} writes them
   * @param first the place of the first of them among all that are entered
   * @param parsed those that were parsed before; receives the others
   */
  static void on(
      Export export, List<String> commands, int first, Map<String, SetTree.Statement> parsed)
      throws CommandsRefused {
    SetTree tree = new SetTree(export.root, export.words);
    CommandsRefused.Collected all = new CommandsRefused.Collected();
    for (int i = 0; i < commands.size(); i++) {
      String c = commands.get(i);
      SetTree.Statement s = parsed.computeIfAbsent(c, SetTree::parse);
      String refused =
          s.error().isEmpty()
              ? tree.enter(s.line(), above(export.root, SetTree.path(s.line()).get(0)), 1, c)
              : s.error();
      if (!refused.isEmpty()) {
        String said = "'" + c + "' is refused: it " + refused;
        all.add(first + i, Problem.error(SourceSpan.implicit(export.file, ""), said));
      }
    }
    all.check();
  }

  /** What a path begins with whose first word is this one. */
  private static List<String> above(Node config, String first) {
    if (first.equals("shared")) {
      return List.of();
    }
    List<Node> devices = config.under("devices");
    List<String> out = new ArrayList<>();
    out.add("devices");
    out.add(devices.isEmpty() ? Shapes.DEVICE : devices.get(0).word);
    if (!OF_DEVICE.contains(first)) {
      List<Node> systems = devices.isEmpty() ? List.of() : devices.get(0).under("vsys");
      out.add("vsys");
      out.add(
          systems.stream()
              .filter(v -> v.has("rulebase"))
              .findFirst()
              .or(() -> systems.stream().findFirst())
              .map(v -> v.word)
              .orElse("vsys1"));
    }
    return out;
  }
}
