package flowgap.vendor.panos;

import flowgap.packet.AddressSet;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
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

/** Active routes of {@code show routing route}, as text or XML, by virtual router. */
final class RouteTable {
  private static final Pattern ROUTER =
      Pattern.compile("VIRTUAL ROUTER:\\s*(.+?)\\s*(?:\\(id \\d+\\))?\\s*");
  private static final Pattern UNIT =
      Pattern.compile("(?:ethernet|ae|vlan|loopback|tunnel)[\\d/.]*");

  private final Map<String, List<Topology.Route>> rows = new LinkedHashMap<>();

  Map<String, List<Topology.Route>> rows() {
    return rows;
  }

  void read(InputFile file) throws IOException, InputFailure {
    if (file.headText().stripLeading().startsWith("<")) {
      Map<String, String> entry = new HashMap<>();
      XmlPaths.read(
          file,
          (path, text) -> {
            String field = path.get(path.size() - 1);
            if (field.equals("virtual-router") && entry.containsKey("destination")) {
              entry.put("virtual-router", text);
            }
            if (field.equals("destination") && !entry.isEmpty()) {
              finish(entry);
            }
            entry.put(field, text);
          });
      finish(entry);
    } else {
      text(file);
    }
  }

  private void finish(Map<String, String> entry) {
    if (entry.containsKey("destination") && entry.getOrDefault("flags", "").contains("A")) {
      add(
          entry.getOrDefault("virtual-router", "default"),
          entry.get("destination"),
          entry.getOrDefault("nexthop", ""),
          entry.getOrDefault("interface", ""));
    }
    entry.clear();
  }

  private void text(InputFile file) throws IOException {
    String router = "default";
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        Matcher m = ROUTER.matcher(line.strip());
        String[] words = line.strip().split("\\s+");
        if (m.matches()) {
          router = m.group(1);
        } else if (words.length >= 4 && AddressSet.parse(words[0]).isPresent()) {
          boolean active = false;
          String unit = "";
          for (int i = 2; i < words.length; i++) {
            active |= words[i].equals("A") || words[i].startsWith("A?");
            unit = UNIT.matcher(words[i]).matches() ? words[i] : unit;
          }
          if (active) {
            String hop =
                words[1].equals("vr") || words[1].equals("lr") ? "vr " + words[2] : words[1];
            add(router, words[0], hop, unit);
          }
        }
      }
    }
  }

  private void add(String router, String prefix, String hop, String unit) {
    Optional<AddressSet> set = AddressSet.parse(prefix);
    boolean discard = hop.equals("discard");
    String next = hop.startsWith("vr ") ? hop.substring(3) : "";
    if (set.isEmpty() || unit.isEmpty() && next.isEmpty() && !discard) {
      return;
    }
    boolean v6 = set.get().hasV6();
    int slash = prefix.indexOf('/');
    int length = slash < 0 ? (v6 ? 128 : 32) : Integer.parseInt(prefix.substring(slash + 1));
    rows.computeIfAbsent(router, r -> new ArrayList<>())
        .add(
            new Topology.Route(
                set.get(),
                length,
                v6,
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
