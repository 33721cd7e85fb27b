package flowgap.vendor.panos;

import flowgap.policy.CommandsRefused;
import flowgap.source.InputFailure;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Commands entered in configuration mode on a device after its export was made.
 *
 * @param file name of the export
 * @param commands as {@link Commands} writes them
 */
record EnteredCommands(String file, List<String> commands) {
  static final EnteredCommands NONE = new EnteredCommands("", List.of());

  private static final Set<String> OF_DEVICE = Set.of("device-group", "vsys");

  /** Carries them out on the export's words, where it is the one. */
  void on(Export export) throws InputFailure {
    if (!export.file.equals(file)) {
      return;
    }
    SetTree tree = new SetTree(export.root, export.words);
    CommandsRefused.Collected all = new CommandsRefused.Collected();
    for (int i = 0; i < commands.size(); i++) {
      String c = commands.get(i);
      SetTree.Statement s = SetTree.parse(c);
      String refused =
          s.error().isEmpty()
              ? tree.enter(s.line(), above(export.root, SetTree.path(s.line()).get(0)), 1, c)
              : s.error();
      if (!refused.isEmpty()) {
        String said = "'" + c + "' is refused: it " + refused;
        all.add(i, Problem.error(SourceSpan.implicit(file, ""), said));
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
