package flowgap.vendor.iptables;

import flowgap.policy.CommandsRefused;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import flowgap.source.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dumps with commands before the COMMIT of their table, which iptables-restore carries out in order
 * behind the rules that stand there.
 */
final class EnteredCommands {
  private static final Pattern COMMAND =
      Pattern.compile("(ip6?tables(?: -t \\S+)?) (-[ID] (\\S+).*)");

  private EnteredCommands() {}

  static List<InputFile> in(List<InputFile> files, ChainPlaces places, List<String> commands)
      throws IOException, InputFailure {
    Map<InputFile, Map<Integer, List<String>>> byTable = new LinkedHashMap<>();
    CommandsRefused.Collected refused = new CommandsRefused.Collected();
    for (int i = 0; i < commands.size(); i++) {
      String c = commands.get(i);
      Matcher m = COMMAND.matcher(c);
      ChainPlaces.Place place = m.matches() ? places.of(m.group(1), m.group(3)).orElse(null) : null;
      if (place == null) {
        String said = "'" + c + "' is refused: there is no such chain";
        refused.add(i, Problem.error(SourceSpan.implicit(files.get(0).name(), ""), said));
        continue;
      }
      byTable
          .computeIfAbsent(place.file(), f -> new LinkedHashMap<>())
          .computeIfAbsent(place.table().span().line(), l -> new ArrayList<>())
          .add(m.group(2));
    }
    refused.check();
    List<InputFile> out = new ArrayList<>();
    for (InputFile f : files) {
      out.add(byTable.containsKey(f) ? with(f, byTable.get(f)) : f);
    }
    return out;
  }

  private static InputFile with(InputFile file, Map<Integer, List<String>> byTable)
      throws IOException {
    StringBuilder out = new StringBuilder();
    List<String> open = List.of();
    boolean listed = ExportKind.of(file) == ExportKind.LISTED_RULES;
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        open = byTable.getOrDefault(lines.number(), open);
        if (!listed && line.strip().equals("COMMIT")) {
          open.forEach(c -> out.append(c).append('\n'));
          open = List.of();
        }
        out.append(line).append('\n');
      }
    }
    if (listed) {
      open.forEach(c -> out.append(c).append('\n'));
    }
    return InputFile.of(file.name(), out.toString());
  }
}
