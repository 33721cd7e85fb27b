package flowgap.vendor.iptables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.source.InputFile;
import flowgap.source.LineLedger;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import flowgap.source.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the output of ip addr and ip route, as text and as JSON (ip-address(8), ip-route(8)). */
final class MachineReader {
  private static final Pattern DEVICE =
      Pattern.compile("[0-9]+:\\s+([^:@\\s]+)(?:@[^:]*)?:\\s+<.*");
  private static final Pattern MASTER = Pattern.compile(".*\\smaster\\s+(\\S+).*");
  private static final Set<String> NOWHERE =
      Set.of("blackhole", "unreachable", "prohibit", "throw");
  private static final Set<String> INWARD = Set.of("local", "broadcast", "anycast", "multicast");

  private final Map<String, Machine.Device> devices = new LinkedHashMap<>();
  private final Set<String> bridges = new HashSet<>();
  private final List<Machine.Route> routes = new ArrayList<>();
  private boolean addressesGiven;

  private final List<Problem> problems;

  MachineReader(List<Problem> problems) {
    this.problems = problems;
  }

  Machine machine() {
    Map<String, Machine.Device> out = new LinkedHashMap<>();
    devices.forEach(
        (name, d) ->
            out.put(
                name,
                new Machine.Device(
                    name,
                    d.own(),
                    d.networks(),
                    d.broadcasts(),
                    d.bridge() || bridges.contains(name),
                    d.span())));
    return new Machine(out, routes, addressesGiven);
  }

