package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
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
    assertThat(without.get("report.json")).contains("\"verdict\":\"undecided\"");
    Map<String, String> with = formats("--assume", "app-id=as-named");
    assertThat(with).hasSize(8);
    with.forEach((name, text) -> assertThat(text).as(name).contains("(app-id=as-named)"));
    assertThat(with.get("report.json")).doesNotContain("\"verdict\":\"undecided\"");
  }

  /** The text of every format, by file name, and what the console shows. */
  private Map<String, String> formats(String... options) throws IOException {
    Auditing auditing =
        new Auditing(folder)
            .export("edge.set", RULES)
            .flows(
                "id,source,destination,service,requirement,in_zone,out_zone",
                "flow,192.0.2.1,10.30.0.5,tcp/443,required,trust,dmz");
    return auditing.everyFormat(Stream.concat(Stream.of("--fresh"), Stream.of(options)));
  }
}
