package flowgap.model.asa;

import flowgap.model.Ip;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements of an ASA configuration, cut into words. */
final class AsaText {
  /** A statement with what stands indented below it. */
  record Statement(List<String> words, List<List<String>> below, int line) {
    String word(int at) {
      return at < words.size() ? words.get(at) : "";
    }

    boolean starts(String text) {
      return (String.join(" ", words) + " ").startsWith(text + " ");
    }
  }

  static final class Interface {
    String name = "";
    int level = -1;
    boolean shut;
    boolean managementOnly;
    String hardware = "";
    final List<Net> nets = new ArrayList<>();
  }

  /** A network, or one address of it with the network's length. */
  record Net(Ip address, int length) {}

  record Route(String out, Ip network, int length, int metric) {}

  int major = 9;
  int minor = 0;
  final List<Statement> statements = new ArrayList<>();
  final Map<String, Interface> interfaces = new LinkedHashMap<>();
  final Map<String, String> names = new HashMap<>();

  /** The networks of interfaces that carry nothing. */
  final List<Net> dead = new ArrayList<>();

  final List<Route> routes = new ArrayList<>();

  /** Statements that this model knows nothing of and that may bear on anything. */
  final List<String> doubts = new ArrayList<>();

  boolean dynamicRouting;

  AsaText(List<String> lines) {
    cut(lines);
    for (Statement s : statements) {
      if (s.word(0).equals("name")) {
        names.put(s.word(2), s.word(1));
      }
    }
    List<String> shutParents = new ArrayList<>();
    List<Interface> all = new ArrayList<>();
    for (Statement s : statements) {
      read(s, all, shutParents);
    }
    for (Interface i : all) {
      String parent = i.hardware.contains(".") ? i.hardware.replaceAll("\\..*", "") : "";
      i.shut |= shutParents.contains(parent);
    }
    all.forEach(i -> i.level = i.level < 0 ? i.name.equals("inside") ? 100 : 0 : i.level);
    for (Interface i : all) {
      if (i.shut || i.name.isEmpty()) {
        dead.addAll(i.nets);
      }
    }
    interfaces.remove("");
  }

  private void cut(List<String> lines) {
    for (int n = 0; n < lines.size(); n++) {
      String line = lines.get(n).replaceAll("\\s+$", "");
      if (line.isBlank() || line.startsWith("!") || line.startsWith(":")) {
        continue;
      }
      List<String> words = List.of(line.strip().split("\\s+"));
      if (line.startsWith(" ") && !statements.isEmpty()) {
        statements.get(statements.size() - 1).below.add(words);
      } else {
        statements.add(new Statement(words, new ArrayList<>(), n));
      }
    }
  }

  private void read(Statement s, List<Interface> all, List<String> shutParents) {
    switch (s.word(0)) {
      case "ASA", "PIX", "FWSM" -> {
        String[] v = s.word(2).split("[.(]");
        major = Integer.parseInt(v[0]);
        minor = Integer.parseInt(v[1]);
        if (!s.word(0).equals("ASA") || s.words().size() > 3) {
          doubts.add("no ordinary ASA");
        }
      }
      case "interface" -> {
        Interface i = new Interface();
        i.hardware = s.word(1);
        for (List<String> below : s.below()) {
          of(i, below);
        }
        if (i.shut) {
          shutParents.add(i.hardware);
        }
        all.add(i);
        if (!i.name.isEmpty() && interfaces.put(i.name, i) != null) {
          doubts.add("two interfaces of one name");
        }
        if (i.hardware.matches("(?i)(BVI|Tunnel|vni|nve).*")) {
          doubts.add(i.hardware);
        }
      }
      case "route" -> {
        Ip network = address(s.word(2));
        int length = length(address(s.word(3)));
        int metric = s.word(5).matches("\\d+") ? Integer.parseInt(s.word(5)) : 1;
        if (s.words().contains("tunneled") || s.words().contains("track") || network == null) {
          doubts.add("route " + s.words());
        } else {
          routes.add(new Route(s.word(1), network, length, metric));
        }
      }
      case "ipv6" -> {
        if (s.word(1).equals("route")) {
          String[] net = s.word(3).split("/");
          int metric = s.word(5).matches("\\d+") ? Integer.parseInt(s.word(5)) : 1;
          routes.add(new Route(s.word(2), Ip.parse(net[0]), Integer.parseInt(net[1]), metric));
        }
      }
      case "router" -> dynamicRouting = true;
      case "ip" -> {
        if (s.starts("ip local pool")) {
          doubts.add("address pool");
        }
      }
      case "firewall",
          "zone",
          "mode",
          "context",
          "changeto",
          "conduit",
          "outbound",
          "alias",
          "established",
          "apply",
          "NGFW",
          "policy-route",
          "dynamic-filter",
          "shun",
          "filter" ->
          doubts.add(s.word(0));
      case "crypto" -> {
        if (s.word(1).contains("map")) {
          doubts.add("crypto map");
        }
      }
      case "aaa" -> {
        if (s.words().contains("match") || s.words().contains("include")) {
          doubts.add("aaa match");
        }
      }
      case "show", "hostname", "access-list" -> {}
      default -> {
        if (s.word(0).matches(".*#|<---|-----+")) {
          doubts.add("terminal capture");
        }
      }
    }
    for (List<String> below : s.below()) {
      String text = String.join(" ", below);
      if (text.contains("vpn-filter")
          || text.startsWith("policy-route")
          || text.startsWith("set connection")
          || text.startsWith("zone-member")
          || text.startsWith("bridge-group")
          || text.startsWith("ips ")
          || text.startsWith("sfr ")
          || text.startsWith("inspect pptp")
          || text.startsWith("inspect ipsec")
          || text.startsWith("no forward")) {
        doubts.add(text);
      }
    }
  }

  private void of(Interface i, List<String> words) {
    String text = String.join(" ", words);
    if (words.get(0).equals("nameif")) {
      i.name = words.get(1);
    } else if (words.get(0).equals("security-level")) {
      i.level = Integer.parseInt(words.get(1));
    } else if (text.equals("no security-level")) {
      i.level = 0;
    } else if (text.equals("shutdown")) {
      i.shut = true;
    } else if (text.equals("management-only")) {
      i.managementOnly = true;
    } else if (text.startsWith("ip address ")) {
      Ip a = address(words.get(2));
      Ip mask = words.size() > 3 ? address(words.get(3)) : null;
      if (a == null || mask == null) {
        dynamicRouting = true;
        doubts.add("address of " + i.hardware);
      } else {
        i.nets.add(new Net(a, length(mask)));
        if (words.size() > 5 && words.get(4).equals("standby")) {
          i.nets.add(new Net(address(words.get(5)), length(mask)));
        }
      }
    } else if (text.startsWith("ipv6 address ") && words.get(2).contains("/")) {
      String[] net = words.get(2).split("/");
      i.nets.add(new Net(Ip.parse(net[0]), Integer.parseInt(net[1])));
    } else if (text.startsWith("ipv6 address ")) {
      doubts.add("address of " + i.hardware);
    }
  }

  /** An address, by number or alias; null if it is none. */
  Ip address(String text) {
    return Ip.parse(names.getOrDefault(text, text));
  }

  /** The length of a network mask; -1 where it has none. */
  static int length(Ip mask) {
    if (mask == null) {
      return -1;
    }
    int ones = mask.value().bitCount();
    return Ip.v4((0xffffffffL << (32 - ones)) & 0xffffffffL).equals(mask) ? ones : -1;
  }

  /** Whether the version is at least this one. */
  boolean since(int wantedMajor, int wantedMinor) {
    return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
  }
}
