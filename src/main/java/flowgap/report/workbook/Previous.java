package flowgap.report.workbook;

import flowgap.analysis.AuditReport;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.RuleRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an earlier workbook holds.
 *
 * @param filled what readers filled in
 * @param gaps ids of its findings about blocked, partial and forbidden flows
 * @param made when it was made, ISO 8601; empty where it does not say
 */
public record Previous(Filled filled, Set<String> gaps, String made) {
  /** How names begin that flowgap gives to the rules that it proposes. */
  private static final String OWN = "flowgap-";

  private static final Set<FindingType> GAPS =
      Set.of(FindingType.BLOCKED_FLOW, FindingType.PARTIAL_FLOW, FindingType.FORBIDDEN_FLOW);

  public Previous {
    gaps = Collections.unmodifiableSet(new TreeSet<>(gaps));
  }

  /** What changed since, in sentences: {@code 5 of 7 gaps closed, 0 new …}. */
  public List<String> changes(AuditReport report) {
    Set<String> now = new HashSet<>();
    report.flowMarks().filter(f -> GAPS.contains(f.type())).forEach(f -> now.add(f.id()));
    long closed = gaps.stream().filter(id -> !now.contains(id)).count();
    long fresh = now.stream().filter(id -> !gaps.contains(id)).count();
    long temporary = 0;
    for (FirewallAudit f : report.firewalls()) {
      temporary += f.allRules().stream().filter(Previous::isTemporary).count();
    }
    List<String> out = new ArrayList<>();
    out.add(
        closed
            + " of "
            + gaps.size()
            + (gaps.size() == 1 ? " gap" : " gaps")
            + " closed, "
            + fresh
            + " new, "
            + temporary
            + (temporary == 1 ? " temporary rule" : " temporary rules")
            + (temporary > 0 ? " still there." : " there."));
    List<String> lost = lost(report);
    if (!lost.isEmpty()) {
      out.add(
          lost.size()
              + (lost.size() == 1 ? " row that was" : " rows that were")
              + " filled in has no finding any more; the earlier workbook keeps it: "
              + flowgap.report.Headline.names(lost)
              + ".");
    }
    return out;
  }

  private static boolean isTemporary(RuleRow r) {
    return r.label().contains(OWN) || r.comment().contains(OWN) || r.span().text().contains(OWN);
  }

  private List<String> lost(AuditReport report) {
    Set<String> now = new HashSet<>();
    report.marks().forEach(f -> now.add(f.id()));
    Set<String> lost = new TreeSet<>();
    for (String key : filled.cells().keySet()) {
      String id = key.substring(key.indexOf('/') + 1);
      if (!key.startsWith("prerequisite/") && !now.contains(id)) {
        lost.add(id);
      }
    }
    return List.copyOf(lost);
  }
}
