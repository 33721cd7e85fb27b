package flowgap.report;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.Said;
import flowgap.analysis.Severity;
import flowgap.source.SourceSpan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** Firewalls whose policies differ, but for one rule. */
class SameFindingsTest {
  private static final String TELNET = "access-list in extended permit tcp any any eq telnet";

  @Test
  void theSameRuleAtAnotherPlaceOfAnotherListIsOneRow() {
    AuditReport report =
        report(risky("a", 3, TELNET), risky("b", 71, TELNET), risky("c", 1, "ssh"));
    SameFindings same = SameFindings.of(report);
    assertThat(rows(same)).containsExactly(List.of("a", "b"), List.of("c"));
    assertThat(same.rows()).isEqualTo(2);
    assertThat(same.findings()).isEqualTo(3);
  }

  @Test
  void twoFindingsOfOneFirewallAreTwoRows() {
    AuditReport report =
        report(risky("a", 3, TELNET), risky("a", 9, TELNET), risky("b", 5, TELNET));
    assertThat(rows(SameFindings.of(report))).containsExactly(List.of("a", "b"), List.of("a"));
  }

  @Test
  void whateverElseIsSaidKeepsThemApart() {
    Finding first = risky("a", 3, TELNET);
    assertThat(rows(first, with(first, Severity.MEDIUM, Map.of()))).hasSize(2);
    assertThat(rows(first, with(first, Severity.HIGH, Map.of("permissiveness", "9")))).hasSize(2);
    assertThat(rows(first, with(first, Severity.HIGH, Map.of()))).hasSize(1);
  }

  @Test
  void onlyPlacesAndNamesThatStandByThemselvesAreLeftOut() {
    Finding f = finding("edge", "in:1", "Rule in:1 of edge (x.cfg:1) meets in:12 and edge-2");
    assertThat(Said.message(f)).isEqualTo("Rule \1 of \1 (\1) meets in:12 and edge-2");
    assertThat(Said.message(finding("edge", "12", "Rule 12 opens 12 ports")))
        .isEqualTo("Rule 12 opens 12 ports");
  }

  @Test
  void anAcceptedFindingStandsApart() {
    AuditReport report = report(risky("a", 3, TELNET), risky("b", 7, TELNET));
    AuditReport accepted =
        new AuditReport(
            report.version(),
            report.generated(),
            report.options(),
            report.headers(),
            report.firewalls(),
            report.flows(),
            report.flowFindings(),
            report.prerequisites(),
            report.readiness(),
            report.scope(),
            report.problems(),
            report.skipped(),
            report.changes(),
            Map.of(
                report.findings().get(0).id(),
                new AuditReport.Accepted(
                    report.findings().get(0).id(), "known", "M", "J", "2030-01-01", false)),
            List.of(),
            List.of());
    assertThat(rows(SameFindings.of(accepted))).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void everyFormatNamesAllFirewallsInOneRow() throws IOException {
    AuditReport report = report(risky("a", 3, TELNET), risky("b", 71, TELNET), risky("c", 2, "x"));
    List<CSVRecord> csv =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(text(out -> FindingsCsv.write(report, out))))
            .getRecords();
    assertThat(csv).extracting(r -> r.get("firewalls")).containsExactly("a; b", "c");
    assertThat(csv.get(0).get("ids"))
        .isEqualTo(report.findings().get(0).id() + "; " + report.findings().get(1).id());
    assertThat(text(out -> MarkdownReport.write(report, out)))
        .contains(
            "risky-service `" + report.findings().get(0).id() + "` and 1 more | in:3 | a, b |");
    assertThat(text(out -> JsonReport.write(report, out)).replaceAll("\\s+", ""))
        .contains("\"firewalls\":[\"a\",\"b\"],\"same_findings\":[\"")
        .doesNotContain("\"firewalls\":[\"c\"]", "\"same_findings\":[]");
  }

  /** Something that writes a report. */
  private interface Written {
    void to(ByteArrayOutputStream out) throws IOException;
  }

  private static String text(Written written) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    written.to(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<List<String>> rows(Finding first, Finding second) {
    return rows(SameFindings.of(report(first, second)));
  }

  private static List<List<String>> rows(SameFindings same) {
    List<List<String>> out = new ArrayList<>();
    for (int i = 0; i < same.findings(); i++) {
      if (same.isFirst(i)) {
        out.add(same.row(i).stream().map(FindingMark::firewall).toList());
      }
    }
    return out;
  }

  private static Finding with(Finding f, Severity severity, Map<String, String> details) {
    return new Finding(
        "0000000000b0",
        f.type(),
        severity,
        "b",
        f.rule(),
        f.span(),
        f.message(),
        f.flows(),
        f.becauseOf(),
        f.example(),
        details,
        f.change());
  }

  /** {@code in:3} of the firewall's list, which permits this. */
  private static Finding risky(String firewall, int place, String text) {
    String rule = "in:" + place;
    Finding f = finding(firewall, rule, "Rule " + rule + " opens telnet (tcp/23) to any source");
    return new Finding(
        String.format("%06x%06x", firewall.hashCode(), place),
        f.type(),
        f.severity(),
        firewall,
        rule,
        SourceSpan.of(firewall + ".cfg", 40 + place, text),
        f.message(),
        f.flows(),
        f.becauseOf(),
        f.example(),
        f.details(),
        f.change());
  }

  private static Finding finding(String firewall, String rule, String message) {
    return new Finding(
        "0000000000a0",
        FindingType.RISKY_SERVICE,
        Severity.HIGH,
        firewall,
        rule,
        SourceSpan.of("x.cfg", 1, TELNET),
        message,
        List.of(),
        List.of(),
        "",
        Map.of(),
        Optional.empty());
  }

  private static AuditReport report(Finding... findings) {
    List<FirewallAudit> firewalls = new ArrayList<>();
    for (Finding f : findings) {
      if (firewalls.stream().noneMatch(a -> a.name().equals(f.firewall()))) {
        List<Finding> own =
            java.util.stream.Stream.of(findings)
                .filter(o -> o.firewall().equals(f.firewall()))
                .toList();
        firewalls.add(SampleReport.firewall(f.firewall(), "iptables", false, List.of(), own));
      }
    }
    return SampleReport.report(firewalls, List.of(), List.of());
  }
}
