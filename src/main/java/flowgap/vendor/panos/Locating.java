package flowgap.vendor.panos;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.Rewrite;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.SiteFacts;
import flowgap.source.SourceSpan;
import flowgap.vendor.panos.Place.End;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The lists that find interfaces and zones: before the NAT policy, and again behind it. */
final class Locating {
  private final Vantage v;
  private final Place place;
  private final Forwarding forwarding;
  private final NatList nat;

  Locating(Vantage v, Place place, Forwarding forwarding, NatList nat) {
    this.v = v;
    this.place = place;
    this.forwarding = forwarding;
    this.nat = nat;
  }

  /** Rules of one list, numbered. */
  private final class Rules {
    final String list;
    final List<Rule> rules = new ArrayList<>();

    Rules(String list) {
      this.list = list;
    }

    void add(SourceSpan span, PacketSet packets, List<Guard> guards, List<Action> actions) {
      if (packets.isEmpty()) {
        return;
      }
      List<Action> all = new ArrayList<>(actions);
      boolean ends = !all.isEmpty() && all.get(all.size() - 1) instanceof Action.End;
      if (!ends) {
        all.add(Action.PERMIT);
      }
      rules.add(
          Rule.builder(list + ":" + (rules.size() + 1), span)
              .kind(Rule.Kind.DERIVED)
              .match(Match.of(packets).with(guards))
              .then(all.toArray(Action[]::new))
              .build());
    }

    RuleList done(List<Action> otherwise) {
      List<Action> all = new ArrayList<>(otherwise);
      all.add(Action.PERMIT);
      Rule end =
          Rule.builder(list + ":default", implicit(""))
              .kind(Rule.Kind.DERIVED)
              .match(Match.ALL)
              .then(all.toArray(Action[]::new))
              .build();
      return new RuleList(
          list, RuleList.Kind.FIRST_MATCH, rules, end, false, List.of("interfaces and zones"));
    }
  }

  private SourceSpan implicit(String text) {
    return SourceSpan.implicit(v.firstFile(), text);
  }

  private Set<String> statable() {
    Set<String> out = new LinkedHashSet<>();
    v.topology().zonesOf(v.vsys()).forEach(z -> out.add(z.name()));
    out.addAll(v.topology().units.keySet());
    return out;
  }

  private boolean isTap(String word) {
    return v.topology().zonesOf(v.vsys()).stream()
        .anyMatch(z -> z.tap() && (z.name().equals(word) || z.units().contains(word)));
  }

  private void stated(Rules out, End end, PacketSet within) {
    String attribute = end == End.IN ? Attribute.STATED_IN : Attribute.STATED_OUT;
    for (String word : statable()) {
      List<Action> actions = isTap(word) ? List.of(Action.End.LEAVE) : place.stated(end, word);
      out.add(
          implicit("stated"),
          within,
          List.of(new Guard.Known(attribute, false), Guard.is(attribute, word)),
          actions);
    }
    if (v.topology().isKnown()) {
      out.add(
          implicit("stated"),
          within,
          List.of(new Guard.Known(attribute, false), new Guard.Is(attribute, place.zones(), true)),
          List.of(
              Action.undecided(
                  Condition.of(
                      Condition.Kind.INTERFACE,
                      "the stated "
                          + (end == End.IN ? "in_zone" : "out_zone")
                          + " is no zone or interface of the export",
                      "state one of " + String.join(", ", new TreeSet<>(place.zones()))))));
    }
    out.add(
        implicit("stated"),
        within,
        List.of(new Guard.Known(attribute, false)),
        List.of(
            new Action.Copy(end.zone, attribute),
            new Action.Set(end.own, "yes"),
            new Action.Set(end.path, "stated")));
  }

  private void bound(Rules out, End end) {
    for (SiteFacts.Binding b : v.facts().zones(v.name())) {
      PacketSet packets =
          end == End.IN ? PacketSet.from(b.addresses()) : PacketSet.to(b.addresses());
      out.add(
          implicit("site file: " + b.zone().orElse("")),
          packets,
          List.of(),
          place.stated(end, b.zone().orElse("")));
    }
  }

  /** Where packets enter. */
  RuleList ingress() {
    Rules out = new Rules("ingress");
    stated(out, End.IN, PacketSet.ALL);
    bound(out, End.IN);
    forwarding
        .sources()
        .forEach(
            (units, set) ->
                out.add(
                    implicit("routes"), PacketSet.from(set), List.of(), place.at(End.IN, units)));
    return out.done(place.unknown(End.IN, "the export has no interfaces"));
  }

  /** Where the original destination leads; the NAT policy asks for that zone. */
  RuleList provisional(List<Rule> byPolicy) {
    Rules out = new Rules("egress");
    stated(out, End.OUT, PacketSet.to(nat.translatedDestinations().complement()));
    out.rules.addAll(byPolicy);
    return routes(out);
  }

  /** Where it leads without policy-based forwarding. */
  RuleList byRoutes() {
    return routes(new Rules(SideRules.NO_PBF));
  }

