package flowgap.vendor.panos;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Action;
import flowgap.policy.PolicyChange.NewRule;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A rule to be written, in fields of PAN-OS: one or several rules, services, and a schedule. */
final class NewRules {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd@HH:mm");

  /** Fields of one rule, lists as lists. */
  record Written(String name, Map<String, List<String>> fields) {}

  /** Ports of a service that has to exist. */
  record Service(String name, String protocol, String ports, String sourcePorts) {}

  final List<Written> rules = new ArrayList<>();
  final List<Service> services = new ArrayList<>();

  /** Name and time of the schedule, where there is one. */
  Optional<Map.Entry<String, String>> schedule = Optional.empty();

  /** Why the change cannot be written exactly; empty where it can. */
  String doubt = "";

  private final Reuse reuse;
  private final Optional<ReplacedRule> replaced;

  /**
   * @param replaced the rule that makes way for it; empty where it is a further one
   */
  NewRules(
      NewRule rule,
      ZoneId zone,
      java.util.function.Predicate<String> taken,
      Reuse reuse,
      Optional<ReplacedRule> replaced) {
    this.reuse = reuse;
    this.replaced = replaced;
    String base = free(rule.name(), taken);
    if (rule.window().isPresent()) {
      LocalDateTime from = LocalDateTime.ofInstant(rule.window().get().start(), zone);
      LocalDateTime to = LocalDateTime.ofInstant(rule.window().get().end(), zone);
      schedule = Optional.of(Map.entry(short31(base), TIME.format(from) + "-" + TIME.format(to)));
    }
    List<PacketSet> products = rule.packets().products();
    for (int i = 0; i < products.size(); i++) {
      product(rule, products.get(i), i == 0 ? base : base + "-" + (i + 1));
    }
  }

  /** Fields in which an existing rule has to change to become it; none where it cannot. */
  List<String> edits() {
    return rules.size() == 1 && schedule.isEmpty()
        ? List.of("source", "destination", "application", "service")
        : List.of();
  }

  /** Names of schedules have 31 characters at the most, names of rules 63. */
  private static String short31(String name) {
    return name.length() > 31 ? name.substring(0, 31) : name;
  }

  private static String free(String name, java.util.function.Predicate<String> taken) {
    String base = name.length() > 58 ? name.substring(0, 58) : name;
    String now = base;
    for (int n = 2; taken.test(now); n++) {
      now = base + "-" + n;
    }
    return now;
  }

  private void product(NewRule rule, PacketSet packets, String name) {
    Map<String, List<String>> f = new LinkedHashMap<>();
    f.put("from", words(rule.in()));
    f.put("to", words(rule.out()));
    f.put("source", addresses(packets.sources()));
    f.put("destination", addresses(packets.destinations()));
    List<Integer> protocols = packets.protocols();
    boolean ports = protocols.stream().allMatch(NewRules::hasPorts);
    Optional<ReplacedRule.Named> kept = replaced.map(r -> r.named(packets, ports));
    boolean byDefault = kept.map(ReplacedRule.Named::byDefault).orElse(!ports);
    List<String> named = new ArrayList<>();
    List<String> applications = new ArrayList<>();
    for (int protocol : protocols) {
      if (hasPorts(protocol)) {
        if (!byDefault) {
          named.add(service(packets, protocol));
        }
      } else {
        withoutPorts(packets, protocol, applications);
      }
    }
    if (!ports && protocols.stream().anyMatch(NewRules::hasPorts)) {
      doubt = "protocols with ports and without do not fit into one rule";
    }
    List<String> others =
        kept.map(ReplacedRule.Named::applications).orElse(words(rule.application()));
    boolean open = kept.isEmpty() || others.contains("any");
    f.put("application", open && !applications.isEmpty() ? applications : others);
    f.put("service", byDefault ? List.of("application-default") : named);
    f.put("action", List.of(rule.action() == Action.End.PERMIT ? "allow" : "deny"));
    schedule.ifPresent(s -> f.put("schedule", List.of(s.getKey())));
    rules.add(new Written(name, f));
  }

  private static boolean hasPorts(int protocol) {
    return protocol == Protocols.TCP || protocol == Protocols.UDP || protocol == Protocols.SCTP;
  }

  /** Applications that stand for a protocol without ports. */
  private void withoutPorts(PacketSet packets, int protocol, List<String> applications) {
    boolean icmp = protocol == Protocols.ICMP && packets.sources().hasV4();
    boolean icmp6 = protocol == Protocols.ICMP6 && packets.sources().hasV6();
    if (icmp || icmp6) {
      PacketSet echo = icmp ? PacketSet.icmp(8, -1) : PacketSet.icmp6(128, -1);
      PacketSet these = packets.and(PacketSet.protocol(protocol));
      if (these.intersects(echo)) {
        applications.add(icmp ? "ping" : "ping6");
      }
      if (!echo.containsAll(these)) {
        applications.add(icmp ? "icmp" : "ipv6-icmp");
      }
    } else {
      doubt = "PAN-OS has no service for IP protocol " + protocol + "; name its application";
      applications.add("any");
    }
  }

  /** A column of a rule as its words. */
  private static List<String> words(Optional<String> column) {
    return List.of(column.filter(c -> !c.isEmpty()).orElse("any").split(", "));
  }

  private String service(PacketSet packets, int protocol) {
    String word = Protocols.name(protocol, false).toLowerCase(Locale.ROOT);
    PortSet to = packets.destinationPorts(protocol);
    PortSet from = packets.sourcePorts(protocol);
    Optional<String> there = reuse.service(protocol, from, to);
    if (there.isPresent()) {
      return there.get();
    }
    String ports = to.isAny() ? "0-65535" : text(to);
    String sources = from.isAny() ? "" : text(from);
    String suffix = sources.isEmpty() || sources.equals("1024-65535") ? "" : "-from-" + sources;
    String name = "flowgap-" + word + "-" + (ports + suffix).replace(',', '_');
    if (sources.equals("1024-65535")) {
      name += "-high";
    }
    if (name.length() > 63) {
      name = name.substring(0, 54) + "-" + Integer.toHexString(name.hashCode());
    }
    Service s = new Service(name, word, ports, sources);
    if (!services.contains(s)) {
      services.add(s);
    }
    return name;
  }

  private static String text(PortSet ports) {
    List<String> out = new ArrayList<>();
    for (int[] r : ports.intervals()) {
      out.add(r[0] == r[1] ? "" + r[0] : r[0] + "-" + r[1]);
    }
    return String.join(",", out);
  }

  private List<String> addresses(AddressSet set) {
    if (set.equals(AddressSet.ANY)) {
      return List.of("any");
    }
    boolean plain = set.single().isPresent();
    Optional<String> there = plain ? Optional.empty() : reuse.address(set);
    if (there.isPresent()) {
      return List.of(there.get());
    }
    List<String> out = new ArrayList<>();
    for (IpAddress[] r : set.intervals()) {
      String whole = AddressSet.range(r[0], r[1]).toString();
      String shown = whole.equals("any4") ? "0.0.0.0/0" : whole.equals("any6") ? "::/0" : whole;
      if (r[0].v6() && !AddressBook.literal(shown).map(set::containsAll).orElse(false)) {
        doubt = "an IPv6 prefix that short matches IPv4 addresses too";
      }
      out.add(shown);
    }
    return out;
  }
}
