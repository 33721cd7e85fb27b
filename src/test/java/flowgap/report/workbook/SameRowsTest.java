package flowgap.report.workbook;

import static flowgap.report.workbook.WorkbookReportTest.cell;
import static flowgap.report.workbook.WorkbookReportTest.column;
import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.Severity;
import flowgap.analysis.Verdict;
import flowgap.flow.Requirement;
import flowgap.report.Format;
import flowgap.report.Reports;
import flowgap.report.SampleReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is the same on many firewalls is one row, which readers fill in for all of them. */
class SameRowsTest {
  @TempDir Path folder;

  @Test
  void theSameOnManyFirewallsIsOneRowWithAllOfThem() throws IOException {
    Reports.write(report(2_600), folder, EnumSet.of(Format.XLSX));
    try (XSSFWorkbook book = book()) {
      Sheet rules = book.getSheet("Rule findings");
      assertThat(cell(rules, 1, "Firewall"))
          .isEqualTo("2600 firewalls: fw-0, fw-1, fw-2 and 2597 more");
      assertThat(cell(rules, 1, "What it is")).endsWith(" (the same on 2599 more firewalls)");
      assertThat(cell(rules, 1, "All firewalls").lines()).hasSize(2_600).contains("fw-2599");
      assertThat(cell(rules, 1, "All findings")).endsWith("[…continued in the next row]");
      assertThat(cell(rules, 2, "Finding")).isEqualTo(cell(rules, 1, "Finding"));
      assertThat(cell(rules, 2, "All findings")).startsWith("[continued] ").contains(id(1, 2_599));
      assertThat(rules.getLastRowNum()).as("another text on the last one").isEqualTo(3);
      Sheet blocked = book.getSheet("Blocked flows");
      assertThat(cell(blocked, 1, "All firewalls").lines()).hasSize(2_600);
      assertThat(blocked.getLastRowNum()).isEqualTo(3);
      // whichever of its findings a link is about, it leads to the row
      Sheet matrix = book.getSheet("Flow matrix");
      assertThat(matrix.getHyperlinkList()).hasSizeGreaterThan(2_599);
    }
  }

  @Test
  void whatIsFilledInHoldsForEachOfThemAndIsTakenOver() throws IOException {
    Reports.write(report(2_600), folder, EnumSet.of(Format.XLSX));
    try (XSSFWorkbook book = book()) {
      fill(book.getSheet("Rule findings"), 1, "Ticket", "CHG-1");
      fill(book.getSheet("Blocked flows"), 1, "Owner", "M. Sample");
      // as readers do
      Sheet rules = book.getSheet("Rule findings");
      Row last = rules.createRow(9);
      for (int i = 0; i < rules.getRow(2).getLastCellNum(); i++) {
        last.createCell(i).setCellValue(cell(rules, 2, plain(rules, 0, i)));
      }
      rules.removeRow(rules.getRow(2));
      try (var out = Files.newOutputStream(folder.resolve("report.xlsx"))) {
        book.write(out);
      }
    }
    Previous previous = PreviousReader.read(folder.resolve("report.xlsx"));
    assertThat(previous.gaps()).hasSize(2_600);
    assertThat(previous.filled().cells())
        .hasSize(5_200)
        .containsEntry("finding/" + id(1, 2_599), Map.of("Ticket", "CHG-1"))
        .containsEntry("finding/" + id(2, 2_599), Map.of("Owner", "M. Sample"));

    Reports.write(report(2_601), folder, EnumSet.of(Format.XLSX));
    try (XSSFWorkbook book = book()) {
      Sheet rules = book.getSheet("Rule findings");
      assertThat(cell(rules, 1, "Ticket")).isEqualTo("CHG-1");
      assertThat(cell(rules, 1, "All firewalls").lines()).hasSize(2_600);
      assertThat(cell(rules, 3, "Firewall")).as("nobody filled in this one").isEqualTo("fw-2600");
      assertThat(cell(rules, 3, "Ticket")).isEmpty();
      assertThat(
              plain(book.getSheet("Summary"), rowThatBegins(book, "Since the previous report:"), 0))
          .contains("0 of 2600 gaps closed, 1 new");
    }
  }

  private static int rowThatBegins(XSSFWorkbook book, String text) {
    for (Row r : book.getSheet("Summary")) {
      if (r.getCell(0) != null && r.getCell(0).toString().startsWith(text)) {
        return r.getRowNum();
      }
    }
    throw new AssertionError(text);
  }

  private static String plain(Sheet sheet, int row, int column) {
    return sheet.getRow(row).getCell(column).toString();
  }

  private static void fill(Sheet sheet, int row, String title, String value) {
    sheet
        .getRow(row)
        .getCell(column(sheet, title), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK)
        .setCellValue(value);
  }

  private XSSFWorkbook book() throws IOException {
    return new XSSFWorkbook(Files.newInputStream(folder.resolve("report.xlsx")));
  }

  private static String id(int kind, int firewall) {
    return String.format("%04x%08x", kind, firewall);
  }

  /**
   * Firewalls with different policies, of which all but one more have a rule and a gap in common.
   */
  private static AuditReport report(int firewalls) {
    List<FirewallAudit> audits = new ArrayList<>();
    List<Finding> gaps = new ArrayList<>();
    List<FlowAtFirewall> at = new ArrayList<>();
    for (int n = 0; n < firewalls; n++) {
      audits.add(
          SampleReport.firewall(
              "fw-" + n,
              "iptables",
              false,
              List.of(),
              List.of(finding(1, n, "in:" + n, FindingType.RISKY_SERVICE, "-A in -j ACCEPT"))));
      gaps.add(finding(2, n, "in:default", FindingType.BLOCKED_FLOW, "-P FORWARD DROP"));
      at.add(SampleReport.blocked("F", "fw-" + n, "in:default"));
    }
    audits.add(
        SampleReport.firewall(
            "zz",
            "iptables",
            false,
            List.of(),
            List.of(finding(3, 0, "in:1", FindingType.RISKY_SERVICE, "-A in -p tcp -j ACCEPT"))));
    return SampleReport.report(
        audits,
        List.of(
            SampleReport.flow(
                "F",
                "",
                "tcp/443",
                Requirement.REQUIRED,
                Verdict.BLOCKED,
                at.toArray(FlowAtFirewall[]::new))),
        Stream.concat(
                gaps.stream(),
                Stream.of(finding(4, 0, "in:1", FindingType.UNDECIDED_FLOW, "-j MARK")))
            .toList());
  }

  private static Finding finding(
      int kind, int firewall, String rule, FindingType type, String text) {
    return new Finding(
        id(kind, firewall),
        type,
        Severity.HIGH,
        kind < 3 ? "fw-" + firewall : "zz",
        rule,
        SampleReport.span("fw-" + firewall, 7 + firewall, text),
        "Rule " + rule + " is what it is",
        type.isAboutFlow() ? List.of("F") : List.of(),
        List.of(),
        "",
        Map.of(),
        Optional.empty());
  }
}
