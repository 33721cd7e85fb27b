package flowgap.vendor.panos;

import flowgap.packet.AddressSet;
import flowgap.policy.Firewall;
import flowgap.policy.NamedObject;
import flowgap.policy.NetworkInterface;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Stage;
import flowgap.source.Coverage;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes a firewall's program of a vantage: where packets enter and leave, which NAT rule takes
 * them, where they leave then, the policies on the addresses as sent, and the translation itself.
 */
final class Program {
  private final Vantage v;
  private final Map<String, RuleList> lists = new LinkedHashMap<>();
  private final List<Stage> stages = new ArrayList<>();
  private final List<String> assumptions = new ArrayList<>();

  private Program(Vantage v) {
    this.v = v;
  }

  static Program of(Vantage v, Consumer<Problem> problems) {
    Program p = new Program(v);
    p.compile(problems);
    return p;
  }

  private void compile(Consumer<Problem> problems) {
    RuleFields fields = new RuleFields(v);
    Applications applications = new Applications(v.names(), v.applications());
    NatList nat = new NatList(v, fields);
    Forwarding forwarding = new Forwarding(v.topology(), v.tableGiven());
    Place place = new Place(v, zonesNamed());
    SideRules side = new SideRules(v, fields, place);
    Locating locating = new Locating(v, place, forwarding, nat);
    List<Rule> pbf = side.forwarding();
    inoperative(fields, forwarding, place, problems);
    stage("ingress zone", Stage.Kind.LOCATE, locating.ingress());
    stage("egress zone", Stage.Kind.LOCATE, locating.provisional(pbf));
    if (!pbf.isEmpty()) {
      RuleList routes = locating.byRoutes();
      lists.put(routes.name(), routes);
    }
    stage("NAT policy", Stage.Kind.TRANSLATE, nat.list());
    if (!nat.destinations().isEmpty()) {
      stage("egress zone after NAT", Stage.Kind.LOCATE, locating.afterNat(side.diversions()));
    }
    SharedGateways gateways = new SharedGateways(v);
    if (!gateways.destinations().rules().isEmpty()) {
      stage("shared gateway NAT", Stage.Kind.FILTER, gateways.destinations());
    }
    stage("path", Stage.Kind.LOCATE, locating.path());
    RuleList override = side.override();
    if (!override.rules().isEmpty()) {
      stage("application override", Stage.Kind.LOCATE, override);
    }
    RuleList dos = side.dos();
    if (dos.rules().stream().anyMatch(Rule::denies)) {
      stage("DoS protection", Stage.Kind.FILTER, dos);
    }
    stage(
        "security policy",
        Stage.Kind.FILTER,
        new SecurityList(v, fields, applications, nat.portRules(), problems).list());
    RuleList own = nat.ownAddresses();
    if (!own.rules().isEmpty()) {
      stage("own addresses", Stage.Kind.FILTER, own);
    }
    RuleList authentication = side.authentication();
    if (!authentication.rules().isEmpty()) {
      stage("authentication policy", Stage.Kind.FILTER, authentication);
    }
    stage("translation", Stage.Kind.TRANSLATE, nat.translation());
    if (!gateways.sources().rules().isEmpty()) {
      stage("shared gateway translation", Stage.Kind.TRANSLATE, gateways.sources());
    }
    assume();
  }

  /** A NAT rule whose {@code to} is not where its original destination routes takes no packet. */
  private void inoperative(
      RuleFields fields, Forwarding forwarding, Place place, Consumer<Problem> problems) {
    List<Layer> all = new ArrayList<>(v.before());
    v.local().ifPresent(all::add);
    all.addAll(v.after());
    for (Layer l : all) {
      for (Node r : l.rulebase().under("nat", "rules")) {
        SourceSpan span = r.span(l.export().file);
        Extent destination = fields.addresses.of(r.words("destination"), span);
        List<String> to = r.words("to");
        boolean open = to.isEmpty() || to.contains("any") || to.contains("multicast");
        if (open || r.isYes("disabled") || !destination.doubts().isEmpty()) {
          continue;
        }
        Set<String> zones = new LinkedHashSet<>();
        boolean known = !forwarding.routers().isEmpty() && !destination.may().isEmpty();
        for (String router : forwarding.routers()) {
          for (Map.Entry<Set<String>, AddressSet> part : forwarding.parts(router).entrySet()) {
            if (part.getValue().intersects(destination.may())) {
              known &= !Forwarding.isVague(part.getKey());
              part.getKey().forEach(u -> place.seen(u).ifPresent(zones::add));
            }
          }
        }
        if (known && zones.stream().noneMatch(to::contains)) {
          problems.accept(
              Problem.warning(
                  span,
                  "NAT rule '%s' takes no packet: its destination routes to zone %s, not to %s"
                      .formatted(r.word, String.join(", ", zones), String.join(", ", to))));
        }
      }
    }
  }