  private RuleList routes(Rules out) {
    bound(out, End.OUT);
    wires(out);
    out.add(
        implicit("multicast"),
        PacketSet.to(RuleFields.TO_MANY),
        List.of(),
        List.of(
            Action.undecided(
                Condition.of(
                    Condition.Kind.FEATURE,
                    "routes forward no broadcasts, and multicast routing is not judged",
                    "state out_zone"))));
    routed(out, AddressSet.ANY, null, List.of());
    return out.done(place.unknown(End.OUT, "the export has no interfaces"));
  }

  /** A virtual wire leads to its other end, without routing. */
  private void wires(Rules out) {
    v.topology()
        .partners
        .forEach(
            (from, to) ->
                out.add(
                    implicit("virtual wire"),
                    PacketSet.ALL,
                    List.of(new Guard.Known(Attribute.IN, false), Guard.is(Attribute.IN, from)),
                    place.at(End.OUT, Set.of(to))));
    for (Topology.Zone z : v.topology().zonesOf(v.vsys())) {
      Set<String> others = new LinkedHashSet<>();
      boolean wired = !z.units().isEmpty();
      for (String u : z.units()) {
        String partner = v.topology().partners.get(u);
        wired &= partner != null;
        others.add(partner);
      }
      if (wired) {
        out.add(
            implicit("virtual wire"),
            PacketSet.ALL,
            List.of(new Guard.Known(Attribute.IN, true), Guard.is(Attribute.IN_ZONE, z.name())),
            place.at(End.OUT, others));
      }
    }
  }

  /**
   * Rules by the routers' parts. {@code back} takes addresses behind a translation to the ones that
   * packets still carry; null = they carry them.
   */
  private void routed(
      Rules out,
      AddressSet within,
      java.util.function.UnaryOperator<AddressSet> back,
      List<Guard> more) {
    List<String> routers = forwarding.routers();
    Map<Set<String>, AddressSet> together = Map.of(Set.of(), AddressSet.ANY);
    for (String r : routers) {
      Map<Set<String>, AddressSet> parts = forwarding.parts(r);
      together = Forwarding.joined(together, parts);
      if (routers.size() > 1) {
        List<Guard> guards = new ArrayList<>(more);
        guards.add(new Guard.Known(Attribute.IN, false));
        guards.add(new Guard.Is(Attribute.IN, Set.copyOf(forwarding.unitsOf(r)), false));
        parts(out, parts, within, back, guards);
      }
    }
    if (!routers.isEmpty()) {
      parts(out, together, within, back, more);
    }
  }

  private void parts(
      Rules out,
      Map<Set<String>, AddressSet> parts,
      AddressSet within,
      java.util.function.UnaryOperator<AddressSet> back,
      List<Guard> guards) {
    parts.forEach(
        (units, set) -> {
          AddressSet some = set.and(within);
          boolean discarded = back == null && units.equals(Set.of(Forwarding.DISCARD));
          AddressSet translated =
              discarded ? some.and(nat.translatedDestinations()) : AddressSet.NONE;
          if (!translated.isEmpty()) {
            // whether the route is obeyed before the destination is translated is not documented
            out.add(
                implicit("routes"),
                PacketSet.to(translated),
                guards,
                place.unknown(End.OUT, "a route discards the address before its translation"));
            some = some.minus(translated);
          }
          if (!some.isEmpty()) {
            PacketSet packets = PacketSet.to(back == null ? some : back.apply(some));
            out.add(implicit("routes"), packets, guards, place.at(End.OUT, units));
          }
        });
  }

  /** Where packets leave once the destination is translated. */
  RuleList afterNat(List<SideRules.Diversion> diversions) {
    Rules out = new Rules("egress after NAT");
    Set<String> ids = new LinkedHashSet<>();
    nat.destinations().forEach(d -> ids.add(d.rule()));
    if (ids.isEmpty()) {
      return out.done(List.of());
    }
    out.add(
        implicit(""), PacketSet.ALL, List.of(new Guard.Is(NatList.CHOSEN, ids, true)), List.of());
    stated(out, End.OUT, PacketSet.ALL);
    for (NatList.Destination d : nat.destinations()) {
      List<Guard> chosen = List.of(Guard.is(NatList.CHOSEN, d.rule()));
      for (SideRules.Diversion p : diversions) {
        if (p.destinations().intersects(d.translated())) {
          List<Guard> guards = new ArrayList<>(chosen);
          guards.addAll(p.guards());
          out.add(
              d.span(),
              PacketSet.from(p.sources()),
              guards,
              cleared(
                  place.unknown(
                      End.OUT, "policy-based forwarding '" + p.name() + "' may take it")));
        }
      }
      if (d.rewrite() instanceof Rewrite.Shift s) {
        for (SiteFacts.Binding b : v.facts().zones(v.name())) {
          AddressSet some = b.addresses().and(d.translated());
          out.add(
              d.span(),
              PacketSet.to(shifted(some, s.to(), s.from())),
              chosen,
              cleared(place.stated(End.OUT, b.zone().orElse(""))));
        }
        routed(out, d.translated(), set -> shifted(set, s.to(), s.from()), chosen);
        continue;
      }
      for (SiteFacts.Binding b : v.facts().zones(v.name())) {
        if (b.addresses().containsAll(d.translated())) {
          out.add(
              d.span(), PacketSet.ALL, chosen, cleared(place.stated(End.OUT, b.zone().orElse(""))));
        }
      }
      pool(out, d, chosen);
    }
    return out.done(cleared(place.unknown(End.OUT, "the export has no interfaces")));
  }

