package flowgap.vendor.iptables;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.SiteFacts;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The lists that find a packet's way: whose addresses it has, by which interfaces it comes and
 * goes.
 */
final class Locator {
  /** The interface of what the machine itself sends or gets. */
  private static final String NONE = "";

  private static final String PROVED = "proved";

  /** Whether the ingress interface is known from routes or bindings. */
  private static final String IN_KNOWN = "in-known";

  private final List<Host> hosts;
  private final Map<Boolean, Boolean> routers;
  private final Locations locations;
  private final List<SiteFacts.Binding> bindings;
  private final List<Dump.Gap> gaps;
  private final SourceSpan span;

  /**
   * @param hosts of the families that the export has
   * @param routers for each of these families, whether its rules are a router's
   */
  Locator(
      List<Host> hosts,
      Map<Boolean, Boolean> routers,
      Locations locations,
      List<SiteFacts.Binding> bindings,
      List<Dump.Gap> gaps,
      SourceSpan span) {
    this.hosts = hosts;
    this.routers = routers;
    this.locations = locations;
    this.bindings = bindings;
    this.gaps = gaps;
    this.span = span;
  }

  /** Collects the rules of one derived list. */
  private final class Rules {
    private final String name;
    private final List<Rule> rules = new ArrayList<>();

    Rules(String name) {
      this.name = name;
    }

    void add(Match match, Action... actions) {
      if (!match.packets().isEmpty()) {
        rules.add(
            Rule.builder(name + ":" + (rules.size() + 1), span)
                .kind(Rule.Kind.DERIVED)
                .match(match)
                .then(actions)
                .build());
      }
    }

    RuleList list() {
      Rule end =
          Rule.builder(name + ":end", span)
              .kind(Rule.Kind.DERIVED)
              .match(Match.ALL)
              .then(Action.PERMIT)
              .build();
      return new RuleList(name, RuleList.Kind.FIRST_MATCH, rules, end, false, List.of());
    }
  }

  private static Action set(String attribute, String value) {
    return new Action.Set(attribute, value);
  }

  private static Guard way(String... values) {
    return Guard.is(Way.ATTRIBUTE, values);
  }

  /** Whose the packet is, and by which interface it comes in. */
  RuleList arrival(String name) {
    Rules out = new Rules(name);
    out.add(
        Match.ALL,
        set(Way.DNAT, "no"),
        set(Way.SNAT, "no"),
        set(IN_KNOWN, "no"),
        set(Way.ATTRIBUTE, Way.ARRIVING),
        set(Attribute.STATE, "INVALID"));
    PacketSet given = PacketSet.NONE;
    for (Host host : hosts) {
      given = given.or(host.all());
    }
    out.add(Match.of(PacketSet.ALL.minus(given)), set(Way.ATTRIBUTE, Way.MISSING), Action.PERMIT);
    for (Dump.Gap gap : gaps) {
      if (gap.before()) {
        out.add(
            Match.of(gap.v6() ? PacketSet.ALL_V6 : PacketSet.ALL_V4),
            new Action.OneOf(
                List.of(List.of(), List.of(set(Way.ATTRIBUTE, Way.MISSING), Action.PERMIT)),
                Program.condition(gap)));
      }
    }
    for (Host host : hosts) {
      if (host.ownKnown()) {
        AddressSet own = host.own().or(host.loopback());
        out.add(
            Match.of(PacketSet.between(own, own)),
            new Action.Note("both ends are addresses of the firewall itself"),
            Action.End.LEAVE);
        List<Action> sent = new ArrayList<>();
        sent.add(set(Way.ATTRIBUTE, Way.OUT));
        sent.add(set(Attribute.IN, NONE));
        sent.add(set(Attribute.PATH, PROVED));
        out.add(Match.of(PacketSet.from(own)), sent.toArray(new Action[0]));
      } else if (!routers.get(host.v6())) {
        out.add(Match.of(host.all()), new Action.OneOf(hostCourses(), ownUnknown(host)));
      }
    }
    out.add(Match.of(PacketSet.ALL, way(Way.UNKNOWN)), Action.PERMIT);
    // own packets: the egress interface
    egress(out, way(Way.OUT), Guard.is(Way.DNAT, "no"));
    ingress(out);
    return out.list();
  }

