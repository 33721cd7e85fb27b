package flowgap.vendor.panos;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Rewrite;
import flowgap.packet.View;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.Rule.Column;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The NAT policy: the first rule that matches on ingress zone, the zone to which the original
 * destination routes, and original addresses; it is remembered in an attribute, moves the egress
 * zone where it translates the destination, and translates last (PAN-OS Networking Administrator's
 * Guide, "NAT Policy Overview").
 */
final class NatList {
  static final String NAME = "nat";

  /** Attribute that holds the id of the NAT rule of a packet. */
  static final String CHOSEN = "nat-rule";

  static final String NO_RULE = "none";

  private static final Set<String> READ =
      Set.of(
          "from",
          "to",
          "source",
          "destination",
          "service",
          "to-interface",
          "nat-type",
          "source-translation",
          "destination-translation",
          "dynamic-destination-translation");

  private static final PortSet HIGH_PORTS = PortSet.range(1024, 65535);

  /**
   * A rule that changes the destination.
   *
   * @param original what it may match
   * @param rewrite how the destination changes
   * @param translated the addresses that come out
   */
  record Destination(
      String rule, AddressSet original, Rewrite rewrite, AddressSet translated, SourceSpan span) {}

  private final Vantage v;
  private final RuleFields fields;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Rule> translations = new ArrayList<>();
  private final List<Destination> destinations = new ArrayList<>();
  private final Set<String> ports = new LinkedHashSet<>();

  NatList(Vantage v, RuleFields fields) {
    this.v = v;
    this.fields = fields;
    List<Layer> all = new ArrayList<>(v.before());
    v.local().ifPresent(all::add);
    all.addAll(v.after());
    for (Layer l : all) {
      for (Node r : l.rulebase().under("nat", "rules")) {
        if (v.applies().test(r)) {
          rule(r, l);
        }
      }
    }
  }

  List<Destination> destinations() {
    return destinations;
  }

  /** Rules that change the destination port. */
  Set<String> portRules() {
    return ports;
  }

  /** What destination translations may match. */
  AddressSet translatedDestinations() {
    return AddressSet.union(destinations.stream().map(Destination::original).toList());
  }

  boolean isEmpty() {
    return rules.isEmpty();
  }

  RuleList list() {
    Rule end =
        Rule.builder(NAME + ":default", SourceSpan.implicit(v.firstFile(), "no translation"))
            .kind(Rule.Kind.DERIVED)
            .match(Match.ALL)
            .then(new Action.Set(CHOSEN, NO_RULE), Action.PERMIT)
            .build();
    return new RuleList(NAME, RuleList.Kind.FIRST_MATCH, rules, end, false, List.of("NAT policy"));
  }

  RuleList translation() {
    return new RuleList(
        "translation",
        RuleList.Kind.FIRST_MATCH,
        translations,
        passing("translation", v.firstFile()),
        false,
        List.of("after the security policy"));
  }

  /**
   * Packets to the device itself, unless their destination is translated: what it answers depends
   * on management profiles and services, not on the rules alone.
   */
  RuleList ownAddresses() {
    String name = "own addresses";
    Set<String> moved = new LinkedHashSet<>();
    destinations.forEach(d -> moved.add(d.rule()));
    List<AddressSet> own = new ArrayList<>();
    v.topology().units.values().forEach(u -> own.add(u.own()));
    AddressSet all = AddressSet.union(own);
    List<Rule> asked = new ArrayList<>();
    if (!all.isEmpty()) {
      Condition why =
          Condition.of(
              Kind.OWN_ADDRESS,
              "the destination is the firewall's own address: what answers there is not judged",
              "look at the interface's management profile and at the services that listen there");
      List<Guard> guards = moved.isEmpty() ? List.of() : List.of(new Guard.Is(CHOSEN, moved, true));
      asked.add(
          Rule.builder(name + ":1", SourceSpan.implicit(v.firstFile(), name))
              .kind(Rule.Kind.DERIVED)
              .match(Match.of(PacketSet.to(all)).with(guards))
              .then(Action.undecided(why))
              .build());
    }
    return new RuleList(
        name,
        RuleList.Kind.FIRST_MATCH,
        asked,
        passing(name, v.firstFile()),
        false,
        List.of("packets to the firewall itself"));
  }

  static Rule passing(String list, String file) {
    return Rule.builder(list + ":default", SourceSpan.implicit(file, ""))
        .kind(Rule.Kind.DERIVED)
        .match(Match.ALL)
        .then(Action.PERMIT)
        .build();
  }

