package flowgap.model.panos;

import flowgap.model.Choices;
import flowgap.model.Ip;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Objects, interfaces, zones and routes of one firewall with one virtual system. */
final class PanosText {
  record Net(Ip address, int length) {}

  record Route(Ip network, int length, int distance, int metric, String out) {}

  final Tree root;
  final List<String> doubts = new ArrayList<>();
  final Map<String, List<Net>> nets = new LinkedHashMap<>();
  final Map<String, String> zones = new TreeMap<>();
  final List<Route> routes = new ArrayList<>();
  boolean learned;
  private final List<Tree> scopes = new ArrayList<>();

  PanosText(Tree tree) {
    Tree device = tree;
    Tree shared = tree.at("shared");
    if (tree.has("devices")) {
      Tree devices = tree.at("devices");
      device = devices.at(devices.value(""));
      if (tree.has("panorama") || device.has("device-group") || devices.names().size() > 1) {
        doubts.add("Panorama");
      }
    }
    Tree systems = device.at("vsys");
    if (systems.names().size() > 1 || device.has("device-group") || device.has("template")) {
      doubts.add("several systems");
    }
    root = systems.names().isEmpty() ? device : systems.at(systems.value(""));
    scopes.add(root);
    scopes.add(shared);
    Tree network = device.at("network");
    if (device.at("deviceconfig", "system").has("panorama-server")
        || device.at("deviceconfig", "system").has("panorama")
        || device.at("deviceconfig").has("panorama")) {
      doubts.add("managed");
    }
    for (String base : List.of("pbf", "application-override", "dos", "authentication")) {
      if (!root.at("rulebase", base, "rules").names().isEmpty()) {
        doubts.add(base);
      }
    }
    if (network.has("logical-router") || network.has("shared-gateway")) {
      doubts.add("logical routers");
    }
    interfaces(network.at("interface"));
    for (String zone : root.at("zone").names()) {
      Tree kinds = root.at("zone", zone, "network");
      for (String kind : kinds.names()) {
        if (kind.equals("layer3")) {
          kinds.at(kind).names().forEach(i -> zones.put(i, zone));
        } else if (List.of("layer2", "virtual-wire", "tap", "external", "tunnel").contains(kind)) {
          doubts.add("zone of " + kind);
        }
      }
    }
    routers(network.at("virtual-router"));
  }

  private void interfaces(Tree kinds) {
    for (String kind : kinds.names()) {
      for (String name : kinds.at(kind).names()) {
        Tree i = kinds.at(kind, name);
        if (name.equals("units")) {
          i.names().forEach(u -> one(u, i.at(u)));
        } else {
          Tree own = i.has("layer3") ? i.at("layer3") : i;
          one(name, own);
          own.at("units").names().forEach(u -> one(u, own.at("units", u)));
        }
      }
    }
  }

  private void one(String name, Tree i) {
    List<Net> out = nets.computeIfAbsent(name, n -> new ArrayList<>());
    List<String> all = new ArrayList<>(i.at("ip").names());
    all.addAll(i.at("ipv6", "address").names());
    if (i.has("dhcp-client") || i.has("pppoe")) {
      learned = true;
      doubts.add("dhcp");
    }
    for (String a : all) {
      Net net = net(a);
      if (net == null) {
        doubts.add("address of " + name);
      } else {
        out.add(net);
      }
    }
  }

  private static Net net(String text) {
    String[] parts = text.split("/");
    Ip a = Ip.parse(parts[0]);
    return a == null ? null : new Net(a, parts.length > 1 ? Integer.parseInt(parts[1]) : a.bits());
  }

  private void routers(Tree routers) {
    if (routers.names().size() > 1) {
      doubts.add("several routers");
    }
    for (String r : routers.names()) {
      Tree router = routers.at(r);
      for (String protocol : router.at("protocol").names()) {
        learned |= router.at("protocol", protocol, "enable").value("no").equals("yes");
      }
      if (router.has("ecmp")) {
        doubts.add("ecmp");
      }
      for (String i : zones.keySet()) {
        if (!router.at("interface").has(i)) {
          doubts.add("interface without a router");
        }
      }
      for (String family : List.of("ip", "ipv6")) {
        Tree all = router.at("routing-table", family, "static-route");
        all.names().forEach(n -> route(all.at(n)));
      }
    }
  }

