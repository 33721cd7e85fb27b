package flowgap.analysis;

import flowgap.flow.Flow;
import flowgap.flow.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How ready each product is: scenario by scenario for profiles that have several, else as a whole.
 * A product is ready if one of its scenarios is.
 */
public final class ReadinessOf {
  private ReadinessOf() {}

  /** One entry for each product and scenario, flow lists (as product {@code flow list}) last. */
  public static List<AuditReport.Readiness> products(List<FlowResult> flows) {
    Map<String, List<FlowResult>> products = new TreeMap<>();
    for (FlowResult r : flows) {
      products.computeIfAbsent(r.flow().profile(), p -> new ArrayList<>()).add(r);
    }
    List<FlowResult> list = products.remove("");
    List<AuditReport.Readiness> out = new ArrayList<>();
    products.forEach((name, results) -> out.addAll(scenarios(name, results)));
    if (list != null) {
      out.addAll(scenarios("flow list", list));
    }
    return out;
  }

  private static List<AuditReport.Readiness> scenarios(String product, List<FlowResult> results) {
    TreeSet<String> names = new TreeSet<>();
    results.forEach(r -> names.addAll(r.flow().origin().scenarios()));
    if (names.isEmpty()) {
      return List.of(of(product, "", results));
    }
    List<AuditReport.Readiness> out = new ArrayList<>();
    for (String scenario : names) {
      out.add(of(product, scenario, results.stream().filter(r -> in(r.flow(), scenario)).toList()));
    }
    return out;
  }

  private static boolean in(Flow flow, String scenario) {
    return flow.origin().scenarios().isEmpty() || flow.origin().scenarios().contains(scenario);
  }

  private static AuditReport.Readiness of(
      String product, String scenario, List<FlowResult> results) {
    int[] counts = new int[Verdict.values().length];
    int required = 0;
    int changes = 0;
    for (FlowResult r : results) {
      if (r.flow().requirement() == Requirement.REQUIRED) {
        required++;
        counts[r.verdict().ordinal()]++;
        changes +=
            (int)
                r.at().stream()
                    .filter(a -> a.verdict() == Verdict.BLOCKED || a.verdict() == Verdict.PARTIAL)
                    .count();
      }
    }
    return new AuditReport.Readiness(
        product,
        scenario,
        state(counts, results),
        required,
        counts[Verdict.PERMITTED.ordinal()],
        counts[Verdict.BLOCKED.ordinal()],
        counts[Verdict.PARTIAL.ordinal()],
        counts[Verdict.UNDECIDED.ordinal()],
        counts[Verdict.UNBOUND.ordinal()],
        changes);
  }

  private static String state(int[] counts, List<FlowResult> results) {
    if (counts[Verdict.BLOCKED.ordinal()] + counts[Verdict.PARTIAL.ordinal()] > 0) {
      return "Not ready";
    }
    boolean forbidden =
        results.stream()
            .anyMatch(
                r ->
                    r.flow().requirement() == Requirement.FORBIDDEN
                        && (r.verdict() == Verdict.PERMITTED || r.verdict() == Verdict.PARTIAL));
    if (forbidden) {
      return "Not ready";
    }
    if (counts[Verdict.UNDECIDED.ordinal()] + counts[Verdict.UNBOUND.ordinal()] > 0) {
      return "Undetermined";
    }
    int judged = counts[Verdict.PERMITTED.ordinal()];
    boolean conditions =
        judged == 0
            || counts[Verdict.NOT_ON_PATH.ordinal()] > 0
            || results.stream()
                .anyMatch(
                    r ->
                        r.flow().requirement() == Requirement.CONDITIONAL
                            && r.verdict() != Verdict.PERMITTED
                            && r.verdict() != Verdict.NOT_APPLICABLE);
    return conditions ? "Ready with conditions" : "Ready";
  }
}
