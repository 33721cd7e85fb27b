package flowgap.vendor.panos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flowgap.policy.Firewall;
import flowgap.policy.Recognition;
import flowgap.policy.SiteFacts;
import flowgap.source.Coverage;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.TextLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads every file of a folder of public exports and accounts for every line of it. */
@Tag("corpus")
class PanosCorpusTest {
  @Test
  void everyLineOfEveryFileIsAccountedFor() throws Exception {
    String folder = System.getProperty("FLOWGAP_CORPUS", System.getenv("FLOWGAP_CORPUS"));
    assumeTrue(folder != null, "FLOWGAP_CORPUS names no folder of exports");
    int files = 0;
    for (String kind : new String[] {"panos-xml", "panos-set"}) {
      for (Path path : files(Path.of(folder, kind))) {
        files++;
        read(InputFile.of(path.getFileName().toString(), path), lines(path));
      }
    }
    assertThat(files).isGreaterThan(50);
  }

  private static void read(InputFile file, long lines) throws Exception {
    PanosReader reader = new PanosReader();
    Recognition r = reader.recognise(file);
    if (r.kind() == Recognition.Kind.REFUSED) {
      assertThat(r.what()).contains("Prisma");
      System.out.printf("%-70s refused%n", file.name());
      return;
    }
    assertThat(r.kind()).as(file.name()).isEqualTo(Recognition.Kind.PRIMARY);
    List<Firewall> all = reader.read(List.of(file), "x", SiteFacts.NONE);
    Coverage c = all.get(0).coverage();
    int rules = all.stream().mapToInt(Firewall::writtenRules).sum();
    long warnings =
        all.get(0).problems().stream().filter(p -> p.severity() != Problem.Severity.INFO).count();
    System.out.printf(
        "%-70s %2d firewalls %3d rules | %5d lines: %5d modelled %5d ignored %3d conditions %3d not"
            + " understood | %d warnings%n",
        file.name(),
        all.size(),
        rules,
        c.lines(),
        c.modelled(),
        c.ignored(),
        c.conditions(),
        c.notUnderstood(),
        warnings);
    System.out.println("    " + all.stream().map(f -> f.name() + ": " + f.writtenRules()).toList());
    all.get(0).problems().stream()
        .limit(12)
        .forEach(p -> System.out.println("    " + p.severity().word() + " " + p.sentence()));
    for (Firewall f : all) {
      // a flow through the whole program ends in some verdict
      var verdict =
          new Asked("tcp/443", "10.0.0.1", "198.51.100.9", java.util.Map.of()).at(f).verdict();
      System.out.println("    " + f.name() + ": " + verdict.word());
      assertThat(verdict).isNotNull();
    }
    Export export = PanosReader.export(file);
    try (TextLines in = TextLines.open(file)) {
      for (String line = in.next(); line != null; line = in.next()) {
        assertThat(line.isBlank() || export.ledger.has(in.number()))
            .as(file.name() + ":" + in.number() + " " + line)
            .isTrue();
      }
    }
    assertThat((long) c.lines()).as(file.name()).isEqualTo(lines);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static long lines(Path path) throws IOException {
    try (Stream<String> lines = Files.lines(path)) {
      return lines.filter(l -> !l.isBlank()).count();
    }
  }
}
