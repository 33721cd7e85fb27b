package flowgap.vendor.panos;

import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.source.Problem;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The device groups of a Panorama, with parents, templates, and the devices that rules target. */
final class Panorama {
  private final Estate estate;
  private final List<Node> devices;
  private final List<Node> groups;
  private final Map<String, Node> byName = new LinkedHashMap<>();
  private final Map<String, String> parents = new LinkedHashMap<>();
  private final Map<String, Set<String>> stacks = new HashMap<>();

  /** Template stacks of one device group that are judged one by one. */
  private static final int MOST_STACKS = 64;

  Panorama(Estate estate, List<Node> devices, List<Node> groups) {
    this.estate = estate;
    this.devices = devices;
    this.groups = groups;
    groups.forEach(g -> byName.put(g.word, g));
    for (Node d : estate.config().under("readonly", "devices")) {
      for (Node g : d.under("device-group")) {
        g.value("parent-dg").ifPresent(p -> parents.put(g.word, p));
      }
    }
    for (Node g : groups) {
      g.value("parent-dg").ifPresent(p -> parents.put(g.word, p));
    }
    if (groups.size() > 1 && !estate.config().has("readonly") && parents.isEmpty()) {
      estate.tell(
          Problem.warning(
              groups.get(0).span(estate.export().file),
              "the export does not say which device group is the parent of which (readonly part);"
                  + " all are taken as children of shared"));
    }
  }

  /**
   * @param locals exports of managed firewalls by serial number
   */
  List<Vantage> vantages(Map<String, Estate> locals) {
    List<Vantage> out = new ArrayList<>();
    for (Node g : groups) {
      List<String> serials = new ArrayList<>(g.words("devices"));
      for (Node device : g.under("devices")) {
        Estate local = locals.get(device.word);
        List<Vantage> joined = local == null ? List.of() : managed(g, device, local);
        if (!joined.isEmpty() || local != null && local.hasPushed()) {
          serials.remove(device.word);
          out.addAll(joined);
        }
      }
      boolean leaf = !parents.containsValue(g.word);
      if (!serials.isEmpty() || leaf && g.under("devices").isEmpty()) {
        out.addAll(group(g, serials));
      }
    }
    return out;
  }

  /** The firewall of one device: what its own export says between what is pushed to it. */
  private List<Vantage> managed(Node g, Node device, Estate local) {
    List<Vantage> out = new ArrayList<>();
    if (local.hasPushed()) {
      return out;
    }
    List<Node> systems = local.systems();
    List<String> named = device.words("vsys");
    for (Node vsys : systems) {
      if (named.isEmpty() || named.contains(vsys.word)) {
        String name = systems.size() > 1 ? local.name() + "/" + vsys.word : local.name();
        Managed own = new Managed(local, vsys);
        Set<String> serial = Set.of(device.word);
        out.add(vantage(g, List.of(device.word), r -> applies(r, serial), name, Optional.of(own)));
        local.join(vsys);
      }
    }
    return out;
  }

  /** A virtual system of a managed firewall, from its own export. */
  private record Managed(Estate estate, Node vsys) {}

  /** The group and its ancestors, the nearest first. */
  private List<Node> line(Node group) {
    List<Node> out = new ArrayList<>();
    Node now = group;
    while (now != null && !out.contains(now)) {
      out.add(now);
      String parent = parents.get(now.word);
      now = parent == null ? null : byName.get(parent);
    }
    return out;
  }

  Vantage sharedAlone() {
    return vantage(null, List.of(), r -> true, estate.name(), Optional.empty());
  }

  /** Devices of a group that are one firewall: the same rules, the same template stacks. */
  private record Alike(List<Boolean> rules, Set<String> stacks) {}

  private List<Vantage> group(Node g, List<String> serials) {
    List<Node> targeted = targeted(line(g));
    Map<Alike, List<String>> classes = new LinkedHashMap<>();
    boolean byStack = serials.stream().map(this::stacksOf).distinct().count() <= MOST_STACKS;
    for (String serial : serials) {
      List<Boolean> rules = targeted.stream().map(r -> applies(r, Set.of(serial))).toList();
      Alike alike = new Alike(rules, byStack ? stacksOf(serial) : Set.of());
      classes.computeIfAbsent(alike, s -> new ArrayList<>()).add(serial);
    }
    if (classes.size() <= 1) {
      Set<String> all = Set.copyOf(serials);
      return List.of(vantage(g, serials, r -> applies(r, all), g.word, Optional.empty()));
    }
    Set<String> stacks = new LinkedHashSet<>();
    boolean oneEach =
        classes.keySet().stream()
            .allMatch(a -> a.stacks().size() == 1 && stacks.add(a.stacks().iterator().next()));
    List<Vantage> out = new ArrayList<>();
    classes.forEach(
        (alike, some) -> {
          String part = oneEach ? alike.stacks().iterator().next() : some.get(0);
          Set<String> first = Set.of(some.get(0));
          String name = g.word + "/" + part;
          out.add(vantage(g, some, r -> applies(r, first), name, Optional.empty()));
        });
    return out;
  }

