package flowgap.report.page;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.analysis.ProposedChange;
import flowgap.report.SameFindings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The findings of a page, of which only those that are shown are read. */
final class FindingRows {
  private final List<Finding> findings;
  private final SameFindings same;
  private final List<Integer> rows = new ArrayList<>();
  private final Map<String, List<Integer>> byFlow = new HashMap<>();

  FindingRows(AuditReport report) {
    this.findings = report.findings();
    this.same = SameFindings.of(report);
    for (int i = 0; i < same.findings(); i++) {
      if (same.isFirst(i)) {
        rows.add(i);
        String flow = same.mark(i).flow();
        if (!flow.isEmpty()) {
          byFlow.computeIfAbsent(flow, k -> new ArrayList<>()).add(i);
        }
      }
    }
  }

  /** Findings, each counted for itself. */
  int findings() {
    return same.findings();
  }

  int rows() {
    return rows.size();
  }

  /** The gravest; of those, in the order of the report. */
  Few<FindingRow> gravest(int most) {
    List<Integer> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(i -> same.mark(i).severity()));
    return read(Few.of(sorted, most));
  }

  Few<FindingRow> of(String flow, int most) {
    return read(Few.of(byFlow.getOrDefault(flow, List.of()), most));
  }

  private Few<FindingRow> read(Few<Integer> places) {
    return new Few<>(places.shown().stream().map(this::row).toList(), places.more());
  }

  private FindingRow row(int place) {
    List<FindingMark> all = same.row(place);
    return new FindingRow(findings.get(place), all, same.firewalls(all));
  }

  /** What would mend a finding on each of its firewalls: equal commands once. */
  static Map<ProposedChange, List<String>> changes(AuditReport report, FindingRow row) {
    Map<ProposedChange, List<String>> out = new LinkedHashMap<>();
    if (row.all().size() == 1) {
      row.finding().change().ifPresent(c -> out.put(c, List.of(row.finding().firewall())));
      return out;
    }
    for (FindingMark m : row.all()) {
      List<Finding> own =
          m.type().isAboutFlow()
              ? report.flowFindingsOf(m.flow())
              : report.firewalls().stream()
                  .filter(f -> f.name().equals(m.firewall()))
                  .flatMap(f -> f.findings().stream())
                  .toList();
      own.stream()
          .filter(f -> f.id().equals(m.id()))
          .findFirst()
          .flatMap(Finding::change)
          .ifPresent(c -> out.computeIfAbsent(c, k -> new ArrayList<>()).add(m.firewall()));
    }
    return out;
  }
}
