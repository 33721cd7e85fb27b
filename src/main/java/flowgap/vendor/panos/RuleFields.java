package flowgap.vendor.panos;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.Rule.Column;
import flowgap.policy.Schedule;
import flowgap.source.LineLedger.Use;
import flowgap.source.SourceSpan;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields that all kinds of rules share: zones, addresses, services, users, schedules. */
final class RuleFields {
  /** Fields that make a rule conditional unless they are absent or {@code any}. */
  private static final Map<String, Kind> CONDITIONS =
      Map.of(
          "source-user", Kind.USER,
          "category", Kind.FEATURE,
          "source-hip", Kind.USER,
          "destination-hip", Kind.USER,
          "hip-profiles", Kind.USER,
          "source-imsi", Kind.USER,
          "source-imei", Kind.USER,
          "source-nw-slice", Kind.USER);

  /** Fields without effect on what a rule matches. */
  private static final Set<String> NO_EFFECT =
      Set.of(
          "description",
          "tag",
          "group-tag",
          "log-start",
          "log-end",
          "log-setting",
          "icmp-unreachable",
          "profile-setting",
          "qos",
          "option",
          "disable-inspect",
          "uuid",
          "target",
          "disabled",
          "active-active-device-binding",
          "enforce-symmetric-return");

  private static final AddressSet MULTICAST =
      AddressSet.parse("224.0.0.0/4").orElseThrow().or(AddressSet.parse("ff00::/8").orElseThrow());

  /** Addresses that stand for many. */
  static final AddressSet TO_MANY = MULTICAST.or(AddressSet.parse("255.255.255.255").orElseThrow());

  /** Whether a field says nothing about what a rule matches, nor for whom it is. */
  static boolean hasNoEffect(String field) {
    return NO_EFFECT.contains(field) && !field.equals("target") && !field.equals("disabled");
  }

  private final Map<String, Map<List<String>, Guard>> zoneGuards = new HashMap<>();
  final AddressBook addresses;
  final ServiceBook services;
  private final Names names;
  private final ZoneId zone;
  private final boolean zoneKnown;
  private final boolean devicesKnown;

  RuleFields(Vantage v) {
    names = v.names();
    addresses = new AddressBook(names, v.facts(), v.variables());
    services = new ServiceBook(names);
    zone = v.zone().orElse(ZoneId.of("UTC"));
    zoneKnown = v.zone().isPresent();
    devicesKnown = !v.managedDevices().isEmpty() || v.local().isPresent();
  }

  /** Packets between two extents. */
  record Between(Extent source, Extent destination, List<Condition> doubts) {
    static Between of(Extent source, Extent destination) {
      if (source.doubts().isEmpty() && destination.doubts().isEmpty()) {
        return new Between(source, destination, List.of());
      }
      List<Condition> doubts = new ArrayList<>(source.doubts());
      destination.doubts().stream().filter(d -> !doubts.contains(d)).forEach(doubts::add);
      return new Between(source, destination, doubts);
    }

    PacketSet may() {
      return PacketSet.between(source.may(), destination.may());
    }

    /** Of these the traffic. */
    Match match(Traffic traffic, List<Guard> guards) {
      PacketSet all = PacketSet.between(source.may(), destination.may(), traffic.may());
      if (doubts.isEmpty() && traffic.isCertain()) {
        return new Match(all, all, guards, List.of());
      }
      Set<Condition> why = new LinkedHashSet<>(doubts);
      why.addAll(traffic.doubts());
      Extent from = doubts.isEmpty() ? source.atMost() : source;
      Extent to = doubts.isEmpty() ? destination.atMost() : destination;
      PacketSet sure = PacketSet.between(from.must(), to.must(), traffic.must());
      return new Match(all, sure, guards, List.copyOf(why));
    }
  }

  /** The source and destination of a rule, with their negation. */
  Between between(Node rule, Layer layer, Rule.Builder out) {
    return Between.of(side(rule, "source", layer, out), side(rule, "destination", layer, out));
  }

  Extent side(Node rule, String field, Layer layer, Rule.Builder out) {
    SourceSpan span = rule.span(layer.export().file);
    List<String> words = rule.words(field);
    if (words.isEmpty()) {
      return Extent.unknown(missing(field, span));
    }
    Extent e = addresses.of(words, span);
    uses(e.uses(), out);
    return rule.isYes("negate-" + field) ? e.negated() : e;
  }

