package flowgap.vendor.panos;

import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.policy.SiteFacts;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
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
  private final Set<Node> used;
  private final Map<Node, Scope> scopes = new java.util.IdentityHashMap<>();

  /** Virtual systems that are judged together with what their Panorama pushes. */
  private final Set<String> joined = new LinkedHashSet<>();

  /**
   * @param used takes the objects that some rule or translation refers to
   */
  Estate(Export export, String name, SiteFacts facts, Companions companions, Set<Node> used) {
    this.export = export;
    this.config = export.root;
    this.facts = facts;
    this.companions = companions;
    this.used = used;
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

  private List<Node> groups() {
    List<Node> out = new ArrayList<>();
    config.under("devices").forEach(d -> out.addAll(d.under("device-group")));
    return out;
  }

  /** Whether it manages other firewalls. */
  boolean isPanorama() {
    return !groups().isEmpty()
        || config.under("devices").stream().anyMatch(d -> d.has("template-stack"));
  }

  /** The virtual systems of a firewall. */
  List<Node> systems() {
    List<Node> out = new ArrayList<>();
    config.under("devices").forEach(d -> out.addAll(d.under("vsys")));
    return out;
  }

  /** Whether rules that its Panorama pushes stand in it. */
  boolean hasPushed() {
    Node all = pushedRoot();
    return all != null
        && pushedPlaces(all, "").stream()
            .anyMatch(p -> p.has("pre-rulebase") || p.has("post-rulebase"));
  }

  /** Its virtual system is judged where its Panorama's rules are read. */
  void join(Node vsys) {
    joined.add(vsys.word);
  }

  /**
   * @param locals exports of managed firewalls by their serial numbers
   */
  List<Vantage> vantages(Map<String, Estate> locals) {
    List<Node> devices = config.under("devices");
    List<Node> systems = systems();
    List<Vantage> out = new ArrayList<>();
    if (isPanorama()) {
      out.addAll(new Panorama(this, devices, groups()).vantages(locals));
      systems.removeIf(s -> !s.has("rulebase"));
    }
    boolean sharedOnly =
        config.has("shared", "pre-rulebase") || config.has("shared", "post-rulebase");
    if (systems.isEmpty() && out.isEmpty() && sharedOnly) {
      out.add(new Panorama(this, devices, List.of()).sharedAlone());
    } else if (systems.isEmpty() && out.isEmpty() && locals.isEmpty()) {
      systems.add(new Node("vsys1", Node.Form.ELEMENT, config.line, config.column));
    }
    boolean several = systems.size() > 1 || !out.isEmpty();
    for (Node s : systems) {
      if (!joined.contains(s.word)) {
        out.add(local(s, devices, several));
      }
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
    Node pushed = pushedRoot();
    if (pushed != null) {
      for (Node p : pushedPlaces(pushed, vsys.word)) {
        where.add(2 > where.size() ? where.size() : 1, scope("pushed by Panorama", p));
        pushed(p, before, after, defaults);
      }
    }
    boolean rules = !before.isEmpty() || !after.isEmpty();
    Vantage.Missing missing = partly(local, rules);
    if (managed(devices) && !rules) {
      Condition c =
          Condition.of(
              Kind.MISSING_POLICY,
              "the firewall is managed by Panorama, and the rules that Panorama pushes are not in the"
                  + " export",
              "hand in 'show config merged', or the Panorama's export together with this one, this one"
                  + " named by the device's serial number (SERIAL.xml) or with the Panorama's 'show"
                  + " devices all' beside them");
      missing = new Vantage.Missing(Optional.of(c), Optional.empty(), Optional.of(c));
    }
    if (rules && systems().isEmpty()) {
      Condition c =
          Condition.of(
              Kind.MISSING_POLICY,
              "local rules not given: the export holds what Panorama pushes alone",
              "hand in 'show config merged'");
      missing = new Vantage.Missing(Optional.empty(), Optional.of(c), Optional.empty());
    }
    Topology topology =
        companions.routed(
            Topology.of(
                List.of(new Topology.Part(export.file, devices)),
                new NetworkValues(Map.of(), objectPlaces(), used)));
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
        Set.of(),
        List.of(export));
  }

  /** What an answer to a question for a part of the configuration leaves out. */
  private Vantage.Missing partly(Node local, boolean pushed) {
    if (export.singleRules) {
      Condition c =
          Condition.of(
              Kind.MISSING_POLICY,
              "the export holds single rules: others may stand before and behind them",
              "export the whole rule base");
      return new Vantage.Missing(Optional.of(c), Optional.empty(), Optional.of(c));
    }
    boolean templates = config.under("devices").stream().anyMatch(d -> d.has("template"));
    boolean none = !pushed && (local == null || !local.has("security"));
    if (!none || !export.part && !(templates && systems().isEmpty())) {
      return Vantage.Missing.NOTHING;
    }
    String what =
        templates && systems().isEmpty()
            ? "the export holds templates of a Panorama, which have no rules"
            : "the export is a part of a configuration that holds no security rules";
    tell(Problem.warning(SourceSpan.implicit(export.file, ""), what));
    Condition c = Condition.of(Kind.MISSING_POLICY, what, "export the whole configuration");
    return new Vantage.Missing(Optional.empty(), Optional.of(c), Optional.empty());
  }

  /** Where the address objects of interfaces and routes may stand. */
  List<Node> objectPlaces() {
    List<Node> out = new ArrayList<>(systems());
    if (config.has("shared")) {
      out.add(config.child("shared"));
    }
    Node pushed = pushedRoot();
    if (pushed != null) {
      out.addAll(pushedPlaces(pushed, ""));
    }
    return out;
  }

  Set<Node> used() {
    return used;
  }

  private Node pushedRoot() {
    Node pushed = config.at("policy", "panorama");
    return pushed == null ? config.child("panorama") : pushed;
  }

  /** Where pushed rules stand, the outermost first; {@code vsys} empty = of any virtual system. */
  private static List<Node> pushedPlaces(Node pushed, String vsys) {
    List<Node> out = new ArrayList<>();
    if (pushed.has("shared")) {
      out.add(pushed.child("shared"));
    }
    out.add(pushed);
    pushed.under("vsys").stream()
        .filter(v -> vsys.isEmpty() || v.word.equals(vsys))
        .forEach(out::add);
    return out;
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

  private boolean hasPeer() {
    return config.under("devices").stream()
        .anyMatch(d -> d.isYes("deviceconfig", "high-availability", "enabled"));
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
      Set<String> managedDevices,
      List<Export> exports) {
    Names names = new Names(where, used, export.problems::add);
    Optional<Condition> unread =
        exports.stream().flatMap(e -> e.unread.stream()).findFirst().or(missing::front);
    return new Vantage(
        fullName,
        vsys,
        List.copyOf(before),
        local,
        List.copyOf(after),
        List.copyOf(defaults),
        new Vantage.Missing(unread, missing.local(), missing.back()),
        names,
        topology,
        companions.hasRoutes(),
        variables,
        zone,
        applies,
        companions.hits(vsys, fullName, managedDevices, isPanorama() && local.isEmpty(), hasPeer()),
        companions.applications(before, local, after),
        facts,
        managedDevices,
        export.file,
        exports);
  }

  Scope scope(String label, Node node) {
    return scopes.computeIfAbsent(
        node,
        n -> {
          new ObjectCheck(export, export.problems::add).check(n);
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
    export.problems.add(p);
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
}
