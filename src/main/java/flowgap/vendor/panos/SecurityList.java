package flowgap.vendor.panos;

import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.Rule.Column;
import flowgap.policy.RuleList;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The security policy of one firewall, all layers in the order in which the device asks them
 * (Panorama Administrator's Guide, "Device Group Policies").
 */
final class SecurityList {
  static final String NAME = "security";

  private static final Set<String> READ =
      Set.of(
          "from",
          "to",
          "source",
          "destination",
          "negate-source",
          "negate-destination",
          "application",
          "service",
          "rule-type",
          "action");

  private static final Set<String> DENYING =
      Set.of("deny", "drop", "reset-client", "reset-server", "reset-both");

  private static final List<String> ANY = List.of("any");

  private final Vantage v;
  private final RuleFields fields;
  private final Applications applications;
  private final Set<String> portRules;
  private final Consumer<Problem> problems;
  private final List<Rule> rules = new ArrayList<>();
  private final Set<String> permitted = new HashSet<>();
  private boolean anyPermitted;

  /**
   * @param portRules NAT rules that change the destination port
   */
  SecurityList(
      Vantage v,
      RuleFields fields,
      Applications applications,
      Set<String> portRules,
      Consumer<Problem> problems) {
    this.portRules = Set.copyOf(portRules);
    this.v = v;
    this.fields = fields;
    this.applications = applications;
    this.problems = problems;
  }

  RuleList list() {
    List<Layer> all = new ArrayList<>(v.before());
    v.local().ifPresent(all::add);
    all.addAll(v.after());
    all.forEach(this::collectPermitted);
    v.missing().front().ifPresent(this::missing);
    v.before().forEach(this::layer);
    v.local().ifPresent(this::layer);
    v.missing().local().ifPresent(this::missing);
    v.after().forEach(this::layer);
    v.missing().back().ifPresent(this::missing);
    rules.add(byDefault("intrazone-default", true));
    return new RuleList(
        NAME,
        RuleList.Kind.FIRST_MATCH,
        rules,
        byDefault("interzone-default", false),
        true,
        List.of("everything that passes the firewall"));
  }

  private void missing(Condition why) {
    String id = NAME + ":missing-" + (rules.size() + 1);
    rules.add(
        Rule.builder(id, SourceSpan.implicit(v.firstFile(), why.text()))
            .kind(Rule.Kind.DERIVED)
            .label(why.text())
            .match(Match.ALL)
            .condition(why)
            .then(Action.undecided(why))
            .show(Column.ORIGIN, "not in the export")
            .show(Column.ACTION, "undecided")
            .build());
  }

  private List<Node> rulesOf(Layer layer) {
    return layer.rulebase().under("security", "rules").stream()
        .filter(r -> v.applies().test(r))
        .toList();
  }

  /** Which applications some enabled rule permits: others need them. */
  private void collectPermitted(Layer layer) {
    for (Node r : rulesOf(layer)) {
      if (!r.isYes("disabled") && r.value("action").orElse("").equals("allow")) {
        List<String> words = r.words("application");
        anyPermitted |= words.contains("any") || words.isEmpty();
        if (words.equals(ANY)) {
          continue;
        }
        SourceSpan span = r.span(layer.export().file);
        for (Applications.Term t : applications.terms(words, span, Names.identities())) {
          permitted.addAll(t.ids());
          anyPermitted |= t.doubt().isPresent();
        }
      }
    }
  }

  private void layer(Layer layer) {
    for (Node r : rulesOf(layer)) {
      rules.add(rule(r, layer, NAME + ":" + (rules.size() + 1)));
    }
  }

  private Rule rule(Node r, Layer layer, String id) {
    SourceSpan span = r.span(layer.export().file);
    Rule.Builder out = Rule.builder(id, span);
    fields.show(r, layer, out);
    fields.conditions(r, layer, READ, out);
    OptionalLong hits = v.hits().getOrDefault("security/" + r.word, OptionalLong.empty());
    hits.ifPresent(out::hits);
    RuleFields.Between between = fields.between(r, layer, out);
    for (List<Guard> zones : fields.zones(r, layer, out)) {
      matches(r, layer, between, zones, out);
    }
    out.then(action(r, layer, span));
    return out.build();
  }

  private Action action(Node r, Layer layer, SourceSpan span) {
    String word = r.value("action").orElse("");
    if (word.equals("allow")) {
      return Action.PERMIT;
    }
    if (DENYING.contains(word)) {
      return Action.DENY;
    }
    layer.export().warn(r, "rule '" + r.word + "': no action that is known: '" + word + "'");
    return Action.undecided(
        Condition.of(
            Kind.NOT_UNDERSTOOD,
            "the action of rule '" + r.word + "' is not known",
            "export the whole configuration",
            span));
  }

  private void matches(
      Node r, Layer layer, RuleFields.Between between, List<Guard> zones, Rule.Builder out) {
    SourceSpan span = r.span(layer.export().file);
    List<String> apps = r.words("application");
    List<String> services = r.words("service");
    boolean byDefault = services.contains("application-default");
    boolean others = services.isEmpty() || services.size() > (byDefault ? 1 : 0);
    if (apps.isEmpty()) {
      out.condition(RuleFields.missing("application", span));
    }
    if (apps.isEmpty() || apps.contains("any")) {
      if (others) {
        out.match(between.match(fields.services(r, layer, out), zones));
      }
      if (byDefault) {
        anyByDefault(between, zones, span, out);
      }
      return;
    }
    Set<Node> uses = Names.identities();
    List<Applications.Term> terms = applications.terms(apps, span, uses);
    fields.uses(uses, out);
    if (others) {
      Traffic traffic = fields.services(r, layer, out);
      terms(terms, t -> traffic, between, zones, r, span, out);
    }
    if (byDefault && portRules.isEmpty()) {
      terms(terms, Applications.Term::ports, between, zones, r, span, out);
    } else if (byDefault) {
      List<Guard> same = new ArrayList<>(zones);
      same.add(new Guard.Is(NatList.CHOSEN, portRules, true));
      terms(terms, Applications.Term::ports, between, same, r, span, out);
      translatedPorts(terms, between, zones, r, span, out);
    }
  }

  /** Which port counts as the default one where NAT changes it is not documented. */
  private void translatedPorts(
      List<Applications.Term> terms,
      RuleFields.Between between,
      List<Guard> zones,
      Node r,
      SourceSpan span,
      Rule.Builder out) {
    Condition why =
        Condition.of(
            Kind.TRANSLATION,
            "application-default where NAT changes the port",
            "name the service in the rule",
            span);
    List<Guard> changed = new ArrayList<>(zones);
    changed.add(new Guard.Is(NatList.CHOSEN, portRules, false));
    terms(terms, t -> Traffic.perhaps(PacketSet.ALL, why), between, changed, r, span, out);
  }

  /**
   * {@code any} with {@code application-default}: each application on its own ports, and nobody
   * knows which one it is; where the flow list states one, its ports decide.
   */
  private void anyByDefault(
      RuleFields.Between between, List<Guard> zones, SourceSpan span, Rule.Builder out) {
    Condition why =
        Condition.of(
            Kind.FEATURE,
            "application-default for any application: each passes on its own ports only",
            "state the application in the flow list",
            span);
    List<Guard> unknown = new ArrayList<>(zones);
    unknown.add(new Guard.Known(Attribute.APPLICATION, true));
    out.match(between.match(Traffic.perhaps(PacketSet.ALL, why), unknown));
    Set<String> listed = new TreeSet<>();
    Map<String, List<String>> same = new LinkedHashMap<>();
    Map<String, Traffic> ports = new LinkedHashMap<>();
    for (String id : new TreeSet<>(v.applications().rows().keySet())) {
      Traffic t =
          applications.terms(List.of(id), span, Names.identities()).stream()
              .map(Applications.Term::ports)
              .findFirst()
              .orElse(Traffic.certain(PacketSet.NONE));
      if (t.isCertain()) {
        String key = String.join(";", t.may().describe(50));
        same.computeIfAbsent(key, k -> new ArrayList<>()).add(id);
        ports.put(key, t);
        listed.add(id);
      }
    }
    same.forEach(
        (key, ids) ->
            out.match(between.match(ports.get(key), stated(zones, Set.copyOf(ids), false))));
    out.match(between.match(Traffic.perhaps(PacketSet.ALL, why), stated(zones, listed, true)));
  }

  /** Guards that hold only where the flow list states the application. */
  static List<Guard> stated(List<Guard> zones, Set<String> ids, boolean others) {
    List<Guard> out = new ArrayList<>(zones);
    out.add(new Guard.Known(Attribute.APPLICATION, false));
    out.add(new Guard.Is(Attribute.APPLICATION, ids, others));
    return out;
  }

  private void terms(
      List<Applications.Term> terms,
      java.util.function.Function<Applications.Term, Traffic> traffic,
      RuleFields.Between between,
      List<Guard> zones,
      Node r,
      SourceSpan span,
      Rule.Builder out) {
    Map<Traffic, Set<String>> named = new LinkedHashMap<>();
    Set<String> all = new LinkedHashSet<>();
    for (Applications.Term t : terms) {
      if (t.doubt().isPresent()) {
        out.match(doubtful(between, traffic.apply(t), zones, t.doubt().get()));
      } else {
        Optional<Condition> need = need(t, span);
        if (need.isPresent()) {
          out.match(doubtful(between, traffic.apply(t), with(zones, t.ids()), need.get()));
        } else {
          named.computeIfAbsent(traffic.apply(t), x -> new LinkedHashSet<>()).addAll(t.ids());
        }
        all.addAll(t.ids());
      }
    }
    named.forEach((t, ids) -> out.match(between.match(t, with(zones, ids))));
    boolean permits = !DENYING.contains(r.value("action").orElse(""));
    Traffic together = Traffic.union(terms.stream().map(traffic).toList());
    new RelatedApplications(applications, between, zones, together, span)
        .of(all, permits)
        .forEach(out::match);
  }

  private static List<Guard> with(List<Guard> zones, Set<String> ids) {
    List<Guard> out = new ArrayList<>(zones);
    out.add(new Guard.Is(Attribute.APPLICATION, ids, false));
    return out;
  }

  /** The condition comes on top of what is doubtful about the ports: each is settled by itself. */
  static Match doubtful(RuleFields.Between between, Traffic t, List<Guard> guards, Condition why) {
    List<Condition> doubts = new ArrayList<>(t.doubts());
    doubts.add(why);
    return between.match(new Traffic(t.may(), PacketSet.NONE, doubts, List.of()), guards);
  }

  /** An application that others need, and that no rule permits. */
  private Optional<Condition> need(Applications.Term t, SourceSpan span) {
    if (anyPermitted) {
      return Optional.empty();
    }
    for (String id : t.ids()) {
      List<String> lacking =
          applications.needs(id).stream().filter(n -> !permitted.contains(n)).toList();
      if (!lacking.isEmpty() && permitted.contains(id)) {
        String text = id + " also needs " + String.join(", ", lacking) + ", which no rule permits";
        problems.accept(Problem.warning(span, text));
        return Optional.of(
            Condition.of(Kind.FEATURE, text, "permit it, or look at the device's log", span));
      }
    }
    return Optional.empty();
  }

  private Rule byDefault(String name, boolean intrazone) {
    SourceSpan span = SourceSpan.implicit(v.firstFile(), name);
    Action action = intrazone ? Action.PERMIT : Action.DENY;
    String origin = "predefined";
    for (Layer l : v.defaults()) {
      Node override = l.rulebase().at("default-security-rules", "rules", name);
      if (override != null && override.has("action")) {
        span = override.span(l.export().file);
        action = action(override, l, span);
        origin = l.origin();
        break;
      }
    }
    String id = NAME + ":" + (intrazone ? "intrazone-default" : "default");
    Match match =
        intrazone
            ? Match.of(PacketSet.ALL, new Guard.Same(Attribute.IN_ZONE, Attribute.OUT_ZONE, false))
            : Match.ALL;
    return Rule.builder(id, span)
        .kind(Rule.Kind.DEFAULT)
        .label(name)
        .words(name)
        .match(match)
        .then(action)
        .show(Column.ORIGIN, origin)
        .show(
            Column.ACTION, action == Action.PERMIT ? "allow" : action == Action.DENY ? "deny" : "?")
        .build();
  }
}
