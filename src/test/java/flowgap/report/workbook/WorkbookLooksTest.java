package flowgap.report.workbook;

import static flowgap.report.workbook.WorkbookReportTest.cell;
import static flowgap.report.workbook.WorkbookReportTest.column;
import static flowgap.report.workbook.WorkbookReportTest.open;
import static flowgap.report.workbook.WorkbookReportTest.texts;
import static org.assertj.core.api.Assertions.assertThat;

import flowgap.report.SampleReport;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.FontFormatting;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.SheetConditionalFormatting;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xddf.usermodel.chart.XDDFChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFNumericalDataSource;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What readers see of the workbook: looks, charts, links, print. */
class WorkbookLooksTest {
  @Test
  void verdictsCanBeToldWithoutColour() throws IOException {
    try (XSSFWorkbook book = open(SampleReport.whole())) {
      SheetConditionalFormatting looks =
          book.getSheet("Flow matrix").getSheetConditionalFormatting();
      List<String> tests = new ArrayList<>();
      for (int i = 0; i < looks.getNumConditionalFormattings(); i++) {
        var rule = looks.getConditionalFormattingAt(i).getRule(0);
        FontFormatting font = rule.getFontFormatting();
        String weight = font.isBold() ? "bold" : font.isItalic() ? "italic" : "plain";
        tests.add(rule.getFormula1() + " " + weight);
      }
      // the sign is in the cell itself; bold = in the way, italic = not known
      assertThat(tests)
          .contains(
              "EXACT(LEFT(F2,2),\"P \") plain",
              "EXACT(LEFT(F2,2),\"% \") bold",
              "EXACT(LEFT(F2,2),\"B \") bold",
              "EXACT(LEFT(F2,2),\"? \") italic",
              "EXACT(LEFT(F2,2),\"U \") italic");
      assertThat(cell(book.getSheet("Flow matrix"), 2, "edge-1")).isEqualTo("B blocked");
    }
  }

  @Test
  void chartsShowTheNumbersOfTheirTables() throws IOException {
    try (XSSFWorkbook book = open(SampleReport.whole())) {
      Sheet summary = book.getSheet("Summary");
      int series = 0;
      for (XSSFChart chart : book.getSheet("Summary").getDrawingPatriarch().getCharts()) {
        for (XDDFChartData data : chart.getChartSeries()) {
          for (int n = 0; n < data.getSeriesCount(); n++) {
            series++;
            XDDFNumericalDataSource<?> values = data.getSeries(n).getValuesData();
            var area =
                new org.apache.poi.ss.util.AreaReference(
                    values.getDataRangeReference(), book.getSpreadsheetVersion());
            CellReference[] cells = area.getAllReferencedCells();
            assertThat(cells).hasSize(values.getPointCount());
            for (int i = 0; i < cells.length; i++) {
              Cell c = summary.getRow(cells[i].getRow()).getCell(cells[i].getCol());
              assertThat(((Number) values.getPointAt(i)).doubleValue())
                  .as(cells[i].formatAsString())
                  .isEqualTo(c.getNumericCellValue());
            }
          }
        }
      }
      assertThat(series).as("four verdicts, flows and rules, findings").isEqualTo(4 + 2 + 1);
    }
  }

  @Test
  void flowRuleAndFindingLeadToEachOther() throws IOException {
    try (XSSFWorkbook book = open(SampleReport.whole())) {
      // finding -> flow -> finding
      assertThat(follow(book, "Blocked flows", 2, "Flow")).isEqualTo("Flow matrix: RM-02");
      assertThat(follow(book, "Flow matrix", 2, "Flow")).isEqualTo("Blocked flows: 3f2a9c10be77");
      // finding -> change -> finding
      assertThat(follow(book, "Blocked flows", 2, "Change")).isEqualTo("Changes: 3f2a9c10be77");
      assertThat(follow(book, "Changes", 1, "Finding")).isEqualTo("Blocked flows: 3f2a9c10be77");
      // finding -> rule -> finding, rule -> flow
      Sheet rules = book.getSheet("All rules");
      int shadowed = row(rules, "Findings", "shadowed");
      String finding = follow(book, "All rules", shadowed, "Findings");
      assertThat(finding).startsWith("Rule findings: ");
      int back = row(book.getSheet("Rule findings"), "Type", "shadowed");
      assertThat(follow(book, "Rule findings", back, "Rule"))
          .isEqualTo("All rules: " + cell(rules, shadowed, "Firewall"));
      int deciding = row(rules, "Decides flows", "RM-01");
      assertThat(follow(book, "All rules", deciding, "Decides flows"))
          .isEqualTo("Flow matrix: RM-01");
    }
  }

  private static int row(Sheet sheet, String title, String value) {
    for (Row r : sheet) {
      if (r.getRowNum() > 0 && cell(sheet, r.getRowNum(), title).startsWith(value)) {
        return r.getRowNum();
      }
    }
    throw new AssertionError("no row where " + title + " is " + value);
  }

  /** The first cell of the row that a link leads to. */
  private static String follow(XSSFWorkbook book, String sheet, int row, String title) {
    Sheet s = book.getSheet(sheet);
    var link = s.getRow(row).getCell(column(s, title)).getHyperlink();
    CellReference to = new CellReference(link.getAddress());
    Row target = book.getSheet(to.getSheetName()).getRow(to.getRow());
    return to.getSheetName() + ": " + target.getCell(0).getStringCellValue();
  }

  @Test
  void printedPagesNameTheirSheetAndLeaveDetailsOut() throws IOException {
    try (XSSFWorkbook book = open(SampleReport.whole())) {
      for (Sheet s : book) {
        assertThat(s.getHeader().getLeft()).as(s.getSheetName()).contains("&A");
        assertThat(s.getFooter().getRight()).contains("&P");
      }
      for (String name : List.of("Blocked flows", "Rule findings", "All rules")) {
        int last = book.getSheet(name).getRow(0).getLastCellNum() - 1;
        String area = book.getPrintArea(book.getSheetIndex(name));
        assertThat(new CellReference(area.substring(area.indexOf(':') + 1)).getCol())
            .as(name)
            .isLessThan((short) last);
      }
    }
  }

  @Test
  void sheetsWithoutRowsSayWhy() throws IOException {
    try (XSSFWorkbook book = open(SampleReport.report(List.of(), List.of(), List.of()))) {
      assertThat(texts(book.getSheet("Rule findings"))).contains("(none: no rule has a finding)");
      assertThat(texts(book.getSheet("Flow matrix"))).contains("(none: no flows were given)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-02, 2026-11-02",
    "2026-11-02T23:30:00-05:00, 2026-11-03",
    "2026-11-02T21:02:11Z, 2026-11-02",
    "'Mon Nov  2 21:14:05 2026', 2026-11-02",
    "'21:02:11.402 UTC Mon Nov 2 2026', 2026-11-02",
    "'23:59:59.999 CEST Tue Nov 3 2026', 2026-11-03"
  })
  void whatDevicesPrintAsATimeBecomesADate(String text, LocalDate day) {
    assertThat(Content.date(text)).isEqualTo(day);
  }

  @Test
  void whatIsNoDateStaysText() {
    assertThat(Content.date("yesterday")).isEqualTo("yesterday");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1",
    "'one line', 1",
    "'12345 789', 1",
    "'12345 7890 ab', 2",
    "'12345678901', 2",
    "'a\nb', 2"
  })
  void linesAreCountedAsTheyAreBrokenBetweenWords(String text, int lines) {
    assertThat(Wrapping.lines(text, 10)).isEqualTo(lines);
  }
}
