package flowgap.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

class WorkbookTest {
  private final Workbook book = new XSSFWorkbook();
  private final CellStyle day = book.createCellStyle();

  WorkbookTest() {
    day.setDataFormat(book.getCreationHelper().createDataFormat().getFormat("yyyy-mm-dd"));
  }

  private Sheet sheet(String name, Object[]... rows) {
    Sheet sheet = book.createSheet(name);
    for (int r = 0; r < rows.length; r++) {
      Row row = sheet.createRow(r);
      for (int c = 0; c < rows[r].length; c++) {
        fill(row.createCell(c), rows[r][c]);
      }
    }
    return sheet;
  }

  private void fill(Cell cell, Object value) {
    if (value instanceof String text && text.startsWith("=")) {
      cell.setCellFormula(text.substring(1));
    } else if (value instanceof String text) {
      cell.setCellValue(text);
    } else if (value instanceof Number number) {
      cell.setCellValue(number.doubleValue());
    } else if (value instanceof LocalDate date) {
      cell.setCellValue(date);
      cell.setCellStyle(day);
    }
  }

  private FlowList read() throws InputFailure, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    book.write(bytes);
    return FlowFile.read(InputFile.of("flows.xlsx", bytes.toByteArray()), Site.NONE);
  }

  private List<String> errors() {
    InputFailure failure = catchThrowableOfType(InputFailure.class, this::read);
    return failure.problems().stream().map(Problem::sentence).toList();
  }

  private static final Object[] HEADER = {
    "id", "source", "destination", "service", "requirement", "source_ports", "valid_from"
  };

  private static Object[] row(Object... cells) {
    return cells;
  }

  @Test
  void numbersAndDatesWhereTheyAreCertain() throws Exception {
    sheet("notes", row("read me"));
    sheet(
        "flows",
        HEADER,
        row(7, "10.0.0.1 ", "10.9.0.1", "tcp/443", "required", 2048, LocalDate.of(2026, 3, 1)));

    Flow flow = read().flows().get(0);

    assertThat(flow.id()).isEqualTo("7");
    assertThat(flow.service().packets().sourcePorts(6).toString()).isEqualTo("2048");
    assertThat(flow.validity().from()).contains(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(flow.span().line()).isEqualTo(2);
  }

  @Test
  void whatTheSpreadsheetMadeOfTexts() {
    sheet(
        "flows",
        HEADER,
        row("F1", "10.0.0.1", "10.9.0.1", 443, "required"),
        row("F2", "10.0.0.1", 10.9, "tcp/1", "required"),
        row("F3", "10.0.0.1", "10.9.0.1", LocalDate.of(2026, 2, 1), "required"),
        row("F4", "10.0.0.1", "10.9.0.1", "tcp/1", "required", LocalDate.of(2026, 2, 1)),
        row("F5", "10.0.0.1", "10.9.0.1", "=1/0", "required"));

    assertThat(errors())
        .contains(
            "flows.xlsx:2:4: column service: service \"443\": \"443\" has no protocol; expected tcp/443 or udp/443",
            "flows.xlsx:3:3: column destination: \"10.9\" is a number that the spreadsheet made of a text; format the cell as text",
            "flows.xlsx:4:4: column service: \"2026-02-01\" is a date that the spreadsheet made of a text; format the cell as text",
            "flows.xlsx:5:6: column source_ports: \"2026-02-01\" is a date that the spreadsheet made of a text; format the cell as text");
  }

  @Test
  void mergedAndHiddenRowsAreReadAndSaid() throws Exception {
    Sheet sheet =
        sheet(
            "flows",
            HEADER,
            row("F1", "10.0.0.1", "10.9.0.1", "tcp/1", "required"),
            row("F2", null, "10.9.0.2", "tcp/1", "required"));
    sheet.addMergedRegion(new CellRangeAddress(1, 2, 1, 1));
    sheet.getRow(2).setZeroHeight(true);

    FlowList list = read();

    assertThat(list.flows()).extracting(f -> f.source().text()).containsOnly("10.0.0.1");
    assertThat(list.problems())
        .extracting(Problem::sentence)
        .containsExactly(
            "flows.xlsx:2:2: merged cells: the value was read for each of the rows they cover",
            "flows.xlsx:3:1: this row is hidden; it was read like others");
  }

  @Test
  void severalFlowListsInOneWorkbookAreTooMany() {
    sheet("a", HEADER, row("F1", "10.0.0.1", "10.9.0.1", "tcp/1", "required"));
    sheet("b", HEADER, row("F2", "10.0.0.1", "10.9.0.1", "tcp/1", "required"));

    assertThat(errors())
        .containsExactly("flows.xlsx: several sheets hold such a table (a, b); leave one");
  }

  @Test
  void anArchiveThatIsNoWorkbook() {
    byte[] zip = {'P', 'K', 3, 4, 0, 0, 0, 0};
    InputFailure failure =
        catchThrowableOfType(
            InputFailure.class, () -> FlowFile.read(InputFile.of("x.xlsx", zip), Site.NONE));
    assertThat(failure.problems().get(0).sentence())
        .startsWith("x.xlsx: this is no readable .xlsx workbook");
  }
}
