package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code show route} and {@code show ipv6 route}; a route may be wrapped over lines. One that
 * is not understood leaves open where the addresses lie that it could lead to.
 */
final class RouteTable {
  private static final Pattern LEGEND =
      Pattern.compile("Codes:.*|Gateway .*|Routing .*|IPv6 Routing .*|.*[#>] ?(show|sh) .*");
  private static final Pattern START =
      Pattern.compile(
          "([^\\s:]{1,2}(?:[* ] ?(?:IA|E1|E2|N1|N2|EX|ia|L1|L2|su|SI|BI))?[*+]?)\\s+(\\S+)"
              + "(?:\\s+(\\d+\\.\\d+\\.\\d+\\.\\d+))?\\s*(.*)");
  private static final Pattern BY =
      Pattern.compile(
          "(?:directly connected|via [^,\\s]+|connected by VPN \\([^)]*\\)|is a summary)"
              + "(?:, [\\dwdhm:.]+)?, (\\S+)");

  private final String file;
  private final List<Routes.Route> routes = new ArrayList<>();
  private AddressSet prefix;
  private SourceSpan open;

  RouteTable(String file) {
    this.file = file;
  }

  /** Takes a line. */
  void line(int number, String text, Map<String, String> names) {
    String t = text.strip();
    if (t.isEmpty() || t.contains(" - ") || LEGEND.matcher(t).matches()) {
      return;
    }
    String rest = t;
    SourceSpan span = SourceSpan.of(file, number, t);
    if (!Character.isWhitespace(text.charAt(0))) {
      end();
      open = span;
      prefix = null;
      Matcher m = START.matcher(t);
      if (m.matches()) {
        if (m.group(1).startsWith("L")) {
          open = null;
          return;
        }
        String network = names.getOrDefault(m.group(2), m.group(2));
        Optional<AddressSet> p =
            network.contains("/")
                ? AddressSet.parse(network)
                : m.group(3) == null
                    ? Optional.empty()
                    : Routes.prefix4(names, List.of(network, m.group(3)), 0);
        prefix = p.orElse(null);
        rest = m.group(4);
      }
    }
    if (prefix == null) {
      return;
    }
    Matcher by = BY.matcher(rest);
    while (by.find()) {
      routes.add(new Routes.Route(prefix, Routes.length(prefix), by.group(1), 0, false, span));
      open = null;
    }
  }

  /** What was started and leads nowhere that is known. */
  private void end() {
    if (open != null) {
      routes.add(Routes.Route.unread(prefix, open));
    }
    open = null;
  }

  List<Routes.Route> routes() {
    end();
    return routes;
  }
}
