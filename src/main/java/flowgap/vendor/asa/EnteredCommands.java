package flowgap.vendor.asa;

import flowgap.policy.CommandsRefused;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import flowgap.source.TextLines;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
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

  private static final Pattern SPACES = Pattern.compile("\\s+");

  /** A line of the text, not wrapped, in a chain; a time range's second line stands with it. */
  private static final class Line {
    final String text;
    String second = "";

    /** What stands behind the list's name, where it is an entry or remark; else empty. */
    String words = "";

    Line next;
    Line before;

    Line(String text) {
      this.text = text;
    }
  }

  private final InputFile file;
  private final Line head = new Line("");
  private final Map<String, List<Line>> lists = new HashMap<>();

  /** The lines of each entry by its list and words without options: one, as devices show them. */
  private final Map<String, List<Line>> entries = new HashMap<>();

  private final Map<String, Line> timeRanges = new HashMap<>();
  private Line firstEntry;
  private Line open;

  /** The lines as they are shown before any command. */
  private final List<Line> first = new ArrayList<>();

  /** What takes back what has been entered, the last first. */
  private final Deque<Runnable> back = new ArrayDeque<>();

  private EnteredCommands(InputFile file) {
    this.file = file;
  }

  /**
   * For commands that are entered into the configuration of a firewall.
   *
   * @param firewall its name, which ends in its context where there are several
   */
  static EnteredCommands of(List<InputFile> files, String firewall)
      throws IOException, InputFailure {
    List<Statements> all = new ArrayList<>();
    for (InputFile f : files) {
      all.addAll(Statements.of(f));
    }
    for (Statements s : all) {
      if (all.size() == 1 || firewall.endsWith("/" + s.context)) {
        EnteredCommands e = new EnteredCommands(s.file);
        e.read(s);
        return e;
      }
    }
    throw new InputFailure(
        Problem.error(
            SourceSpan.implicit(firewall, ""), "its configuration is not among the files"));
  }

  /** The files with the one changed in which the configuration stands, after commands. */
  List<InputFile> in(List<InputFile> files, List<String> commands) throws CommandsRefused {
    try {
      enter(commands, 0);
      List<InputFile> out = new ArrayList<>(files);
      out.set(files.indexOf(file), shown());
      return out;
    } finally {
      takeBack();
    }
  }

  /** Whether every line is shown as before after commands and their inverse. */
  boolean restores(List<String> commands, List<String> inverse) throws CommandsRefused {
    try {
      enter(commands, 0);
      enter(inverse, commands.size());
      Line now = head.next;
      for (Line old : first) {
        if (now == null || !now.text.equals(old.text) || !now.second.equals(old.second)) {
          return false;
        }
        now = now.next;
      }
      return now == null;
    } finally {
      takeBack();
    }
  }

  private void takeBack() {
    while (!back.isEmpty()) {
      back.pop().run();
    }
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
      out.append(l.text).append('\n');
      if (!l.second.isEmpty()) {
        out.append(l.second).append('\n');
      }
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
        Line line = new Line(whole);
        link(last, line);
        last = line;
        first.add(line);
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
      line.words = plain(parts[2]);
      of(parts[1], line.words).add(line);
    } else if (parts.length == 2 && parts[0].equals("time-range")) {
      timeRanges.put(parts[1], line);
    }
  }

  /**
   * @param first the place of the first of them among all that are entered
   */
  private void enter(List<String> commands, int first) throws CommandsRefused {
    CommandsRefused.Collected refused = new CommandsRefused.Collected();
    for (int i = 0; i < commands.size(); i++) {
      Optional<String> why = enter(commands.get(i));
      if (why.isPresent()) {
        refused.add(first + i, refused(commands.get(i), why.get()));
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
      Line line = new Line(command);
      String name = command.substring("time-range ".length());
      if (timeRanges.containsKey(name)) {
        return Optional.of("there is one of that name");
      }
      Line closed = open;
      open = line;
      timeRanges.put(name, line);
      back.push(() -> open = closed);
      back.push(() -> timeRanges.remove(name));
      putAfter(firstEntry == null ? head : firstEntry.before, line);
    } else if (command.startsWith(" absolute ") && open != null && open.second.isEmpty()) {
      open.second = command;
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
    List<Line> same = of(list, entry);
    if (!same.isEmpty()) {
      return Optional.of("the list has this entry already, and holds each but once");
    }
    Line line = new Line("access-list " + list + " " + entry);
    line.words = entry;
    same.add(line);
    putAfter(number > its.size() ? its.get(its.size() - 1) : its.get(number - 1).before, line);
    its.add(number - 1, line);
    back.push(
        () -> {
          its.remove(number - 1);
          same.remove(line);
        });
    return Optional.empty();
  }

  private Optional<String> remove(String list, String entry) {
    List<Line> its = lists.getOrDefault(list, List.of());
    if (its.size() == 1) {
      return Optional.of("the list would be gone with its only entry, and so would its binding");
    }
    List<Line> same = of(list, entry);
    int at = -1;
    for (Line line : same) {
      int place = line.words.equals(entry) ? its.indexOf(line) : -1;
      at = at < 0 || place >= 0 && place < at ? place : at;
    }
    if (at < 0) {
      return Optional.of("the list has no such entry");
    }
    int place = at;
    Line line = its.remove(at);
    same.remove(line);
    back.push(
        () -> {
          its.add(place, line);
          same.add(line);
        });
    takeOut(line);
    return Optional.empty();
  }

  /** The lines of an entry, whatever its options. */
  private List<Line> of(String list, String entry) {
    return entries.computeIfAbsent(list + " " + bare(entry), e -> new ArrayList<>(1));
  }

  private Optional<String> removeTimeRange(String name) {
    Line line = timeRanges.get(name);
    String used = " time-range " + name;
    if (line == null
        || lists.values().stream().flatMap(List::stream).anyMatch(l -> l.words.contains(used))) {
      return Optional.of("it is not there, or an entry uses it");
    }
    timeRanges.remove(name);
    back.push(() -> timeRanges.put(name, line));
    takeOut(line);
    return Optional.empty();
  }

  private void putAfter(Line at, Line line) {
    link(at, line);
    back.push(() -> unlink(line));
  }

  private static void link(Line at, Line line) {
    line.next = at.next;
    line.before = at;
    if (at.next != null) {
      at.next.before = line;
    }
    at.next = line;
  }

  private void takeOut(Line line) {
    Line at = line.before;
    unlink(line);
    back.push(() -> link(at, line));
    if (firstEntry == line) {
      firstEntry = line.next;
      back.push(() -> firstEntry = line);
    }
  }

  private static void unlink(Line line) {
    line.before.next = line.next;
    if (line.next != null) {
      line.next.before = line.before;
    }
  }

  private static String plain(String entry) {
    String out = entry.strip();
    boolean spaced = false;
    for (int i = 0; i < out.length() && !spaced; i++) {
      char c = out.charAt(i);
      spaced = c >= '\t' && c <= '\r' || c == ' ' && out.charAt(i + 1) == ' ';
    }
    return spaced ? SPACES.matcher(out).replaceAll(" ") : out;
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
