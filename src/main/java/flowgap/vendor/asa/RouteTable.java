package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code show route} and {@code show ipv6 route}; a route may be wrapped over lines. */
final class RouteTable {
  private static final Pattern START =
      Pattern.compile(
          "^([A-Z][A-Za-z]?[* ]?(?: ?(?:IA|E1|E2|N1|N2|EX|ia|L1|L2|su|SI|BI))?[*+]?)\\s+(\\S+)(?:\\s+(\\d+\\.\\d+\\.\\d+\\.\\d+))?\\s*(.*)$");
  private static final Pattern BY =
      Pattern.compile(
          "(?:directly connected|via [^,\\s]+|connected by VPN \\([^)]*\\))(?:, [\\dwdhm:.]+)?, (\\S+)");
  private static final Pattern METRIC = Pattern.compile("\\[(\\d+)/\\d+\\]");

  private final String file;
  private final List<Routes.Route> routes = new ArrayList<>();
  private AddressSet prefix;
  private boolean started;

  RouteTable(String file) {
    this.file = file;
  }

  /** Takes a line; whether it was a route. */
  boolean line(int number, String text, Map<String, String> names) {
    String t = text.strip();
    if (t.isEmpty()
        || t.startsWith("Codes:")
        || t.contains(" - ")
        || t.startsWith("Gateway")
        || t.startsWith("Routing")
        || t.startsWith("IPv6 Routing")) {
      return false;
    }
    String rest = t;
    Matcher m = START.matcher(text);
    if (m.matches() && !text.startsWith(" ")) {
      String network = names.getOrDefault(m.group(2), m.group(2));
      Optional<AddressSet> p =
          network.contains("/")
              ? AddressSet.parse(network)
              : m.group(3) == null
                  ? Optional.empty()
                  : Routes.prefix4(names, List.of(network, m.group(3)), 0);
      prefix = p.orElse(null);
      started = true;
      rest = m.group(4);
      if (m.group(1).startsWith("L")) {
        prefix = null;
      }
    }
    if (prefix == null) {
      return started;
    }
    Matcher by = BY.matcher(rest);
    while (by.find()) {
      Matcher metric = METRIC.matcher(rest);
      SourceSpan span = SourceSpan.of(file, number, text.strip());
      routes.add(
          new Routes.Route(
              prefix, Routes.length(prefix), by.group(1), 0, false, metric.find() ? span : span));
    }
    return true;
  }

  List<Routes.Route> routes() {
    return routes;
  }
}