  private List<List<Action>> hostCourses() {
    return List.of(
        List.of(set(Way.ATTRIBUTE, Way.IN), set(Attribute.OUT, NONE)),
        List.of(set(Way.ATTRIBUTE, Way.OUT), set(Attribute.IN, NONE)),
        List.of(set(Way.ATTRIBUTE, Way.UNKNOWN)));
  }

  static Condition ownUnknown(Host host) {
    return Condition.of(
        Condition.Kind.OWN_ADDRESS,
        "chain FORWARD of "
            + host.family()
            + " has no rules: the machine is taken for a host, and which addresses are its own is"
            + " not known",
        "add the output of ip addr, or rows with zone self to the site file");
  }

  private void ingress(Rules out) {
    Guard enters = way(Way.ARRIVING, Way.IN);
    out.add(
        Match.of(PacketSet.ALL, enters, new Guard.Known(Attribute.STATED_IN, false)),
        new Action.Copy(Attribute.IN, Attribute.STATED_IN),
        set(IN_KNOWN, "stated"),
        Action.PERMIT);
    for (SiteFacts.Binding b : bindings) {
      out.add(
          Match.of(PacketSet.from(b.addresses()), enters),
          set(Attribute.IN, b.zone().orElseThrow()),
          set(IN_KNOWN, "stated"),
          Action.PERMIT);
    }
    for (Map.Entry<String, AddressSet> e : locations.behind().entrySet()) {
      out.add(
          Match.of(PacketSet.from(e.getValue()), enters),
          set(Attribute.IN, e.getKey()),
          set(IN_KNOWN, PROVED),
          Action.PERMIT);
    }
    locations
        .among()
        .forEach(
            (names, addresses) ->
                out.add(
                    Match.of(PacketSet.from(addresses), enters),
                    oneOf(Attribute.IN, names, "enter"),
                    Action.PERMIT));
    if (!locations.candidates().isEmpty()) {
      out.add(
          Match.of(PacketSet.ALL, enters),
          oneOf(Attribute.IN, locations.candidates(), "enter"),
          Action.PERMIT);
    }
  }

  private void egress(Rules out, Guard... when) {
    List<Guard> stated = new ArrayList<>(List.of(when));
    stated.add(new Guard.Known(Attribute.STATED_OUT, false));
    out.add(
        Match.ALL.with(stated),
        new Action.Copy(Attribute.OUT, Attribute.STATED_OUT),
        Action.PERMIT);
    List<Guard> guards = List.of(when);
    for (SiteFacts.Binding b : bindings) {
      out.add(
          Match.of(PacketSet.to(b.addresses())).with(guards),
          set(Attribute.OUT, b.zone().orElseThrow()),
          Action.PERMIT);
    }
    for (Map.Entry<String, AddressSet> e : locations.behind().entrySet()) {
      out.add(
          Match.of(PacketSet.to(e.getValue())).with(guards),
          set(Attribute.OUT, e.getKey()),
          Action.PERMIT);
    }
    locations
        .among()
        .forEach(
            (names, addresses) ->
                out.add(
                    Match.of(PacketSet.to(addresses)).with(guards),
                    oneOf(Attribute.OUT, names, "leave"),
                    Action.PERMIT));
    unknownEgress(out, guards);
  }

  /** Where routes are given and none leads to the destination, the machine may drop the packet. */
  private void unknownEgress(Rules out, List<Guard> when) {
    List<List<Action>> courses = new ArrayList<>();
    locations.candidates().forEach(c -> courses.add(List.of(set(Attribute.OUT, c))));
    courses.add(List.of(Action.DENY));
    Condition noRoute =
        Condition.of(
            Condition.Kind.INTERFACE,
            "no route leads to the destination",
            "state out_zone, or look at the routes of the machine");
    out.add(
        Match.of(PacketSet.to(locations.unrouted())).with(when),
        new Action.OneOf(courses, noRoute),
        Action.PERMIT);
    if (!locations.candidates().isEmpty()) {
      out.add(
          Match.ALL.with(when),
          oneOf(Attribute.OUT, locations.candidates(), "leave"),
          Action.PERMIT);
    }
  }

