package flowgap.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  private static final Set<Format> BOOK = EnumSet.of(Format.XLSX, Format.JSON);

  @TempDir Path folder;

  @Test
  void everyFormatIsWrittenUnderItsNameAndNothingElseIsLeft() throws IOException {
    List<Path> written =
        Reports.write(SampleReport.whole(), folder, EnumSet.allOf(Format.class)).files();
    assertThat(written).hasSize(7);
    assertThat(names(folder))
        .containsExactlyInAnyOrder(
            "report.xlsx",
            "report.html",
            "report.json",
            "findings.csv",
            "report.sarif",
            "junit.xml",
            "report.md");
  }

  @Test
  void twoRunsGiveTheSameBytes(@TempDir Path other) throws IOException {
    Set<Format> all = EnumSet.complementOf(EnumSet.of(Format.XLSX));
    Reports.write(SampleReport.whole(), folder, all);
    Reports.write(SampleReport.whole(), other, all);
    for (String name : names(folder)) {
      assertThat(folder.resolve(name)).hasSameBinaryContentAs(other.resolve(name));
    }
  }

  @Test
  void whatWasFilledInIsCarriedOverAndTheOldBookIsKept() throws IOException {
    Reports.write(SampleReport.whole(), folder, BOOK);
    fillIn(folder.resolve("report.xlsx"));
    Reports.write(withoutFirstGap(), folder, BOOK);
    assertThat(names(folder))
        .containsExactlyInAnyOrder("report.xlsx", "report.json", "report-2026-11-21T060000Z.xlsx");
    try (XSSFWorkbook book = open(folder.resolve("report.xlsx"))) {
      Sheet sheet = book.getSheet("Blocked flows");
      assertThat(cell(sheet, 2, "Finding").getStringCellValue()).isEqualTo("5b1d00aa94c2");
      assertThat(cell(sheet, 2, "Owner").getStringCellValue()).isEqualTo("M. Sample");
      assertThat(cell(sheet, 2, "Target date").getLocalDateTimeCellValue().toLocalDate())
          .isEqualTo(LocalDate.of(2026, 12, 1));
      assertThat(cell(book.getSheet("Prerequisites"), 1, "State").getStringCellValue())
          .isEqualTo("Met");
    }
    assertThat(Files.readString(folder.resolve("report.json")))
        .contains("1 of 3 gaps closed, 0 new, 0 temporary rules there.")
        .contains("1 row that was filled in has no finding any more")
        .contains("3f2a9c10be77");
  }

  @Test
  void aBookThatNobodyFilledInChangesNothing(@TempDir Path other) throws IOException {
    Reports.write(SampleReport.whole(), folder, BOOK);
    Reports.write(SampleReport.whole(), folder, BOOK);
    Reports.write(SampleReport.whole(), other, BOOK);
    assertThat(names(folder)).containsExactlyInAnyOrder("report.xlsx", "report.json");
    assertThat(folder.resolve("report.json")).hasSameBinaryContentAs(other.resolve("report.json"));
  }

  @Test
  void freshForgetsTheOldBook() throws IOException {
    Reports.write(SampleReport.whole(), folder, BOOK);
    fillIn(folder.resolve("report.xlsx"));
    Reports.write(
        SampleReport.whole(),
        folder,
        BOOK,
        new Reports.Settings(Optional.empty(), true, Optional.empty()));
    assertThat(names(folder)).containsExactlyInAnyOrder("report.xlsx", "report.json");
    try (XSSFWorkbook book = open(folder.resolve("report.xlsx"))) {
      assertThat(cell(book.getSheet("Blocked flows"), 2, "Owner").toString()).isEmpty();
    }
  }

  @Test
  void aNamedEarlierBookIsReadFromAnywhere(@TempDir Path other) throws IOException {
    Reports.write(SampleReport.whole(), other, BOOK);
    fillIn(other.resolve("report.xlsx"));
    Reports.write(
        SampleReport.whole(),
        folder,
        BOOK,
        new Reports.Settings(Optional.of(other.resolve("report.xlsx")), false, Optional.empty()));
    try (XSSFWorkbook book = open(folder.resolve("report.xlsx"))) {
      assertThat(cell(book.getSheet("Blocked flows"), 3, "Owner").getStringCellValue())
          .isEqualTo("M. Sample");
    }
    assertThat(Files.readString(folder.resolve("report.json")))
        .contains("0 of 3 gaps closed, 0 new");
  }

  @Test
  void anEarlierBookThatCannotBeReadStopsBeforeAnythingIsWritten() throws IOException {
    Path broken = Files.writeString(folder.resolve("old.xlsx"), "no workbook");
    assertThatThrownBy(
            () ->
                Reports.write(
                    SampleReport.whole(),
                    folder,
                    BOOK,
                    new Reports.Settings(Optional.of(broken), false, Optional.empty())))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("--previous: ")
        .hasMessageEndingWith("old.xlsx: this is no workbook that flowgap can read");
    assertThat(names(folder)).containsExactly("old.xlsx");
  }

  @Test
  void booksThatCannotBeReadAreKnownBeforeTheAudit() throws IOException {
    Reports.Settings missing =
        new Reports.Settings(Optional.of(folder.resolve("missing.xlsx")), false, Optional.empty());
    assertThatThrownBy(() -> Reports.check(folder, BOOK, missing))
        .isInstanceOf(UnreadableWorkbook.class)
        .hasMessageStartingWith("--previous: ")
        .hasMessageEndingWith("missing.xlsx: there is no such file that can be read");
    Files.writeString(folder.resolve("report.xlsx"), "no workbook");
    assertThatThrownBy(() -> Reports.check(folder, BOOK, Reports.Settings.DEFAULT))
        .isInstanceOf(UnreadableWorkbook.class)
        .hasMessageContaining(
            "report.xlsx: this is no workbook that flowgap can read; move it away");
    Reports.check(folder, BOOK, new Reports.Settings(Optional.empty(), true, Optional.empty()));
    Reports.check(folder, EnumSet.of(Format.JSON), Reports.Settings.DEFAULT);
  }

  @Test
  void pagesOfAnEarlierLargerAuditGoAndWhatIsNotOursStays() throws IOException {
    Path pages = Files.createDirectories(folder.resolve("report"));
    Files.writeString(pages.resolve("firewall-old.html"), "old");
    Files.writeString(pages.resolve("notes.txt"), "mine");
    Reports.write(SampleReport.whole(), folder, EnumSet.of(Format.HTML));
    assertThat(names(pages)).containsExactly("notes.txt");
    Files.delete(pages.resolve("notes.txt"));
    Files.writeString(pages.resolve("firewall-old.html"), "old");
    Reports.write(SampleReport.whole(), folder, EnumSet.of(Format.HTML));
    assertThat(names(folder)).containsExactly("report.html");
  }

  @Test
  void extractsAreWrittenForEachFirewall() throws IOException {
    Set<Format> formats = EnumSet.of(Format.JSON, Format.HTML);
    for (int run = 0; run < 2; run++) {
      Reports.write(
          SampleReport.whole(),
          folder,
          formats,
          new Reports.Settings(Optional.empty(), false, Optional.of(Reports.Split.FIREWALL)));
    }
    assertThat(names(folder)).containsExactlyInAnyOrder("report.json", "report.html", "extracts");
    assertThat(names(folder.resolve("extracts"))).hasSize(4).contains("edge-1", "core-2", "old-fw");
    assertThat(Files.readString(folder.resolve("extracts/core-2/report.json")))
        .contains("\"RM-04\"")
        .doesNotContain("\"RM-03\"");
  }

  @Test
  void whatSomebodyElsePutBesideExtractsStays() throws IOException {
    split(BOOK, false);
    Path mine = Files.writeString(folder.resolve("extracts/edge-1/notes.txt"), "mine");
    split(BOOK, false);
    assertThat(mine).exists();
    assertThat(names(folder.resolve("extracts"))).hasSize(4);
  }

  @Test
  void extractsOfAnEarlierRunGoAndThisIsSaid() throws IOException {
    split(BOOK, false);
    Files.writeString(folder.resolve("extracts/old-fw/notes.txt"), "mine");
    Reports.Written second = Reports.write(SampleReport.whole(), folder, BOOK);
    assertThat(names(folder.resolve("extracts"))).containsExactly("old-fw");
    assertThat(names(folder.resolve("extracts/old-fw"))).containsExactly("notes.txt");
    assertThat(second.notes())
        .singleElement()
        .asString()
        .startsWith("the extracts of an earlier run are removed from ")
        .endsWith("extracts, since they say what that run found");
  }

  @Test
  void whatOwnersFilledIntoTheirExtractsIsTakenOverAndKept() throws IOException {
    split(BOOK, false);
    fillIn(folder.resolve("extracts/edge-1/report.xlsx"));
    Reports.Written second = Reports.write(SampleReport.whole(), folder, BOOK);
    assertThat(names(folder.resolve("extracts"))).containsExactly("edge-1");
    assertThat(names(folder.resolve("extracts/edge-1")))
        .containsExactly("report-2026-11-21T060000Z.xlsx");
    assertThat(second.notes()).hasSize(2).first().asString().contains("edge-1/report-2026-11-21");
    try (XSSFWorkbook book = open(folder.resolve("report.xlsx"))) {
      assertThat(cell(book.getSheet("Blocked flows"), 3, "Owner").getStringCellValue())
          .isEqualTo("M. Sample");
    }
  }

  @Test
  void aFilledInExtractStaysWhereNoWorkbookTakesItOver() throws IOException {
    split(BOOK, false);
    fillIn(folder.resolve("extracts/edge-1/report.xlsx"));
    split(EnumSet.of(Format.JSON), false);
    assertThat(names(folder.resolve("extracts/edge-1")))
        .containsExactlyInAnyOrder("report.xlsx", "report.json");
    assertThat(names(folder.resolve("extracts/core-2"))).containsExactly("report.json");
    split(BOOK, true);
    assertThat(names(folder.resolve("extracts/edge-1")))
        .as("said to be forgotten")
        .containsExactlyInAnyOrder("report.xlsx", "report.json");
  }

  @Test
  void reportsThatAreNotWrittenAgainAreNamed() throws IOException {
    Reports.write(SampleReport.whole(), folder, EnumSet.of(Format.CSV, Format.JSON, Format.MD));
    assertThat(Reports.write(SampleReport.whole(), folder, EnumSet.of(Format.JSON)).notes())
        .containsExactly("of an earlier run, and not written again: findings.csv, report.md");
  }

  private void split(Set<Format> formats, boolean fresh) throws IOException {
    Reports.write(
        SampleReport.whole(),
        folder,
        formats,
        new Reports.Settings(Optional.empty(), fresh, Optional.of(Reports.Split.FIREWALL)));
  }

  @Test
  void namesOfFoldersAreHarmlessAndDifferent() {
    assertThat(Reports.folder("edge-1")).isEqualTo("edge-1");
    assertThat(Reports.folder("../../etc")).doesNotContain("/").doesNotStartWith(".");
    assertThat(Reports.folder("a/b")).isNotEqualTo(Reports.folder("a_b"));
    assertThat(Reports.folder("vpc-0a1 (prod)")).isEqualTo("vpc-0a1 (prod)");
    assertThat(Reports.folder("fw. ")).startsWith("fw-").isNotEqualTo(Reports.folder("fw"));
    assertThat(Reports.folder("..")).startsWith("_-");
  }

  private static AuditReport withoutFirstGap() {
    AuditReport r = SampleReport.whole();
    List<Finding> fewer = r.flowFindings().subList(1, r.flowFindings().size());
    return SampleReport.report(r.firewalls(), r.flows(), fewer);
  }

  private static void fillIn(Path file) throws IOException {
    try (XSSFWorkbook book = open(file)) {
      Sheet sheet = book.getSheet("Blocked flows");
      cell(sheet, row(sheet, "3f2a9c10be77"), "Owner").setCellValue("Somebody");
      int filled = row(sheet, "5b1d00aa94c2");
      cell(sheet, filled, "Owner").setCellValue("M. Sample");
      Cell date = cell(sheet, filled, "Target date");
      CellStyle other = book.createCellStyle();
      other.setDataFormat(book.createDataFormat().getFormat("d. mmm yy"));
      date.setCellStyle(other);
      date.setCellValue(LocalDate.of(2026, 12, 1));
      cell(book.getSheet("Prerequisites"), 1, "State").setCellValue("Met");
      try (OutputStream out = Files.newOutputStream(file)) {
        book.write(out);
      }
    }
  }

  private static XSSFWorkbook open(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new XSSFWorkbook(in);
    }
  }

  private static int row(Sheet sheet, String finding) {
    for (Row r : sheet) {
      if (r.getCell(0) != null && r.getCell(0).toString().equals(finding)) {
        return r.getRowNum();
      }
    }
    throw new AssertionError("no finding " + finding);
  }

  private static Cell cell(Sheet sheet, int row, String title) {
    for (Cell c : sheet.getRow(0)) {
      if (c.getStringCellValue().equals(title)) {
        return sheet
            .getRow(row)
            .getCell(c.getColumnIndex(), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
      }
    }
    throw new AssertionError("no column " + title);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }
}
