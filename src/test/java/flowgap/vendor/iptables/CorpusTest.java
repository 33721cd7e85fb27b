package flowgap.vendor.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.source.Coverage;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Every line of real dumps is accounted for; FLOWGAP_CORPUS names the folder that holds them. */
@Tag("corpus")
@EnabledIfEnvironmentVariable(named = "FLOWGAP_CORPUS", matches = ".+")
class CorpusTest {
  static List<Path> dumps() throws IOException {
    Path folder = Path.of(System.getenv("FLOWGAP_CORPUS"), "iptables");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  static Firewall read(Path path) throws Exception {
    InputFile file = InputFile.of(path.getFileName().toString(), path);
    return new IptablesReader().read(List.of(file), "fw", SiteFacts.NONE).get(0);
  }

  @TestFactory
  Stream<DynamicTest> everyLineIsAccountedFor() throws IOException {
    List<Path> dumps = dumps();
    assertThat(dumps).isNotEmpty();
    return dumps.stream()
        .map(p -> DynamicTest.dynamicTest(p.getFileName().toString(), () -> accountFor(p)));
  }

  private void accountFor(Path path) throws Exception {
    Firewall firewall = read(path);
    Coverage c = firewall.coverage();
    System.out.printf(
        "%-50s %5d lines, %5d modelled, %3d ignored, %3d conditions, %d not understood%n",
        path.getFileName(),
        c.lines(),
        c.modelled(),
        c.ignored(),
        c.conditions(),
        c.notUnderstood());
    for (Problem p : firewall.problems()) {
      System.out.println(
          "    " + p.severity().word() + " " + p.sentence() + " | " + p.span().text());
    }
    long lines;
    try (Stream<String> all = Files.lines(path)) {
      lines = all.filter(l -> !l.isBlank()).count();
    }
    assertThat(c.lines()).isEqualTo((int) lines);
  }
}