  private void rule(Node r, Layer layer) {
    String id = NAME + ":" + (rules.size() + 1);
    SourceSpan span = r.span(layer.export().file);
    Rule.Builder out = Rule.builder(id, span);
    fields.show(r, layer, out);
    fields.conditions(r, layer, READ, out);
    Extent source = fields.side(r, "source", layer, out);
    Extent destination = fields.side(r, "destination", layer, out);
    Traffic traffic = r.has("service") ? fields.services(r, layer, out) : Traffic.ALL;
    List<Guard> guards = new ArrayList<>();
    fields.zoneGuard(r, "from", Attribute.IN_ZONE, guards);
    fields.zoneGuard(r, "to", Attribute.OUT_ZONE, guards);
    String egress = r.value("to-interface").orElse("any");
    if (!egress.equals("any")) {
      guards.add(Guard.is(Attribute.OUT, egress));
    }
    out.match(RuleFields.Between.of(source, destination).match(traffic, guards));
    out.then(new Action.Set(CHOSEN, id), Action.PERMIT);
    List<Action> steps = new ArrayList<>();
    String type = r.value("nat-type").orElse("ipv4");
    boolean other = !type.equals("ipv4");
    source(r, source, span, other, steps, out);
    destination(r, id, destination, span, other, steps, out);
    out.show(Column.ACTION, steps.isEmpty() ? "no translation" : shown(steps));
    rules.add(out.build());
    translate(id, span, r.word, steps);
    reverse(r, layer, id, source, span);
  }

  private static String shown(List<Action> steps) {
    List<String> out = new ArrayList<>();
    for (Action a : steps) {
      if (a instanceof Action.Translate t) {
        out.add(t.shown());
      }
    }
    return String.join(", ", out);
  }

  private void translate(String id, SourceSpan span, String name, List<Action> steps) {
    if (!steps.isEmpty()) {
      List<Action> all = new ArrayList<>(steps);
      all.add(Action.PERMIT);
      translations.add(
          Rule.builder("translation:" + (translations.size() + 1), span)
              .kind(Rule.Kind.DERIVED)
              .label(name)
              .words(name)
              .match(Match.of(PacketSet.ALL, Guard.is(CHOSEN, id)))
              .then(all.toArray(Action[]::new))
              .build());
    }
  }

  private void source(
      Node r, Extent from, SourceSpan span, boolean other, List<Action> steps, Rule.Builder out) {
    Node translation = r.child("source-translation");
    if (translation == null || translation.isLeaf()) {
      return;
    }
    Node kind = translation.children().get(0);
    Optional<Extent> to = sourceAddresses(kind, span);
    if (to.isPresent() && to.get().may().isEmpty()) {
      return;
    }
    AddressSet addresses =
        other || to.isEmpty() || !to.get().doubts().isEmpty() ? AddressSet.ANY : to.get().may();
    to.ifPresent(t -> fields.uses(t.uses(), out));
    String shown = "source -> " + (addresses.equals(AddressSet.ANY) ? "unknown" : text(addresses));
    Rewrite rewrite =
        kind.word.equals("static-ip") ? offset(from.may(), addresses) : new Rewrite.Into(addresses);
    steps.add(new Action.Translate(View.Field.SOURCE, rewrite, shown));
    boolean fallback = kind.word.equals("dynamic-ip") && kind.has("fallback");
    if (kind.word.equals("dynamic-ip-and-port") || fallback) {
      steps.add(
          new Action.Translate(
              View.Field.SOURCE_PORT,
              new Rewrite.IntoPorts(fallback ? PortSet.ANY : HIGH_PORTS),
              "source port -> 1024-65535"));
    }
  }

  private static String text(AddressSet set) {
    String t = set.toString();
    return t.length() > 120 ? t.substring(0, 120) + "…" : t;
  }

