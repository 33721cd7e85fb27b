package flowgap.model.asa;

import flowgap.model.Choices;
import flowgap.model.Ip;
import flowgap.model.Probe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Access lists, walked entry by entry for one packet. */
final class AsaLists {
  /** What a list says of a packet. */
  enum Said {
    PERMIT,
    DENY,
    /** No entry matches. */
    NOTHING,
    /** There is no such list, or it has no entry. */
    ABSENT
  }

  private final AsaText text;
  private final AsaObjects objects;
  private final AsaTimes times;

  /** Entries as words; lists of IPv6 before 9.0 under "6 NAME". */
  private final Map<String, List<List<String>>> lists = new HashMap<>();

  AsaLists(AsaText text, AsaObjects objects, AsaTimes times) {
    this.text = text;
    this.objects = objects;
    this.times = times;
    for (AsaText.Statement s : text.statements) {
      boolean six = s.starts("ipv6 access-list");
      if (!six && !s.word(0).equals("access-list")) {
        continue;
      }
      List<String> words = new ArrayList<>(s.words().subList(six ? 2 : 1, s.words().size()));
      String name = (six ? "6 " : "") + words.remove(0);
      int at = -1;
      if (!words.isEmpty() && words.get(0).equals("line")) {
        at = Integer.parseInt(words.get(1)) - 1;
        words = words.subList(2, words.size());
      }
      boolean extended = !words.isEmpty() && words.get(0).equals("extended");
      words = extended ? words.subList(1, words.size()) : words;
      if (words.isEmpty() || !words.get(0).matches("permit|deny|remark")) {
        continue;
      }
      List<List<String>> list = lists.computeIfAbsent(name, n -> new ArrayList<>());
      if (at >= 0 && at < list.size()) {
        list.add(at, words);
      } else {
        list.add(words);
      }
    }
  }

  boolean exists(String name) {
    return lists.getOrDefault(name, List.of()).stream().anyMatch(w -> !w.get(0).equals("remark"));
  }

  Said said(Choices c, String name, Probe p) {
    List<List<String>> list = lists.getOrDefault(name, List.of());
    for (int i = 0; i < list.size(); i++) {
      List<String> words = list.get(i);
      if (words.get(0).equals("remark")) {
        continue;
      }
      if (new Entry(c, words, p, name.startsWith("6 "), name + ":" + i).matches()) {
        return words.get(0).equals("permit") ? Said.PERMIT : Said.DENY;
      }
    }
    return exists(name) ? Said.NOTHING : Said.ABSENT;
  }

  /** One entry, read word by word while it is matched. */
  private final class Entry {
    private final Choices c;
    private final List<String> words;
    private final Probe p;
    private final boolean sixList;
    private final String id;
    private int at = 1;
    private boolean open;

    Entry(Choices c, List<String> words, Probe p, boolean sixList, String id) {
      this.c = c;
      this.words = words;
      this.p = p;
      this.sixList = sixList;
      this.id = id;
    }

    private String word(int place) {
      return place < words.size() ? words.get(place) : "";
    }

    private String next() {
      return word(at++);
    }

    boolean matches() {
      boolean hit = service();
      boolean ports = hit;
      hit &= address(p.source());
      ports &= sourcePort();
      hit &= ports;
      hit &= address(p.destination());
      hit &= destinationPort();
      while (at < words.size()) {
        String option = next();
        switch (option) {
          case "log" -> log();
          case "inactive" -> hit = false;
          case "time-range" -> hit = times.active(c, next()) && hit;
          default -> open = true;
        }
      }
      return open ? c.whether("entry " + id) : hit;
    }

    private void log() {
      while (word(at)
          .matches(
              "[0-7]|disable|default|emergencies|alerts|critical|errors|warnings|notifications|informational|debugging|interval")) {
        at += word(at).equals("interval") ? 2 : 1;
      }
    }

    private boolean icmp() {
      return p.protocol() == (sixList || words.get(1).equals("icmp6") ? 58 : 1);
    }

    private boolean service() {
      String name = next();
      if (name.equals("object")) {
        return objects.serviceObject(c, next(), p);
      }
      if (name.equals("object-group")) {
        return objects.serviceGroup(c, next(), p, 0);
      }
      return objects.protocol(c, sixList && name.equals("icmp") ? "icmp6" : name, p);
    }

    private boolean address(Ip a) {
      String name = next();
      switch (name) {
        case "any":
          return sixList ? a.six() : text.since(9, 0) || !a.six();
        case "any4":
          return !a.six();
        case "any6":
          return a.six();
        case "host":
          Ip host = text.address(next());
          return host == null ? c.whether("host " + words) : a.equals(host);
        case "object":
          return objects.objectHolds(c, next(), a);
        case "object-group":
          return objects.groupHolds(c, next(), a, 0);
        case "interface":
          AsaText.Interface i = text.interfaces.get(next());
          return i == null
              ? c.whether("interface " + words)
              : i.nets.stream().anyMatch(n -> n.address().equals(a));
        default:
          return network(name, a);
      }
    }

    private boolean network(String name, Ip a) {
      if (name.contains("/")) {
        String[] net = name.split("/");
        Ip base = Ip.parse(net[0]);
        return base == null ? c.whether("net " + words) : a.within(base, Integer.parseInt(net[1]));
      }
      Ip base = text.address(name);
      Ip mask = Ip.parse(word(at));
      if (base == null || mask == null) {
        open = true;
        return false;
      }
      at++;
      return !a.six() && a.value().and(mask.value()).equals(base.value().and(mask.value()));
    }

    private boolean isPortGroup(String name) {
      AsaObjects.Body g = objects.group(name);
      return g != null && g.kind().equals("service") && !g.type().isEmpty();
    }

    private boolean port(int port) {
      if (word(at).matches("eq|neq|lt|gt|range")) {
        int start = at;
        at += word(at).equals("range") ? 3 : 2;
        return p.hasPorts() && objects.port(c, words, start, port);
      }
      if (word(at).equals("object-group") && isPortGroup(word(at + 1))) {
        at += 2;
        return p.hasPorts() && objects.portGroup(c, word(at - 1), p, port, 0);
      }
      return true;
    }

    private boolean sourcePort() {
      return port(p.first());
    }

    private boolean destinationPort() {
      if (words.get(1).startsWith("icmp")) {
        if (word(at).equals("object-group")) {
          at += 2;
          return icmp() && objects.icmpGroup(c, word(at - 1), p, 0);
        }
        boolean six = sixList || words.get(1).equals("icmp6");
        if (!word(at).isEmpty() && AsaNames.icmp(word(at), six) >= 0) {
          int start = at++;
          at += word(at).matches("\\d+") ? 1 : 0;
          return icmp() && objects.icmp(c, words, start, p);
        }
        return true;
      }
      return port(p.second());
    }
  }
}
