package flowgap.report.workbook;

import flowgap.analysis.AuditReport;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.RuleRow;
import flowgap.policy.Rule;
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
 * @param commands what its changes proposed, one command each, as {@link #words} gives them
 * @param made when it was made, ISO 8601; empty where it does not say
 */
public record Previous(Filled filled, Set<String> gaps, Set<String> commands, String made) {
  /** How names begin that flowgap gives to the rules that it proposes. */
  private static final String OWN = "flowgap-";

  private static final Set<FindingType> GAPS =
      Set.of(FindingType.BLOCKED_FLOW, FindingType.PARTIAL_FLOW, FindingType.FORBIDDEN_FLOW);

  public Previous {
    gaps = Collections.unmodifiableSet(new TreeSet<>(gaps));
    commands = Set.copyOf(commands);
  }

  /** What changed since, in sentences: {@code 5 of 7 gaps closed, 0 new …}. */
  public List<String> changes(AuditReport report) {
    Set<String> now = new HashSet<>();
    report.flowMarks().filter(f -> GAPS.contains(f.type())).forEach(f -> now.add(f.id()));
    long closed = gaps.stream().filter(id -> !now.contains(id)).count();
    long fresh = now.stream().filter(id -> !gaps.contains(id)).count();
    long temporary = 0;
    for (FirewallAudit f : report.firewalls()) {
      temporary += f.allRules().stream().filter(this::isTemporary).count();
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

  /**
   * Rules that flowgap proposed: by the name, comment or schedule that it gave them, else by their
   * words.
   */
  private boolean isTemporary(RuleRow r) {
    return r.label().startsWith(OWN)
        || r.comment().startsWith(OWN)
        || r.shown().getOrDefault(Rule.Column.SCHEDULE, "").startsWith(OWN)
        || commands.contains(words(r.span().text()));
  }

  /** A command without the place in its list ({@code line 3} of the ASA), in single blanks. */
  static String words(String command) {
    return command
        .strip()
        .replaceAll("\\s+", " ")
        .replaceFirst("^(access-list \\S+) line \\d+ ", "$1 ");
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
