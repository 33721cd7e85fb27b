package flowgap.analysis;

import flowgap.packet.Packet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Attribute;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** By which fields rules do not match a packet. */
final class Mismatch {
  /** Characters of a value that is shown. */
  private static final int SHOWN = 60;

  /** What the field weighs that is the easiest to widen; any other weighs more. */
  static final int SERVICE = 10;

  private static final int OTHER = 12;
  private static final int DESTINATION = 13;

  private final Cohort cohort;
  private final Situation situation;
  private final PacketSet now;
  private final PacketSet from;
  private final PacketSet to;
  private final PacketSet service;

  /**
   * @param cohort one packet, as a list of rules meets it
   */
  Mismatch(Cohort cohort, Situation situation) {
    this.cohort = cohort;
    this.situation = situation;
    this.now = cohort.view().image(cohort.sent());
    this.from = PacketSet.from(now.sources());
    this.to = PacketSet.to(now.destinations());
    this.service = PacketSet.union(now.example().stream().map(Mismatch::service).toList());
  }

  private static PacketSet service(Packet p) {
    if (p.protocol() == Protocols.ICMP) {
      return PacketSet.icmp(p.sourcePort(), p.destinationPort());
    }
    if (p.protocol() == Protocols.ICMP6) {
      return PacketSet.icmp6(p.sourcePort(), p.destinationPort());
    }
    return Protocols.hasPorts(p.protocol())
        ? PacketSet.ports(p.protocol(), PortSet.of(p.sourcePort()), PortSet.of(p.destinationPort()))
        : PacketSet.protocol(p.protocol());
  }

  /** The fields by which the rule fails that comes nearest; empty where it may match. */
  List<String> fields(Rule rule) {
    if (!rule.enabled()) {
      return List.of("switched off");
    }
    if (rule.schedule().isPresent()
        && situation.time().isPresent()
        && !rule.schedule().get().isActiveAt(situation.time().get())) {
      return List.of("outside its schedule " + rule.schedule().get().name());
    }
    if (rule.matches().isEmpty()) {
      return List.of("matches nothing");
    }
    List<String> best = null;
    for (Match m : rule.matches()) {
      List<String> fields = fields(rule, m);
      if (best == null || weight(fields) < weight(best)) {
        best = fields;
      }
    }
    return best;
  }

  /** The packet as the list meets it. */
  PacketSet packets() {
    return now;
  }

  /** No more than {@link #least(Rule)} of the rule at a position, by its outermost addresses. */
  static int least(Rule rule, RuleIndex.Ends ends, int position) {
    return !rule.enabled() || rule.schedule().isPresent() || rule.matches().isEmpty()
        ? 0
        : (ends.failsBySource(position) ? OTHER : 0)
            + (ends.failsByDestination(position) ? DESTINATION : 0);
  }

  /** No more than {@link #weight} of the fields by which the rule fails, without naming them. */
  int least(Rule rule) {
    if (!rule.enabled() || rule.schedule().isPresent() || rule.matches().isEmpty()) {
      return 0;
    }
    int best = Integer.MAX_VALUE;
    for (Match m : rule.matches()) {
      int sum = m.packets().intersects(from) ? 0 : OTHER;
      sum += m.packets().intersects(to) ? 0 : DESTINATION;
      sum += sum >= best || m.packets().intersects(service) ? 0 : SERVICE;
      best = Math.min(best, sum);
    }
    return best;
  }

  /** How far off a rule is: the fewer fields fail, the nearer; a service is sooner widened. */
  static int weight(List<String> fields) {
    int sum = 0;
    for (String f : fields) {
      sum += f.startsWith("service") ? SERVICE : f.startsWith("destination") ? DESTINATION : OTHER;
    }
    return sum;
  }

  private List<String> fields(Rule rule, Match m) {
    List<String> out = new ArrayList<>();
    for (Guard g : m.guards()) {
      if (GuardTest.test(g, cohort, situation.assumptions()) == GuardTest.Answer.NO) {
        out.add(words(g));
      }
    }
    int before = out.size();
    field(out, rule, Rule.Column.SOURCE, m.packets().intersects(from), now.sources().toString());
    String destinations = now.destinations().toString();
    field(out, rule, Rule.Column.DESTINATION, m.packets().intersects(to), destinations);
    field(out, rule, Rule.Column.SERVICE, m.packets().intersects(service), service());
    if (out.size() == before && !m.packets().intersects(now)) {
      out.add("source, destination and service together");
    }
    return out;
  }

  private static void field(
      List<String> out, Rule rule, String column, boolean matches, String value) {
    if (!matches) {
      String asked = rule.shown().getOrDefault(column, "");
      out.add(column + ": " + brief(value) + (asked.isBlank() ? "" : ", not " + brief(asked)));
    }
  }

  /** What the packet wants: {@code tcp/443}. */
  private String service() {
    Packet p = now.example().orElseThrow();
    String name = Protocols.name(p.protocol(), p.source().v6());
    if (Protocols.isIcmp(p.protocol(), p.source().v6())) {
      return name + "/" + p.sourcePort() + "/" + p.destinationPort();
    }
    return Protocols.hasPorts(p.protocol()) ? name + "/" + p.destinationPort() : name;
  }

  private String words(Guard g) {
    if (g instanceof Guard.Is is) {
      String asked = String.join(", ", new TreeSet<>(is.values()));
      return named(is.attribute(), (is.negated() ? "anything but " : "") + asked);
    }
    if (g instanceof Guard.Begins b) {
      return named(b.attribute(), (b.negated() ? "anything but " : "") + b.prefix() + "…");
    }
    if (g instanceof Guard.Bits b) {
      return named(b.attribute(), "");
    }
    if (g instanceof Guard.Same s) {
      return name(s.first()) + " and " + name(s.second());
    }
    return g instanceof Guard.Known k ? name(k.attribute()) : "translation";
  }

  private String named(String attribute, String asked) {
    String value = cohort.attributes().getOrDefault(attribute, "");
    return name(attribute)
        + (value.isBlank() ? "" : ": " + brief(value))
        + (asked.isBlank() ? "" : ", not " + brief(asked));
  }

  private static String name(String attribute) {
    Map<String, String> names =
        Map.of(
            Attribute.IN, "interface of entry",
            Attribute.OUT, "interface of exit",
            Attribute.IN_ZONE, "zone of entry",
            Attribute.OUT_ZONE, "zone of exit",
            Attribute.STATE, "connection state");
    return names.getOrDefault(attribute, attribute);
  }

  private static String brief(String value) {
    String line = String.join(" ", Arrays.asList(value.strip().split("\\s+")));
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 1) + "…";
  }
}