  private Optional<Extent> sourceAddresses(Node kind, SourceSpan span) {
    List<Extent> parts = new ArrayList<>();
    for (String path : new String[] {"", "fallback"}) {
      Node at = path.isEmpty() ? kind : kind.child(path);
      if (at == null) {
        continue;
      }
      List<String> words = at.words("translated-address");
      if (!words.isEmpty()) {
        parts.add(fields.addresses.of(words, span));
      }
      Node via = at.child("interface-address");
      if (via != null) {
        String ip = via.value("ip").orElse("");
        Topology.Unit unit = v.topology().units.get(via.value("interface").orElse(""));
        if (!ip.isEmpty()) {
          parts.add(fields.addresses.of(ip.split("/")[0], span));
        } else if (unit != null && !unit.own().isEmpty() && !unit.learns()) {
          parts.add(Extent.certain(unit.own()));
        } else {
          return Optional.empty();
        }
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(Extent.union(parts));
  }

  /**
   * One to one by offset where both sides are one range of the same size; else one of the
   * addresses.
   */
  private static Rewrite offset(AddressSet from, AddressSet to) {
    List<IpAddress[]> a = from.intervals();
    List<IpAddress[]> b = to.intervals();
    boolean oneToOne =
        a.size() == 1
            && b.size() == 1
            && a.get(0)[0].v6() == b.get(0)[0].v6()
            && from.size().equals(to.size());
    return oneToOne ? new Rewrite.Shift(a.get(0)[0], b.get(0)[0]) : new Rewrite.Into(to);
  }

  private void destination(
      Node r,
      String id,
      Extent original,
      SourceSpan span,
      boolean other,
      List<Action> steps,
      Rule.Builder out) {
    Node fixed = r.child("destination-translation");
    Node dynamic = r.child("dynamic-destination-translation");
    Node t = fixed != null ? fixed : dynamic;
    if (t == null || !(t.has("translated-address") || t.has("translated-port"))) {
      return;
    }
    if (t.has("translated-address")) {
      Extent to = fields.addresses.of(t.words("translated-address"), span);
      fields.uses(to.uses(), out);
      boolean unknown = other || !to.doubts().isEmpty() || to.may().isEmpty();
      AddressSet addresses = unknown ? AddressSet.ANY : to.may();
      Rewrite rewrite =
          unknown || dynamic == t ? new Rewrite.Into(addresses) : offset(original.may(), addresses);
      steps.add(
          new Action.Translate(
              View.Field.DESTINATION,
              rewrite,
              "destination -> " + (unknown ? "unknown" : text(addresses))));
      destinations.add(new Destination(id, original.may(), rewrite, addresses, span));
    }
    String port = t.value("translated-port").orElse("");
    if (port.matches("\\d{1,5}") && Integer.parseInt(port) <= 65535) {
      ports.add(id);
      steps.add(
          new Action.Translate(
              View.Field.DESTINATION_PORT,
              new Rewrite.IntoPorts(PortSet.of(Integer.parseInt(port))),
              "destination port -> " + port));
    }
  }

  /**
   * {@code bi-directional}: the reverse rule, translated to original. From which ingress zones the
   * device accepts it is not documented; from the rule's own {@code to} zone it does, from others
   * it may.
   */
  private void reverse(Node r, Layer layer, String id, Extent source, SourceSpan span) {
    Node fixed = r.at("source-translation", "static-ip");
    if (fixed == null || !fixed.isYes("bi-directional")) {
      return;
    }
    Extent to = fields.addresses.of(fixed.words("translated-address"), span);
    String zone = r.value("to").orElse("any");
    String back = id + "-reverse";
    Rule.Builder out = Rule.builder(back, span);
    fields.show(r, layer, out);
    fields.conditions(r, layer, READ, out);
    out.label(r.word + " (reverse)").words(r.word + " (reverse)");
    List<Guard> same = new ArrayList<>();
    List<Guard> others = new ArrayList<>();
    if (!zone.equals("any")) {
      same.add(Guard.is(Attribute.IN_ZONE, zone));
      same.add(Guard.is(Attribute.OUT_ZONE, zone));
      others.add(Guard.isNot(Attribute.IN_ZONE, zone));
      others.add(Guard.is(Attribute.OUT_ZONE, zone));
    }
    Extent far = r.has("destination") ? fields.side(r, "destination", layer, out) : Extent.ANY;
    RuleFields.Between between = RuleFields.Between.of(far, to);
    boolean anyService = r.words("service").isEmpty() || r.words("service").contains("any");
    Condition unsure =
        Condition.of(
            Kind.TRANSLATION,
            "the reverse of bi-directional NAT rule '" + r.word + "' from another zone or service",
            "look at show running nat-policy",
            span);
    Traffic perhaps = Traffic.perhaps(PacketSet.ALL, unsure);
    out.match(between.match(anyService ? Traffic.ALL : perhaps, same));
    if (!others.isEmpty()) {
      out.match(between.match(perhaps, others));
    }
    out.then(new Action.Set(CHOSEN, back), Action.PERMIT);
    Rewrite rewrite = offset(to.may(), source.may());
    Action step =
        new Action.Translate(
            View.Field.DESTINATION, rewrite, "destination -> " + text(source.may()));
    out.show(Column.ACTION, "destination -> " + text(source.may()));
    rules.add(out.build());
    if (!source.may().isEmpty()) {
      destinations.add(new Destination(back, to.may(), rewrite, source.may(), span));
      translate(back, span, r.word, List.of(step));
    }
  }
}
