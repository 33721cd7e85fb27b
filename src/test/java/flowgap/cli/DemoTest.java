package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command: what it shows there is what it says. */
class DemoTest {
  private static final String MARK = "<!-- demo -->\n```\n";

  @TempDir Path folder;

  @Test
  void theReadmeShowsWhatTheFirstCommandSays() throws IOException {
    String said = flows(audit());
    Path file = Path.of("README.md");
    String readme = Files.readString(file);
    int start = readme.indexOf(MARK) + MARK.length();
    int end = readme.indexOf("```\n", start);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, readme.substring(0, start) + said + readme.substring(end));
    }
    assertThat(readme.substring(start, end)).isEqualTo(said);
  }

  /** What the demo proposes is to show what can be had: none of it is advice only. */
  @Test
  void everyChangeThatItProposesIsProved() throws IOException {
    audit();
    JsonNode report = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    List<String> advice = new ArrayList<>();
    Set<String> opened = new TreeSet<>();
    for (JsonNode f : report.get("findings")) {
      JsonNode change = f.get("change");
      if (change != null && !change.isNull()) {
        if (!change.get("proved").asBoolean()) {
          advice.add(f.get("message").asText() + ": " + change.get("remark").asText());
        }
        f.get("flows").forEach(flow -> opened.add(flow.asText()));
      }
    }
    assertThat(advice).isEmpty();
    assertThat(opened).contains("F-02", "F-03", "F-06", "F-08");
  }

  /** What is said of flows; what is said of rules comes after it. */
  private static String flows(String said) {
    int rules = said.indexOf("\nfindings about rules");
    return said.substring(0, rules < 0 ? said.length() : rules);
  }

  private String audit() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = {
      "audit",
      "fixtures/demo/exports",
      "--flows",
      "fixtures/demo/flows.csv",
      "--site",
      "fixtures/demo/site.csv",
      "--out",
      folder.toString()
    };
    int status =
        Main.run(
            words,
            new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Map.of("SOURCE_DATE_EPOCH", "1793577600")));
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(status).isEqualTo(Status.FOUND);
    return out.toString(StandardCharsets.UTF_8);
  }
}