  /** Names of the template stacks of a device. */
  private Set<String> stacksOf(String serial) {
    return stacks.computeIfAbsent(
        serial,
        x -> {
          Set<String> out = new TreeSet<>();
          for (Node d : devices) {
            for (Node s : d.under("template-stack")) {
              if (s.has("devices", serial)) {
                out.add(s.word);
              }
            }
          }
          return out;
        });
  }

  /** Rules of the group's line that are limited to some devices. */
  private List<Node> targeted(List<Node> line) {
    List<Node> out = new ArrayList<>();
    List<Node> places = new ArrayList<>(line);
    Node shared = estate.config().child("shared");
    if (shared != null) {
      places.add(shared);
    }
    for (Node p : places) {
      for (String base : new String[] {"pre-rulebase", "post-rulebase"}) {
        for (Node kind : p.under(base)) {
          for (Node r : kind.under("rules")) {
            if (!r.under("target", "devices").isEmpty()) {
              out.add(r);
            }
          }
        }
      }
    }
    return out;
  }

  /** Whether a rule's {@code target} includes the devices; all of them, or none, by the classes. */
  private static boolean applies(Node rule, Set<String> serials) {
    List<String> wanted = rule.words("target", "devices");
    if (wanted.isEmpty() || serials.isEmpty()) {
      return true;
    }
    boolean named = serials.stream().anyMatch(wanted::contains);
    return named != rule.isYes("target", "negate");
  }

  private Vantage vantage(
      Node group,
      List<String> serials,
      java.util.function.Predicate<Node> applies,
      String name,
      Optional<Managed> own) {
    List<Node> line = group == null ? List.of() : line(group);
    List<Layer> before = new ArrayList<>();
    List<Layer> after = new ArrayList<>();
    List<Scope> scopes = new ArrayList<>();
    for (Node g : line) {
      String label = "device group " + g.word;
      scopes.add(estate.scope(label, g));
      layers(g, label, before, after);
    }
    Node shared = estate.config().child("shared");
    if (shared != null) {
      scopes.add(estate.scope("shared", shared));
      layers(shared, "shared", before, after);
    }
    if (estate.facts().settings().getOrDefault("ancestors_first", "no").matches("yes|true")) {
      Collections.reverse(scopes);
    }
    Optional<Stack> stack = stack(line, serials);
    List<Node> places = stack.map(Stack::devices).orElse(List.of());
    Map<String, String> variables = stack.map(s -> variables(s, serials)).orElse(Map.of());
    List<Topology.Part> parts = new ArrayList<>();
    List<Layer> defaults = new ArrayList<>();
    Optional<ZoneId> zone = Optional.empty();
    List<Export> exports = new ArrayList<>();
    Optional<Layer> local = Optional.empty();
    if (own.isPresent()) {
      Estate e = own.get().estate();
      Node vsys = own.get().vsys();
      local =
          Optional.ofNullable(vsys.child("rulebase"))
              .map(r -> new Layer(e.export(), r, "local, " + vsys.word));
      local.ifPresent(defaults::add);
      scopes.add(0, e.scope(vsys.word, vsys).own());
      Node deviceShared = e.config().child("shared");
      if (deviceShared != null) {
        scopes.add(e.scope("shared of the device", deviceShared).own());
      }
      parts.add(new Topology.Part(e.export().file, e.config().under("devices")));
      zone = Estate.zone(e.config().under("devices"));
      exports.add(e.export());
    }
    defaults.addAll(after);
    parts.add(new Topology.Part(estate.export().file, places));
    exports.add(estate.export());
    Estate home = own.map(Managed::estate).orElse(estate);
    if (home != estate) {
      home.companions().countedBy(estate.companions());
    }
    List<Node> objects = new ArrayList<>(line);
    Optional.ofNullable(shared).ifPresent(objects::add);
    own.ifPresent(m -> objects.addAll(m.estate().objectPlaces()));
    stack.ifPresent(s -> objects.addAll(s.objects()));
    NetworkValues values = new NetworkValues(variables, objects, estate.used());
    Topology topology = home.companions().routed(Topology.of(parts, values));
    return home.vantage(
        name,
        own.map(m -> m.vsys().word).orElseGet(() -> vsys(line, topology)),
        before,
        local,
        after,
        defaults,
        own.isPresent() ? Vantage.Missing.NOTHING : LOCAL_MISSING,
        scopes,
        topology,
        variables,
        zone.or(() -> Estate.zone(places)),
        applies,
        new LinkedHashSet<>(serials),
        exports);
  }