  private void stage(String name, Stage.Kind kind, RuleList list) {
    lists.put(list.name(), list);
    stages.add(new Stage(name, kind, list.name()));
  }

  private void assume() {
    v.missing().front().ifPresent(c -> assumptions.add(c.text()));
    v.missing().local().ifPresent(c -> assumptions.add(c.text()));
    v.missing()
        .back()
        .filter(c -> v.missing().front().isEmpty())
        .ifPresent(c -> assumptions.add(c.text()));
    if (!v.managedDevices().isEmpty()) {
      assumptions.add("applies to the devices " + String.join(", ", v.managedDevices()));
    }
    if (!v.topology().partners.isEmpty() && !v.topology().routers.isEmpty()) {
      assumptions.add(
          "addresses that routes lead to are taken to lie behind layer 3 interfaces, not behind a"
              + " virtual wire");
    }
    beside();
    assumptions.add("default ports of applications: " + v.applications().source());
    assumptions.add(
        "a security profile may still block what a rule permits; profiles are shown, not judged");
  }

  /** Policies beside the rules that may act, and are not judged. */
  private void beside() {
    List<Layer> all = new ArrayList<>(v.before());
    v.local().ifPresent(all::add);
    all.addAll(v.after());
    int decrypting = 0;
    int sdwan = 0;
    Set<String> protecting = new LinkedHashSet<>();
    for (Layer l : all) {
      for (Node r : l.rulebase().under("decryption", "rules")) {
        decrypting += active(r) && r.words("action").contains("decrypt") ? 1 : 0;
      }
      for (Node r : l.rulebase().under("sdwan", "rules")) {
        sdwan += active(r) ? 1 : 0;
      }
      for (Node r : l.rulebase().under("dos", "rules")) {
        if (active(r) && r.words("action").contains("protect")) {
          protecting.add(r.word);
        }
      }
    }
    if (!protecting.isEmpty()) {
      assumptions.add(
          "traffic stays below the limits of the DoS protection rules "
              + String.join(", ", protecting));
    }
    if (!v.topology().protections.isEmpty()) {
      List<String> zones = new ArrayList<>();
      v.topology().protections.forEach((zone, profile) -> zones.add(zone + " (" + profile + ")"));
      assumptions.add(
          "traffic is well-formed and stays below the limits of the zone protection profiles of "
              + String.join(", ", zones));
    }
    if (decrypting > 0) {
      assumptions.add(
          "%d decryption rules: decrypted traffic may be identified as another application than ssl"
              .formatted(decrypting));
    }
    if (sdwan > 0) {
      assumptions.add(
          "%d SD-WAN rules choose between links; routes are taken to hold".formatted(sdwan));
    }
  }

  private boolean active(Node rule) {
    return v.applies().test(rule) && !rule.isYes("disabled");
  }

  /** Zones that rules name, in their order. */
  private Set<String> zonesNamed() {
    Set<String> out = new LinkedHashSet<>();
    List<Layer> all = new ArrayList<>(v.before());
    v.local().ifPresent(all::add);
    all.addAll(v.after());
    for (Layer l : all) {
      for (String kind : new String[] {"security", "nat", "pbf", "application-override", "dos"}) {
        for (Node r : l.rulebase().under(kind, "rules")) {
          for (String field : new String[] {"from", "to"}) {
            out.addAll(r.words(field, "zone"));
            if (!r.has(field, "zone") && !r.has(field, "interface")) {
              out.addAll(r.words(field));
            }
          }
        }
      }
    }
    out.removeAll(Set.of("any", "multicast"));
    return out;
  }

  Firewall firewall(
      List<String> files,
      Map<String, String> facts,
      List<NamedObject> objects,
      List<Problem> problems,
      Coverage coverage) {
    List<NetworkInterface> interfaces = new ArrayList<>();
    List<AddressSet> own = new ArrayList<>();
    own.add(v.facts().own(v.name()));
    for (Topology.Unit u : v.topology().units.values()) {
      String owner = v.topology().vsysOf(u.name(), v.vsys());
      boolean here = owner.equals(v.vsys());
      if (here) {
        own.add(u.own());
      }
      String zone = v.topology().zoneOf(u.name(), owner).map(Topology.Zone::name).orElse("");
      List<String> details = new ArrayList<>();
      if (!here) {
        details.add("of " + owner);
      }
      if (u.learns()) {
        details.add("gets its address while the device runs");
      }
      interfaces.add(
          new NetworkInterface(
              u.name(), here ? zone : "", u.own(), u.networks(), details, u.span()));
    }
    return new Firewall(
        v.name(),
        PanosReader.FORMAT,
        files,
        Optional.empty(),
        facts,
        assumptions,
        interfaces,
        AddressSet.union(own),
        lists,
        stages,
        List.of(),
        List.of(),
        objects,
        problems,
        coverage);
  }
}