  void uses(Collection<Node> objects, Rule.Builder out) {
    List<SourceSpan> spans = new ArrayList<>(objects.size());
    for (Node n : objects) {
      SourceSpan span = n.spanOfUse();
      if (span != null) {
        spans.add(span);
      }
    }
    out.usesAll(spans);
  }

  static Condition missing(String field, SourceSpan span) {
    return Condition.of(
        Kind.NOT_UNDERSTOOD,
        "the rule has no '" + field + "' in the export",
        "export the whole configuration",
        span);
  }

  /** The zones that a field names as a guard; none where it says {@code any}. */
  void zoneGuard(Node rule, String field, String attribute, List<Guard> guards) {
    List<String> zones = rule.words(field);
    if (!zones.isEmpty() && !zones.contains("any")) {
      guards.add(zoneGuard(zones, attribute));
    }
  }

  /** Equal zones give the same object: rules of few zones are many. */
  private Guard zoneGuard(List<String> zones, String attribute) {
    Map<List<String>, Guard> known = zoneGuards.computeIfAbsent(attribute, a -> new HashMap<>());
    Guard guard = known.get(zones);
    if (guard == null) {
      guard = new Guard.Is(attribute, Set.copyOf(zones), false);
      known.put(List.copyOf(zones), guard);
    }
    return guard;
  }

  /**
   * The pairs of zones that a rule stands for, as alternatives: {@code universal} every pair,
   * {@code intrazone} equal ones, {@code interzone} unequal ones (knowledge base
   * kA10g000000ClomCAC).
   */
  List<List<Guard>> zones(Node rule, Layer layer, Rule.Builder out) {
    SourceSpan span = rule.span(layer.export().file);
    String type = rule.value("rule-type").orElse("universal");
    List<Guard> guards = new ArrayList<>();
    zoneGuard(rule, "from", Attribute.IN_ZONE, guards);
    if (rule.words("from").isEmpty()) {
      out.condition(missing("from", span));
    }
    List<String> to = new ArrayList<>(rule.words("to"));
    if (to.isEmpty() && !type.equals("intrazone")) {
      out.condition(missing("to", span));
    }
    switch (type) {
      case "universal" -> {}
      case "intrazone" -> guards.add(new Guard.Same(Attribute.IN_ZONE, Attribute.OUT_ZONE, false));
      case "interzone" -> guards.add(new Guard.Same(Attribute.IN_ZONE, Attribute.OUT_ZONE, true));
      default ->
          out.condition(
              Condition.of(
                  Kind.NOT_UNDERSTOOD, "rule-type " + type, "report this rule type", span));
    }
    List<List<Guard>> alternatives = new ArrayList<>();
    if (to.remove("multicast")) {
      List<Guard> cast = new ArrayList<>(guards);
      cast.add(new Guard.Sent(PacketSet.to(MULTICAST), false));
      alternatives.add(cast);
    }
    if (!to.isEmpty() || alternatives.isEmpty()) {
      if (!to.isEmpty() && !to.contains("any")) {
        guards.add(zoneGuard(to, Attribute.OUT_ZONE));
      }
      alternatives.add(guards);
    }
    return alternatives;
  }

  /** What makes the rule conditional, and its schedule; {@code known} are fields read elsewhere. */
  void conditions(Node rule, Layer layer, Set<String> known, Rule.Builder out) {
    Export export = layer.export();
    for (Node field : rule.children()) {
      Kind kind = CONDITIONS.get(field.word);
      if (kind != null) {
        if (!field.isLeaf() && field.child("any") == null) {
          String values = String.join(", ", field.words());
          enter(export, field, Use.CONDITION);
          out.condition(
              Condition.of(
                      kind,
                      field.word + " " + values,
                      "look at the device's log",
                      field.span(export.file))
                  .or(field.word + " other than " + values));
        }
      } else if (field.word.equals(UnreadLines.MARK)) {
        out.condition(
            Condition.of(
                Kind.NOT_UNDERSTOOD,
                "a line of rule '" + rule.word + "' is not understood",
                "mend the line, or export the configuration as XML",
                field.span(export.file)));
      } else if (field.word.equals("target")) {
        target(field, export, out);
      } else if (field.word.equals("schedule")) {
        schedule(field, export, out);
      } else if (!known.contains(field.word) && !NO_EFFECT.contains(field.word)) {
        enter(export, field, Use.CONDITION);
        export.warn(
            rule,
            "rule '" + rule.word + "': '" + field.word + "' is not known; kept as a condition");
        out.condition(
            Condition.of(
                Kind.NOT_UNDERSTOOD,
                "'" + field + "' of rule '" + rule.word + "' is not known",
                "look at the rule",
                field.span(export.file)));
      }
    }
  }