  private static final Vantage.Missing LOCAL_MISSING =
      new Vantage.Missing(
          Optional.empty(),
          Optional.of(
              Condition.of(
                  Kind.MISSING_POLICY,
                  "local rules not given: the rules of the devices themselves are not in a Panorama"
                      + " export",
                  "hand in the firewall's own export, named by its serial number (SERIAL.xml), beside"
                      + " the Panorama's; or its 'show config merged'")),
          Optional.empty());

  /** Values of variables; one that devices set to different values has none. */
  private static Map<String, String> variables(Stack stack, List<String> serials) {
    Map<String, String> base = Estate.variables(stack.variables);
    if (stack.ownValues.isEmpty()) {
      return base;
    }
    List<Map<String, String>> each = new ArrayList<>();
    for (String serial : serials) {
      Map<String, String> values = new LinkedHashMap<>(base);
      stack.ownValues.stream()
          .filter(d -> d.word.equals(serial))
          .forEach(d -> values.putAll(Estate.variables(List.of(d))));
      each.add(values);
    }
    Map<String, String> out = new LinkedHashMap<>();
    each.get(0)
        .forEach(
            (name, value) -> {
              if (each.stream().allMatch(m -> value.equals(m.get(name)))) {
                out.put(name, value);
              }
            });
    return out;
  }

  private void layers(Node place, String label, List<Layer> before, List<Layer> after) {
    Node pre = place.child("pre-rulebase");
    Node post = place.child("post-rulebase");
    if (pre != null) {
      before.add(0, new Layer(estate.export(), pre, "pre, " + label));
    }
    if (post != null) {
      after.add(new Layer(estate.export(), post, "post, " + label));
    }
  }

  private static String vsys(List<Node> line, Topology topology) {
    Set<String> named = new LinkedHashSet<>();
    if (!line.isEmpty()) {
      line.get(0).under("devices").forEach(d -> named.addAll(d.words("vsys")));
    }
    if (named.size() == 1) {
      return named.iterator().next();
    }
    return topology.zones.isEmpty() ? "vsys1" : topology.zones.get(0).vsys();
  }

  /**
   * A template stack.
   *
   * @param devices what describes its devices, the first to hold first
   * @param variables where its variables stand
   * @param ownValues devices with values of their own
   */
  private record Stack(List<Node> devices, List<Node> variables, List<Node> ownValues) {
    /** Where its templates define address objects. */
    List<Node> objects() {
      List<Node> out = new ArrayList<>();
      devices.forEach(d -> out.addAll(d.under("vsys")));
      variables.stream()
          .filter(t -> t.has("config", "shared"))
          .forEach(t -> out.add(t.at("config", "shared")));
      return out;
    }
  }

  /**
   * The stack that all devices of the group have; where they differ, nothing is known of interfaces
   * and zones.
   */
  private Optional<Stack> stack(List<Node> line, List<String> serials) {
    Set<Node> found = new LinkedHashSet<>();
    Map<String, Node> templates = new LinkedHashMap<>();
    for (Node d : devices) {
      d.under("template").forEach(t -> templates.put(t.word, t));
    }
    List<String> referenced = line.isEmpty() ? List.of() : line.get(0).words("reference-templates");
    for (Node d : devices) {
      for (Node s : d.under("template-stack")) {
        if (s.words("devices").stream().anyMatch(serials::contains)
            || referenced.contains(s.word)) {
          found.add(s);
        }
      }
    }
    if (found.size() > 1) {
      return Optional.empty();
    }
    List<Node> chain = new ArrayList<>();
    List<Node> variables = new ArrayList<>();
    List<Node> ownValues = new ArrayList<>();
    if (found.size() == 1) {
      Node stack = found.iterator().next();
      stack.under("devices").stream()
          .filter(d -> serials.contains(d.word) && d.has("variable"))
          .forEach(ownValues::add);
      chain.add(stack);
      stack.words("templates").stream()
          .filter(templates::containsKey)
          .forEach(t -> chain.add(templates.get(t)));
    } else {
      templates.values().stream()
          .filter(
              t ->
                  referenced.contains(t.word)
                      || t.words("devices").stream().anyMatch(serials::contains))
          .forEach(chain::add);
    }
    variables.addAll(chain);
    List<Node> out = new ArrayList<>();
    chain.forEach(t -> out.addAll(t.under("config", "devices")));
    return out.isEmpty() ? Optional.empty() : Optional.of(new Stack(out, variables, ownValues));
  }
}
