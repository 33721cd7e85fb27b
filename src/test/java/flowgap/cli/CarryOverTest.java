package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The days after an audit: somebody fills in, opens a flow, accepts another, audits again. */
class CarryOverTest {
  private static final String CONFIGURATION =
      """
      ASA Version 9.12(4)
      hostname edge
      interface GigabitEthernet0/0
       nameif outside
       security-level 0
       ip address 203.0.113.1 255.255.255.0
      interface GigabitEthernet0/1
       nameif inside
       security-level 100
       ip address 10.1.0.1 255.255.0.0
      %saccess-list inside_in extended permit tcp host 10.1.0.9 any eq 22
      access-group inside_in in interface inside
      route outside 0.0.0.0 0.0.0.0 203.0.113.2 1
      """;

  @TempDir Path folder;

  @Test
  void whatWasFilledInIsThereAgainAndTheFirstSheetSaysWhatChanged() throws IOException {
    firstAudit();
    fillIn();
    openOneAndAuditAgain();
    check();
  }

  /** The same by way of an office program, which writes cells in its own manner. */
  @Test
  @Tag("office")
  void anOfficeProgramMayHaveSavedIt() throws Exception {
    firstAudit();
    fillIn();
    Process office =
        new ProcessBuilder(
                "soffice",
                "--headless",
                "--norestore",
                "-env:UserInstallation=" + folder.resolve("office").toUri(),
                "--convert-to",
                "xlsx",
                "--outdir",
                folder.resolve("saved").toString(),
                book().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("office.log").toFile())
            .start();
    assertThat(office.waitFor(180, TimeUnit.SECONDS)).isTrue();
    Files.delete(book());
    Files.move(folder.resolve("saved/report.xlsx"), book());
    openOneAndAuditAgain();
    check();
  }

  @Test
  void acceptedFindingsDoNotCountUntilTheyExpire() throws IOException {
    String report = firstAudit();
    Path baseline = folder.resolve("baseline.csv");
    StringBuilder rows = new StringBuilder("id,reason,owner,approved_by,expires\n");
    for (String id : gaps(report)) {
      rows.append(id).append(",known,M. Sample,J. Approver,2026-12-31\n");
    }
    Files.writeString(baseline, rows);
    assertThat(audit("2026-12-31T12:00:00Z", "--baseline", baseline.toString()))
        .isEqualTo(Status.FINE);
    try (XSSFWorkbook book = open()) {
      Sheet exceptions = book.getSheet("Exceptions");
      assertThat(exceptions.getLastRowNum()).isEqualTo(3);
      assertThat(cell(exceptions, 1, "State").getStringCellValue()).isEqualTo("accepted");
      assertThat(cell(exceptions, 1, "Expires").getLocalDateTimeCellValue().toLocalDate())
          .isEqualTo(LocalDate.of(2026, 12, 31));
    }
    assertThat(audit("2027-01-01T12:00:00Z", "--baseline", baseline.toString()))
        .isEqualTo(Status.FOUND);
    try (XSSFWorkbook book = open()) {
      assertThat(cell(book.getSheet("Exceptions"), 1, "State").getStringCellValue())
          .isEqualTo("expired");
    }
  }

