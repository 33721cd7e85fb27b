package flowgap.report.workbook;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.ProposedChange;
import flowgap.analysis.Severity;
import flowgap.report.HostileReport;
import flowgap.report.SampleReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class WorkbookReportTest {
  @Test
  void theSheetsStandInTheOrderInWhichAnAuditorNeedsThem() throws IOException {
    try (XSSFWorkbook book = open(SampleReport.whole())) {
      List<String> names =
          IntStream.range(0, book.getNumberOfSheets()).mapToObj(book::getSheetName).toList();
      assertThat(names)
          .containsExactly(
              "Summary",
              "Blocked flows",
              "Changes",
              "Flow matrix",
              "Rule findings",
              "Prerequisites",
              "All rules",
              "Coverage and evidence gaps",
              "Exceptions",
              "Inputs",
              "Guide");
    }
  }

  @Test
  void theFirstScreenSaysWhatMatters() throws IOException {
    try (XSSFWorkbook book = open(SampleReport.whole())) {
      assertThat(texts(book.getSheet("Summary")))
          .anyMatch(t -> t.startsWith("Not ready: 1 of 5 required flows is blocked on edge-1"))
          .anyMatch(t -> t.startsWith("1 is undecided: App-ID"));
    }
  }

  @Test
  void aBlockedFlowNamesItsRuleItsLineAndItsPart() throws IOException {
    try (XSSFWorkbook book = open(SampleReport.whole())) {
      Sheet sheet = book.getSheet("Blocked flows");
      assertThat(cell(sheet, 3, "Flow")).isEqualTo("RM-03");
      assertThat(cell(sheet, 3, "Verdict")).isEqualTo("partial");
      assertThat(cell(sheet, 3, "Deciding rule")).isEqualTo("outside_in:4");
      assertThat(cell(sheet, 3, "Line")).isEqualTo("124");
      assertThat(cell(sheet, 3, "Blocked part")).isEqualTo("udp 10.1.0.128/25 -> 192.0.2.10:53");
      assertThat(cell(sheet, 3, "Passes")).isEqualTo("udp 10.1.0.0/25 -> 192.0.2.10:53");
      assertThat(cell(sheet, 3, "Reason")).isEqualTo("explicit deny");
      assertThat(cell(sheet, 3, "Source addresses")).isEqualTo("10.1.0.0/24");
      assertThat(cell(sheet, 3, "Destination addresses")).isEqualTo("192.0.2.10");
      assertThat(cell(sheet, 2, "Reason")).isEqualTo("implicit deny");
      assertThat(cell(sheet, 2, "Line")).as("implicit deny").isEmpty();
    }
  }

  @Test
  void theGravestStandFirst() throws IOException {
    List<String> order = List.of("critical", "high", "medium", "low", "info");
    try (XSSFWorkbook book = open(SampleReport.whole())) {
      for (String name : List.of("Blocked flows", "Rule findings")) {
        Sheet sheet = book.getSheet(name);
        List<Integer> severities = new ArrayList<>();
        for (int row = 1; row <= sheet.getLastRowNum(); row++) {
          severities.add(order.indexOf(cell(sheet, row, "Severity")));
        }
        assertThat(severities).as(name).hasSizeGreaterThan(2).doesNotContain(-1).isSorted();
      }
    }
  }

  @Test
  void everyTableHasFiltersAndHeadersThatItsColumnsName() throws IOException {
    try (XSSFWorkbook book = open(HostileReport.whole())) {
      int tables = 0;
      Set<String> names = new HashSet<>();
      for (Sheet s : book) {
        for (XSSFTable t : ((XSSFSheet) s).getTables()) {
          tables++;
          assertThat(names.add(t.getDisplayName())).isTrue();
          assertThat(t.getCTTable().getAutoFilter().getRef())
              .isEqualTo(t.getArea().formatAsString());
          Row header = s.getRow(t.getStartRowIndex());
          Set<String> titles = new HashSet<>();
          for (int i = 0; i < t.getColumnCount(); i++) {
            String title = header.getCell(i).getStringCellValue();
            assertThat(t.getCTTable().getTableColumns().getTableColumnArray(i).getName())
                .isEqualTo(title);
            assertThat(titles.add(title.toLowerCase(java.util.Locale.ROOT))).isTrue();
            assertThat(title).hasSizeLessThan(256).doesNotContain("\n");
          }
          assertThat(t.getEndRowIndex()).isGreaterThan(t.getStartRowIndex());
        }
      }
      assertThat(tables).isGreaterThanOrEqualTo(15);
    }
  }

  @Test
  void linksLeadToRowsThatAreThere() throws IOException {
    try (XSSFWorkbook book = open(SampleReport.whole())) {
      int links = 0;
      for (Sheet s : book) {
        for (var link : s.getHyperlinkList()) {
          links++;
          CellReference target = new CellReference(link.getAddress());
          Row row = book.getSheet(target.getSheetName()).getRow(target.getRow());
          assertThat(row).as(link.getAddress()).isNotNull();
        }
      }
      assertThat(links).isGreaterThan(20);
      Sheet blocked = book.getSheet("Blocked flows");
      Cell rule = blocked.getRow(3).getCell(column(blocked, "Deciding rule"));
      CellReference to = new CellReference(rule.getHyperlink().getAddress());
      assertThat(to.getSheetName()).isEqualTo("All rules");
      assertThat(cell(book.getSheet("All rules"), to.getRow(), "Rule")).isEqualTo("outside_in:4");
    }
  }

  @Test
  void theChartsAreNativeAndReadTheTables() throws IOException {
    try (XSSFWorkbook book = open(SampleReport.whole())) {
      var charts = book.getSheet("Summary").getDrawingPatriarch().getCharts();
      assertThat(charts).hasSize(3);
      assertThat(charts.get(0).getCTChart().toString()).contains("Summary!$A$").contains("edge-1");
    }
  }

  @Test
  void headersStayInSightAndPagesFitInWidth() throws IOException {
    try (XSSFWorkbook book = open(SampleReport.whole())) {
      for (String name : WorkbookReport.SHEETS) {
        Sheet s = book.getSheet(name);
        assertThat(s.getPrintSetup().getLandscape()).isTrue();
        assertThat(s.getPrintSetup().getFitWidth()).isEqualTo((short) 1);
        assertThat(s.getPrintSetup().getFitHeight()).isEqualTo((short) 0);
        if (!name.equals("Summary")) {
          assertThat(s.getPaneInformation().isFreezePane()).isTrue();
          assertThat(s.getRepeatingRows()).isNotNull();
        }
        assertThat(s.getNumMergedRegions()).isZero();
      }
    }
  }

  @Test
  void datesAreDatesAndChoicesAreChoices() throws IOException {
    try (XSSFWorkbook book = open(SampleReport.whole())) {
      Sheet exceptions = book.getSheet("Exceptions");
      Cell expires = exceptions.getRow(1).getCell(column(exceptions, "Expires"));
      assertThat(DateUtil.isCellDateFormatted(expires)).isTrue();
      assertThat(expires.getLocalDateTimeCellValue().toLocalDate()).hasToString("2027-01-31");
      assertThat(book.getSheet("Rule findings").getDataValidations()).hasSize(2);
    }
  }

  @Test
  void noHostileNameBecomesAFormulaOrAControlCharacter() throws IOException {
    try (XSSFWorkbook book = open(HostileReport.whole())) {
      int cells = 0;
      for (Sheet s : book) {
        for (Row row : s) {
          for (Cell c : row) {
            assertThat(c.getCellType()).isNotEqualTo(CellType.FORMULA);
            if (c.getCellType() == CellType.STRING) {
              String text = c.getStringCellValue();
              cells++;
              assertThat(text).doesNotContain("\u202E", "\u0007", "\u0000", "\u001B", "\u200B");
              if (text.startsWith("=") || text.startsWith("@") || text.startsWith("+")) {
                assertThat(c.getCellStyle().getQuotePrefixed()).isTrue();
              }
            }
          }
        }
      }
      assertThat(cells).isGreaterThan(500);
      assertThat(texts(book.getSheet("All rules"))).contains("=cmd|' /C calc'!A0");
    }
  }

  @Test
  void longTextsAndManyRowsAreContinuedVisibly() throws IOException {
    String name = "n".repeat(80_000);
    var rule =
        SampleReport.rule(
            "list", "list:1", name, "permit", SampleReport.span("fw", 1, "permit"), 1);
    List<flowgap.analysis.RuleRow> rules = new ArrayList<>();
    rules.add(rule);
    for (int n = 2; n <= 120; n++) {
      rules.add(
          SampleReport.rule(
              "list", "list:" + n, "", "deny", SampleReport.span("fw", n, "deny"), 0));
    }
    AuditReport report =
        SampleReport.report(
            List.of(SampleReport.firewall("fw", "iptables", false, rules, List.of())),
            List.of(),
            List.of());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WorkbookReport.write(report, Filled.NOTHING, 100, Room.MOST, out);
    try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
      Sheet first = book.getSheet("All rules");
      assertThat(cell(first, 1, "Name")).endsWith("[…continued in the next row]").hasSize(32_767);
      assertThat(cell(first, 2, "Name")).startsWith("[continued] ");
      assertThat(cell(first, 2, "Rule")).isEqualTo("list:1");
      assertThat(cell(first, 3, "Name")).startsWith("[continued] ").endsWith("n");
      int letters =
          IntStream.rangeClosed(1, 3)
              .map(n -> (int) cell(first, n, "Name").chars().filter(c -> c == 'n').count())
              .sum();
      assertThat(letters).as("with the n's of the marks").isEqualTo(80_000 + 2 * 4 + 2 * 2);
      assertThat(first.getLastRowNum()).isEqualTo(99);
      Sheet second = book.getSheet("All rules (2)");
      assertThat(second).isNotNull();
      assertThat(book.getSheetIndex("All rules (2)"))
          .isEqualTo(book.getSheetIndex("All rules") + 1);
      assertThat(first.getLastRowNum() + second.getLastRowNum()).isEqualTo(122);
    }
  }

  /** An estate's workbook has room for two rows of a list here. */
  @Test
  void whatThereIsNoRoomForIsSaidAndTheGravestAndTheFilledInStay() throws IOException {
    List<FirewallAudit> firewalls = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      List<flowgap.analysis.RuleRow> rules = new ArrayList<>();
      List<Finding> findings = new ArrayList<>();
      for (int n = 1; n <= 2; n++) {
        var span = SampleReport.span(name, n, "permit " + name + n);
        rules.add(SampleReport.rule("list", "list:" + n, "", "permit", span, 1));
        findings.add(
            SampleReport.finding(
                "00000000000" + (name.equals("a") ? n : 2 + n),
                FindingType.UNNEEDED,
                n == 1 ? Severity.INFO : Severity.HIGH,
                name,
                "list:" + n,
                "says " + name + n,
                List.of(),
                span,
                Optional.of(new ProposedChange(List.of("no " + name + n), List.of(), true, ""))));
      }
      firewalls.add(SampleReport.firewall(name, "iptables", false, rules, findings));
    }
    AuditReport report = SampleReport.report(firewalls, List.of(), List.of());
    Filled filled =
        new Filled(
            Map.of(
                "finding/000000000003", Map.of("Owner", "M. Sample"),
                "change/000000000004", Map.of("Owner", "N. Sample")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WorkbookReport.write(report, filled, 100, 2, out);
    try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
      assertThat(texts(book.getSheet("Rule findings")))
          .contains("says a2", "says b2", "says b1", "M. Sample")
          .doesNotContain("says a1")
          .first(as(InstanceOfAssertFactories.STRING))
          .startsWith("The gravest 2 of 4 rows, and those that were filled in.");
      assertThat(texts(book.getSheet("Changes")))
          .contains("no a1", "no a2", "no b2")
          .doesNotContain("no b1")
          .first(as(InstanceOfAssertFactories.STRING))
          .startsWith("The first 2 of 4 changes");
      assertThat(texts(book.getSheet("All rules")))
          .contains("permit a1", "permit a2")
          .doesNotContain("permit b1")
          .first(as(InstanceOfAssertFactories.STRING))
          .startsWith("The rules of the first 1 of 2 firewalls, which have 4 rules.");
      assertThat(texts(book.getSheet("Summary")))
          .anyMatch(t -> t.startsWith("Sheet Rule findings: The gravest 2 of 4 rows"))
          .anyMatch(t -> t.startsWith("Sheet Changes: The first 2 of 4 changes"))
          .anyMatch(t -> t.startsWith("Sheet All rules: The rules of the first 1 of 2 firewalls"));
    }
    Path file = Files.createTempFile("workbook", ".xlsx");
    Files.write(file, out.toByteArray());
    assertThat(PreviousReader.read(file).filled())
        .as("the header stands below the sentence")
        .isEqualTo(filled);
    Files.delete(file);
  }

  @Test
  void whatWasFilledInStandsAtItsFinding() throws IOException {
    Filled filled =
        new Filled(
            Map.of(
                "finding/3f2a9c10be77",
                Map.of("Owner", "=M. Sample", "Target date", "2026-12-01", "Status", "Open")));
    try (XSSFWorkbook book = open(SampleReport.whole(), filled)) {
      Sheet blocked = book.getSheet("Blocked flows");
      assertThat(cell(blocked, 2, "Owner")).isEqualTo("=M. Sample");
      Cell date = blocked.getRow(2).getCell(column(blocked, "Target date"));
      assertThat(date.getLocalDateTimeCellValue().toLocalDate()).hasToString("2026-12-01");
    }
  }

  @Test
  void manyFirewallsGetARowEachInsteadOfAColumn() throws IOException {
    List<flowgap.analysis.FirewallAudit> firewalls = new ArrayList<>();
    for (int n = 0; n < 31; n++) {
      firewalls.add(SampleReport.firewall("fw-" + n, "iptables", false, List.of(), List.of()));
    }
    AuditReport whole = SampleReport.whole();
    AuditReport report = SampleReport.report(firewalls, whole.flows(), whole.flowFindings());
    try (XSSFWorkbook book = open(report)) {
      Sheet matrix = book.getSheet("Flow matrix");
      assertThat(cell(matrix, 1, "Firewall")).isEqualTo("edge-1");
      assertThat(cell(matrix, 2, "Firewall")).isEqualTo("core-2");
    }
  }

  @Test
  void twoRunsGiveTheSameCells() throws IOException {
    try (XSSFWorkbook a = open(SampleReport.whole());
        XSSFWorkbook b = open(SampleReport.whole())) {
      for (Sheet s : a) {
        assertThat(texts(s)).isEqualTo(texts(b.getSheet(s.getSheetName())));
      }
    }
  }

  static XSSFWorkbook open(AuditReport report) throws IOException {
    return open(report, Filled.NOTHING);
  }

  private static XSSFWorkbook open(AuditReport report, Filled filled) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WorkbookReport.write(report, filled, out);
    return new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()));
  }

  static List<String> texts(Sheet sheet) {
    return StreamSupport.stream(sheet.spliterator(), false)
        .flatMap(r -> StreamSupport.stream(r.spliterator(), false))
        .map(WorkbookReportTest::text)
        .toList();
  }

  static int column(Sheet sheet, String title) {
    for (Cell c : sheet.getRow(0)) {
      if (text(c).equals(title)) {
        return c.getColumnIndex();
      }
    }
    throw new AssertionError("no column " + title);
  }

  static String cell(Sheet sheet, int row, String title) {
    Cell c = sheet.getRow(row).getCell(column(sheet, title));
    return c == null ? "" : text(c);
  }

  private static String text(Cell c) {
    return switch (c.getCellType()) {
      case STRING -> c.getStringCellValue();
      case NUMERIC -> {
        double n = c.getNumericCellValue();
        yield n == Math.rint(n) ? Long.toString((long) n) : Double.toString(n);
      }
      default -> "";
    };
  }

  /** Writes the sample for eyes: {@code -Dflowgap.pictures=FOLDER}. */
  @Test
  @org.junit.jupiter.api.condition.EnabledIfSystemProperty(
      named = "flowgap.pictures",
      matches = ".+")
  void writesTheSampleForEyes() throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("flowgap.pictures")));
    try (var out = Files.newOutputStream(folder.resolve("report.xlsx"))) {
      WorkbookReport.write(SampleReport.whole(), Filled.NOTHING, out);
    }
    try (var out = Files.newOutputStream(folder.resolve("hostile.xlsx"))) {
      WorkbookReport.write(HostileReport.whole(), Filled.NOTHING, out);
    }
  }
}
