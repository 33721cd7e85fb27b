package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Audits {@code fixtures/estates/<case>}: exports of several firewalls, a site file and flows that
 * cross them. {@code expected.csv} says what becomes of each flow as a whole, at each firewall on
 * its way, and of its addresses.
 */
class EstateCasesTest {
  private static final Path CASES = Path.of("fixtures", "estates");

  @TempDir Path reports;

  @TestFactory
  List<DynamicTest> flowsAreFollowedFromFirewallToFirewall() throws Exception {
    List<DynamicTest> out = new ArrayList<>();
    try (Stream<Path> folders = Files.list(CASES)) {
      for (Path folder : folders.sorted().toList()) {
        out.add(DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
      }
    }
    assertThat(out).isNotEmpty();
    return out;
  }

  private void check(Path folder) throws Exception {
    Path out = reports.resolve(folder.getFileName());
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Main.run(
        new String[] {
          "audit",
          folder.resolve("exports").toString(),
          "--flows",
          folder.resolve("flows.csv").toString(),
          "--site",
          folder.resolve("site.csv").toString(),
          "--out",
          out.toString(),
          "--format",
          "json",
          "--quiet"
        },
        InputStream.nullInputStream(),
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
        new PrintStream(errors, true, StandardCharsets.UTF_8));
    assertThat(out.resolve("report.json")).as(errors.toString()).exists();
    JsonNode flows = new ObjectMapper().readTree(out.resolve("report.json").toFile()).get("flows");
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    int row = 0;
    try (Reader in = Files.newBufferedReader(folder.resolve("expected.csv"))) {
      for (CSVRecord wanted : format.parse(in)) {
        JsonNode flow = flows.get(row++);
        String id = wanted.get("flow");
        assertThat(flow.get("id").asText()).isEqualTo(id);
        assertThat(flow.get("verdict").asText()).as(id).isEqualTo(wanted.get("verdict"));
        List<String> at = new ArrayList<>();
        StringBuilder seen = new StringBuilder();
        for (JsonNode a : flow.get("at")) {
          at.add(a.get("firewall").asText() + " " + a.get("verdict").asText());
          seen.append(a.get("as_seen").asText()).append('\n');
        }
        assertThat(String.join(";", at)).as(id).isEqualTo(wanted.get("at"));
        assertThat(seen.toString()).as(id).contains(wanted.get("seen"));
      }
    }
    assertThat(row).isEqualTo(flows.size());
  }
}
