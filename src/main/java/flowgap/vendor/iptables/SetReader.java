package flowgap.vendor.iptables;

import flowgap.source.InputFile;
import flowgap.source.LineLedger;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import flowgap.source.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads sets: ipset save, ipset list, ipset list -output xml (ipset(8)). */
final class SetReader {
  /** Words of {@code create} that have no value. */
  private static final Set<String> BARE =
      Set.of("counters", "comment", "skbinfo", "forceadd", "nomatch", "exist", "wildcard");

  private static final class State {
    private final String type;
    private final Map<String, String> options = new LinkedHashMap<>();
    private List<IpSet.Entry> entries = new ArrayList<>();
    private final SourceSpan span;

    State(String type, SourceSpan span) {
      this.type = type;
      this.span = span;
    }
  }

  private final Map<String, State> sets = new LinkedHashMap<>();
  private final List<Problem> problems;

  SetReader(List<Problem> problems) {
    this.problems = problems;
  }

  Map<String, IpSet> sets() {
    Map<String, IpSet> out = new LinkedHashMap<>();
    sets.forEach((name, s) -> out.put(name, new IpSet(name, s.type, s.options, s.entries, s.span)));
    return out;
  }

  /** {@code ipset save}: commands, carried out in order. */
  void save(InputFile file, LineLedger ledger) throws IOException {
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        String text = line.strip();
        if (text.isEmpty()) {
          continue;
        }
        SourceSpan span = SourceSpan.of(file.name(), lines.number(), text);
        List<String> words = words(text);
        boolean known = words.get(0).startsWith("#") || command(words, span);
        ledger.enter(
            lines.number(), known ? LineLedger.Use.MODELLED : LineLedger.Use.NOT_UNDERSTOOD);
        if (!known) {
          problems.add(
              Problem.warning(
                  span, "'" + words.get(0) + "'; expected create or add and the name of a set"));
        }
      }
    }
  }

  /** Words; double quotes quote. */
  static List<String> words(String text) {
    List<String> out = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted && i + 1 < text.length()) {
        word.append(text.charAt(++i));
      } else if (Character.isWhitespace(c) && !quoted) {
        if (!word.isEmpty()) {
          out.add(word.toString());
          word.setLength(0);
        }
      } else {
        word.append(c);
      }
    }
    if (!word.isEmpty()) {
      out.add(word.toString());
    }
    return out.isEmpty() ? List.of("") : out;
  }

  private boolean command(List<String> words, SourceSpan span) {
    String name = words.size() > 1 ? words.get(1) : "";
    switch (words.get(0)) {
      case "create", "-N", "n" -> {
        if (words.size() < 3) {
          return false;
        }
        State state = new State(words.get(2), span);
        options(words.subList(3, words.size()), state.options);
        sets.put(name, state);
      }
      case "add", "-A" -> {
        if (words.size() < 3 || !sets.containsKey(name)) {
          return false;
        }
        sets.get(name).entries.add(entry(sets.get(name), words.subList(2, words.size()), span));
      }
      case "del", "-D" -> {
        State state = sets.get(name);
        if (words.size() < 3 || state == null) {
          return false;
        }
        List<String> parts = parts(state, words.get(2));
        state.entries.removeIf(e -> e.parts().equals(parts));
      }
      case "flush", "-F" -> {
        for (State s : name.isEmpty() ? List.copyOf(sets.values()) : List.of(sets.get(name))) {
          s.entries = new ArrayList<>();
        }
      }
      case "destroy", "-X" -> {
        if (name.isEmpty()) {
          sets.clear();
        } else {
          sets.remove(name);
        }
      }
      case "rename", "-E" -> {
        if (words.size() < 3 || !sets.containsKey(name)) {
          return false;
        }
        sets.put(words.get(2), sets.remove(name));
      }
      case "swap", "-W" -> {
        if (words.size() < 3 || !sets.containsKey(name) || !sets.containsKey(words.get(2))) {
          return false;
        }
        State first = sets.get(name);
        sets.put(name, sets.get(words.get(2)));
        sets.put(words.get(2), first);
      }
      case "COMMIT", "version", "quit" -> {}
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void options(List<String> words, Map<String, String> out) {
    for (int i = 0; i < words.size(); i++) {
      boolean bare = BARE.contains(words.get(i)) || i + 1 == words.size();
      out.put(words.get(i), bare ? "" : words.get(i + 1));
      i += bare ? 0 : 1;
    }
  }

  private static List<String> parts(State set, String element) {
    return set.type.equals("list:set") ? List.of(element) : List.of(element.split(","));
  }

  private static IpSet.Entry entry(State set, List<String> words, SourceSpan span) {
    Map<String, String> options = new LinkedHashMap<>();
    options(words.subList(1, words.size()), options);
    String timeout = options.getOrDefault("timeout", "0");
    // "timeout 0" and "timeout (none)" stay
    boolean passing = timeout.matches("[1-9][0-9]*");
    return new IpSet.Entry(parts(set, words.get(0)), options.containsKey("nomatch"), passing, span);
  }

  /** {@code ipset list}. */
  void list(InputFile file, LineLedger ledger) throws IOException {
    String name = null;
    boolean members = false;
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        String text = line.strip();
        if (text.isEmpty()) {
          members = false;
          continue;
        }
        ledger.enter(lines.number(), LineLedger.Use.MODELLED);
        SourceSpan span = SourceSpan.of(file.name(), lines.number(), text);
        if (text.startsWith("Name: ")) {
          name = text.substring(6);
          members = false;
        } else if (text.startsWith("Type: ") && name != null) {
          sets.put(name, new State(text.substring(6), span));
        } else if (text.startsWith("Header: ") && sets.containsKey(name)) {
          options(words(text.substring(8)), sets.get(name).options);
        } else if (text.equals("Members:")) {
          members = true;
        } else if (members && sets.containsKey(name)) {
          sets.get(name).entries.add(entry(sets.get(name), words(text), span));
        } else {
          ledger.enter(lines.number(), LineLedger.Use.IGNORED);
        }
      }
    }
  }

  /** {@code ipset list -output xml}. */
  void xml(InputFile file, LineLedger ledger) throws IOException {
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (!line.isBlank()) {
          ledger.enter(lines.number(), LineLedger.Use.MODELLED);
        }
      }
    }
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = file.open()) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      String name = null;
      List<String> member = null;
      StringBuilder text = new StringBuilder();
      boolean header = false;
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          text.setLength(0);
          switch (xml.getLocalName()) {
            case "ipset" -> name = xml.getAttributeValue(null, "name");
            case "header" -> header = true;
            case "member" -> member = new ArrayList<>();
            default -> {}
          }
        } else if (event == XMLStreamConstants.CHARACTERS) {
          text.append(xml.getText());
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          SourceSpan span =
              SourceSpan.of(file.name(), xml.getLocation().getLineNumber(), text.toString().strip())
                  .at("ipset " + name);
          String value = text.toString().strip();
          switch (xml.getLocalName()) {
            case "type" -> sets.put(name, new State(value, span));
            case "header" -> header = false;
            case "elem" -> member.add(value);
            case "nomatch" -> member.add("nomatch");
            case "timeout" -> {
              if (member != null) {
                member.addAll(List.of("timeout", value));
              }
            }
            case "member" -> {
              sets.get(name).entries.add(entry(sets.get(name), member, span));
              member = null;
            }
            default -> {
              if (header && sets.containsKey(name)) {
                sets.get(name).options.put(xml.getLocalName(), value);
              }
            }
          }
          text.setLength(0);
        }
      }
    } catch (XMLStreamException e) {
      problems.add(
          Problem.error(
              SourceSpan.of(file.name(), line(e), ""), "the XML of ipset ends early or is broken"));
    }
  }

  /** Where broken XML was noticed; an invalid byte leaves no place. */
  private static int line(XMLStreamException e) {
    return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
  }
}