  /** {@code ip addr}. */
  void addresses(InputFile file, LineLedger ledger) throws IOException {
    addressesGiven = true;
    String device = null;
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        String text = line.strip();
        if (text.isEmpty()) {
          continue;
        }
        SourceSpan span = SourceSpan.of(file.name(), lines.number(), text);
        Matcher head = DEVICE.matcher(text);
        String[] words = text.split("\\s+");
        if (head.matches()) {
          device = head.group(1);
          Matcher master = MASTER.matcher(text);
          if (master.matches()) {
            bridges.add(master.group(1));
          }
          device(device, span);
          ledger.enter(lines.number(), LineLedger.Use.MODELLED);
        } else if (device != null && words[0].matches("inet6?") && words.length > 1) {
          boolean peer = words.length > 3 && words[2].equals("peer");
          boolean sure =
              address(device, words[1], peer ? words[3] : words[1], after(words, "brd"), span);
          ledger.enter(
              lines.number(), sure ? LineLedger.Use.MODELLED : LineLedger.Use.NOT_UNDERSTOOD);
        } else {
          ledger.enter(lines.number(), LineLedger.Use.IGNORED);
        }
      }
    }
  }

  private void device(String name, SourceSpan span) {
    devices.computeIfAbsent(
        name,
        n -> new Machine.Device(n, AddressSet.NONE, AddressSet.NONE, AddressSet.NONE, false, span));
  }

  private boolean address(
      String device, String own, String network, String broadcast, SourceSpan span) {
    int slash = own.indexOf('/');
    Optional<IpAddress> address = IpAddress.parse(slash < 0 ? own : own.substring(0, slash));
    Optional<AddressSet> net = AddressSet.parse(network);
    if (address.isEmpty() || net.isEmpty()) {
      problems.add(Problem.warning(span, "'" + own + "' is no address"));
      return false;
    }
    AddressSet brd =
        broadcast == null ? AddressSet.NONE : AddressSet.parse(broadcast).orElse(AddressSet.NONE);
    Machine.Device d = devices.get(device);
    devices.put(
        device,
        new Machine.Device(
            device,
            d.own().or(AddressSet.of(address.get())),
            d.networks().or(net.get()),
            d.broadcasts().or(brd),
            d.bridge(),
            d.span()));
    return true;
  }

  private static String after(String[] words, String word) {
    for (int i = 0; i + 1 < words.length; i++) {
      if (words[i].equals(word)) {
        return words[i + 1];
      }
    }
    return null;
  }

  /** {@code ip -j addr}. */
  void addressesJson(InputFile file, LineLedger ledger) throws IOException {
    addressesGiven = true;
    SourceSpan span = SourceSpan.of(file.name(), 1, "");
    for (JsonNode d : json(file, ledger)) {
      String name = d.path("ifname").asText("");
      if (name.isEmpty()) {
        continue;
      }
      device(name, span.at(name));
      if (d.hasNonNull("master")) {
        bridges.add(d.get("master").asText());
      }
      if (d.path("linkinfo").path("info_kind").asText("").equals("bridge")) {
        bridges.add(name);
      }
      for (JsonNode a : d.path("addr_info")) {
        String own = a.path("local").asText("");
        String other = a.path("address").asText(own);
        String broadcast = a.hasNonNull("broadcast") ? a.get("broadcast").asText() : null;
        if (!own.isEmpty()) {
          address(name, own, other + "/" + a.path("prefixlen").asInt(), broadcast, span.at(name));
        }
      }
    }
  }

  private static JsonNode json(InputFile file, LineLedger ledger) throws IOException {
    int lines = 0;
    try (TextLines text = TextLines.open(file)) {
      for (String line = text.next(); line != null; line = text.next()) {
        lines = text.number();
        if (!line.isBlank()) {
          ledger.enter(lines, LineLedger.Use.MODELLED);
        }
      }
    }
    try (InputStream in = file.open()) {
      JsonNode tree = new ObjectMapper().readTree(in);
      return tree == null ? new ObjectMapper().createArrayNode() : tree;
    }
  }

  /** {@code ip route}, {@code ip -6 route}. */
  void routes(InputFile file, LineLedger ledger) throws IOException {
    boolean six = file.headText().matches("(?s).*(^|\\n)(\\S+ )?[0-9a-f]*:[0-9a-f:]*(/[0-9]+)? .*");
    List<String> hops = new ArrayList<>();
    String[] open = null;
    SourceSpan openSpan = null;
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (line.isBlank()) {
          continue;
        }
        String[] words = line.strip().split("\\s+");
        ledger.enter(lines.number(), LineLedger.Use.MODELLED);
        if (words[0].equals("nexthop")) {
          String dev = after(words, "dev");
          if (dev != null) {
            hops.add(dev);
          }
          continue;
        }
        flush(open, hops, openSpan, six);
        hops.clear();
        open = words;
        openSpan = SourceSpan.of(file.name(), lines.number(), line.strip());
      }
    }
    flush(open, hops, openSpan, six);
  }

  private void flush(String[] words, List<String> hops, SourceSpan span, boolean six) {
    if (words == null || INWARD.contains(words[0])) {
      return;
    }
    boolean nowhere = NOWHERE.contains(words[0]);
    String to = nowhere || words[0].equals("unicast") ? words.length > 1 ? words[1] : "" : words[0];
    List<String> devices = new ArrayList<>(hops);
    String dev = after(words, "dev");
    if (dev != null && !nowhere) {
      devices.add(dev);
    }
    String via = after(words, "via");
    boolean v6 =
        to.indexOf(':') >= 0 || to.equals("default") && (via == null ? six : via.indexOf(':') >= 0);
    String metric = after(words, "metric");
    route(
        to,
        v6,
        devices,
        metric != null && metric.matches("[0-9]{1,10}") ? Long.parseLong(metric) : 0,
        span);
  }

  private void route(String to, boolean v6, List<String> devices, long metric, SourceSpan span) {
    String text = to.equals("default") ? v6 ? "::/0" : "0.0.0.0/0" : to;
    Optional<AddressSet> set = AddressSet.parse(text);
    if (set.isEmpty()) {
      problems.add(Problem.warning(span, "'" + to + "' is no destination of a route"));
      return;
    }
    int slash = text.indexOf('/');
    int length = slash < 0 ? (v6 ? 128 : 32) : Integer.parseInt(text.substring(slash + 1));
    routes.add(new Machine.Route(v6, set.get(), length, devices, metric, span));
  }

  /** {@code ip -j route}. */
  void routesJson(InputFile file, LineLedger ledger) throws IOException {
    SourceSpan span = SourceSpan.of(file.name(), 1, "");
    JsonNode all = json(file, ledger);
    boolean six = false;
    for (JsonNode r : all) {
      six |= r.path("dst").asText("").indexOf(':') >= 0;
    }
    for (JsonNode r : all) {
      String type = r.path("type").asText("unicast");
      String to = r.path("dst").asText("");
      if (to.isEmpty() || INWARD.contains(type)) {
        continue;
      }
      List<String> devices = new ArrayList<>();
      if (!NOWHERE.contains(type)) {
        if (r.hasNonNull("dev")) {
          devices.add(r.get("dev").asText());
        }
        r.path("nexthops").forEach(h -> devices.add(h.path("dev").asText()));
      }
      String via = r.path("gateway").asText("");
      boolean v6 =
          to.indexOf(':') >= 0
              || to.equals("default") && (via.isEmpty() ? six : via.indexOf(':') >= 0);
      route(to, v6, devices, r.path("metric").asLong(0), span.at("dst " + to));
    }
  }
}
