package flowgap.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ways to do a product's job: every combination of its scenario parameters' values. */
final class Scenarios {
  private Scenarios() {}

  static List<BoundProfile.Scenario> of(Profile profile, Settings settings, List<Flow> flows) {
    List<Map<String, String>> ways = new ArrayList<>(List.of(new LinkedHashMap<>()));
    for (Profile.Parameter p : profile.parameters()) {
      if (!p.scenario()) {
        continue;
      }
      Optional<Set<String>> chosen = settings.values(profile, p.name());
      List<Map<String, String>> next = new ArrayList<>();
      for (Map<String, String> way : ways) {
        for (String value : p.values()) {
          if (chosen.isEmpty() || chosen.get().contains(value)) {
            Map<String, String> longer = new LinkedHashMap<>(way);
            longer.put(p.name(), value);
            next.add(longer);
          }
        }
      }
      ways = next;
    }
    List<BoundProfile.Scenario> out = new ArrayList<>();
    for (Map<String, String> way : ways) {
      List<String> words =
          way.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
      out.add(
          new BoundProfile.Scenario(
              String.join(", ", words),
              flows.stream().filter(f -> needs(words, f)).map(Flow::id).toList()));
    }
    return out;
  }

  private static boolean needs(List<String> way, Flow flow) {
    if (!flow.isApplicable()) {
      return false;
    }
    List<String> wanted = flow.origin().scenarios();
    return way.stream()
        .allMatch(
            w -> {
              String parameter = w.substring(0, w.indexOf('=') + 1);
              return wanted.contains(w) || wanted.stream().noneMatch(x -> x.startsWith(parameter));
            });
  }
}
