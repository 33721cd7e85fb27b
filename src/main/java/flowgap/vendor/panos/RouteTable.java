package flowgap.vendor.panos;

import flowgap.packet.AddressSet;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import flowgap.source.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Active routes of {@code show routing route}, as text or XML, by virtual router. An active row
 * whose interface is not told, and a row that is not understood, leave open where their addresses
 * lead (PAN-OS CLI Quick Start).
 */
final class RouteTable {
  private static final Pattern ROUTER =
      Pattern.compile("VIRTUAL ROUTER:\\s*(.+?)\\s*(?:\\(id \\d+\\))?\\s*");
  private static final Pattern FLAGS = Pattern.compile("(?:O[io12]|[A?CHS~ROBEM])+");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern HOP = Pattern.compile("[vl]r\\s+(\\S+)");

  private final Map<String, List<Topology.Route>> rows = new LinkedHashMap<>();

  private final List<Problem> problems = new ArrayList<>();

  /** The rows that forward packets; a length below 0 where the destination is not understood. */
  Map<String, List<Topology.Route>> rows() {
    return rows;
  }

  List<Problem> problems() {
    return problems;
  }

  void read(InputFile file) throws IOException, InputFailure {
    if (file.headText().stripLeading().startsWith("<")) {
      Map<String, String> entry = new HashMap<>();
      XmlPaths.read(
          file,
          (path, text) -> {
            String field = path.get(path.size() - 1);
            boolean ofEntry = path.size() > 1 && path.get(path.size() - 2).equals("entry");
            if (ofEntry && entry.containsKey(field)) {
              finish(file, entry);
            }
            if (ofEntry) {
              entry.put(field, text);
            }
          });
      finish(file, entry);
    } else {
      text(file);
    }
  }

  /** The fields of an entry come in the same order each time. */
  private void finish(InputFile file, Map<String, String> entry) {
    String flags = entry.getOrDefault("flags", "");
    boolean forwards = !entry.getOrDefault("route-table", "").equals("multicast");
    if (entry.containsKey("destination") && flags.contains("A") && forwards) {
      String router = entry.getOrDefault("virtual-router", "default");
      String prefix = entry.get("destination");
      if (AddressSet.parse(prefix).isEmpty()) {
        unread(router, prefix, SourceSpan.implicit(file.name(), prefix));
      } else {
        String unit = entry.getOrDefault("interface", "");
        add(router, prefix, entry.getOrDefault("nexthop", ""), flags, unit);
      }
    }
    entry.clear();
  }

  private void text(InputFile file) throws IOException {
    String router = "default";
    boolean within = false;
    try (TextLines lines = TextLines.open(file)) {
      int number = 0;
      for (String raw = lines.next(); raw != null; raw = lines.next()) {
        number++;
        String line = raw.strip();
        Matcher m = ROUTER.matcher(line);
        if (m.matches()) {
          router = m.group(1);
          within = false;
        } else if (line.startsWith("destination") && line.contains("nexthop")) {
          within = true;
        } else if (line.startsWith("total routes")) {
          within = false;
        } else if (within && !line.isEmpty() && !row(router, line)) {
          unread(router, line.split("\\s+")[0], SourceSpan.of(file.name(), number, line));
        }
      }
    }
  }

  /** Whether the line is understood: destination, next hop, metric, flags, age, interface, AS. */
  private boolean row(String router, String line) {
    List<String> words = new ArrayList<>(List.of(line.split("\\s+")));
    if (words.size() < 3 || AddressSet.parse(words.get(0)).isEmpty()) {
      return false;
    }
    String hop = words.get(1);
    int at = 2;
    if (hop.equals("vr") || hop.equals("lr")) {
      hop += " " + words.get(at++);
    }
    if (at < words.size() && NUMBER.matcher(words.get(at)).matches()) {
      at++;
    }
    StringBuilder flags = new StringBuilder();
    while (at < words.size() && FLAGS.matcher(words.get(at)).matches()) {
      flags.append(words.get(at++));
    }
    if (flags.isEmpty()) {
      return false;
    }
    if (at < words.size() && NUMBER.matcher(words.get(at)).matches()) {
      at++;
    }
    if (flags.indexOf("A") >= 0) {
      add(router, words.get(0), hop, flags.toString(), at < words.size() ? words.get(at) : "");
    }
    return true;
  }

  private void add(String router, String prefix, String hop, String flags, String unit) {
    Matcher next = HOP.matcher(hop);
    boolean ownAddress = flags.contains("H") && unit.isEmpty();
    if (ownAddress || flags.contains("M")) {
      return;
    }
    route(router, prefix, unit, next.matches() ? next.group(1) : "", hop.equals("discard"));
  }

  private void unread(String router, String prefix, SourceSpan span) {
    problems.add(
        Problem.warning(
            span,
            "this row of the route table is not understood: where its addresses lead is open"));
    route(router, prefix, "", "", false);
  }

  /** A row; without a destination that is understood it may lead any packet anywhere. */
  private void route(String router, String prefix, String unit, String next, boolean discard) {
    Optional<AddressSet> set = AddressSet.parse(prefix);
    rows.computeIfAbsent(router, r -> new ArrayList<>())
        .add(
            new Topology.Route(
                set.orElse(AddressSet.ANY),
                Topology.length(prefix, set),
                set.map(AddressSet::hasV6).orElse(false),
                unit,
                Optional.empty(),
                next,
                discard,
                1,
                1,
                false,
                new Node(prefix, Node.Form.TEXT, 1, 1)));
  }
}
