package flowgap.vendor.panos;

import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What files beside an export add: counters, route tables, the device's own list of applications.
 */
final class Companions {
  private final List<Problem> problems = new ArrayList<>();
  private final HitCounts hits = new HitCounts();
  private final RouteTable routes = new RouteTable();
  private final RunningPolicy policy = new RunningPolicy();
  private Optional<ApplicationTable> predefined = Optional.empty();

  static Companions read(List<InputFile> files) throws IOException, InputFailure {
    Companions out = new Companions();
    for (InputFile f : files) {
      switch (Recogniser.known(f).what()) {
        case Recogniser.HITS -> out.hits.read(f);
        case Recogniser.ROUTES -> out.routes.read(f);
        case Recogniser.PREDEFINED -> out.predefined = Optional.of(PredefinedContent.read(f));
        case Recogniser.RUNNING_POLICY -> out.policy.read(f);
        case Recogniser.DEVICES -> {
          // says which export is which device's
        }
        default ->
            out.problems.add(
                Problem.warning(
                    SourceSpan.implicit(f.name(), ""),
                    "this file beside a PAN-OS configuration is not known and is left out"));
      }
    }
    out.problems.addAll(out.routes.problems());
    return out;
  }

  List<Problem> problems() {
    return problems;
  }

  boolean hasRoutes() {
    return !routes.rows().isEmpty();
  }

  /** The same device with the routes of its route table instead of the configured ones. */
  Topology routed(Topology topology) {
    if (hasRoutes()) {
      routes
          .rows()
          .forEach(
              (name, rows) -> {
                Set<String> units = new LinkedHashSet<>();
                Topology.Router old = null;
                for (Topology.Router r : topology.routers) {
                  old = r.name().equals(name) ? r : old;
                }
                rows.forEach(r -> units.add(r.unit()));
                units.remove("");
                if (old != null) {
                  units.addAll(old.units());
                  topology.routers.remove(old);
                }
                topology.routers.add(
                    new Topology.Router(
                        name,
                        units,
                        rows.stream().filter(r -> r.length() >= 0).toList(),
                        rows.stream().filter(r -> r.length() < 0).toList(),
                        "",
                        false));
              });
    }
    return topology;
  }

  /**
   * Counters of a firewall's rules.
   *
   * @param serials the devices that it stands for, where its policy comes from a Panorama
   * @param ofPanorama whether nothing but the Panorama's export says what it does
   * @param peers whether it is one of a pair; each counts for itself, so a zero says nothing unless
   *     both are given
   */
  Map<String, OptionalLong> hits(
      String vsys, String firewall, Set<String> serials, boolean ofPanorama, boolean peers) {
    Map<String, OptionalLong> told = hits.of(serials, vsys);
    if (ofPanorama) {
      if (hits.isOfSomeDevice()) {
        tell(
            firewall,
            "counters beside a Panorama's export do not say which of its devices has counted, and are"
                + " not used: take 'show rule-hit-count device-group', or hand in the firewall's own"
                + " export");
      }
      return told;
    }
    Map<String, OptionalLong> out = hits.of(vsys);
    if (out.isEmpty()) {
      return told;
    }
    if (peers && hits.files(vsys) == 1 && out.values().removeIf(n -> n.getAsLong() == 0)) {
      tell(
          firewall,
          "the firewall has a high-availability peer that counts for itself, and counters of one"
              + " device were given: rules with a count of 0 are not called unused");
    } else if (hits.files(vsys) > 1) {
      tell(
          firewall,
          "counters of "
              + hits.files(vsys)
              + " files are added up as those of peers of one cluster");
    }
    return out;
  }

  private void tell(String firewall, String message) {
    Problem p = Problem.warning(SourceSpan.implicit(firewall, ""), message);
    if (!problems.contains(p)) {
      problems.add(p);
    }
  }

  /** What the Panorama of this firewall has counted of each device. */
  void countedBy(Companions panorama) {
    hits.byDevice(panorama.hits);
  }

  /** Since when the counters count, where that is known. */
  Optional<String> countingSince() {
    return hits.since();
  }

  /**
   * The applications' ports: the device's own content, what its running policy shows, the table.
   */
  ApplicationTable applications(List<Layer> before, Optional<Layer> local, List<Layer> after) {
    ApplicationTable base = predefined.orElse(ApplicationTable.BUNDLED);
    if (policy.isEmpty()) {
      return base;
    }
    Set<String> byDefault = new LinkedHashSet<>();
    List<Layer> all = new ArrayList<>(before);
    local.ifPresent(all::add);
    all.addAll(after);
    for (Layer l : all) {
      for (Node r : l.rulebase().under("security", "rules")) {
        if (r.words("service").equals(List.of("application-default"))) {
          byDefault.add(r.word);
        }
      }
    }
    Map<String, ApplicationTable.Row> rows = new HashMap<>(base.rows());
    policy.ports(byDefault).forEach((app, ports) -> rows.put(app, row(base, app, ports)));
    return new ApplicationTable(
        "show running security-policy of the device; else " + base.source(),
        rows,
        base.containers(),
        base.alone(),
        base.whole());
  }

  private static ApplicationTable.Row row(ApplicationTable base, String app, List<String> ports) {
    List<String> uses = base.row(app).map(ApplicationTable.Row::uses).orElse(List.of());
    List<String> implicit = base.row(app).map(ApplicationTable.Row::implicit).orElse(List.of());
    return ApplicationTable.row(app, ports, uses, implicit, "yes");
  }
}