  private static void enter(Export export, Node node, Use use) {
    export.ledger.enter(node.line, use);
    node.children().forEach(c -> enter(export, c, use));
  }

  /** A rule for some devices only, where it is not known whether this is one of them. */
  private void target(Node field, Export export, Rule.Builder out) {
    boolean devices = !field.under("devices").isEmpty();
    if (field.under("tags").isEmpty() && (!devices || devicesKnown)) {
      return;
    }
    enter(export, field, Use.CONDITION);
    out.condition(
        Condition.of(
            Kind.MISSING_POLICY,
            "the rule is for some devices only: " + field,
            "hand in the firewall's own export ('show config merged')",
            field.span(export.file)));
  }

  private void schedule(Node field, Export export, Rule.Builder out) {
    String name = field.words().isEmpty() ? "none" : field.words().get(0);
    if (name.equals("none")) {
      return;
    }
    out.show(Column.SCHEDULE, name);
    Names.Found f = names.find(name, "schedule");
    SourceSpan span = field.span(export.file);
    Optional<Schedule> schedule =
        f == null || f.twice()
            ? Optional.empty()
            : Schedules.read(f.node(), zone, f.node().span(f.scope().file));
    if (f != null) {
      out.uses(f.node().span(f.scope().file));
    }
    if (schedule.isEmpty()) {
      out.condition(
          Condition.of(
              Kind.SCHEDULE,
              "schedule '" + name + "' is not in the export or not readable",
              "hand in where it is defined",
              span));
      return;
    }
    out.schedule(schedule.get());
    if (!zoneKnown) {
      out.condition(
          Condition.of(
              Kind.SCHEDULE,
              "schedule '" + name + "': the device's time zone is not in the export",
              "hand in the device's own export",
              span));
    }
  }

  private static String side(Node rule, String negated, String field) {
    return rule.isYes(negated) ? "not " + rule.joined(field) : rule.joined(field);
  }

  /** The columns that every rule has. */
  void show(Node rule, Layer layer, Rule.Builder out) {
    out.show(Column.SOURCE, side(rule, "negate-source", "source"));
    out.show(Column.DESTINATION, side(rule, "negate-destination", "destination"));
    out.show(Column.SERVICE, rule.joined("service"));
    out.show(Column.APPLICATION, rule.joined("application"));
    out.show(Column.IN, rule.joined("from"));
    out.show(Column.OUT, rule.joined("to"));
    out.show(Column.ACTION, rule.joined("action"));
    out.show(Column.ORIGIN, layer.origin());
    if (rule.has("tag")) {
      out.show("tags", String.join(", ", rule.words("tag")));
    }
    if (rule.has("profile-setting", "group")) {
      out.show("profiles", "group " + String.join(", ", rule.words("profile-setting", "group")));
    } else if (rule.has("profile-setting", "profiles")) {
      out.show("profiles", String.join(", ", rule.words("profile-setting", "profiles")));
    }
    if (rule.has("log-setting")) {
      out.show("log-setting", String.join(", ", rule.words("log-setting")));
    }
    if (!rule.extra().isEmpty() && rule.form == Node.Form.ENTRY) {
      out.show("uuid", rule.extra());
    }
    out.label(rule.word);
    out.words(rule.form == Node.Form.ENTRY && !rule.extra().isEmpty() ? rule.extra() : rule.word);
    out.comment(String.join(" ", rule.words("description")));
    out.enabled(!rule.isYes("disabled"));
    out.log(rule.isYes("log-start") || !rule.value("log-end").orElse("yes").equals("no"));
  }

  /** The services of a rule without {@code application-default}. */
  Traffic services(Node rule, Layer layer, Rule.Builder out) {
    SourceSpan span = rule.span(layer.export().file);
    List<String> words = new ArrayList<>(rule.words("service"));
    if (words.isEmpty()) {
      return Traffic.perhaps(PacketSet.ALL, missing("service", span));
    }
    words.remove("application-default");
    Traffic t = services.of(words, span);
    uses(t.uses(), out);
    return t;
  }
}
