package flowgap.vendor.panos;

import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.policy.SiteFacts;
import flowgap.source.Problem;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The firewalls that one configuration describes: its virtual systems; of a Panorama the device
 * groups that have devices or no children.
 */
final class Estate {
  private final Export export;
  private final Node config;
  private final String name;
  private final SiteFacts facts;
  private final Companions companions;
  private final Consumer<Problem> problems;
  private final Set<Node> used = Names.identities();
  private final Map<Node, Scope> scopes = new java.util.IdentityHashMap<>();

  Estate(
      Export export,
      String name,
      SiteFacts facts,
      Companions companions,
      Consumer<Problem> problems) {
    this.export = export;
    this.config = export.root;
    this.facts = facts;
    this.companions = companions;
    this.problems = problems;
    this.name = hostName(config).orElse(name);
  }

  static Optional<String> hostName(Node config) {
    for (Node device : config.under("devices")) {
      Optional<String> host = device.value("deviceconfig", "system", "hostname");
      if (host.isPresent()) {
        return host;
      }
    }
    return Optional.empty();
  }

  /** Objects that some rule or translation of any of the firewalls refers to. */
  Set<Node> used() {
    return used;
  }

  /** Scopes that the firewalls have looked names up in, in the order in which they were met. */
  List<Scope> scopes() {
    return List.copyOf(scopes.values());
  }

  List<Vantage> vantages() {
    List<Node> groups = new ArrayList<>();
    List<Node> systems = new ArrayList<>();
    List<Node> devices = new ArrayList<>(config.under("devices"));
    for (Node d : devices) {
      groups.addAll(d.under("device-group"));
      systems.addAll(d.under("vsys"));
    }
    boolean panorama = !groups.isEmpty() || devices.stream().anyMatch(d -> d.has("template-stack"));
    List<Vantage> out = new ArrayList<>();
    if (panorama) {
      out.addAll(new Panorama(this, devices, groups).vantages());
      systems.removeIf(s -> !s.has("rulebase"));
    }
    boolean sharedOnly =
        config.has("shared", "pre-rulebase") || config.has("shared", "post-rulebase");
    if (systems.isEmpty() && out.isEmpty() && sharedOnly) {
      out.add(new Panorama(this, devices, List.of()).sharedAlone());
    } else if (systems.isEmpty() && out.isEmpty()) {
      systems.add(new Node("vsys1", Node.Form.ELEMENT, config.line, config.column));
    }
    for (Node s : systems) {
      out.add(local(s, devices, systems.size() > 1 || !out.isEmpty()));
    }
    return out;
  }

  private Vantage local(Node vsys, List<Node> devices, boolean several) {
    List<Layer> before = new ArrayList<>();
    List<Layer> after = new ArrayList<>();
    List<Layer> defaults = new ArrayList<>();
    List<Scope> where = new ArrayList<>();
    where.add(scope(vsys.word, vsys));
    Node local = vsys.child("rulebase");
    if (local != null) {
      defaults.add(new Layer(export, local, "local, " + vsys.word));
    }
    Node shared = config.child("shared");
    if (shared != null) {
      where.add(scope("shared", shared));
    }
    Node pushed = config.at("policy", "panorama");
    if (pushed == null) {
      pushed = config.child("panorama");
    }
    if (pushed != null) {
      for (Node p : new Node[] {pushed.at("shared"), pushed, pushed.at("vsys", vsys.word)}) {
        if (p != null) {
          where.add(2 > where.size() ? where.size() : 1, scope("pushed by Panorama", p));
          pushed(p, before, after, defaults);
        }
      }
    }
    boolean rules = !before.isEmpty() || !after.isEmpty();
    Vantage.Missing missing = Vantage.Missing.NOTHING;
    if (managed(devices) && !rules) {
      Condition c =
          Condition.of(
              Kind.MISSING_POLICY,
              "the firewall is managed by Panorama, and the rules that Panorama pushes are not in the"
                  + " export",
              "hand in 'show config merged', or the Panorama's export");
      missing = new Vantage.Missing(Optional.of(c), Optional.empty(), Optional.of(c));
    }
    for (Node d : devices) {
      for (Node gateway : d.under("network", "shared-gateway")) {
        if (!gateway.under("rulebase", "nat", "rules").isEmpty()) {
          missing = gatewayNat(gateway);
        }
      }
    }
    Topology topology = companions.routed(Topology.of(export.file, devices, Map.of()));
    String full = several ? name + "/" + vsys.word : name;
    return vantage(
        full,
        vsys.word,
        before,
        Optional.ofNullable(local).map(l -> new Layer(export, l, "local, " + vsys.word)),
        after,
        defaults,
        missing,
        where,
        topology,
        Map.of(),
        zone(devices),
        r -> true,
        Set.of());
  }

