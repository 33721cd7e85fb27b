package flowgap.report.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingIds;
import flowgap.analysis.FindingType;
import flowgap.analysis.Severity;
import flowgap.report.SampleReport;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreviousTest {
  private static final Previous BLOCKED_ON_A =
      new Previous(Filled.NOTHING, Set.of(id(FindingType.BLOCKED_FLOW, "F-1")), List.of(), "");

  @Test
  void whatPassesInPartOrPerhapsNowIsNotClosed() {
    for (FindingType now :
        List.of(FindingType.BLOCKED_FLOW, FindingType.PARTIAL_FLOW, FindingType.UNDECIDED_FLOW)) {
      assertThat(BLOCKED_ON_A.changes(report(gap(now, "F-1")), List.of()))
          .as(now.word())
          .containsExactly("0 of 1 gap closed, 0 new, 0 temporary rules there.");
    }
  }

  @Test
  void anotherFlowsGapIsNewAndTheOldOneIsClosed() {
    assertThat(BLOCKED_ON_A.changes(report(gap(FindingType.PARTIAL_FLOW, "F-2")), List.of()))
        .containsExactly("1 of 1 gap closed, 1 new, 0 temporary rules there.");
  }

  private static AuditReport report(Finding... gaps) {
    return SampleReport.report(List.of(), List.of(), Arrays.asList(gaps));
  }

  private static Finding gap(FindingType type, String flow) {
    return SampleReport.finding(
        id(type, flow),
        type,
        Severity.HIGH,
        SampleReport.EDGE,
        "in:1",
        "",
        List.of(flow),
        SampleReport.span(SampleReport.EDGE, 7, "deny"),
        Optional.empty());
  }

  private static String id(FindingType type, String flow) {
    return new FindingIds().next(type, SampleReport.EDGE, "forward", "", flow);
  }
}
