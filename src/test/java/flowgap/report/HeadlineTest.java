package flowgap.report;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.AuditReport;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Readinesses;
import flowgap.analysis.Verdict;
import flowgap.flow.Requirement;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadlineTest {
  @Test
  void theFirstSentenceSaysWhatIsBlockedWhereAndWhatOpensIt() {
    assertThat(Headline.of(SampleReport.whole()).text())
        .isEqualTo(
            "Not ready: 1 of 5 required flows is blocked on edge-1, 1 is permitted only in part on"
                + " edge-1; 1 proved change opens RM-02 (changes/edge-1/open.txt), none opens RM-03."
                + " 1 is undecided: App-ID. 1 is not judged: the site file binds no address to"
                + " backup-server. The conditional flow, whose condition nobody has confirmed,"
                + " would not certainly pass. 1 of 1 forbidden flow passes. 1 flow is"
                + " carried by no firewall that was given. 1 configuration could not be read:"
                + " old-fw. 1 finding is accepted as an exception.");
  }

  @Test
  void theBasisSaysHowMuchWasUnderstoodAndWhatNoConfigurationShows() {
    assertThat(Headline.basis(SampleReport.whole()))
        .containsExactly(
            "Coverage: of 3 configurations, 600 lines, 98.0 % are understood; those that are not are"
                + " on core-2, edge-1 and vpc-0a1 (prod).",
            "Age: 3 of 3 exports say when they were made; the oldest, of core-2, is 12 days old.",
            "1 prerequisite cannot be seen in configurations; the list says what evidence to ask"
                + " for.");
  }

  @Test
  void withoutFlowsNothingIsAssessed() {
    AuditReport none = SampleReport.report(List.of(), List.of(), List.of());
    assertThat(Headline.of(none).state()).isEqualTo("Not assessed");
  }

  @Test
  void allPermittedIsReady() {
    assertThat(Headline.of(with(flow("A", Verdict.PERMITTED), flow("B", Verdict.PERMITTED))).text())
        .startsWith("Ready: all 2 required flows are permitted.");
  }

  @Test
  void aFlowThatNoFirewallCarriesIsNoReasonToSayReady() {
    assertThat(Headline.of(with(flow("A", Verdict.NOT_ON_PATH))).state()).isEqualTo("Undetermined");
    assertThat(
            Headline.of(with(flow("A", Verdict.NOT_ON_PATH), flow("B", Verdict.PERMITTED))).state())
        .isEqualTo("Ready with conditions");
  }

  @Test
  void whatAFirewallBlocksThatMayNotBeOnTheWayIsSaidWithWhatWouldSettleIt() {
    FlowResult flow =
        SampleReport.flow(
            "A",
            "A",
            "tcp/443",
            Requirement.REQUIRED,
            Verdict.UNDECIDED,
            SampleReport.undecided("A", SampleReport.CORE),
            SampleReport.blocked("A", SampleReport.EDGE, "outside_in:default"));
    assertThat(Headline.of(with(flow)).further())
        .contains(
            "edge-1 blocks some of them, but nothing proves that they pass there: name the firewalls"
                + " of each flow in the flow list.");
  }

  @Test
  void longListsOfNamesAreCounted() {
    assertThat(Headline.names(List.of("a"))).isEqualTo("a");
    assertThat(Headline.names(List.of("a", "b", "c", "d"))).isEqualTo("a, b, c and d");
    assertThat(Headline.names(List.of("a", "b", "c", "d", "e"))).isEqualTo("a, b, c and 2 more");
  }

  private static FlowResult flow(String id, Verdict verdict) {
    return SampleReport.flow(id, id, "tcp/443", Requirement.REQUIRED, verdict);
  }

  private static AuditReport with(FlowResult... flows) {
    return SampleReport.report(List.of(), List.of(flows), List.of());
  }

  @Test
  void readinessIsCountedByProductAndScenario() {
    AuditReport report = SampleReport.whole();
    assertThat(Readinesses.of(report.flows(), report.flowMarks()))
        .containsExactly(
            new AuditReport.Readiness(
                "rivermeadow", "scenario=os", "Not ready", 5, 1, 1, 1, 1, 1, 1));
    assertThat(Readinesses.at("core-2", report.flows(), report.flowMarks()))
        .containsExactly(
            new AuditReport.Readiness(
                "rivermeadow", "scenario=os", "Undetermined", 3, 2, 0, 0, 1, 0, 0));
  }
}
