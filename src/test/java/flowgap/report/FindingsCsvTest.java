package flowgap.report;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.AuditReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsCsvTest {
  @Test
  void everyFindingIsOneRow() throws IOException {
    AuditReport report = SampleReport.whole();
    List<CSVRecord> rows = rows(report);
    assertThat(rows).hasSize(1 + report.findings().size());
    assertThat(rows.get(0).toList())
        .startsWith("id", "type", "severity", "firewall", "rule", "file", "line");
    assertThat(rows.get(1).toList())
        .startsWith(
            "3f2a9c10be77",
            "blocked-flow",
            "high",
            "edge-1",
            "outside_in:default",
            "exports/edge-1.cfg",
            "");
  }

  @Test
  void noCellOfHostileNamesBeginsAFormula() throws IOException {
    List<CSVRecord> rows = rows(HostileReport.whole());
    assertThat(rows).hasSize(1 + 2 * HostileReport.NAMES.size());
    for (CSVRecord row : rows) {
      for (String cell : row) {
        assertThat(cell)
            .doesNotMatch("(?s)^\\s*[=+@\\t-].*")
            .doesNotContain("\u0000", "\u202E", "\u001B");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "=1+1,'''=1+1'",
    "' @SUM',' ''@SUM'",
    "a=b,a=b",
    "tcp/443,tcp/443",
    "-A FORWARD,'''-A FORWARD'"
  })
  void whatWouldBeginAFormulaGetsAnApostrophe(String value, String cell) {
    assertThat(FindingsCsv.cell(value)).isEqualTo(cell);
  }

  private static List<CSVRecord> rows(AuditReport report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FindingsCsv.write(report, out);
    return CSVFormat.RFC4180
        .parse(new StringReader(out.toString(StandardCharsets.UTF_8)))
        .getRecords();
  }
}
