package flowgap.vendor.panos;

import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.source.Problem;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The device groups of a Panorama, with parents, templates, and the devices that rules target. */
final class Panorama {
  private final Estate estate;
  private final List<Node> devices;
  private final List<Node> groups;
  private final Map<String, Node> byName = new LinkedHashMap<>();
  private final Map<String, String> parents = new LinkedHashMap<>();

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

  List<Vantage> vantages() {
    List<Vantage> out = new ArrayList<>();
    for (Node g : groups) {
      boolean leaf = !parents.containsValue(g.word);
      if (leaf || !g.under("devices").isEmpty()) {
        out.addAll(group(g));
      }
    }
    return out;
  }

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
    return vantage("", List.of(), List.of(), r -> true, estate.name());
  }

  private List<Vantage> group(Node g) {
    List<Node> line = line(g);
    Map<List<Boolean>, List<String>> classes = new LinkedHashMap<>();
    List<Node> targeted = targeted(line);
    for (Node device : g.under("devices")) {
      List<Boolean> signature =
          targeted.stream().map(r -> applies(r, Set.of(device.word))).toList();
      classes.computeIfAbsent(signature, s -> new ArrayList<>()).add(device.word);
    }
    if (classes.size() <= 1) {
      List<String> serials = g.words("devices");
      return List.of(vantage(g.word, line, serials, r -> applies(r, Set.copyOf(serials)), g.word));
    }
    List<Vantage> out = new ArrayList<>();
    classes.forEach(
        (signature, serials) ->
            out.add(
                vantage(
                    g.word,
                    line,
                    serials,
                    r -> applies(r, Set.of(serials.get(0))),
                    g.word + "/" + serials.get(0))));
    return out;
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
      String group,
      List<Node> line,
      List<String> serials,
      java.util.function.Predicate<Node> applies,
      String name) {
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
    Condition missing =
        Condition.of(
            Kind.MISSING_POLICY,
            "local rules not given: the rules of the devices themselves are not in a Panorama export",
            "hand in the firewall's own export ('show config merged')");
    Optional<Stack> stack = stack(line, serials);
    List<Node> places = stack.map(Stack::devices).orElse(List.of());
    Map<String, String> variables = stack.map(s -> Estate.variables(s.variables)).orElse(Map.of());
    Topology topology =
        estate.companions().routed(Topology.of(estate.export().file, places, variables));
    Optional<ZoneId> zone = Estate.zone(places);
    return estate.vantage(
        name,
        vsys(line, topology),
        before,
        Optional.empty(),
        after,
        after,
        new Vantage.Missing(Optional.empty(), Optional.of(missing), Optional.empty()),
        scopes,
        topology,
        variables,
        zone,
        applies,
        new LinkedHashSet<>(serials));
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

  /** Devices of a template stack, the first to hold first, and where its variables stand. */
  private record Stack(List<Node> devices, List<Node> variables) {}

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
    if (found.size() == 1) {
      Node stack = found.iterator().next();
      if (serials.size() == 1) {
        stack.under("devices").stream()
            .filter(d -> d.word.equals(serials.get(0)))
            .forEach(variables::add);
      }
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
    return out.isEmpty() ? Optional.empty() : Optional.of(new Stack(out, variables));
  }
}