  private Vantage.Missing gatewayNat(Node gateway) {
    Condition c =
        Condition.of(
            Kind.TRANSLATION,
            "the NAT rules of shared gateway " + gateway.word + " are not judged",
            "judge flows through the shared gateway by hand",
            gateway.span(export.file));
    return new Vantage.Missing(Optional.of(c), Optional.empty(), Optional.empty());
  }

  private void pushed(Node p, List<Layer> before, List<Layer> after, List<Layer> defaults) {
    Node pre = p.child("pre-rulebase");
    Node post = p.child("post-rulebase");
    if (pre != null) {
      before.add(new Layer(export, pre, "pre, pushed by Panorama"));
    }
    if (post != null) {
      after.add(0, new Layer(export, post, "post, pushed by Panorama"));
      int lowest = defaults.isEmpty() || defaults.get(0).origin().startsWith("post") ? 0 : 1;
      defaults.add(lowest, new Layer(export, post, "post, pushed by Panorama"));
    }
  }

  private static boolean managed(List<Node> devices) {
    return devices.stream()
        .anyMatch(
            d ->
                !d.under("deviceconfig", "system", "panorama-server").isEmpty()
                    || !d.under("deviceconfig", "system", "panorama").isEmpty());
  }

  Vantage vantage(
      String fullName,
      String vsys,
      List<Layer> before,
      Optional<Layer> local,
      List<Layer> after,
      List<Layer> defaults,
      Vantage.Missing missing,
      List<Scope> where,
      Topology topology,
      Map<String, String> variables,
      Optional<ZoneId> zone,
      java.util.function.Predicate<Node> applies,
      Set<String> managedDevices) {
    Names names = new Names(where, used, problems);
    return new Vantage(
        fullName,
        vsys,
        List.copyOf(before),
        local,
        List.copyOf(after),
        List.copyOf(defaults),
        missing,
        names,
        topology,
        companions.hasRoutes(),
        variables,
        zone,
        applies,
        companions.hits(vsys, fullName),
        companions.applications(before, local, after),
        facts,
        managedDevices,
        export.file);
  }

  Scope scope(String label, Node node) {
    return scopes.computeIfAbsent(
        node,
        n -> {
          new ObjectCheck(export, problems).check(n);
          return new Scope(label, export, n);
        });
  }

  Export export() {
    return export;
  }

  Node config() {
    return config;
  }

  String name() {
    return name;
  }

  SiteFacts facts() {
    return facts;
  }

  Companions companions() {
    return companions;
  }

  void tell(Problem p) {
    problems.accept(p);
  }

  static Optional<ZoneId> zone(List<Node> devices) {
    for (Node d : devices) {
      Optional<String> text = d.value("deviceconfig", "system", "timezone");
      if (text.isPresent()) {
        try {
          return Optional.of(ZoneId.of(text.get()));
        } catch (DateTimeException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** Values of template variables, the first place that says one holds. */
  static Map<String, String> variables(List<Node> places) {
    Map<String, String> out = new LinkedHashMap<>();
    for (Node p : places) {
      for (Node var : p.under("variable")) {
        for (Node type : var.under("type")) {
          type.words().stream()
              .filter(w -> !w.equals("None"))
              .findFirst()
              .ifPresent(w -> out.putIfAbsent(var.word, w));
        }
      }
    }
    return Collections.unmodifiableMap(out);
  }

  /** A list without repetition, in order. */
  static List<Node> distinct(List<Node> nodes) {
    return List.copyOf(new LinkedHashSet<>(nodes));
  }
}