  @Test
  void anEarlierBookThatCannotBeReadIsNamedByItsOptionBeforeAnythingIsJudged() throws IOException {
    configuration("");
    Files.writeString(folder.resolve("old.xlsx"), "no workbook");
    Auditing.Said said =
        Auditing.run(
            "audit",
            folder.resolve("exports").toString(),
            "--out",
            folder.resolve("out").toString(),
            "--previous",
            folder.resolve("old.xlsx").toString());
    assertThat(said.status()).isEqualTo(Status.USAGE);
    assertThat(said.err()).contains("--previous: ").contains("old.xlsx: this is no workbook");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  /** An ASA's rule bears no name; the report of each run hands it on to the next. */
  @Test
  void aTemporaryRuleIsKnownForAsLongAsItIsThere() throws IOException {
    firstAudit();
    fillIn();
    openOneAndAuditAgain();
    for (int again = 0; again < 2; again++) {
      assertThat(audit("2026-11-16T08:00:00Z")).isEqualTo(Status.FOUND);
      try (XSSFWorkbook book = open()) {
        Sheet changes = book.getSheet("Changes");
        Row row = changes.getRow(changes.getLastRowNum());
        assertThat(row.getCell(4).toString()).isEqualTo("still there");
        assertThat(row.getCell(6).toString())
            .startsWith("no access-list inside_in extended permit tcp host 10.1.0.5");
      }
      assertThat(Files.readString(folder.resolve("out/report.json")))
          .contains("0 of 2 gaps closed, 0 new, 1 temporary rule still there: edge inside_in:1.")
          .contains("\"tear_down\":[\"no access-list inside_in");
    }
  }

  private String firstAudit() throws IOException {
    configuration("");
    new Auditing(folder)
        .flows(
            "id,source,destination,service,requirement",
            "F1,10.1.0.5,198.51.100.7,tcp/443,required",
            "F2,10.1.0.6,198.51.100.7,tcp/8443,required",
            "F3,10.1.0.7,198.51.100.7,udp/514,required");
    assertThat(audit("2026-11-02T08:00:00Z")).isEqualTo(Status.FOUND);
    return Files.readString(folder.resolve("out/report.json"));
  }

  private void configuration(String lines) throws IOException {
    new Auditing(folder).export("edge.cfg", CONFIGURATION.formatted(lines));
  }

  private int audit(String at, String... options) {
    Stream<String> words =
        Stream.of(
            "audit",
            folder.resolve("exports").toString(),
            "--flows",
            folder.resolve("flows.csv").toString(),
            "--out",
            folder.resolve("out").toString(),
            "--at",
            at);
    return Auditing.run(Stream.concat(words, Stream.of(options)).toArray(String[]::new)).status();
  }

  private static List<String> gaps(String report) {
    return java.util.regex.Pattern.compile("\"id\":\"([0-9a-f]{12})\",\\s*\"type\":\"blocked")
        .matcher(report)
        .results()
        .map(m -> m.group(1))
        .toList();
  }

  private Path book() {
    return folder.resolve("out/report.xlsx");
  }

  private XSSFWorkbook open() throws IOException {
    return new XSSFWorkbook(Files.newInputStream(book()));
  }

  private void fillIn() throws IOException {
    try (XSSFWorkbook book = open()) {
      Sheet sheet = book.getSheet("Blocked flows");
      int row = row(sheet, "F2");
      cell(sheet, row, "Owner").setCellValue("M. Sample");
      cell(sheet, row, "Ticket").setCellValue("=CHG-17");
      cell(sheet, row, "Target date").setCellValue(LocalDate.of(2026, 12, 1));
      cell(sheet, row, "Status").setCellValue("In progress");
      try (var out = Files.newOutputStream(book())) {
        book.write(out);
      }
    }
  }

  /** Carries out what was proposed for the first flow, as it stands in a new export. */
  private void openOneAndAuditAgain() throws IOException {
    String opened =
        Files.readAllLines(folder.resolve("out/changes/edge/open.txt")).stream()
            .filter(l -> l.startsWith("access-list") && l.contains("host 10.1.0.5"))
            .findFirst()
            .orElseThrow();
    configuration(opened.replaceFirst(" line \\d+", "") + "\n");
    assertThat(audit("2026-11-09T08:00:00Z")).isEqualTo(Status.FOUND);
  }

  private void check() throws IOException {
    assertThat(folder.resolve("out/report-2026-11-02T080000Z.xlsx")).exists();
    String said =
        "Since the previous report: 1 of 3 gaps closed, 0 new, 1 temporary rule still there: edge inside_in:1.";
    try (XSSFWorkbook book = open()) {
      assertThat(StreamSupport.stream(book.getSheet("Summary").spliterator(), false))
          .anyMatch(r -> r.getCell(0) != null && r.getCell(0).toString().equals(said));
      Sheet sheet = book.getSheet("Blocked flows");
      assertThat(sheet.getLastRowNum()).isEqualTo(2);
      int row = row(sheet, "F2");
      assertThat(cell(sheet, row, "Owner").getStringCellValue()).isEqualTo("M. Sample");
      assertThat(cell(sheet, row, "Ticket").getStringCellValue()).isEqualTo("=CHG-17");
      assertThat(cell(sheet, row, "Target date").getLocalDateTimeCellValue().toLocalDate())
          .isEqualTo(LocalDate.of(2026, 12, 1));
      assertThat(cell(sheet, row, "Status").getStringCellValue()).isEqualTo("In progress");
    }
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("1 of 3 gaps closed, 0 new, 1 temporary rule still there: edge inside_in:1.");
  }

  private static int row(Sheet sheet, String flow) {
    for (Row r : sheet) {
      if (r.getCell(1) != null && r.getCell(1).toString().equals(flow)) {
        return r.getRowNum();
      }
    }
    throw new AssertionError("no row about " + flow);
  }

  private static Cell cell(Sheet sheet, int row, String title) {
    for (Cell c : sheet.getRow(0)) {
      if (c.toString().equals(title)) {
        return sheet.getRow(row).getCell(c.getColumnIndex());
      }
    }
    throw new AssertionError("no column " + title);
  }
}
