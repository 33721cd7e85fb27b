package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user takes for granted stands in every format, since verdicts rest on it. */
class AssumedByTheUserTest {
  private static final String RULES =
      """
      set deviceconfig system hostname edge
      set rulebase security rules tls from trust to dmz source any destination any application ssl service service-https action allow
      set rulebase security rules wide from dmz to trust source any destination any application any service any action allow
      """;

  @TempDir Path folder;

  @Test
  void everyFormatNamesIt() throws IOException {
    Map<String, String> without = formats();
    without.forEach(
        (name, text) -> assertThat(text).as(name).doesNotContain("Assumed by the user"));
    assertThat(without.get("report.json")).contains("\"verdict\" : \"undecided\"");
    Map<String, String> with = formats("--assume", "app-id=as-named");
    assertThat(with).hasSize(8);
    with.forEach((name, text) -> assertThat(text).as(name).contains("(app-id=as-named)"));
    assertThat(with.get("report.json")).doesNotContain("\"verdict\" : \"undecided\"");
  }

  /** The text of every format, by file name, and what the console shows. */
  private Map<String, String> formats(String... options) throws IOException {
    Auditing auditing =
        new Auditing(folder)
            .export("edge.set", RULES)
            .flows(
                "id,source,destination,service,requirement,in_zone,out_zone",
                "flow,192.0.2.1,10.30.0.5,tcp/443,required,trust,dmz");
    String[] words = {
      "audit",
      auditing.path("exports"),
      "--flows",
      auditing.path("flows.csv"),
      "--out",
      auditing.path("out"),
      "--format",
      "xlsx,html,json,csv,sarif,junit,md",
      "--fresh",
      "--no-progress"
    };
    String[] all = java.util.Arrays.copyOf(words, words.length + options.length);
    System.arraycopy(options, 0, all, words.length, options.length);
    Auditing.Said said = Auditing.run(all);
    assertThat(said.status()).as(said.err()).isLessThan(Status.USAGE);
    Map<String, String> out = new TreeMap<>();
    out.put("console", said.out());
    for (String name :
        new String[] {
          "report.html", "report.json", "findings.csv", "report.sarif", "junit.xml", "report.md"
        }) {
      out.put(name, Files.readString(folder.resolve("out").resolve(name)));
    }
    StringBuilder cells = new StringBuilder();
    try (ZipFile zip = new ZipFile(folder.resolve("out/report.xlsx").toFile())) {
      for (var e : zip.stream().filter(z -> z.getName().endsWith(".xml")).toList()) {
        cells.append(new String(zip.getInputStream(e).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    out.put("report.xlsx", cells.toString());
    return out;
  }
}