  private static Action oneOf(String attribute, Collection<String> names, String verb) {
    List<List<Action>> courses = new ArrayList<>();
    for (String name : names) {
      courses.add(List.of(set(attribute, name)));
    }
    return new Action.OneOf(
        courses,
        Condition.of(
            Condition.Kind.INTERFACE,
            "the interface by which the packets " + verb + " is not known",
            "state in_zone and out_zone, bind the addresses to interfaces in the site file, or add"
                + " the output of ip route"));
  }

  /** What becomes of a packet after its destination is final: to the machine itself or through. */
  RuleList routing(String name) {
    Rules out = new Rules(name);
    Guard arriving = way(Way.ARRIVING);
    for (Host host : hosts) {
      AddressSet mine =
          host.loopback()
              .or(host.ownKnown() ? host.own() : AddressSet.NONE)
              .or(host.knownBroadcasts());
      out.add(
          Match.of(PacketSet.to(mine), arriving),
          set(Way.ATTRIBUTE, Way.IN),
          set(Attribute.PATH, PROVED));
      out.add(
          Match.of(PacketSet.to(host.multicast()), arriving),
          new Action.OneOf(
              List.of(
                  List.of(set(Way.ATTRIBUTE, Way.IN)), List.of(set(Way.ATTRIBUTE, Way.THROUGH))),
              Condition.of(
                  Condition.Kind.FEATURE,
                  "whether the machine takes or forwards a multicast packet",
                  "look at ip maddr and the multicast routes")));
    }
    out.add(Match.of(PacketSet.ALL, way(Way.IN)), set(Attribute.OUT, NONE), Action.PERMIT);
    out.add(Match.of(PacketSet.ALL, arriving), set(Way.ATTRIBUTE, Way.THROUGH));
    out.add(Match.of(PacketSet.ALL, way(Way.UNKNOWN, Way.MISSING)), Action.PERMIT);
    out.add(Match.of(PacketSet.ALL, way(Way.OUT), Guard.is(Way.DNAT, "no")), Action.PERMIT);
    path(out);
    egress(out);
    return out.list();
  }

  /**
   * Both ends behind one interface: the packets do not come by here, unless they are translated.
   */
  private void path(Rules out) {
    Guard through = way(Way.THROUGH);
    Guard untranslated = Guard.is(Way.DNAT, "no");
    for (Map.Entry<String, AddressSet> e : locations.behind().entrySet()) {
      out.add(
          Match.of(
              PacketSet.to(e.getValue()),
              through,
              untranslated,
              Guard.is(IN_KNOWN, PROVED),
              Guard.is(Attribute.IN, e.getKey())),
          new Action.Note("both ends lie behind interface " + e.getKey()),
          Action.End.LEAVE);
    }
    AddressSet known = AddressSet.union(locations.behind().values());
    out.add(
        Match.of(PacketSet.to(known), through, Guard.is(IN_KNOWN, PROVED)),
        set(Attribute.PATH, PROVED));
    out.add(
        Match.of(
            PacketSet.ALL,
            through,
            Guard.is(IN_KNOWN, "stated"),
            new Guard.Known(Attribute.STATED_OUT, false)),
        set(Attribute.PATH, "stated"));
    out.add(
        Match.of(PacketSet.ALL, through, new Guard.Known(Attribute.PATH, true)),
        set(Attribute.PATH, "assumed"));
  }

  /** An answer goes the other way. */
  RuleList turned(String name) {
    Rules out = new Rules(name);
    out.add(Match.ALL, set(Attribute.STATE, "INVALID"));
    out.add(Match.of(PacketSet.ALL, way(Way.IN)), set(Way.ATTRIBUTE, Way.OUT), Action.PERMIT);
    out.add(Match.of(PacketSet.ALL, way(Way.OUT)), set(Way.ATTRIBUTE, Way.IN), Action.PERMIT);
    return out.list();
  }

  /** A follower goes as its opener went. */
  RuleList again(String name) {
    Rules out = new Rules(name);
    out.add(Match.ALL, set(Attribute.STATE, "INVALID"), Action.PERMIT);
    return out.list();
  }
}
