package flowgap.analysis;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PacketSetTooLarge;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Firewall;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Permit rules that let through much more than the flows need. */
final class BroadFindings {
  /** Destination ports beyond need from which a rule is too wide. */
  private static final int PORTS = 1_024;

  /** Digits of a number that is written out. */
  private static final int READABLE = 15;

  private final Firewall firewall;
  private final RuleNeeds needs;
  private final long ratio;
  private final FindingIds ids;

  BroadFindings(Firewall firewall, RuleNeeds needs, long ratio, FindingIds ids) {
    this.firewall = firewall;
    this.needs = needs;
    this.ratio = ratio;
    this.ids = ids;
  }

  /** Of a rule that is not dead, in a list that is asked. */
  Optional<Finding> of(RuleList list, Rule rule, Optional<Layers> layers, int place) {
    PacketSet opening = Opening.of(rule);
    RuleNeeds.Need need = needs.of(rule.id());
    PacketSet needed = common(need.packets(), opening);
    PacketSet packets =
        list.arriving().equals(PacketSet.ALL) ? opening : opening.and(list.arriving()).or(needed);
    if (packets.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> details = new TreeMap<>();
    boolean known = needs.areKnown(rule.id());
    List<String> wide = wide(packets, needed, details, known);
    boolean anything = wide.containsAll(List.of("any source", "any destination", "any service"));
    Optional<String> own = ownSide(list);
    own.ifPresent(
        side -> {
          wide.remove("any " + side);
          details.put(side + "s", "those that the group is attached to");
        });
    boolean served = known && !need.flows().isEmpty() && !needed.isEmpty();
    boolean tooMuch =
        served && ratio(list, farSide(packets, needed, own), needed, layers, place, details);
    if (!served) {
      details.put(
          "need ratio",
          known
              ? "serves no flow"
              : needs.areKnown()
                  ? "not assessed: flows may reach it from other firewalls"
                  : "not assessed");
    }
    if (wide.isEmpty() && !tooMuch) {
      return Optional.empty();
    }
    int permissiveness = Permissiveness.of(packets, list.own());
    boolean plain =
        rule.conditions().isEmpty()
            && rule.matches().stream().allMatch(m -> m.guards().isEmpty() && m.doubts().isEmpty());
    AboutRule about =
        new AboutRule(firewall, list, rule, FindingType.OVERLY_BROAD)
            .severity(severity(permissiveness, anything && plain))
            .says(
                says(wide, tooMuch, details)
                    + RuleDoubts.about(rule, packets)
                        .map(d -> "; whether it does is uncertain: " + d)
                        .orElse(""))
            .flows(List.copyOf(need.flows()))
            .example(beyond(packets, needed))
            .detail("permissiveness", Integer.toString(permissiveness));
    details.forEach(about::detail);
    if (served) {
      about.detail("smallest replacement", String.join("; ", needs.enough(rule).describe(10)));
    }
    return Optional.of(about.finding(ids));
  }

  private static Severity severity(int permissiveness, boolean everything) {
    if (everything) {
      return Severity.CRITICAL;
    }
    return permissiveness < 34
        ? Severity.LOW
        : permissiveness < 67 ? Severity.MEDIUM : Severity.HIGH;
  }

  private static String says(List<String> wide, boolean tooMuch, Map<String, String> details) {
    List<String> parts = new ArrayList<>();
    if (!wide.isEmpty()) {
      parts.add("permits " + String.join(", ", wide));
    }
    if (tooMuch) {
      parts.add(
          "lets through "
              + details.get("lets through")
              + " combinations of source, destination and service where the flows that it serves need "
              + details.get("flows need"));
    }
    return String.join("; ", parts);
  }

  /** The side that rules of the list cannot name: what the list is attached to. */
  private static Optional<String> ownSide(RuleList list) {
    return list.own().map(o -> o.end() == RuleList.Own.End.SOURCE ? "source" : "destination");
  }

  /** The packets, with no more addresses on a group's own side than flows need. */
  private static PacketSet farSide(PacketSet packets, PacketSet needed, Optional<String> own) {
    if (own.isEmpty()) {
      return packets;
    }
    return packets.and(
        own.get().equals("source")
            ? PacketSet.from(needed.sources())
            : PacketSet.to(needed.destinations()));
  }

  /** Whether it lets through too many times what is needed; the counts go to the details. */
  private boolean ratio(
      RuleList list,
      PacketSet packets,
      PacketSet needed,
      Optional<Layers> layers,
      int place,
      Map<String, String> details) {
    OptionalInt position =
        layers.isPresent() && layers.get().position(place) >= 0
            ? OptionalInt.of(layers.get().position(place))
            : OptionalInt.empty();
    try {
      BigInteger need = needed.pairs();
      Optional<BigInteger> exact =
          !list.arriving().equals(PacketSet.ALL)
              ? Optional.of(left(list, packets, place).pairs())
              : list.kind() == RuleList.Kind.UNION
                  ? Optional.of(packets.pairs())
                  : position.isPresent()
                      ? layers.get().precedence().pairsTaken(position.getAsInt())
                      : Optional.empty();
      BigInteger most = exact.isPresent() ? exact.get() : packets.pairs();
      details.put("flows need", grouped(need));
      details.put("lets through", readable(most, exact.isPresent()));
      details.put(
          "need ratio",
          exact.isPresent()
              ? readable(most.divide(need.max(BigInteger.ONE)), true)
              : "not counted");
      return exact.isPresent()
          && need.signum() > 0
          && most.compareTo(need.multiply(BigInteger.valueOf(ratio))) >= 0;
    } catch (PacketSetTooLarge e) {
      details.put("need ratio", "not counted: " + e.getMessage());
      return false;
    }
  }

  /** What earlier rules of the list leave of a rule's packets; all of them in a union. */
  private static PacketSet left(RuleList list, PacketSet packets, int place) {
    PacketSet out = packets;
    if (list.kind() == RuleList.Kind.FIRST_MATCH) {
      for (Rule earlier : list.rules().subList(0, place)) {
        if (earlier.enabled() && earlier.conditions().isEmpty()) {
          for (Match m : earlier.matches()) {
            out = m.guards().isEmpty() ? out.minus(m.certain()) : out;
          }
        }
      }
    }
    return out;
  }

  /** A number that is not negative, with commas between thousands. */
  static String grouped(BigInteger n) {
    StringBuilder out = new StringBuilder(n.toString());
    for (int at = out.length() - 3; at > 0; at -= 3) {
      out.insert(at, ',');
    }
    return out.toString();
  }

  /**
   * A number that a reader can take in: of very large ones the power of ten below, or above where
   * the number itself is only a bound.
   */
  static String readable(BigInteger n, boolean exact) {
    int digits = n.toString().length();
    if (digits <= READABLE) {
      return (exact ? "" : "at most ") + grouped(n);
    }
    return exact ? "more than 10^" + (digits - 1) : "less than 10^" + digits;
  }

  private static List<String> wide(
      PacketSet packets, PacketSet needed, Map<String, String> details, boolean known) {
    List<String> out = new ArrayList<>();
    if (isAny(packets.sources(), needed.sources())) {
      out.add("any source");
    }
    if (isAny(packets.destinations(), needed.destinations())) {
      out.add("any destination");
    }
    details.put("sources", sizes(packets.sources(), needed.sources(), known));
    details.put("destinations", sizes(packets.destinations(), needed.destinations(), known));
    if (isAnyService(packets) && !isAnyService(needed)) {
      out.add("any service");
      return out;
    }
    List<String> ports = new ArrayList<>();
    for (int protocol : packets.protocols()) {
      if (Protocols.hasPorts(protocol)) {
        PortSet open = packets.destinationPorts(protocol);
        PortSet used = needed.destinationPorts(protocol);
        int beyond = open.minus(used).size();
        String name = Protocols.name(protocol, false);
        ports.add(name + " " + open.size() + (known ? " (need " + used.size() + ")" : ""));
        if (beyond > PORTS) {
          out.add(
              String.format(
                  Locale.ROOT, "%,d %s ports%s", beyond, name, known ? " beyond need" : ""));
        }
      }
    }
    if (!ports.isEmpty() && ports.size() <= 5) {
      details.put("ports", String.join(", ", ports));
    }
    return out;
  }

  private static boolean isAny(AddressSet open, AddressSet needed) {
    for (AddressSet family : List.of(AddressSet.ANY_V4, AddressSet.ANY_V6)) {
      if (Width.of(open.and(family)) == Width.ANY && Width.of(needed.and(family)) != Width.ANY) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAnyService(PacketSet packets) {
    return packets.protocols().size() == 256
        && packets.destinationPorts(Protocols.TCP).isAny()
        && packets.destinationPorts(Protocols.UDP).isAny();
  }

  private static String sizes(AddressSet open, AddressSet needed, boolean known) {
    return grouped(open.size())
        + (known ? " addresses (need " + grouped(needed.size()) + ")" : " addresses");
  }

  private static PacketSet common(PacketSet a, PacketSet b) {
    try {
      return a.and(b);
    } catch (PacketSetTooLarge e) {
      return b;
    }
  }

  /** One packet that it lets through and no flow needs. */
  private static String beyond(PacketSet packets, PacketSet needed) {
    try {
      PacketSet rest = packets.minus(needed.withAnySourcePort());
      return rest.example().map(Object::toString).orElse("");
    } catch (PacketSetTooLarge e) {
      return "";
    }
  }
}
