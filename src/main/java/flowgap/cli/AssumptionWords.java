package flowgap.cli;

import flowgap.analysis.Assumptions;
import flowgap.flow.NearMatches;
import flowgap.policy.Condition;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What {@code --assume} may name. */
final class AssumptionWords {
  private static final Map<String, Condition.Kind> KNOWN =
      new TreeMap<>(
          Map.of(
              "app-id=as-named", Condition.Kind.APPLICATION,
              "rate-limits=within", Condition.Kind.RATE_LIMIT));

  private AssumptionWords() {}

  static Assumptions parse(List<String> words) throws UsageFailure {
    Set<Condition.Kind> out = EnumSet.noneOf(Condition.Kind.class);
    for (String w : words) {
      Condition.Kind kind = KNOWN.get(w);
      if (kind == null) {
        throw new UsageFailure(
            "--assume: nothing is called '%s'%s; there are %s"
                .formatted(
                    w, NearMatches.hint(w, KNOWN.keySet()), String.join(", ", KNOWN.keySet())));
      }
      out.add(kind);
    }
    return new Assumptions(out);
  }

  /** The sentences for the head of every report. */
  static List<String> headers(List<String> words) {
    return words.stream()
        .distinct()
        .sorted()
        .map(
            w ->
                switch (w) {
                  case "app-id=as-named" ->
                      "Assumed by the user: App-ID identifies every application as the rules that permit it name it; what a deny names stays undecided (app-id=as-named)";
                  case "rate-limits=within" ->
                      "Assumed by the user: traffic stays within every rate limit (rate-limits=within)";
                  default -> "Assumed by the user: " + w;
                })
        .toList();
  }
}
