package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import flowgap.analysis.FindingType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/findings.md} shows of each finding type: a case that is one, and one not. */
class FindingDocumentsTest {
  private static final Pattern SECTION = Pattern.compile("(?ms)^## ([a-z-]+)\\n(.*?)(?=^## |\\z)");
  private static final Pattern CASE = Pattern.compile("(?s)(One|None):\\n\\n```\\n(.*?)```");

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> eachTypeHasACaseThatIsOneAndOneThatIsNot() throws IOException {
    String text = Files.readString(Path.of("docs/findings.md"));
    String base = text.substring(text.indexOf("```\n") + 4, text.indexOf("```\n\nFlows"));
    List<DynamicTest> out = new ArrayList<>();
    List<String> types = new ArrayList<>();
    Matcher section = SECTION.matcher(text);
    while (section.find()) {
      String type = section.group(1);
      types.add(type);
      Matcher c = CASE.matcher(section.group(2));
      int cases = 0;
      while (c.find()) {
        boolean is = c.group(1).equals("One");
        String body = c.group(2);
        cases++;
        out.add(dynamicTest(type + " " + c.group(1), () -> audited(type, is, base, body)));
      }
      assertThat(cases).as(type).isEqualTo(2);
    }
    assertThat(types)
        .containsExactly(
            List.of(FindingType.values()).stream().map(FindingType::word).toArray(String[]::new));
    return out;
  }

  private void audited(String type, boolean is, String base, String body) throws IOException {
    StringBuilder lists = new StringBuilder();
    StringBuilder counters = new StringBuilder();
    List<String> flows = new ArrayList<>();
    for (String line : body.split("\n")) {
      if (line.startsWith("flow ")) {
        flows.add(line.substring(5));
      } else if (line.contains("hitcnt=") || line.contains("elements;")) {
        counters.append(line).append('\n');
      } else {
        lists.append(line).append('\n');
      }
    }
    Auditing a = new Auditing(Files.createTempDirectory(folder, "c"));
    a.export("edge.cfg", base.replace("access-group", lists + "access-group"));
    if (counters.length() > 0) {
      a.export("edge.acl.txt", "edge# show access-list\n" + counters);
    }
    if (!flows.isEmpty()) {
      a.flows("id,source,destination,service,requirement", flows.toArray(String[]::new));
    }
    String report =
        type.equals("unbound-flow") && is ? a.report("--profile", "platespin") : a.report();
    // other objects of the configuration have no use in any case
    boolean said =
        type.equals("unused-object")
            ? report.contains("refers to object spare") || report.contains("network spare\"")
            : report.contains("\"type\":\"" + type + "\"");
    assertThat(said).as(report).isEqualTo(is);
  }
}
