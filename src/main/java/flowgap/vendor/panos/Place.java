package flowgap.vendor.panos;

import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns interfaces into what a packet's attributes become, as one virtual system sees it. */
final class Place {
  /** How each end is known: {@code proved}, {@code stated}; unset = not known. */
  static final String PATH_IN = "path-in";

  static final String PATH_OUT = "path-out";

  /** Whether the interface belongs to this virtual system. */
  static final String OWN_IN = "own-in";

  static final String OWN_OUT = "own-out";

  /** Zones beyond which an unknown interface is not judged zone by zone. */
  private static final int MOST = 60;

  static final String OTHER_ZONE = "(other zone)";
  static final String ANOTHER_ZONE = "(another zone)";

  private final Vantage v;
  private final Set<String> zonesNamed;

  /**
   * @param zonesNamed zones that rules can tell apart
   */
  Place(Vantage v, Set<String> zonesNamed) {
    this.v = v;
    this.zonesNamed = zonesNamed;
  }

  /** Zones and interfaces that the export knows. */
  Set<String> zones() {
    Set<String> out = new LinkedHashSet<>(zonesNamed);
    v.topology().zonesOf(v.vsys()).forEach(z -> out.add(z.name()));
    out.addAll(v.topology().units.keySet());
    return out;
  }

  /** Which end of a packet's way. */
  enum End {
    IN(Attribute.IN, Attribute.IN_ZONE, PATH_IN, OWN_IN),
    OUT(Attribute.OUT, Attribute.OUT_ZONE, PATH_OUT, OWN_OUT);

    final String unit;
    final String zone;
    final String path;
    final String own;

    End(String unit, String zone, String path, String own) {
      this.unit = unit;
      this.zone = zone;
      this.path = path;
      this.own = own;
    }
  }

  /** What becomes of packets at one of these interfaces. */
  List<Action> at(End end, Set<String> units) {
    if (Forwarding.isVague(units)) {
      return unknown(
          end,
          units.contains(Forwarding.UNKNOWN)
              ? "routes are learned while the device runs"
              : "no route leads there");
    }
    if (units.contains(Forwarding.DISCARD)) {
      return end == End.OUT && units.size() == 1
          ? List.of(Action.DENY)
          : unknown(end, "a route discards these addresses");
    }
    Map<String, List<Action>> courses = new LinkedHashMap<>();
    for (String u : units) {
      List<Action> course = unit(end, u);
      courses.putIfAbsent(zoneKey(u), units.size() == 1 ? course : withoutUnit(end, course));
    }
    List<Action> out = new ArrayList<>();
    if (courses.size() == 1) {
      out.addAll(courses.values().iterator().next());
    } else {
      out.add(
          new Action.OneOf(
              List.copyOf(courses.values()), where(end, "one of " + String.join(", ", units))));
    }
    out.add(new Action.Set(end.path, "proved"));
    return out;
  }

  private String zoneKey(String unit) {
    return seen(unit).map(z -> z).orElse("(none of " + unit + ")");
  }

  private static List<Action> withoutUnit(End end, List<Action> course) {
    List<Action> out = new ArrayList<>(course);
    out.removeIf(a -> a instanceof Action.Set s && s.attribute().equals(end.unit));
    return out;
  }

  /** The zone of an interface as this virtual system sees it. */
  Optional<String> seen(String unit) {
    Topology t = v.topology();
    String owner = t.vsysOf(unit, v.vsys());
    if (owner.equals(v.vsys())) {
      return t.zoneOf(unit, owner).map(Topology.Zone::name);
    }
    return t.zonesOf(v.vsys()).stream()
        .filter(z -> z.external().contains(owner))
        .map(Topology.Zone::name)
        .findFirst();
  }

  private List<Action> unit(End end, String unit) {
    List<Action> out = new ArrayList<>();
    out.add(new Action.Set(end.unit, unit));
    String owner = v.topology().vsysOf(unit, v.vsys());
    boolean own = owner.equals(v.vsys());
    out.add(new Action.Set(end.own, own ? "yes" : "no"));
    Optional<String> zone = seen(unit);
    if (zone.isPresent()) {
      out.add(new Action.Set(end.zone, zone.get()));
    } else if (own) {
      out.add(
          Action.undecided(
              Condition.of(
                  Kind.INTERFACE,
                  "interface " + unit + " is in no zone",
                  "export the whole configuration, or put the interface into a zone")));
    } else {
      out.add(new Action.Set(end.zone, "(" + owner + ")"));
    }
    return out;
  }

  private static Condition where(End end, String what) {
    return Condition.of(
        Kind.INTERFACE,
        (end == End.IN ? "ingress" : "egress") + " interface not known: " + what,
        "state "
            + (end == End.IN ? "in_zone" : "out_zone")
            + ", bind the addresses to a zone in the site file, or add show routing route");
  }

  /** Every zone that rules can tell apart, one course for each. */
  List<Action> unknown(End end, String why) {
    List<List<Action>> courses = new ArrayList<>();
    Set<String> zones = new LinkedHashSet<>();
    if (v.topology().isKnown()) {
      for (Topology.Zone z : v.topology().zonesOf(v.vsys())) {
        List<String> wires = z.units().stream().filter(v.topology().partners::containsKey).toList();
        if (z.tap()) {
          continue;
        }
        if (wires.isEmpty()) {
          zones.add(z.name());
        }
        wires.forEach(u -> courses.add(unit(end, u)));
      }
    } else {
      zones.addAll(zonesNamed);
      zones.add(OTHER_ZONE);
      if (end == End.OUT) {
        zones.add(ANOTHER_ZONE);
      }
    }
    for (String z : zones) {
      courses.add(List.of(new Action.Set(end.zone, z), new Action.Set(end.own, "yes")));
    }
    if (courses.isEmpty() || courses.size() > MOST) {
      return List.of();
    }
    return List.of(new Action.OneOf(courses, where(end, why)));
  }

  /** Packets that the flow list or the site file puts into a zone, or at an interface. */
  List<Action> stated(End end, String word) {
    Topology t = v.topology();
    List<Action> out = new ArrayList<>();
    if (t.units.containsKey(word)) {
      out.addAll(unit(end, word));
    } else {
      Optional<Topology.Zone> zone =
          t.zonesOf(v.vsys()).stream().filter(z -> z.name().equals(word)).findFirst();
      if (zone.isPresent() && zone.get().units().size() == 1) {
        out.add(new Action.Set(end.unit, zone.get().units().iterator().next()));
      }
      out.add(new Action.Set(end.zone, word));
      out.add(new Action.Set(end.own, "yes"));
    }
    out.add(new Action.Set(end.path, "stated"));
    return out;
  }
}
