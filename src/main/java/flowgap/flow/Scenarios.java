package flowgap.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ways to do a product's job: every combination of its scenario parameters' values. */
public final class Scenarios {
  private Scenarios() {}

  /**
   * The ways that flows of one profile tell apart, scenarios that are not chosen left out; one with
   * an empty name where there are none. The job is done if the flows of one way pass.
   */
  public static List<BoundProfile.Scenario> of(List<Flow> flows) {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    for (Flow f : flows) {
      if (f.isApplicable()) {
        for (String scenario : f.origin().scenarios()) {
          values.computeIfAbsent(parameter(scenario), p -> new LinkedHashSet<>()).add(scenario);
        }
      }
    }
    List<List<String>> ways = new ArrayList<>(List.of(List.of()));
    for (Set<String> alternatives : values.values()) {
      List<List<String>> next = new ArrayList<>();
      for (List<String> way : ways) {
        for (String scenario : alternatives) {
          List<String> longer = new ArrayList<>(way);
          longer.add(scenario);
          next.add(longer);
        }
      }
      ways = next;
    }
    return ways.stream()
        .map(
            way ->
                new BoundProfile.Scenario(
                    String.join(", ", way),
                    flows.stream().filter(f -> isNeeded(f, way)).map(Flow::id).toList()))
        .toList();
  }

  /** Whether one way of doing the job needs the flow: no parameter of the way speaks against it. */
  private static boolean isNeeded(Flow flow, List<String> way) {
    List<String> wanted = flow.origin().scenarios();
    return flow.isApplicable()
        && way.stream()
            .allMatch(
                w ->
                    wanted.contains(w)
                        || wanted.stream().noneMatch(x -> parameter(x).equals(parameter(w))));
  }

  private static String parameter(String scenario) {
    return scenario.substring(0, scenario.indexOf('='));
  }
}
