package flowgap.model.panos;

import flowgap.model.Choices;
import flowgap.model.End;
import flowgap.model.Ip;
import flowgap.model.Probe;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a PAN-OS firewall does with one packet, by the Administrator's Guide (Security Policy, NAT:
 * "security matches original addresses and the zone after translation", App-ID: "Application
 * Default") and its knowledge base (kA10g000000ClomCAC, kA10g000000POF8CAO). One virtual system,
 * layer 3; where a configuration holds more than that nothing is known.
 */
final class PanosModel {
  /** What a rule may hold without deciding anything. */
  private static final Set<String> NO_MATTER =
      Set.of(
          "from to source destination application service action rule-type disabled negate-source negate-destination schedule description tag group-tag log-start log-end log-setting profile-setting qos option icmp-unreachable disable-server-response-inspection uuid target"
              .split(" "));

  private final PanosText text;
  private final Applications applications;
  private final List<Tree> nat = new ArrayList<>();
  private final List<Tree> rules = new ArrayList<>();

  PanosModel(Tree tree) {
    text = new PanosText(tree);
    applications = new Applications(text);
    Tree bases = text.root.at("rulebase");
    bases.at("nat", "rules").children().values().forEach(nat::add);
    bases.at("security", "rules").children().values().forEach(rules::add);
    for (Tree r : nat) {
      if (r.has("to-interface") && !r.at("to-interface").value("any").equals("any")
          || !r.at("nat-type").value("ipv4").equals("ipv4")
          || r.has("dynamic-destination-translation")
          || r.has("target")) {
        text.doubts.add("nat");
      }
    }
    for (Tree r : rules) {
      if (r.has("target")) {
        text.doubts.add("target");
      }
    }
  }

  List<String> doubts() {
    return text.doubts;
  }

  List<String> zones() {
    return List.copyOf(new TreeSet<>(text.zones.values()));
  }

  List<String> applications() {
    return applications.named();
  }

  End end(Probe p) {
    if (!text.doubts.isEmpty() || text.zones.isEmpty()) {
      return End.UNKNOWN;
    }
    try {
      return Choices.of(c -> through(c, p));
    } catch (NumberFormatException e) {
      return End.UNKNOWN;
    }
  }

  private record Way(String zone, String out) {}

  /** The zone of an address, with the interface where routes prove it. */
  private Way way(Choices c, Ip a, String what) {
    TreeSet<String> outs = text.routed(a);
    if (outs.size() == 1) {
      return new Way(text.zones.get(outs.first()), outs.first());
    }
    List<String> all = zones();
    return new Way(all.get(c.one(what, all.size())), "");
  }

  /**
   * The policy stops traffic to the firewall's own addresses as well; what it lets through, the
   * management profile of the interface or a service decides.
   */
  private End through(Choices c, Probe p) {
    Way in = p.in().isEmpty() ? way(c, p.source(), "in") : new Way(p.in(), "");
    Way first = way(c, p.destination(), "out");
    if (in.zone() == null || first.zone() == null) {
      return End.UNKNOWN;
    }
    Way out = p.out().isEmpty() ? first : new Way(p.out(), "");
    boolean contradicted = !out.zone().equals(first.zone());
    if (contradicted && !nat.isEmpty()) {
      return End.UNKNOWN;
    }
    Probe translated = translated(c, p, in.zone(), first.zone());
    if (translated == null) {
      return End.UNKNOWN;
    }
    if (translated != p && !translated.destination().equals(p.destination())) {
      Way after = way(c, translated.destination(), "after");
      if (after.zone() == null || !p.out().isEmpty() && !p.out().equals(after.zone())) {
        return End.UNKNOWN;
      }
      out = after;
    } else if (!in.out().isEmpty() && in.out().equals(out.out())) {
      return End.LEFT;
    } else if (in.zone().equals(out.zone())
        && (!in.out().isEmpty() || !out.out().isEmpty())
        && c.whether("one place")) {
      return End.LEFT;
    }
    boolean port = translated.hasPorts() && translated.second() != p.second();
    End end = decided(c, p, in.zone(), out.zone(), port);
    boolean own = text.own(translated.destination());
    return own && end == End.PASSES ? End.OPEN : end;
  }

  /** After destination translation; null where the rules do not tell. */
  private Probe translated(Choices c, Probe p, String in, String out) {
    for (Tree r : nat) {
      if (yes(r, "disabled")) {
        continue;
      }
      boolean family = !p.source().six() || c.whether("nat of the other family");
      if (family
          && zone(r, "from", in)
          && zone(r, "to", out)
          && address(c, r, "source", p.source())
          && address(c, r, "destination", p.destination())
          && serviceIs(c, r.at("service").value("any"), p)) {
        return destination(c, r, p);
      }
      Tree fixed = r.at("source-translation", "static-ip");
      if (family && yes(fixed, "bi-directional")) {
        Probe back = back(c, r, fixed, p, in);
        if (back != p) {
          return back;
        }
      }
    }
    return p;
  }

  private Probe back(Choices c, Tree r, Tree fixed, Probe p, String in) {
    String shown = fixed.at("translated-address").value("");
    String real = r.at("source").value("");
    if (!text.holds(c, shown, p.destination(), 0)) {
      return p;
    }
    if (!zone(r, "to", in) && !c.whether("backwards from elsewhere")) {
      return p;
    }
    Ip to = moved(shown, real, p.destination());
    return to == null || r.at("source").names().size() != 1 ? null : p.to(to);
  }

