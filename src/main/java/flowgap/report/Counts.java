package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Severity;
import flowgap.analysis.Verdict;
import flowgap.flow.Requirement;
import flowgap.source.Coverage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many of each there are.
 *
 * @param required flows with requirement {@code required}, by verdict
 * @param byRequirement all flows, by requirement and verdict
 * @param findings by type, accepted ones included
 * @param severities findings that nobody accepted, by severity
 * @param accepted findings that the baseline accepts and that have not expired
 * @param firewalls {@code audited} and {@code failed}
 */
public record Counts(
    Map<String, Integer> required,
    Map<String, Map<String, Integer>> byRequirement,
    Map<String, Integer> findings,
    Map<String, Integer> severities,
    int accepted,
    Map<String, Integer> firewalls) {
  public static final List<String> VERDICTS =
      Arrays.stream(Verdict.values()).map(Verdict::word).toList();

  public static Counts of(AuditReport report) {
    Map<String, Map<String, Integer>> by = new LinkedHashMap<>();
    for (Requirement r : Requirement.values()) {
      by.put(r.word(), zeros(VERDICTS));
    }
    for (FlowResult f : report.flows()) {
      add(by.get(f.flow().requirement().word()), f.verdict().word());
    }
    Map<String, Integer> findings =
        zeros(Arrays.stream(FindingType.values()).map(FindingType::word).toList());
    Map<String, Integer> severities =
        zeros(Arrays.stream(Severity.values()).map(Severity::word).toList());
    int accepted = 0;
    for (FindingMark f : (Iterable<FindingMark>) report.marks()::iterator) {
      add(findings, f.type().word());
      if (isAccepted(report, f.id())) {
        accepted++;
      } else {
        add(severities, f.severity().word());
      }
    }
    Map<String, Integer> firewalls = zeros(List.of("audited", "failed"));
    for (FirewallAudit f : report.firewalls()) {
      add(firewalls, f.failed() ? "failed" : "audited");
    }
    return new Counts(
        by.get(Requirement.REQUIRED.word()), by, findings, severities, accepted, firewalls);
  }

  /** Whether somebody accepted the finding and the acceptance still holds. */
  public static boolean isAccepted(AuditReport report, Finding finding) {
    return isAccepted(report, finding.id());
  }

  /** The same by the finding's id. */
  public static boolean isAccepted(AuditReport report, String finding) {
    AuditReport.Accepted a = report.accepted().get(finding);
    return a != null && !a.expired();
  }

  /** Share of the lines whose meaning is known, in per cent; empty where there are none. */
  public static String understood(Coverage c) {
    if (c.lines() == 0) {
      return "";
    }
    // rounded down, so that one line that was not understood never shows as 100 per cent
    double share = Math.floor(1000d * (c.lines() - c.notUnderstood()) / c.lines()) / 10;
    return String.format(Locale.ROOT, "%.1f %%", share);
  }

  public int requiredTotal() {
    return required.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Map<String, Integer> zeros(List<String> keys) {
    Map<String, Integer> out = new LinkedHashMap<>();
    keys.forEach(k -> out.put(k, 0));
    return out;
  }

  private static void add(Map<String, Integer> counts, String key) {
    counts.merge(key, 1, Integer::sum);
  }
}
