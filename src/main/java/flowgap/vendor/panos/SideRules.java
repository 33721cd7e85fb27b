package flowgap.vendor.panos;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.policy.Guard;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The rule bases beside security and NAT that change a verdict: policy-based forwarding,
 * application override, and DoS rules that deny.
 */
final class SideRules {
  static final String OVERRIDE = "application-override";
  static final String DOS = "dos";

  /** The routes alone, for packets that a rule takes out of policy-based forwarding. */
  static final String NO_PBF = "egress by routes";

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
          "action",
          "port",
          "protocol",
          "type",
          "protection",
          "authentication-enforcement",
          "timeout",
          "log-authentication-timeout",
          "rule-type");

  private final Vantage v;
  private final RuleFields fields;
  private final Place place;
  private int position;

  SideRules(Vantage v, RuleFields fields, Place place) {
    this.v = v;
    this.fields = fields;
    this.place = place;
  }

  private List<Rule> all(String kind, BiFunction<Node, Layer, Optional<Rule>> read) {
    List<Layer> layers = new ArrayList<>(v.before());
    v.local().ifPresent(layers::add);
    layers.addAll(v.after());
    List<Rule> out = new ArrayList<>();
    for (Layer l : layers) {
      for (Node r : l.rulebase().under(kind, "rules")) {
        if (v.applies().test(r)) {
          position = out.size() + 1;
          read.apply(r, l).ifPresent(out::add);
        }
      }
    }
    return out;
  }

  private Rule.Builder begin(Node r, Layer l, String list) {
    Rule.Builder out = Rule.builder(list + ":" + position, r.span(l.export().file));
    fields.show(r, l, out);
    fields.conditions(r, l, READ, out);
    return out;
  }

  /** {@code from zone …} or {@code from interface …}; old exports have members. */
  private void from(Node r, List<Guard> guards) {
    List<String> zones = new ArrayList<>(r.words("from", "zone"));
    List<String> units = r.words("from", "interface");
    if (zones.isEmpty() && units.isEmpty()) {
      zones.addAll(r.words("from"));
    }
    if (!units.isEmpty()) {
      guards.add(new Guard.Is(Attribute.IN, Set.copyOf(units), false));
    } else if (!zones.isEmpty() && !zones.contains("any")) {
      guards.add(new Guard.Is(Attribute.IN_ZONE, Set.copyOf(zones), false));
    }
  }

  private void to(Node r, List<Guard> guards) {
    List<String> zones = new ArrayList<>(r.words("to", "zone"));
    List<String> units = r.words("to", "interface");
    if (zones.isEmpty() && units.isEmpty()) {
      zones.addAll(r.words("to"));
    }
    if (!units.isEmpty()) {
      guards.add(new Guard.Is(Attribute.OUT, Set.copyOf(units), false));
    } else if (!zones.isEmpty() && !zones.contains("any")) {
      guards.add(new Guard.Is(Attribute.OUT_ZONE, Set.copyOf(zones), false));
    }
  }

  /** Policy-based forwarding: asked before the routes; the first match decides. */
  List<Rule> forwarding() {
    return all(
        "pbf",
        (r, l) -> {
          Rule.Builder out = begin(r, l, "pbf");
          SourceSpan span = r.span(l.export().file);
          List<Guard> guards = new ArrayList<>();
          from(r, guards);
          List<String> apps = r.words("application");
          if (!apps.isEmpty() && !apps.contains("any")) {
            out.condition(
                Condition.of(
                    Kind.APPLICATION,
                    "App-ID " + String.join(", ", apps),
                    "policy-based forwarding by application takes effect on later sessions",
                    span));
          }
          Node action = r.child("action");
          if (action != null && (action.has("forward", "monitor") || action.has("monitor"))) {
            out.condition(
                Condition.of(
                    Kind.FEATURE,
                    "policy-based forwarding '" + r.word + "' is monitored and may be off",
                    "look at show pbf rule",
                    span));
          }
          Traffic traffic = r.has("service") ? fields.services(r, l, out) : Traffic.ALL;
          RuleFields.Between between = fields.between(r, l, out);
          out.match(between.match(traffic, guards));
          if (!r.isYes("disabled") && !(action != null && action.has("no-pbf"))) {
            diversions.add(
                new Diversion(
                    r.word, between.may().sources(), between.may().destinations(), guards));
          }
          out.then(pbfActions(action, r, span).toArray(Action[]::new));
          return Optional.of(out.build());
        });
  }

  /**
   * A policy-based forwarding rule, as far as it may take packets once their destination is
   * translated; whether the device asks it then is not documented.
   */
  record Diversion(String name, AddressSet sources, AddressSet destinations, List<Guard> guards) {}

  private final List<Diversion> diversions = new ArrayList<>();

  /** Rules that send packets elsewhere than the routes; known once they have been read. */
  List<Diversion> diversions() {
    return diversions;
  }

  private List<Action> pbfActions(Node action, Node r, SourceSpan span) {
    List<Action> out = new ArrayList<>();
    if (action != null && action.has("no-pbf")) {
      return List.of(new Action.GoTo(NO_PBF));
    }
    if (action != null && action.has("discard")) {
      return List.of(Action.DENY);
    }
    Optional<String> egress =
        action == null ? Optional.empty() : action.value("forward", "egress-interface");
    if (egress.isPresent()) {
      out.addAll(place.at(Place.End.OUT, Set.of(egress.get())));
    } else {
      out.addAll(place.unknown(Place.End.OUT, "policy-based forwarding '" + r.word + "'"));
    }
    out.add(Action.PERMIT);
    return out;
  }

  /** Fixes the application from the first packet. */
  RuleList override() {
    List<Rule> rules =
        all(
            OVERRIDE,
            (r, l) -> {
              Rule.Builder out = begin(r, l, OVERRIDE);
              SourceSpan span = r.span(l.export().file);
              List<Guard> guards = new ArrayList<>();
              from(r, guards);
              to(r, guards);
              Optional<PortSet> ports = Ports.list(String.join(",", r.words("port")));
              int protocol =
                  r.value("protocol").orElse("tcp").equals("udp") ? Protocols.UDP : Protocols.TCP;
              Traffic traffic =
                  ports
                      .map(p -> Traffic.certain(PacketSet.ports(protocol, PortSet.ANY, p)))
                      .orElseGet(
                          () ->
                              Traffic.perhaps(
                                  PacketSet.protocol(protocol), RuleFields.missing("port", span)));
              out.match(fields.between(r, l, out).match(traffic, guards));
              String app = r.value("application").orElse("");
              out.then(new Action.Set(Attribute.APPLICATION, app), Action.PERMIT);
              return app.isEmpty() ? Optional.empty() : Optional.of(out.build());
            });
    return list(OVERRIDE, rules);
  }

  /** DoS protection rules: those that deny do so before the security policy is asked. */
  RuleList dos() {
    List<Rule> rules =
        all(
            DOS,
            (r, l) -> {
              Rule.Builder out = begin(r, l, DOS);
              List<Guard> guards = new ArrayList<>();
              from(r, guards);
              to(r, guards);
              Traffic traffic = r.has("service") ? fields.services(r, l, out) : Traffic.ALL;
              out.match(fields.between(r, l, out).match(traffic, guards));
              boolean denies = r.words("action").contains("deny");
              out.then(denies ? Action.DENY : Action.PERMIT);
              return Optional.of(out.build());
            });
    return list(DOS, rules);
  }

  /**
   * Authentication rules: who is not known yet is sent to a log-in page, or gets nothing, until he
   * has logged in (PAN-OS Administrator's Guide, "Authentication Policy").
   */
  RuleList authentication() {
    List<Rule> rules = new ArrayList<>();
    for (String kind : new String[] {"authentication", "captive-portal"}) {
      rules.addAll(all(kind, (r, l) -> Optional.of(authentication(kind, r, l))));
    }
    return list("authentication", rules);
  }

  private Rule authentication(String kind, Node r, Layer l) {
    Rule.Builder out = begin(r, l, kind);
    SourceSpan span = r.span(l.export().file);
    List<Guard> guards = new ArrayList<>();
    from(r, guards);
    to(r, guards);
    Traffic traffic = r.has("service") ? fields.services(r, l, out) : Traffic.ALL;
    out.match(fields.between(r, l, out).match(traffic, guards));
    String how =
        r.value("authentication-enforcement").or(() -> r.value("action")).orElse("not stated");
    boolean exempt = how.matches("default-no-captive-portal|no-captive-portal|no-auth");
    out.then(
        exempt
            ? Action.PERMIT
            : Action.undecided(
                Condition.of(
                    Kind.USER,
                    "authentication rule '" + r.word + "' asks who it is first",
                    "exempt the flow from the authentication policy, or see that a user is logged"
                        + " in",
                    span)));
    return out.build();
  }

  private RuleList list(String name, List<Rule> rules) {
    return new RuleList(
        name,
        RuleList.Kind.FIRST_MATCH,
        rules,
        NatList.passing(name, v.firstFile()),
        false,
        List.of(name));
  }
}