  private void route(Tree t) {
    Net net = net(t.at("destination").value(""));
    String out = t.at("interface").value("");
    Ip next = Ip.parse(t.at("nexthop", "ip-address").value(""));
    if (out.isEmpty() && next != null) {
      TreeSet<String> way = connected(next);
      out = way.size() == 1 ? way.first() : "";
    }
    if (net == null || out.isEmpty() || t.at("nexthop").has("discard") || t.has("path-monitor")) {
      doubts.add("route");
      return;
    }
    int distance = Integer.parseInt(t.at("admin-dist").value("10"));
    routes.add(
        new Route(
            net.address(),
            net.length(),
            distance,
            Integer.parseInt(t.at("metric").value("10")),
            out));
  }

  private TreeSet<String> connected(Ip a) {
    TreeSet<String> out = new TreeSet<>();
    nets.forEach(
        (name, list) -> {
          if (list.stream().anyMatch(n -> a.within(n.address(), n.length()))) {
            out.add(name);
          }
        });
    return out;
  }

  /** The interfaces that routes lead an address to; empty = none does. */
  TreeSet<String> routed(Ip a) {
    TreeSet<String> best = new TreeSet<>();
    long rank = -1;
    for (Map.Entry<String, List<Net>> e : nets.entrySet()) {
      for (Net n : e.getValue()) {
        if (a.within(n.address(), n.length())) {
          rank = take(best, rank, n.length() * 1_000_000L + 999_999, e.getKey());
        }
      }
    }
    for (Route r : routes) {
      if (a.within(r.network(), r.length()) && (r.length() > 0 || !learned)) {
        rank =
            take(
                best,
                rank,
                r.length() * 1_000_000L + 900_000 - r.distance() * 1000L - r.metric(),
                r.out());
      }
    }
    return best;
  }

  private static long take(TreeSet<String> best, long rank, long now, String name) {
    if (now < rank) {
      return rank;
    }
    if (now > rank) {
      best.clear();
    }
    best.add(name);
    return now;
  }

  boolean own(Ip a) {
    return nets.values().stream().flatMap(List::stream).anyMatch(n -> n.address().equals(a));
  }

  /** The entry of a name in the nearest scope, null where there is none. */
  Tree object(String kind, String name) {
    for (Tree scope : scopes) {
      if (scope.at(kind).has(name)) {
        return scope.at(kind, name);
      }
    }
    return null;
  }

  /** Whether an address is one that a name of a rule stands for. */
  boolean holds(Choices c, String name, Ip a, int depth) {
    if (name.equals("any")) {
      return true;
    }
    Tree object = object("address", name);
    if (object != null) {
      return value(c, object, a, name);
    }
    Tree group = object("address-group", name);
    if (group != null) {
      if (depth > 20 || !group.has("static")) {
        return c.whether("group " + name);
      }
      return group.at("static").names().stream().anyMatch(m -> holds(c, m, a, depth + 1));
    }
    if (name.contains("-") && Ip.parse(name.split("-")[0]) != null) {
      return range(c, name, a);
    }
    Net net = net(name);
    return net == null ? c.whether("address " + name) : within(a, net);
  }

  private boolean value(Choices c, Tree object, Ip a, String name) {
    if (object.has("ip-netmask")) {
      Net net = net(object.at("ip-netmask").value(""));
      return net == null ? c.whether("address " + name) : within(a, net);
    }
    if (object.has("ip-range")) {
      return range(c, object.at("ip-range").value(""), a);
    }
    return c.whether("address " + name);
  }

  private static boolean range(Choices c, String text, Ip a) {
    String[] ends = text.split("-");
    Ip low = Ip.parse(ends[0]);
    Ip high = ends.length == 2 ? Ip.parse(ends[1]) : null;
    if (low == null || high == null || low.six() != high.six()) {
      return c.whether("range " + text);
    }
    return low.six() && !a.six() ? c.whether("v4 in " + text) : a.between(low, high);
  }

  /** IPv4 is matched by IPv6 prefixes as {@code ::a.b.c.d}. */
  private static boolean within(Ip a, Net net) {
    Ip as = net.address().six() && !a.six() ? new Ip(true, a.value()) : a;
    return as.within(net.address(), net.length());
  }
}
