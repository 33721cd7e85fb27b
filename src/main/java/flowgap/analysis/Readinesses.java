package flowgap.analysis;

import flowgap.analysis.AuditReport.Readiness;
import flowgap.flow.BoundProfile;
import flowgap.flow.Flow;
import flowgap.flow.Scenarios;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How ready products are: each scenario by itself, as a whole or at one firewall. A product is as
 * ready as the readiest of its scenarios; flow lists count as one product without name.
 */
public final class Readinesses {
  /** From good to bad. */
  public static final List<String> STATES =
      List.of("Ready", "Ready with conditions", "Undetermined", "Not ready");

  private static final String READY = STATES.get(0);
  private static final String CONDITIONS = STATES.get(1);
  private static final String UNDETERMINED = STATES.get(2);
  private static final String NOT_READY = STATES.get(3);

  private Readinesses() {}

  /** One row for each profile and scenario, in that order; none where no flow is given. */
  public static List<Readiness> of(List<FlowResult> flows, Stream<FindingMark> findings) {
    Map<String, Map<String, Set<UUID>>> gaps = gaps(findings);
    List<Judged> judged =
        flows.stream().map(f -> new Judged(f, f.verdict(), changes(f, "", gaps))).toList();
    return rows(judged);
  }

  /** The same at one firewall, by its own verdicts; flows that it does not carry are left out. */
  public static List<Readiness> at(
      String firewall, List<FlowResult> flows, Stream<FindingMark> findings) {
    return byFirewall(flows, findings).getOrDefault(firewall, List.of());
  }

  /** The same for every firewall that carries a flow. */
  public static Map<String, List<Readiness>> byFirewall(
      List<FlowResult> flows, Stream<FindingMark> findings) {
    Map<String, Map<String, Set<UUID>>> gaps = gaps(findings);
    Map<String, List<Judged>> judged = new TreeMap<>();
    for (FlowResult f : flows) {
      Map<String, Verdict> graver = new TreeMap<>();
      for (Place a : f.places()) {
        if (a.verdict() != Verdict.NOT_ON_PATH) {
          graver.merge(a.firewall(), a.verdict(), (v, w) -> v.gravity() <= w.gravity() ? v : w);
        }
      }
      graver.forEach(
          (firewall, v) ->
              judged
                  .computeIfAbsent(firewall, k -> new ArrayList<>())
                  .add(new Judged(f, v, changes(f, firewall, gaps))));
    }
    Map<String, List<Readiness>> out = new TreeMap<>();
    judged.forEach((firewall, own) -> out.put(firewall, rows(own)));
    return out;
  }

  /** The state of a product: that of the readiest of its scenarios. */
  public static Map<String, String> products(List<Readiness> rows) {
    return rows.stream()
        .collect(
            Collectors.toMap(
                Readiness::profile,
                Readiness::state,
                (a, b) -> STATES.indexOf(a) <= STATES.indexOf(b) ? a : b,
                TreeMap::new));
  }

  /** A flow with the verdict to count it by, and the changes that would open it. */
  private record Judged(FlowResult flow, Verdict verdict, Set<UUID> changes) {}

  /** The changes that would mend findings, by flow and firewall. */
  private static Map<String, Map<String, Set<UUID>>> gaps(Stream<FindingMark> findings) {
    Map<String, Map<String, Set<UUID>>> out = new HashMap<>();
    findings.forEach(
        f -> {
          boolean gap =
              f.type() == FindingType.BLOCKED_FLOW || f.type() == FindingType.PARTIAL_FLOW;
          if (gap && f.change().isPresent()) {
            out.computeIfAbsent(f.flow(), k -> new HashMap<>())
                .computeIfAbsent(f.firewall(), k -> new HashSet<>())
                .add(f.change().get().commands());
          }
        });
    return out;
  }

  /** At one firewall, or at all where its name is empty. */
  private static Set<UUID> changes(
      FlowResult flow, String firewall, Map<String, Map<String, Set<UUID>>> gaps) {
    Map<String, Set<UUID>> own = gaps.getOrDefault(flow.flow().id(), Map.of());
    if (!firewall.isEmpty()) {
      return own.getOrDefault(firewall, Set.of());
    }
    Set<UUID> all = new HashSet<>();
    own.values().forEach(all::addAll);
    return all;
  }

  private static List<Readiness> rows(List<Judged> flows) {
    Map<String, List<Judged>> products = new TreeMap<>();
    for (Judged j : flows) {
      products.computeIfAbsent(j.flow().flow().profile(), k -> new ArrayList<>()).add(j);
    }
    List<Readiness> out = new ArrayList<>();
    products.forEach(
        (profile, all) -> {
          for (BoundProfile.Scenario way : Scenarios.of(flows(all))) {
            Set<String> needed = Set.copyOf(way.flows());
            out.add(
                row(
                    profile,
                    way.name(),
                    all.stream().filter(j -> needed.contains(j.flow().flow().id())).toList()));
          }
        });
    return out;
  }

  private static List<Flow> flows(List<Judged> judged) {
    return judged.stream().map(j -> j.flow().flow()).toList();
  }

  private static Readiness row(String profile, String scenario, List<Judged> flows) {
    int[] required = new int[Verdict.values().length];
    boolean fails = false;
    boolean open = false;
    boolean conditions = false;
    Set<UUID> changes = new HashSet<>();
    for (Judged j : flows) {
      boolean bad = j.verdict() == Verdict.BLOCKED || j.verdict() == Verdict.PARTIAL;
      boolean unsure = j.verdict() == Verdict.UNDECIDED || j.verdict() == Verdict.UNBOUND;
      switch (j.flow().flow().requirement()) {
        case REQUIRED -> {
          required[j.verdict().ordinal()]++;
          fails |= bad;
          open |= unsure;
          conditions |= j.verdict() == Verdict.NOT_ON_PATH;
          changes.addAll(j.changes());
        }
        case CONDITIONAL -> conditions |= bad || unsure;
        case FORBIDDEN -> {
          boolean broken =
              j.flow().prohibition().filter(p -> p == FlowResult.Prohibition.BROKEN).isPresent();
          boolean passes = j.verdict() == Verdict.PERMITTED || j.verdict() == Verdict.PARTIAL;
          fails |= broken && (passes || j.verdict() == Verdict.UNDECIDED);
          open |= unsure || passes;
        }
        case OPTIONAL, ADVISORY, BUSINESS -> {}
      }
    }
    int all = 0;
    for (int n : required) {
      all += n;
    }
    int judged =
        all - required[Verdict.NOT_ON_PATH.ordinal()] - required[Verdict.NOT_APPLICABLE.ordinal()];
    String state =
        fails ? NOT_READY : open || judged == 0 ? UNDETERMINED : conditions ? CONDITIONS : READY;
    return new Readiness(
        profile,
        scenario,
        state,
        all,
        required[Verdict.PERMITTED.ordinal()],
        required[Verdict.BLOCKED.ordinal()],
        required[Verdict.PARTIAL.ordinal()],
        required[Verdict.UNDECIDED.ordinal()],
        required[Verdict.UNBOUND.ordinal()],
        changes.size());
  }
}
