package flowgap.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Severity;
import flowgap.analysis.Verdict;
import flowgap.flow.Requirement;
import flowgap.report.HostileReport;
import flowgap.report.SampleReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {
  @Test
  void theFirstScreenSaysWhatMatters() throws IOException {
    assertThat(page(SampleReport.whole()))
        .contains("<strong>Not ready:</strong> 1 of 5 required flows is blocked on edge-1");
  }

  @Test
  void everyLinkLeadsToAPlaceAndNoPlaceIsThereTwice() throws IOException {
    String page = page(SampleReport.whole());
    List<String> ids = all(page, " id=\"([^\"]+)\"");
    Set<String> once = new HashSet<>(ids);
    assertThat(once).hasSameSizeAs(ids);
    List<String> links = all(page, "href=\"#([^\"]+)\"");
    assertThat(links).hasSizeGreaterThan(40);
    assertThat(links).allMatch(once::contains).anyMatch(l -> l.startsWith("rule-"));
  }

  @Test
  void nothingIsLoadedFromAnywhere() throws IOException {
    String page = page(SampleReport.whole());
    assertThat(page).doesNotContainPattern("(?i)(src|href)=\"(https?:)?//");
    assertThat(all(page, "http-equiv=\"Content-Security-Policy\" content=\"([^\"]+)\"").get(0))
        .startsWith("default-src &#39;none&#39;")
        .doesNotContain("unsafe");
    assertThat(page).doesNotContain(" style=\"").doesNotContainPattern("(?i)\\son[a-z]+=\"");
  }

  @Test
  void hostileNamesCannotBecomeMarkup() throws IOException {
    String page = page(HostileReport.whole());
    assertThat(all(page, "(<script)")).hasSize(1);
    assertThat(all(page, "(<img)")).isEmpty();
    assertThat(page)
        .doesNotContain("\u202E", "\u0007", "\u0000", "\u001B", "\u2028", "href=\"javascript:")
        .contains("&lt;script&gt;alert(&#39;flowgap&#39;)&lt;/script&gt;".replace("&#39;", "'"));
  }

  @Test
  void twoRunsGiveTheSameBytes() throws IOException {
    assertThat(page(SampleReport.whole())).isEqualTo(page(SampleReport.whole()));
  }

  @Test
  void largeAuditsBecomeAFolder(@TempDir Path folder) throws IOException {
    AuditReport whole = SampleReport.whole();
    List<flowgap.analysis.FirewallAudit> firewalls = new ArrayList<>(whole.firewalls());
    for (int n = 0; n < 40; n++) {
      firewalls.add(SampleReport.firewall("fw-" + n, "iptables", false, List.of(), List.of()));
    }
    AuditReport report = SampleReport.report(firewalls, whole.flows(), whole.flowFindings());
    assertThat(Pages.needsFolder(whole)).isFalse();
    assertThat(Pages.needsFolder(report)).isTrue();
    String index = page(report);
    writePages(report, folder.resolve(Pages.FOLDER));
    List<String> links = all(index, "href=\"(report/[^\"#]+)");
    assertThat(links).hasSizeGreaterThanOrEqualTo(44);
    for (String link : links) {
      assertThat(folder.resolve(link)).exists();
    }
    assertThat(Files.readString(folder.resolve("report/firewall-edge-1.html")))
        .contains("Firewall gap report of edge-1", "outside_in:default", "../report.html");
  }

  /** Every link of an index and of its pages leads to a place, however many firewalls there are. */
  @Test
  void anIndexStaysSmallAndItsLinksLeadSomewhere(@TempDir Path folder) throws IOException {
    List<flowgap.analysis.FirewallAudit> firewalls = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    List<FlowResult> flows = new ArrayList<>();
    List<FlowAtFirewall> at = new ArrayList<>();
    int many = 200;
    for (int n = 0; n < many; n++) {
      firewalls.add(SampleReport.firewall("fw-" + n, "iptables", false, List.of(), List.of()));
      at.add(SampleReport.blocked("F", "fw-" + n, "FORWARD:default"));
    }
    for (int k = 0; k < 5; k++) {
      String id = "F" + k;
      for (int n = 0; n < many; n++) {
        findings.add(
            new Finding(
                String.format("%06x%06x", k, n),
                FindingType.BLOCKED_FLOW,
                Severity.HIGH,
                "fw-" + n,
                "FORWARD:default",
                SampleReport.span("fw-" + n, 1, "-P FORWARD DROP -m comment --comment " + n),
                id + " is blocked",
                List.of(id),
                List.of(),
                "",
                Map.of(),
                Optional.empty()));
      }
      flows.add(
          SampleReport.flow(id, id, "tcp/443", Requirement.REQUIRED, Verdict.BLOCKED, own(id, at)));
    }
    AuditReport report = SampleReport.report(firewalls, flows, findings);
    String index = page(report);
    assertThat(index)
        .contains("… and 170 more, on the pages of the firewalls")
        .contains("… and 700 more, on the pages of the firewalls");
    assertThat(all(index, "data-type=\"(blocked-flow)\"")).hasSize(300);
    writePages(report, folder.resolve(Pages.FOLDER));
    Files.writeString(folder.resolve("report.html"), index);
    Set<String> own = Set.copyOf(all(index, " id=\"([^\"]+)\""));
    for (String link : all(index, "href=\"([^\"]+)\"")) {
      String anchor = link.substring(link.indexOf('#') + 1);
      if (link.startsWith("#")) {
        assertThat(own).contains(anchor);
      } else if (link.contains("#")) {
        Path page = folder.resolve(link.substring(0, link.indexOf('#')));
        assertThat(Files.readString(page)).as(link).contains(" id=\"" + anchor + "\"");
      } else {
        assertThat(folder.resolve(link)).exists();
      }
    }
  }

  /**
   * 1,000 firewalls and 100 flows, where nothing is the same anywhere and every list is as long as
   * it can be.
   */
  @Test
  void anIndexOfAThousandFirewallsCanBeOpened(@TempDir Path folder) throws IOException {
    String index = page(large(1_000, 100, true));
    assertThat(index.length()).isBetween(1_000_000, 4_000_000);
    assertThat(index)
        .contains("… and 970 more, on the pages of the firewalls")
        .contains("… and 99700 more, on the pages of the firewalls");
    assertThat(all(index, "data-type=\"(blocked-flow)\"")).hasSize(300);
  }

  /** The same where every firewall says the same. */
  @Test
  void whatIsTheSameOnAThousandFirewallsIsOneRow() throws IOException {
    String index = page(large(1_000, 100, false));
    assertThat(index.length()).isLessThan(2_500_000);
    assertThat(all(index, "data-type=\"(blocked-flow)\"")).hasSize(100);
    assertThat(index)
        .contains("100,000 findings in 100 rows")
        .contains("the same on fw-0000, fw-0001, fw-0002 and 997 more")
        .contains("data-firewall=\"0-999\"");
  }

  private static AuditReport large(int many, int flows, boolean isApart) {
    List<flowgap.analysis.FirewallAudit> firewalls = new ArrayList<>();
    for (int n = 0; n < many; n++) {
      firewalls.add(
          SampleReport.firewall(
              String.format("fw-%04d", n), "iptables", false, List.of(), List.of()));
    }
    List<Finding> findings = new ArrayList<>();
    List<FlowResult> results = new ArrayList<>();
    for (int k = 0; k < flows; k++) {
      String id = "F" + k;
      List<FlowAtFirewall> at = new ArrayList<>();
      for (int n = 0; n < many; n++) {
        String name = String.format("fw-%04d", n);
        String text = "-P FORWARD DROP" + (isApart ? " -m comment --comment " + n : "");
        findings.add(
            new Finding(
                String.format("%06x%06x", k, n),
                FindingType.BLOCKED_FLOW,
                Severity.HIGH,
                name,
                "FORWARD:default",
                SampleReport.span(name, 1, text),
                id + " is blocked on " + name,
                List.of(id),
                List.of(),
                "",
                Map.of(),
                Optional.of(
                    new flowgap.analysis.ProposedChange(
                        List.of("iptables -A FORWARD -j ACCEPT -m comment --comment " + n),
                        List.of(),
                        true,
                        ""))));
        at.add(SampleReport.blocked(id, name, "FORWARD:default"));
      }
      FlowResult one =
          SampleReport.flow(
              id,
              id,
              "tcp/443",
              Requirement.REQUIRED,
              Verdict.BLOCKED,
              at.toArray(FlowAtFirewall[]::new));
      List<String> remarks =
          isApart
              ? firewalls.stream().map(f -> "Its place on the path of " + f.name()).toList()
              : List.of();
      results.add(
          new FlowResult(one.flow(), one.verdict(), false, List.of(), remarks, one.at(), remarks));
    }
    return SampleReport.report(firewalls, results, findings);
  }

  private static FlowAtFirewall[] own(String flow, List<FlowAtFirewall> at) {
    return at.stream()
        .map(a -> SampleReport.blocked(flow, a.firewall(), "FORWARD:default"))
        .toArray(FlowAtFirewall[]::new);
  }

  /** Writes the sample for eyes: {@code -Dflowgap.pictures=FOLDER}. */
  @Test
  @EnabledIfSystemProperty(named = "flowgap.pictures", matches = ".+")
  void writesTheSampleForEyes() throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("flowgap.pictures")));
    Files.writeString(folder.resolve("report.html"), page(SampleReport.whole()));
    Files.writeString(folder.resolve("hostile.html"), page(HostileReport.whole()));
  }

  private static String page(AuditReport report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Pages.write(report, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult r) -> r.group(1))
        .toList();
  }

  private static void writePages(AuditReport report, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (FirewallAudit f : report.firewalls()) {
      Pages.writePage(report, f, folder);
    }
  }
}
