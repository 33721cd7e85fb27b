package flowgap.model.asa;

import flowgap.model.Choices;
import flowgap.model.Ip;
import flowgap.model.Probe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Objects and groups of an ASA, asked one address or one packet at a time. */
final class AsaObjects {
  /** The body of an object or group, and what it is of. */
  record Body(String kind, String name, String type, List<List<String>> lines) {}

  private final AsaText text;
  private final Map<String, Body> objects = new HashMap<>();
  private final Map<String, Body> groups = new HashMap<>();

  AsaObjects(AsaText text) {
    this.text = text;
    for (AsaText.Statement s : text.statements) {
      if (s.word(0).equals("object")) {
        objects
            .computeIfAbsent(s.word(2), n -> new Body(s.word(1), n, "", new ArrayList<>()))
            .lines()
            .addAll(s.below());
      } else if (s.word(0).equals("object-group")) {
        groups
            .computeIfAbsent(s.word(2), n -> new Body(s.word(1), n, s.word(3), new ArrayList<>()))
            .lines()
            .addAll(s.below());
      }
    }
  }

  Body group(String name) {
    return groups.get(name);
  }

  Body object(String name) {
    return objects.get(name);
  }

  /** The first and last address of a network object; null where it has none by number. */
  Ip[] range(String name) {
    Body body = objects.get(name);
    Ip[] out = null;
    for (List<String> l : body == null ? List.<List<String>>of() : body.lines()) {
      out =
          switch (l.get(0)) {
            case "host" -> new Ip[] {text.address(l.get(1)), text.address(l.get(1))};
            case "range" -> new Ip[] {text.address(l.get(1)), text.address(l.get(2))};
            case "subnet" -> network(l, 1);
            case "fqdn" -> null;
            default -> out;
          };
    }
    return out == null || out[0] == null || out[1] == null ? null : out;
  }

  private Ip[] network(List<String> words, int at) {
    if (words.get(at).contains("/")) {
      String[] net = words.get(at).split("/");
      Ip a = Ip.parse(net[0]);
      int length = Integer.parseInt(net[1]);
      return new Ip[] {a.network(length), a.last(length)};
    }
    Ip a = text.address(words.get(at));
    int length = AsaText.length(Ip.parse(words.get(at + 1)));
    return a == null || length < 0 ? null : new Ip[] {a.network(length), a.last(length)};
  }

  boolean objectHolds(Choices c, String name, Ip a) {
    Ip[] range = range(name);
    return range == null ? c.whether("object " + name) : a.between(range[0], range[1]);
  }

  boolean groupHolds(Choices c, String name, Ip a, int depth) {
    Body body = groups.get(name);
    if (body == null || !body.kind().equals("network") || depth > 20) {
      return c.whether("group " + name);
    }
    for (List<String> l : body.lines()) {
      if (memberHolds(c, l, a, depth)) {
        return true;
      }
    }
    return false;
  }

  private boolean memberHolds(Choices c, List<String> l, Ip a, int depth) {
    switch (l.get(0)) {
      case "group-object":
        return groupHolds(c, l.get(1), a, depth + 1);
      case "description":
        return false;
      case "network-object":
        if (l.get(1).equals("object")) {
          return objectHolds(c, l.get(2), a);
        }
        if (l.get(1).equals("host")) {
          Ip host = text.address(l.get(2));
          return host == null ? c.whether("" + l) : a.equals(host);
        }
        Ip[] net = network(l, 1);
        return net == null ? c.whether("" + l) : a.between(net[0], net[1]);
      default:
        return c.whether("" + l);
    }
  }

  /** Whether a packet is what an object or untyped group of services names. */
  boolean serviceObject(Choices c, String name, Probe p) {
    Body body = objects.get(name);
    if (body == null || !body.kind().equals("service")) {
      return c.whether("service " + name);
    }
    for (List<String> l : body.lines()) {
      if (l.get(0).equals("service")) {
        return service(c, l.subList(1, l.size()), p);
      }
    }
    return c.whether("service " + name);
  }

