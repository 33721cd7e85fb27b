package flowgap.vendor.iptables;

import flowgap.source.InputFile;
import flowgap.source.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dumps as {@code iptables-save} would write them after commands that insert rules: what {@code
 * iptables-restore} loads when the machine starts (iptables-restore(8)).
 */
final class RestoreFile {
  private static final Pattern INSERT =
      Pattern.compile("(ip6?tables(?: -t \\S+)?) -I (\\S+) ([0-9]+) (.*)");
  private static final Pattern RULE =
      Pattern.compile("\\s*(?:\\[[0-9]+:[0-9]+\\] )?-A (\\S+)(?: .*)?");
  private static final Pattern OTHER = Pattern.compile("\\s*(?:\\[[0-9]+:[0-9]+\\] )?-[^A].*");

  /** The line of the export that this was, 1-based; 0 for a new one. */
  private record Line(int number, String text) {}

  private RestoreFile() {}

  /**
   * @return empty where a file is no such dump, or a command does more than to insert
   */
  static List<InputFile> with(List<InputFile> files, ChainPlaces places, List<String> commands)
      throws IOException {
    Map<InputFile, List<Line>> texts = new LinkedHashMap<>();
    for (String c : commands) {
      Matcher m = INSERT.matcher(c);
      Optional<ChainPlaces.Place> place =
          m.matches() ? places.of(m.group(1), m.group(2)) : Optional.empty();
      if (place.isEmpty() || ExportKind.of(place.get().file()) != ExportKind.SAVE) {
        return List.of();
      }
      List<Line> lines = texts.get(place.get().file());
      if (lines == null) {
        lines = read(place.get().file());
        texts.put(place.get().file(), lines);
      }
      int table = place.get().table().span().line();
      int at = place(lines, table, m.group(2), Integer.parseInt(m.group(3)));
      if (at < 0) {
        return List.of();
      }
      lines.add(at, new Line(0, "-A " + m.group(2) + " " + m.group(4)));
    }
    List<InputFile> out = new ArrayList<>();
    for (InputFile f : files) {
      out.add(texts.containsKey(f) ? InputFile.of(f.name(), text(texts.get(f))) : f);
    }
    return out;
  }

  private static List<Line> read(InputFile file) throws IOException {
    List<Line> out = new ArrayList<>();
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        out.add(new Line(lines.number(), line));
      }
    }
    return out;
  }

  /**
   * Where a rule has to stand to be of this number in its chain, 1-based; -1 where the table holds
   * other commands than those that append.
   */
  private static int place(List<Line> lines, int table, String chain, int number) {
    boolean inside = false;
    int rules = 0;
    int behind = -1;
    for (int i = 0; i < lines.size(); i++) {
      inside |= lines.get(i).number() == table;
      String text = lines.get(i).text();
      if (inside && text.strip().equals("COMMIT")) {
        return rules + 1 < number ? -1 : behind < 0 ? i : behind;
      }
      Matcher rule = RULE.matcher(text);
      if (inside && rule.matches() && rule.group(1).equals(chain)) {
        if (++rules == number) {
          return i;
        }
        behind = i + 1;
      } else if (inside && OTHER.matcher(text).matches()) {
        return -1;
      }
    }
    return -1;
  }

  private static String text(List<Line> lines) {
    StringBuilder out = new StringBuilder();
    lines.forEach(l -> out.append(l.text()).append('\n'));
    return out.toString();
  }
}
