package flowgap.report.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.Evidence;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingType;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.Severity;
import flowgap.analysis.Verdict;
import flowgap.report.SampleReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BecauseTest {
  @Test
  void aDenialIsExplicitOrImplicitOrNoRuleAtAll() {
    assertThat(reason(FindingType.BLOCKED_FLOW, "outside_in:4", "proved"))
        .isEqualTo("explicit deny");
    assertThat(reason(FindingType.BLOCKED_FLOW, "outside_in:default", "proved"))
        .isEqualTo("implicit deny");
    assertThat(reason(FindingType.BLOCKED_FLOW, "no route out of outside", "proved"))
        .isEqualTo("no rule: no route out of outside");
  }

  @Test
  void aFirewallThatMayNotBeOnTheWayIsNoDenial() {
    assertThat(reason(FindingType.UNDECIDED_FLOW, "outside_in:4", "assumed"))
        .isEqualTo("place on the way not proved");
    assertThat(reason(FindingType.UNDECIDED_FLOW, "outside_in:4", "stated")).isEmpty();
  }

  @Test
  void whatNobodyBoundAndWhatMustNotPassAreSaid() {
    assertThat(reason(FindingType.UNBOUND_FLOW, "", "proved")).isEqualTo("role without address");
    assertThat(reason(FindingType.FORBIDDEN_FLOW, "in:1", "proved"))
        .isEqualTo("permitted, must not be");
  }

  private static String reason(FindingType type, String rule, String onPath) {
    Finding finding =
        SampleReport.finding(
            "0123456789ab",
            type,
            Severity.HIGH,
            SampleReport.EDGE,
            rule,
            "",
            List.of("A"),
            SampleReport.span(SampleReport.EDGE, 7, "deny"),
            Optional.empty());
    Evidence evidence =
        new Evidence(rule, "", "deny", "opening", finding.span(), "tcp any -> any:443", true);
    FlowAtFirewall at =
        new FlowAtFirewall(
            "A",
            SampleReport.EDGE,
            Verdict.BLOCKED,
            "forward",
            "outside",
            "inside",
            onPath,
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(evidence),
            0,
            List.of(),
            List.of(),
            List.of(),
            "");
    return Because.of(finding, Optional.of(evidence), Optional.of(at));
  }
}