  boolean serviceGroup(Choices c, String name, Probe p, int depth) {
    Body body = groups.get(name);
    if (body == null || depth > 20) {
      return c.whether("group " + name);
    }
    for (List<String> l : body.lines()) {
      boolean hit =
          switch (l.get(0)) {
            case "group-object" -> serviceGroup(c, l.get(1), p, depth + 1);
            case "protocol-object" -> protocol(c, l.get(1), p);
            case "service-object" ->
                l.get(1).equals("object")
                    ? serviceObject(c, l.get(2), p)
                    : service(c, l.subList(1, l.size()), p);
            case "description" -> false;
            default -> c.whether("" + l);
          };
      if (hit) {
        return true;
      }
    }
    return false;
  }

  /** {@code tcp-udp source eq 1 destination range 2 3}, {@code icmp echo 0}, {@code esp}. */
  private boolean service(Choices c, List<String> words, Probe p) {
    String name = words.get(0);
    boolean both = name.equals("tcp-udp");
    boolean fits = both ? p.protocol() == 6 || p.protocol() == 17 : protocol(c, name, p);
    if (!fits || words.size() == 1) {
      return fits;
    }
    if (name.startsWith("icmp")) {
      return icmp(c, words, 1, p);
    }
    int at = 1;
    while (at < words.size()) {
      boolean source = words.get(at).equals("source");
      at += source || words.get(at).equals("destination") ? 1 : 0;
      if (!port(c, words, at, source ? p.first() : p.second())) {
        return false;
      }
      at += words.get(at).equals("range") ? 3 : 2;
    }
    return true;
  }

  boolean protocol(Choices c, String name, Probe p) {
    if (name.equals("ip")) {
      return true;
    }
    int number = AsaNames.protocol(name);
    return number < 0 ? c.whether("protocol " + name) : p.protocol() == number;
  }

  /** Type and perhaps code, from a place in the words. */
  boolean icmp(Choices c, List<String> words, int at, Probe p) {
    int type = AsaNames.icmp(words.get(at), p.source().six());
    if (type < 0) {
      return c.whether("icmp " + words.get(at));
    }
    boolean code = words.size() > at + 1 && words.get(at + 1).matches("\\d+");
    return p.first() == type && (!code || p.second() == Integer.parseInt(words.get(at + 1)));
  }

  /** {@code eq 80}, {@code range 1 5} …, from a place in the words. */
  boolean port(Choices c, List<String> words, int at, int port) {
    int low = AsaNames.port(words.get(at + 1));
    int high = words.get(at).equals("range") ? AsaNames.port(words.get(at + 2)) : low;
    if (low < 0 || high < 0) {
      return c.whether("port " + words);
    }
    return switch (words.get(at)) {
      case "eq" -> port == low;
      case "neq" -> port != low;
      case "lt" -> port < low;
      case "gt" -> port > low;
      case "range" -> low <= port && port <= high;
      default -> c.whether("operator " + words);
    };
  }

  /** A group of ports for tcp, udp or both. */
  boolean portGroup(Choices c, String name, Probe p, int port, int depth) {
    Body body = groups.get(name);
    if (body == null || depth > 20) {
      return c.whether("group " + name);
    }
    boolean fits =
        switch (body.type()) {
          case "tcp" -> p.protocol() == 6;
          case "udp" -> p.protocol() == 17;
          default -> p.protocol() == 6 || p.protocol() == 17;
        };
    for (List<String> l : fits ? body.lines() : List.<List<String>>of()) {
      boolean hit =
          switch (l.get(0)) {
            case "group-object" -> portGroup(c, l.get(1), p, port, depth + 1);
            case "port-object" -> port(c, l, 1, port);
            case "description" -> false;
            default -> c.whether("" + l);
          };
      if (hit) {
        return true;
      }
    }
    return false;
  }

  boolean icmpGroup(Choices c, String name, Probe p, int depth) {
    Body body = groups.get(name);
    if (body == null || depth > 20) {
      return c.whether("group " + name);
    }
    for (List<String> l : body.lines()) {
      boolean hit =
          switch (l.get(0)) {
            case "group-object" -> icmpGroup(c, l.get(1), p, depth + 1);
            case "icmp-object" -> icmp(c, l, 1, p);
            case "description" -> false;
            default -> c.whether("" + l);
          };
      if (hit) {
        return true;
      }
    }
    return false;
  }
}
