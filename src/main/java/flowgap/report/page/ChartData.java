package flowgap.report.page;

import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Place;
import flowgap.analysis.Severity;
import flowgap.analysis.Verdict;
import flowgap.report.Plain;
import flowgap.source.Coverage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The numbers behind the charts. */
final class ChartData {
  /** Bars of one chart. */
  private static final int BARS = 15;

  private static final List<Verdict> SHOWN =
      List.of(Verdict.PERMITTED, Verdict.PARTIAL, Verdict.BLOCKED, Verdict.UNDECIDED);

  private ChartData() {}

  static List<Bars> of(View view) {
    List<Bars> out = new ArrayList<>();
    if (!view.report.flows().isEmpty()) {
      out.add(verdicts(view));
    }
    out.add(severities(view));
    out.add(findings(view));
    out.add(coverage(view));
    return out;
  }

  private static Bars verdicts(View view) {
    Map<String, int[]> counts = new LinkedHashMap<>();
    view.report.firewalls().forEach(f -> counts.put(f.name(), new int[SHOWN.size()]));
    for (FlowResult r : view.report.flows()) {
      for (Place a : r.places()) {
        int at = SHOWN.indexOf(a.verdict());
        if (at >= 0 && counts.containsKey(a.firewall())) {
          counts.get(a.firewall())[at]++;
        }
      }
    }
    List<Map.Entry<String, int[]>> rows = new ArrayList<>(counts.entrySet());
    rows.sort(java.util.Comparator.comparingInt(e -> -(e.getValue()[1] + e.getValue()[2])));
    List<String> words = SHOWN.stream().map(Verdict::word).toList();
    return Bars.of(
        "Flows by firewall and verdict" + worst(rows.size()),
        words,
        words,
        rows.stream()
            .limit(BARS)
            .map(
                e ->
                    new Bars.Numbers(
                        name(e.getKey()), Arrays.stream(e.getValue()).boxed().toList()))
            .toList());
  }

  private static Bars severities(View view) {
    List<Bars.Numbers> rows = new ArrayList<>();
    for (Severity s : Severity.values()) {
      rows.add(new Bars.Numbers(s.word(), List.of(view.counts.severities().get(s.word()))));
    }
    return Bars.of(
        "Findings by severity, without accepted ones", List.of("count"), List.of("findings"), rows);
  }

  private static Bars findings(View view) {
    List<Bars.Numbers> rows = new ArrayList<>();
    view.counts
        .findings()
        .forEach(
            (type, n) -> {
              if (n > 0) {
                rows.add(new Bars.Numbers(type, List.of(n)));
              }
            });
    rows.sort(java.util.Comparator.comparingInt(n -> -n.values().get(0)));
    return Bars.of("Findings by type", List.of("count"), List.of("findings"), rows);
  }

  private static Bars coverage(View view) {
    List<Bars.Numbers> rows =
        view.report.firewalls().stream()
            .sorted(java.util.Comparator.comparingInt(f -> -f.coverage().notUnderstood()))
            .limit(BARS)
            .map(ChartData::coverage)
            .toList();
    return Bars.of(
        "Lines of the configurations" + worst(view.report.firewalls().size()),
        List.of("modelled", "ignored", "conditions", "not-understood"),
        List.of("modelled", "rightly ignored", "conditions", "not understood"),
        rows);
  }

  private static Bars.Numbers coverage(FirewallAudit f) {
    Coverage c = f.coverage();
    return new Bars.Numbers(
        name(f.name()), List.of(c.modelled(), c.ignored(), c.conditions(), c.notUnderstood()));
  }

  /** Says that there are more firewalls than bars. */
  private static String worst(int firewalls) {
    return firewalls <= BARS
        ? ""
        : String.format(Locale.ROOT, ", the worst %d of %,d firewalls", BARS, firewalls);
  }

  private static String name(String firewall) {
    String line = Plain.line(firewall);
    return line.length() <= 15 ? line : line.substring(0, 14) + "…";
  }
}
