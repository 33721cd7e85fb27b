package flowgap.report.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.AuditReport;
import flowgap.report.HostileReport;
import flowgap.report.SampleReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens the workbook in LibreOffice: Debian's libreoffice-calc-nogui and poppler-utils. */
@Tag("office")
class OfficeTest {
  @TempDir Path folder;

  @Test
  void everySheetIsPrintedWithItsCellsAndCharts() throws Exception {
    write(SampleReport.whole());
    String text = convert();
    assertThat(text)
        .contains("Not ready: 1 of 5 required flows is blocked on edge-1")
        .contains("Flows by firewall and verdict", "Findings by severity", "Findings by firewall")
        .contains("B blocked", "outside_in:default", "Yellow columns")
        .doesNotContain("#REF!", "#NAME?", "Err:5");
    run("pdftoppm", "-r", "50", "-png", "report.pdf", "page");
    try (Stream<Path> pictures = Files.list(folder)) {
      assertThat(pictures.filter(p -> p.toString().endsWith(".png")))
          .as("one page at least for each sheet")
          .hasSizeGreaterThanOrEqualTo(WorkbookReport.SHEETS.size());
    }
  }

  @Test
  void hostileNamesAreShownAndNeverCalculated() throws Exception {
    write(HostileReport.whole());
    String text = convert();
    assertThat(text).contains("=cmd|").doesNotContain("#NAME?", "Err:5");
  }

  /** What LibreOffice reads and writes again is what it has understood. */
  @Test
  void linksChartsChoicesAndLooksAreUnderstood() throws Exception {
    write(SampleReport.whole());
    run(
        "soffice",
        "--headless",
        "--norestore",
        "-env:UserInstallation=" + folder.resolve("office").toUri(),
        "--convert-to",
        "xlsx",
        "--outdir",
        "again",
        "report.xlsx");
    try (XSSFWorkbook ours = book("report.xlsx");
        XSSFWorkbook theirs = book("again/report.xlsx")) {
      assertThat(theirs.getNumberOfSheets()).isEqualTo(ours.getNumberOfSheets());
      for (Sheet sheet : ours) {
        XSSFSheet again = theirs.getSheet(sheet.getSheetName());
        assertThat(again.getHyperlinkList())
            .as(sheet.getSheetName())
            .hasSameSizeAs(sheet.getHyperlinkList());
        assertThat(again.getDataValidations()).hasSameSizeAs(sheet.getDataValidations());
        assertThat(again.getSheetConditionalFormatting().getNumConditionalFormattings() > 0)
            .isEqualTo(sheet.getSheetConditionalFormatting().getNumConditionalFormattings() > 0);
        assertThat(again.getTables())
            .as("filters of " + sheet.getSheetName())
            .hasSameSizeAs(((XSSFSheet) sheet).getTables());
      }
      assertThat(theirs.getSheet("Summary").getDrawingPatriarch().getCharts()).hasSize(3);
      Cell expires = theirs.getSheet("Exceptions").getRow(1).getCell(2);
      assertThat(DateUtil.isCellDateFormatted(expires)).isTrue();
    }
  }

  private XSSFWorkbook book(String name) throws IOException {
    return new XSSFWorkbook(Files.newInputStream(folder.resolve(name)));
  }

  private void write(AuditReport report) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("report.xlsx"))) {
      WorkbookReport.write(report, Filled.NOTHING, out);
    }
  }

  private String convert() throws Exception {
    run(
        "soffice",
        "--headless",
        "--norestore",
        "-env:UserInstallation=" + folder.resolve("office").toUri(),
        "--convert-to",
        "pdf",
        "report.xlsx");
    run("pdftotext", "-layout", "report.pdf", "report.txt");
    return Files.readString(folder.resolve("report.txt"));
  }

  private void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).as(command[0]).isTrue();
    assertThat(process.exitValue()).as(command[0]).isZero();
  }
}
