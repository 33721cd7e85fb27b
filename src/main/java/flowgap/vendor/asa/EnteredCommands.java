package flowgap.vendor.asa;

import flowgap.policy.CommandsRefused;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import flowgap.source.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration as it is shown after commands for lists and time ranges have been entered.
 *
 * <p>A list holds an entry once ("To reenable it, enter the entire ACE without the inactive
 * keyword"): entered again with other options behind it, it is changed where it stands, whatever
 * line is named. That is not what a change means by it, so such a command counts as refused. A line
 * number "only specifies where to insert the ACE".
 *
 * @see <a
 *     href="https://www.cisco.com/c/en/us/td/docs/security/asa/asa916/configuration/firewall/asa-916-firewall-config/access-acls.html">
 *     Cisco ASA Series Firewall CLI Configuration Guide, Access Control Lists</a>
 */
final class EnteredCommands {
  private static final Pattern INSERT =
      Pattern.compile("access-list (\\S+) line (\\d+) (.*)", Pattern.DOTALL);
  private static final Pattern REMOVE = Pattern.compile("no access-list (\\S+) (.*)");
  private static final Pattern OPTIONS =
      Pattern.compile(
          " (log( (disable|default|[a-z0-9]+( interval \\d+)?|interval \\d+))?|inactive)");

  /** A line of the text, not wrapped, in a chain; a time range's second line stands with it. */
  private static final class Line {
    final List<String> texts = new ArrayList<>();
    Line next;
    Line before;
  }

  private final InputFile file;
  private final Line head = new Line();
  private final Map<String, List<Line>> lists = new HashMap<>();
  private final Map<Line, String> words = new HashMap<>();

  /** How often each list has each entry, whatever its options. */
  private final Map<String, Integer> entries = new HashMap<>();

  private final Map<String, Line> timeRanges = new HashMap<>();
  private Line firstEntry;
  private Line open;

  private EnteredCommands(InputFile file) {
    this.file = file;
  }

  /**
   * The files with the one changed that the firewall's configuration stands in.
   *
   * @param firewall its name, which ends in its context where there are several
   */
  static List<InputFile> in(List<InputFile> files, String firewall, List<String> commands)
      throws IOException, InputFailure {
    List<Statements> all = new ArrayList<>();
    for (InputFile f : files) {
      all.addAll(Statements.of(f));
    }
    List<InputFile> out = new ArrayList<>(files);
    for (Statements s : all) {
      if (all.size() == 1 || firewall.endsWith("/" + s.context)) {
        EnteredCommands e = new EnteredCommands(s.file);
        e.read(s);
        e.enter(commands);
        out.set(files.indexOf(s.file), e.shown());
        return out;
      }
    }
    throw new InputFailure(
        Problem.error(
            SourceSpan.implicit(firewall, ""), "its configuration is not among the files"));
  }

  /** The statements about lists and time ranges of one context, by line. */
  private record Statements(
      InputFile file, String context, Map<Integer, String> byLine, Map<Integer, String> unwrapped) {
    static Collection<Statements> of(InputFile file) throws IOException {
      Map<String, Statements> out = new LinkedHashMap<>();
      Map<Integer, String> unwrapped = new HashMap<>();
      int width = Wrapping.width(file.headText());
      Capture.read(
          file,
          (kind, context, number, text) -> {
            if (width > 0 && text.length() > width) {
              unwrapped.put(number, text);
            }
            if (kind == Capture.Kind.CONFIG) {
              Statements its =
                  out.computeIfAbsent(
                      context, c -> new Statements(file, c, new HashMap<>(), unwrapped));
              if (text.startsWith("access-list ") || text.startsWith("time-range ")) {
                its.byLine.put(number, text);
              }
            }
          });
      return out.values();
    }
  }

  private InputFile shown() {
    StringBuilder out = new StringBuilder();
    for (Line l = head.next; l != null; l = l.next) {
      l.texts.forEach(t -> out.append(t).append('\n'));
    }
    return InputFile.of(file.name(), out.toString());
  }

  private void read(Statements statements) throws IOException {
    Line last = head;
    int missing = 0;
    try (TextLines lines = TextLines.open(file)) {
      for (String text = lines.next(); text != null; text = lines.next()) {
        if (missing > 0) {
          missing -= text.length();
          continue;
        }
        String whole = statements.unwrapped.getOrDefault(lines.number(), text);
        missing = whole.length() - text.length();
        Line line = line(whole);
        putAfter(last, line);
        last = line;
        String statement = statements.byLine.get(lines.number());
        if (statement != null) {
          note(line, statement.strip());
        }
      }
    }
  }

  private void note(Line line, String statement) {
    String[] parts = statement.split("\\s+", 3);
    if (parts.length == 3 && parts[0].equals("access-list")) {
      firstEntry = firstEntry == null ? line : firstEntry;
      lists.computeIfAbsent(parts[1], l -> new ArrayList<>()).add(line);
      words.put(line, plain(parts[2]));
      entries.merge(parts[1] + " " + bare(words.get(line)), 1, Integer::sum);
    } else if (parts.length == 2 && parts[0].equals("time-range")) {
      timeRanges.put(parts[1], line);
    }
  }

  private void enter(List<String> commands) throws InputFailure {
    CommandsRefused.Collected refused = new CommandsRefused.Collected();
    for (int i = 0; i < commands.size(); i++) {
      Optional<String> why = enter(commands.get(i));
      if (why.isPresent()) {
        refused.add(i, refused(commands.get(i), why.get()));
      }
    }
    refused.check();
  }

  /** Why it is refused; empty where it is not. */
  private Optional<String> enter(String command) {
    Matcher insert = INSERT.matcher(command);
    Matcher remove = REMOVE.matcher(command);
    if (insert.matches()) {
      return insert(insert.group(1), Integer.parseInt(insert.group(2)), plain(insert.group(3)));
    } else if (remove.matches()) {
      return remove(remove.group(1), plain(remove.group(2)));
    } else if (command.startsWith("time-range ")) {
      open = line(command);
      if (timeRanges.putIfAbsent(command.substring("time-range ".length()), open) != null) {
        return Optional.of("there is one of that name");
      }
      putAfter(firstEntry == null ? head : firstEntry.before, open);
    } else if (command.startsWith(" absolute ") && open != null) {
      open.texts.add(command);
    } else if (command.startsWith("no time-range ")) {
      return removeTimeRange(command.substring("no time-range ".length()));
    } else {
      return Optional.of("no such command is known here");
    }
    return Optional.empty();
  }

  private Optional<String> insert(String list, int number, String entry) {
    List<Line> its = lists.getOrDefault(list, List.of());
    if (its.isEmpty() || number > its.size() + 1) {
      return Optional.of("the list has no such line");
    }
    String bare = list + " " + bare(entry);
    if (entries.getOrDefault(bare, 0) > 0) {
      return Optional.of("the list has this entry already, and holds each but once");
    }
    entries.put(bare, 1);
    Line line = line("access-list " + list + " " + entry);
    putAfter(number > its.size() ? its.get(its.size() - 1) : its.get(number - 1).before, line);
    its.add(number - 1, line);
    words.put(line, entry);
    return Optional.empty();
  }

  private Optional<String> remove(String list, String entry) {
    if (lists.getOrDefault(list, List.of()).size() == 1) {
      return Optional.of("the list would be gone with its only entry, and so would its binding");
    }
    for (Line l : lists.getOrDefault(list, List.of())) {
      if (words.get(l).equals(entry)) {
        lists.get(list).remove(l);
        entries.merge(list + " " + bare(entry), -1, Integer::sum);
        takeOut(l);
        return Optional.empty();
      }
    }
    return Optional.of("the list has no such entry");
  }

  private Optional<String> removeTimeRange(String name) {
    Line line = timeRanges.get(name);
    String used = " time-range " + name;
    if (line == null
        || lists.values().stream()
            .flatMap(List::stream)
            .anyMatch(l -> words.get(l).contains(used))) {
      return Optional.of("it is not there, or an entry uses it");
    }
    timeRanges.remove(name);
    takeOut(line);
    return Optional.empty();
  }

  private static Line line(String text) {
    Line out = new Line();
    out.texts.add(text);
    return out;
  }

  private static void putAfter(Line at, Line line) {
    line.next = at.next;
    line.before = at;
    if (at.next != null) {
      at.next.before = line;
    }
    at.next = line;
  }

  private void takeOut(Line line) {
    line.before.next = line.next;
    if (line.next != null) {
      line.next.before = line.before;
    }
    if (firstEntry == line) {
      firstEntry = line.next;
    }
  }

  private static String plain(String entry) {
    return entry.strip().replaceAll("\\s+", " ");
  }

  /** An entry without the options that do not make it another one. */
  private static String bare(String entry) {
    boolean plain =
        entry.startsWith("remark ") || !entry.contains(" log") && !entry.contains(" inactive");
    String bare = plain ? entry : OPTIONS.matcher(entry).replaceAll("");
    return bare.startsWith("extended ") ? bare.substring("extended ".length()) : bare;
  }

  private Problem refused(String command, String why) {
    return Problem.error(
        SourceSpan.implicit(file.name(), ""), "'" + command.strip() + "' is refused: " + why);
  }
}
