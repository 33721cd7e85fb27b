package flowgap.vendor.panos;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Interfaces, zones, virtual wires and routers of one device, of its own export or of templates.
 */
final class Topology {
  /** How an interface forwards. */
  enum Mode {
    LAYER3,
    LAYER2,
    VIRTUAL_WIRE,
    TAP
  }

  /**
   * An interface or one of its units ({@code ae1.20}).
   *
   * @param own its own addresses
   * @param networks the connected networks
   * @param learns whether it gets its address while the device runs (DHCP, PPPoE)
   * @param learnsDefault whether it gets a default route that way
   */
  record Unit(
      String name,
      Mode mode,
      AddressSet own,
      AddressSet networks,
      boolean learns,
      boolean learnsDefault,
      SourceSpan span) {}

  /**
   * A zone of one virtual system.
   *
   * @param external virtual systems that it leads to; empty for a zone of interfaces
   */
  record Zone(
      String name, String vsys, Set<String> units, Set<String> external, boolean tap, Node node) {}

  /**
   * A virtual or logical router.
   *
   * @param units its interfaces
   * @param anywhere routes to destinations that are not known: they may take any packet
   * @param dynamic a routing protocol that it runs, empty where it runs none
   */
  record Router(
      String name,
      Set<String> units,
      List<Route> routes,
      List<Route> anywhere,
      String dynamic,
      boolean ecmp) {}

  /**
   * A static route, or a row of a route table.
   *
   * @param length of the prefix; below 0 where the destination is not known
   * @param unit the interface by which it leads out, empty where another field says
   * @param via the next hop's address
   * @param router the next router, empty where it stays in this one
   * @param monitored whether the device withdraws it by itself (path monitor, BFD)
   */
  record Route(
      AddressSet prefix,
      int length,
      boolean v6,
      String unit,
      Optional<IpAddress> via,
      String router,
      boolean discard,
      int distance,
      int metric,
      boolean monitored,
      Node node) {}

  final Map<String, Unit> units = new LinkedHashMap<>();
  final List<Zone> zones = new ArrayList<>();
  final List<Router> routers = new ArrayList<>();

  /** The other end of each virtual wire. */
  final Map<String, String> partners = new LinkedHashMap<>();

  /**
   * A shared gateway: interfaces, zones and NAT beside the virtual systems, no security rules.
   *
   * @param node where its rules stand
   */
  record Gateway(String name, Node node, String file) {}

  final List<Gateway> gateways = new ArrayList<>();

  /** Zone protection profiles by the zones that have them. */
  final Map<String, String> protections = new LinkedHashMap<>();

  /** Interfaces by the virtual system that imports them. */
  final Map<String, Set<String>> imports = new LinkedHashMap<>();

  private final NetworkValues values;

  /** The file that is being read. */
  private String file = "";

  private Topology(NetworkValues values) {
    this.values = values;
  }

  /**
   * Elements of one file that describe a device.
   *
   * @param devices {@code devices/entry} elements; what the first one says goes before what the
   *     next one says
   */
  record Part(String file, List<Node> devices) {}

  /**
   * @param parts what describes the device, of the strongest file first
   */
  static Topology of(List<Part> parts, NetworkValues values) {
    Topology t = new Topology(values);
    for (Part p : parts) {
      t.file = p.file();
      t.read(p.devices());
    }
    return t;
  }

  private void read(List<Node> devices) {
    Topology t = this;
    for (Node device : devices) {
      Node network = device.child("network");
      if (network != null) {
        t.interfaces(network);
        t.wires(network);
        network.under("virtual-router").forEach(r -> t.router(r.word, r, r.child("protocol")));
        for (Node logical : network.under("logical-router")) {
          for (Node vrf : logical.under("vrf")) {
            t.router(logical.word, vrf, vrf);
          }
        }
        network.under("shared-gateway").forEach(t::scope);
        for (Node g : network.under("shared-gateway")) {
          t.gateways.add(new Gateway(g.word, g, t.file));
        }
      }
      device.under("vsys").forEach(t::scope);
    }
  }

  boolean isKnown() {
    return !zones.isEmpty();
  }

  /** The virtual system that an interface belongs to, empty where nothing says it. */
  String vsysOf(String unit, String onlyVsys) {
    for (Map.Entry<String, Set<String>> e : imports.entrySet()) {
      if (e.getValue().contains(unit)) {
        return e.getKey();
      }
    }
    for (Zone z : zones) {
      if (z.units.contains(unit)) {
        return z.vsys;
      }
    }
    return onlyVsys;
  }

  /** The zone of an interface. */
  Optional<Zone> zoneOf(String unit, String vsys) {
    return zones.stream().filter(z -> z.vsys.equals(vsys) && z.units.contains(unit)).findFirst();
  }

  List<Zone> zonesOf(String vsys) {
    return zones.stream().filter(z -> z.vsys.equals(vsys)).toList();
  }

  private void interfaces(Node network) {
    for (Node kind : network.under("interface")) {
      if (kind.word.equals("ethernet") || kind.word.equals("aggregate-ethernet")) {
        kind.children().forEach(this::port);
      } else {
        kind.under("units").forEach(u -> unit(u.word, u, Mode.LAYER3));
        if (kind.has("ip") || kind.has("ipv6")) {
          unit(kind.word, kind, Mode.LAYER3);
        }
      }
    }
  }

  private void port(Node port) {
    for (Node mode : port.children()) {
      Mode m =
          switch (mode.word) {
            case "layer3" -> Mode.LAYER3;
            case "layer2" -> Mode.LAYER2;
            case "virtual-wire" -> Mode.VIRTUAL_WIRE;
            case "tap" -> Mode.TAP;
            default -> null;
          };
      if (m != null) {
        unit(port.word, mode, m);
        mode.under("units").forEach(u -> unit(u.word, u, m));
      }
    }
  }