  private Probe destination(Choices c, Tree r, Probe p) {
    Tree t = r.at("destination-translation");
    if (t.names().isEmpty()) {
      return p;
    }
    Probe out = p;
    if (t.has("translated-address")) {
      List<String> from = r.at("destination").names();
      Ip to =
          from.size() == 1
              ? moved(from.get(0), t.at("translated-address").value(""), p.destination())
              : null;
      if (to == null) {
        return null;
      }
      out = p.to(to);
    }
    return t.has("translated-port") && p.hasPorts()
        ? out.toPort(Integer.parseInt(t.at("translated-port").value("0")))
        : out;
  }

  /** The address at the same place of another range; null where the two do not fit. */
  private Ip moved(String from, String to, Ip a) {
    Ip[] f = ends(from);
    Ip[] t = ends(to);
    if (t == null) {
      return null;
    }
    if (t[0].equals(t[1])) {
      return t[0];
    }
    if (f == null) {
      return null;
    }
    BigInteger size = f[1].value().subtract(f[0].value());
    return size.equals(t[1].value().subtract(t[0].value()))
        ? t[0].plus(a.value().subtract(f[0].value()))
        : null;
  }

  private Ip[] ends(String name) {
    Tree object = text.object("address", name);
    String value =
        object == null ? name : object.at("ip-netmask").value(object.at("ip-range").value(""));
    if (value.contains("-")) {
      String[] e = value.split("-");
      return Ip.parse(e[0]) == null ? null : new Ip[] {Ip.parse(e[0]), Ip.parse(e[1])};
    }
    String[] net = value.split("/");
    Ip a = Ip.parse(net[0]);
    if (a == null) {
      return null;
    }
    int length = net.length > 1 ? Integer.parseInt(net[1]) : a.bits();
    return new Ip[] {a.network(length), a.last(length)};
  }

  private static boolean yes(Tree r, String name) {
    return r.at(name).value("no").equals("yes");
  }

  private static boolean zone(Tree r, String side, String zone) {
    return r.at(side).has("any") || r.at(side).has(zone);
  }

  private boolean address(Choices c, Tree r, String side, Ip a) {
    return r.at(side).names().stream().anyMatch(n -> text.holds(c, n, a, 0));
  }

  private End decided(Choices c, Probe p, String in, String out, boolean portChanged) {
    String application = p.application();
    if (application.isEmpty()) {
      List<String> all = new ArrayList<>(applications.named());
      all.add(Applications.OTHER);
      application = all.get(c.one("application", all.size()));
    }
    int number = 0;
    for (Tree r : rules) {
      number++;
      if (matches(c, r, "rule " + number, p, in, out, application, portChanged)) {
        String action = r.at("action").value("");
        return action.equals("allow")
            ? End.PASSES
            : action.matches("deny|drop|reset-.*") ? End.DENIED : End.UNKNOWN;
      }
    }
    String list = in.equals(out) ? "intrazone-default" : "interzone-default";
    String action =
        text.root
            .at("rulebase", "default-security-rules", "rules", list, "action")
            .value(in.equals(out) ? "allow" : "deny");
    return action.equals("allow") ? End.PASSES : End.DENIED;
  }

  private boolean matches(
      Choices c,
      Tree r,
      String id,
      Probe p,
      String in,
      String out,
      String application,
      boolean portChanged) {
    if (yes(r, "disabled") || !zone(r, "from", in) || !zone(r, "to", out)) {
      return false;
    }
    String type = r.at("rule-type").value("universal");
    if (type.equals("intrazone") && !in.equals(out) || type.equals("interzone") && in.equals(out)) {
      return false;
    }
    if (address(c, r, "source", p.source()) == yes(r, "negate-source")
        || address(c, r, "destination", p.destination()) == yes(r, "negate-destination")) {
      return false;
    }
    for (String service : r.at("service").names()) {
      if (service.equals("application-default")) {
        if (portChanged ? c.whether(id + " port") : applications.onItsPorts(c, application, p)) {
          return restMatches(c, r, id, application);
        }
      } else if (serviceIs(c, service, p)) {
        return restMatches(c, r, id, application);
      }
    }
    return false;
  }

  private boolean restMatches(Choices c, Tree r, String id, String application) {
    if (!applications.isOneOf(c, application, r.at("application").names(), id)) {
      return false;
    }
    if (r.has("schedule") && !c.whether("schedule " + r.at("schedule").value(""))) {
      return false;
    }
    for (String word : r.names()) {
      boolean any = r.at(word).value("any").equals("any");
      if (!NO_MATTER.contains(word) && !any && !c.whether(id + " " + word)) {
        return false;
      }
    }
    return true;
  }

  private boolean serviceIs(Choices c, String name, Probe p) {
    if (name.equals("any")) {
      return true;
    }
    Tree object = text.object("service", name);
    if (object == null) {
      Tree group = text.object("service-group", name);
      if (group != null) {
        return group.at("members").names().stream().anyMatch(m -> serviceIs(c, m, p));
      }
      return switch (name) {
        case "service-http" -> p.protocol() == 6 && (p.second() == 80 || p.second() == 8080);
        case "service-https" -> p.protocol() == 6 && p.second() == 443;
        default -> c.whether("service " + name);
      };
    }
    for (String protocol : object.at("protocol").names()) {
      int number = protocol.equals("tcp") ? 6 : protocol.equals("udp") ? 17 : 132;
      Tree t = object.at("protocol", protocol);
      if (p.protocol() == number
          && Applications.port(t.at("port").names(), p.second())
          && (!t.has("source-port") || Applications.port(t.at("source-port").names(), p.first()))) {
        return true;
      }
    }
    return false;
  }
}