  /** One of several addresses: every interface that one of them leads to. */
  private void pool(Rules out, NatList.Destination d, List<Guard> chosen) {
    Set<String> all = new LinkedHashSet<>();
    List<String> routers = forwarding.routers();
    for (String r : routers) {
      Set<String> here = new LinkedHashSet<>();
      forwarding
          .parts(r)
          .forEach(
              (units, set) -> {
                if (set.intersects(d.translated())) {
                  here.addAll(units);
                }
              });
      if (routers.size() > 1) {
        List<Guard> guards = new ArrayList<>(chosen);
        guards.add(new Guard.Known(Attribute.IN, false));
        guards.add(new Guard.Is(Attribute.IN, Set.copyOf(forwarding.unitsOf(r)), false));
        out.add(d.span(), PacketSet.ALL, guards, cleared(place.at(End.OUT, here)));
      }
      all.addAll(here);
    }
    if (!routers.isEmpty()) {
      out.add(d.span(), PacketSet.ALL, chosen, cleared(place.at(End.OUT, all)));
    }
  }

  /** The first look-up's answer is forgotten before the second one's is written. */
  private static List<Action> cleared(List<Action> actions) {
    List<Action> out = new ArrayList<>();
    for (String a : new String[] {Attribute.OUT, Attribute.OUT_ZONE, Place.PATH_OUT}) {
      out.add(new Action.Forget(a));
    }
    out.addAll(actions);
    return out;
  }

  private static AddressSet shifted(AddressSet set, IpAddress from, IpAddress to) {
    List<AddressSet> out = new ArrayList<>();
    for (IpAddress[] r : set.intervals()) {
      if (r[0].v6() == from.v6()) {
        out.add(AddressSet.range(shifted(r[0], from, to), shifted(r[1], from, to)));
      }
    }
    return AddressSet.union(out);
  }

  private static IpAddress shifted(IpAddress a, IpAddress from, IpAddress to) {
    long lo = a.lo() - from.lo() + to.lo();
    if (!a.v6()) {
      return new IpAddress(false, 0, lo);
    }
    java.math.BigInteger n = number(a).subtract(number(from)).add(number(to));
    return new IpAddress(true, n.shiftRight(64).longValue(), n.longValue());
  }

  private static java.math.BigInteger number(IpAddress a) {
    return new java.math.BigInteger(Long.toUnsignedString(a.hi()))
        .shiftLeft(64)
        .add(new java.math.BigInteger(Long.toUnsignedString(a.lo())));
  }

  /** Whether the packets pass through here at all, and how that is known. */
  RuleList path() {
    Rules out = new Rules("path");
    PacketSet all = PacketSet.ALL;
    List<Action> leave = List.of(Action.End.LEAVE);
    Guard[] proved = {known(Place.PATH_IN, "proved"), known(Place.PATH_OUT, "proved")};
    if (v.topology().imports.size() > 1
        || v.topology().zones.stream().anyMatch(z -> !z.vsys().equals(v.vsys()))) {
      out.add(
          implicit("between other virtual systems"),
          all,
          List.of(
              new Guard.Known(Place.OWN_IN, false),
              Guard.is(Place.OWN_IN, "no"),
              new Guard.Known(Place.OWN_OUT, false),
              Guard.is(Place.OWN_OUT, "no")),
          leave);
    }
    Set<String> moved = new LinkedHashSet<>();
    nat.destinations().forEach(d -> moved.add(d.rule()));
    List<Guard> same = new ArrayList<>(both(proved));
    same.add(new Guard.Known(Attribute.IN, false));
    same.add(new Guard.Known(Attribute.OUT, false));
    same.add(new Guard.Same(Attribute.IN, Attribute.OUT, false));
    if (!moved.isEmpty()) {
      same.add(new Guard.Is(NatList.CHOSEN, moved, true));
    }
    out.add(implicit("both ends behind one interface"), all, same, leave);
    out.add(implicit("path"), all, both(proved), List.of(new Action.Set(Attribute.PATH, "proved")));
    out.add(
        implicit("path"),
        all,
        List.of(new Guard.Known(Place.PATH_IN, false), new Guard.Known(Place.PATH_OUT, false)),
        List.of(new Action.Set(Attribute.PATH, "stated")));
    return out.done(List.of());
  }

  private static Guard known(String attribute, String value) {
    return Guard.is(attribute, value);
  }

  private static List<Guard> both(Guard[] guards) {
    return List.of(
        new Guard.Known(Place.PATH_IN, false),
        guards[0],
        new Guard.Known(Place.PATH_OUT, false),
        guards[1]);
  }
}