  private void unit(String name, Node at, Mode mode) {
    List<AddressSet> own = new ArrayList<>();
    List<AddressSet> networks = new ArrayList<>();
    boolean learns = false;
    List<String> texts = new ArrayList<>(at.words("ip"));
    texts.addAll(at.words("ipv6", "address"));
    for (String text : texts) {
      String value = values.of(text);
      int slash = value.indexOf('/');
      Optional<IpAddress> address = IpAddress.parse(slash < 0 ? value : value.substring(0, slash));
      Optional<AddressSet> network = AddressSet.parse(value);
      if (address.isPresent() && network.isPresent()) {
        own.add(AddressSet.of(address.get()));
        networks.add(network.get());
      } else {
        learns = true;
      }
    }
    boolean dhcp =
        at.has("dhcp-client") && !at.value("dhcp-client", "enable").orElse("yes").equals("no");
    boolean pppoe = at.has("pppoe") && !at.value("pppoe", "enable").orElse("yes").equals("no");
    String route = dhcp ? "dhcp-client" : "pppoe";
    boolean byDefault = !at.value(route, "create-default-route").orElse("yes").equals("no");
    units.putIfAbsent(
        name,
        new Unit(
            name,
            mode,
            AddressSet.union(own),
            AddressSet.union(networks),
            learns || dhcp || pppoe,
            (dhcp || pppoe) && byDefault,
            at.span(file)));
  }

  private void wires(Node network) {
    for (Node wire : network.under("virtual-wire")) {
      Optional<String> a = wire.value("interface1");
      Optional<String> b = wire.value("interface2");
      if (a.isPresent() && b.isPresent()) {
        partners.putIfAbsent(a.get(), b.get());
        partners.putIfAbsent(b.get(), a.get());
      }
    }
  }

  private void scope(Node vsys) {
    List<String> imported = vsys.words("import", "network", "interface");
    if (!imported.isEmpty()) {
      imports.computeIfAbsent(vsys.word, v -> new LinkedHashSet<>()).addAll(imported);
    }
    for (Node z : vsys.under("zone")) {
      Set<String> members = new LinkedHashSet<>();
      for (String kind : new String[] {"layer3", "layer2", "virtual-wire", "tap", "tunnel"}) {
        members.addAll(z.words("network", kind));
      }
      boolean known =
          zones.stream().anyMatch(o -> o.vsys.equals(vsys.word) && o.name.equals(z.word));
      z.value("network", "zone-protection-profile")
          .ifPresent(p -> protections.putIfAbsent(z.word, p));
      if (!known) {
        zones.add(
            new Zone(
                z.word,
                vsys.word,
                members,
                new LinkedHashSet<>(z.words("network", "external")),
                z.has("network", "tap"),
                z));
      }
    }
  }

  private void router(String name, Node at, Node protocols) {
    if (routers.stream().anyMatch(r -> r.name.equals(name))) {
      return;
    }
    StringBuilder dynamic = new StringBuilder();
    for (String p : new String[] {"bgp", "ospf", "ospfv3", "rip"}) {
      if (protocols != null && protocols.isYes(p, "enable")) {
        dynamic.append(dynamic.isEmpty() ? "" : ", ").append(p);
      }
    }
    List<Route> routes = new ArrayList<>();
    List<Route> anywhere = new ArrayList<>();
    for (String family : new String[] {"ip", "ipv6"}) {
      for (Node r : at.under("routing-table", family, "static-route")) {
        if (isInstalled(r)) {
          Route route = route(r);
          (route.length() < 0 ? anywhere : routes).add(route);
        }
      }
    }
    routers.add(
        new Router(
            name,
            new LinkedHashSet<>(at.words("interface")),
            routes,
            anywhere,
            dynamic.toString(),
            at.isYes("ecmp", "enable")));
  }

  /**
   * Whether it is in the table by which packets are forwarded (web interface help, "Static
   * Routes").
   */
  private static boolean isInstalled(Node route) {
    return !route.has("route-table", "no-install") && !route.has("route-table", "multicast");
  }

  private Route route(Node r) {
    String value = values.of(r.value("destination").orElse(""));
    Optional<AddressSet> prefix = AddressSet.parse(value);
    String hop =
        r.value("nexthop", "ip-address").or(() -> r.value("nexthop", "ipv6-address")).orElse("");
    return new Route(
        prefix.orElse(AddressSet.ANY),
        length(value, prefix),
        prefix.map(AddressSet::hasV6).orElse(false),
        r.value("interface").orElse(""),
        IpAddress.parse(values.of(hop).split("/")[0]),
        r.value("nexthop", "next-vr").or(() -> r.value("nexthop", "next-lr")).orElse(""),
        r.words("nexthop").contains("discard"),
        number(r.value("admin-dist"), 10),
        number(r.value("metric"), 10),
        isMonitored(r),
        r);
  }

  /** Of the prefix that the text says; below 0 where it says none. */
  static int length(String text, Optional<AddressSet> prefix) {
    if (prefix.isEmpty()) {
      return -1;
    }
    int slash = text.indexOf('/');
    int whole = prefix.get().hasV6() ? 128 : 32;
    return slash < 0 ? whole : Integer.parseInt(text.substring(slash + 1));
  }

  private static boolean isMonitored(Node route) {
    boolean bfd = !route.value("bfd", "profile").orElse("None").equals("None");
    return bfd || route.isYes("path-monitor", "enable");
  }

  private static int number(Optional<String> text, int otherwise) {
    return text.filter(t -> t.matches("\\d{1,9}")).map(Integer::parseInt).orElse(otherwise);
  }
}
