package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import flowgap.flow.Profiles;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Audits {@code fixtures/profiles/<product>}: a site and the exports of two vendors. {@code
 * expected.csv} says what becomes of each flow of the product, with the reason.
 */
class ProfileCasesTest {
  private static final Path CASES = Path.of("fixtures", "profiles");

  @TempDir Path reports;

  @Test
  void everyBundledProfileHasACase() throws Exception {
    try (Stream<Path> folders = Files.list(CASES)) {
      assertThat(folders.map(p -> p.getFileName().toString()).sorted()).isEqualTo(Profiles.names());
    }
  }

  @TestFactory
  List<DynamicTest> verdictsAreThoseReasonedOut() {
    return Profiles.names().stream().map(n -> DynamicTest.dynamicTest(n, () -> check(n))).toList();
  }

  private void check(String product) throws Exception {
    Path folder = CASES.resolve(product);
    Path out = reports.resolve(product);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "audit",
                folder.resolve("exports").toString(),
                "--profile",
                product,
                "--site",
                folder.resolve("site.csv").toString(),
                "--out",
                out.toString(),
                "--format",
                "json",
                "--quiet"));
    for (String line : Files.readAllLines(folder.resolve("options.txt"))) {
      arguments.addAll(Arrays.asList(line.split(" ")));
    }
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        Main.run(
            arguments.toArray(String[]::new),
            InputStream.nullInputStream(),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8));
    assertThat(out.resolve("report.json")).as(errors.toString()).exists();
    JsonNode report = new ObjectMapper().readTree(out.resolve("report.json").toFile());
    Map<String, String> found = new LinkedHashMap<>();
    for (JsonNode flow : report.get("flows")) {
      List<String> ports = new ArrayList<>();
      flow.get("any_one_ports").forEach(p -> ports.add(p.asText()));
      found.put(
          flow.get("id").asText(),
          flow.get("requirement").asText()
              + " "
              + flow.get("verdict").asText()
              + " "
              + String.join(";", ports));
      assertThat(flow.get("citation").asText()).as(flow.get("id").asText()).isNotEmpty();
    }
    found.put("exit", " " + status + " ");
    assertThat(found).containsExactlyEntriesOf(expected(folder.resolve("expected.csv")));
  }

  private static Map<String, String> expected(Path file) throws Exception {
    Map<String, String> out = new LinkedHashMap<>();
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader in = Files.newBufferedReader(file)) {
      for (CSVRecord row : format.parse(in)) {
        out.put(
            row.get("flow"),
            row.get("requirement") + " " + row.get("verdict") + " " + row.get("any_one_ports"));
      }
    }
    return out;
  }
}
