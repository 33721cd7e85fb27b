package flowgap.cli;

import flowgap.analysis.AuditReport;
import flowgap.analysis.FindingType;
import flowgap.analysis.FlowResult;
import flowgap.flow.NearMatches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What makes an audit end with status 1. Findings about flows count where the flow's requirement
 * fails the audit; accepted findings do not count.
 */
record FailOn(Set<FindingType> types) {
  static final String USUAL = "blocked,partial,undecided,unbound,forbidden-flow";

  static FailOn parse(String list) throws UsageFailure {
    Set<FindingType> out = EnumSet.noneOf(FindingType.class);
    List<String> known = new ArrayList<>(List.of("none"));
    for (FindingType t : FindingType.values()) {
      known.add(t.word());
      if (t.isAboutFlow()) {
        known.add(t.word().replace("-flow", ""));
      }
    }
    for (String part : list.split(",", -1)) {
      String word = part.strip();
      if (word.equals("none") || word.isEmpty()) {
        continue;
      }
      FindingType type =
          Arrays.stream(FindingType.values())
              .filter(
                  t -> t.word().equals(word) || t.isAboutFlow() && t.word().equals(word + "-flow"))
              .findFirst()
              .orElseThrow(
                  () ->
                      new UsageFailure(
                          "--fail-on: no finding is called '%s'%s; there are %s"
                              .formatted(
                                  word, NearMatches.hint(word, known), String.join(", ", known))));
      out.add(type);
    }
    return new FailOn(out);
  }

  boolean fails(AuditReport report) {
    Map<String, Boolean> counts = new HashMap<>();
    for (FlowResult f : report.flows()) {
      counts.put(f.flow().id(), f.flow().requirement().failsAudit());
    }
    return report
        .marks()
        .anyMatch(
            f -> {
              AuditReport.Accepted accepted = report.accepted().get(f.id());
              boolean open = accepted == null || accepted.expired();
              boolean about = !f.type().isAboutFlow() || counts.getOrDefault(f.flow(), false);
              return types.contains(f.type()) && open && about;
            });
  }
}
