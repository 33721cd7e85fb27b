package flowgap.vendor.iptables;

import com.fasterxml.jackson.databind.JsonNode;
import flowgap.packet.AddressSet;
import flowgap.source.InputFile;
import flowgap.source.LineLedger;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import flowgap.source.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the output of ip route, as text and as JSON; ip-route(8). A route that only some packets
 * take (of another table, of a type of service, of a dead next hop) and one that is not understood
 * leave open where the addresses lie that it could lead to.
 */
final class RouteReader {
  private static final Set<String> NOWHERE =
      Set.of("blackhole", "unreachable", "prohibit", "throw");
  private static final Set<String> INWARD = Set.of("local", "broadcast", "anycast", "multicast");
  private static final Set<String> TYPES = Set.of("unicast", "nat");

  /** Tables that are asked for every packet, by name and by number; ip-rule(8). */
  private static final Set<String> LOCAL = Set.of("local", "255");

  private static final Set<String> MAIN = Set.of("main", "254");

  private final List<Machine.Route> routes = new ArrayList<>();
  private final List<Problem> problems;

  RouteReader(List<Problem> problems) {
    this.problems = problems;
  }

  List<Machine.Route> routes() {
    return List.copyOf(routes);
  }

  /** {@code ip route}, {@code ip -6 route}. */
  void lines(InputFile file, LineLedger ledger) throws IOException {
    boolean six = file.headText().matches("(?s).*(^|\\n)(\\S+ )?[0-9a-f]*:[0-9a-f:]*(/[0-9]+)? .*");
    List<String> words = null;
    SourceSpan span = null;
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (line.isBlank()) {
          continue;
        }
        List<String> more = Arrays.asList(line.strip().split("[\\s\\\\]+"));
        if (more.get(0).equals("nexthop") && words != null) {
          words.addAll(more);
          ledger.enter(lines.number(), LineLedger.Use.MODELLED);
          continue;
        }
        route(words, span, six);
        words = new ArrayList<>(more);
        span = SourceSpan.of(file.name(), lines.number(), line.strip());
        ledger.enter(
            lines.number(),
            understood(words) ? LineLedger.Use.MODELLED : LineLedger.Use.NOT_UNDERSTOOD);
      }
    }
    route(words, span, six);
  }

  private static boolean understood(List<String> words) {
    return INWARD.contains(words.get(0)) || set(destination(words), false).isPresent();
  }

  private static String destination(List<String> words) {
    boolean typed = NOWHERE.contains(words.get(0)) || TYPES.contains(words.get(0));
    return !typed ? words.get(0) : words.size() > 1 ? words.get(1) : "";
  }

  private static Optional<AddressSet> set(String to, boolean v6) {
    return AddressSet.parse(to.equals("default") ? v6 ? "::/0" : "0.0.0.0/0" : to);
  }

  private void route(List<String> words, SourceSpan span, boolean six) {
    if (words == null || INWARD.contains(words.get(0))) {
      return;
    }
    String to = destination(words);
    String via = after(words, "via");
    boolean v6 =
        to.indexOf(':') >= 0
            || to.equals("default") && (via.isEmpty() ? six : via.indexOf(':') >= 0);
    List<String> devices = new ArrayList<>();
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals("dev")) {
        devices.add(words.get(i + 1));
      }
    }
    boolean some =
        words.contains("tos")
            || words.contains("dsfield")
            || words.contains("from")
            || words.contains("dead");
    route(
        to,
        v6,
        NOWHERE.contains(words.get(0)) ? List.of() : devices,
        number(after(words, "metric")),
        after(words, "table"),
        some,
        span);
  }

  private static String after(List<String> words, String word) {
    int at = words.indexOf(word);
    return at >= 0 && at + 1 < words.size() ? words.get(at + 1) : "";
  }

  private static long number(String text) {
    return text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
  }

  private void route(
      String to,
      boolean v6,
      List<String> devices,
      long metric,
      String table,
      boolean some,
      SourceSpan span) {
    if (LOCAL.contains(table)) {
      return;
    }
    Optional<AddressSet> set = set(to, v6);
    if (set.isEmpty()) {
      problems.add(
          Problem.warning(
              span,
              "'"
                  + to
                  + "' is no destination of a route: by which interface packets go is not known"));
      boolean both = to.indexOf(':') < 0 && to.indexOf('.') < 0;
      if (both || !v6) {
        routes.add(Machine.Route.unsure(false, AddressSet.ANY_V4, devices, span));
      }
      if (both || v6) {
        routes.add(Machine.Route.unsure(true, AddressSet.ANY_V6, devices, span));
      }
      return;
    }
    if (some || !table.isEmpty() && !MAIN.contains(table)) {
      routes.add(Machine.Route.unsure(v6, set.get(), devices, span));
      return;
    }
    int slash = to.indexOf('/');
    int length =
        to.equals("default")
            ? 0
            : slash < 0 ? v6 ? 128 : 32 : Integer.parseInt(to.substring(slash + 1));
    routes.add(new Machine.Route(v6, set.get(), length, devices, metric, true, span));
  }

  /** {@code ip -j route}. */
  void json(InputFile file, LineLedger ledger) throws IOException {
    SourceSpan span = SourceSpan.of(file.name(), 1, "");
    JsonNode all = JsonLines.read(file, ledger);
    boolean six = false;
    for (JsonNode r : all) {
      six |= r.path("dst").asText("").indexOf(':') >= 0;
    }
    for (JsonNode r : all) {
      String type = r.path("type").asText("unicast");
      String to = r.path("dst").asText("");
      if (INWARD.contains(type)) {
        continue;
      }
      List<String> devices = new ArrayList<>();
      if (r.hasNonNull("dev")) {
        devices.add(r.get("dev").asText());
      }
      r.path("nexthops").forEach(h -> devices.add(h.path("dev").asText()));
      String via = r.path("gateway").asText("");
      boolean v6 =
          to.indexOf(':') >= 0
              || to.equals("default") && (via.isEmpty() ? six : via.indexOf(':') >= 0);
      boolean some =
          r.has("tos") || r.has("from") || r.path("flags").toString().contains("\"dead\"");
      route(
          to,
          v6,
          NOWHERE.contains(type) ? List.of() : devices,
          r.path("metric").asLong(0),
          r.path("table").asText(""),
          some,
          span.at("dst " + to));
    }
  }
}
