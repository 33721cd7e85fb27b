package flowgap.vendor.asa;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.policy.Firewall;
import flowgap.policy.Recognition;
import flowgap.policy.SiteFacts;
import flowgap.source.Coverage;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.TextLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads every ASA export of a folder of public examples; {@code FLOWGAP_CORPUS} names it. */
@Tag("corpus")
class AsaCorpusTest {
  @Test
  void everyLineIsAccountedFor() throws IOException, InputFailure {
    String corpus = System.getenv("FLOWGAP_CORPUS");
    assertThat(corpus).as("FLOWGAP_CORPUS").isNotNull();
    List<String> table = new ArrayList<>();
    for (String folder : List.of("asa", "asa-show-access-list")) {
      List<Path> paths;
      try (Stream<Path> all = Files.list(Path.of(corpus, folder))) {
        paths = all.filter(Files::isRegularFile).sorted().toList();
      }
      for (Path path : paths) {
        table.add(row(path));
      }
    }
    table.forEach(System.out::println);
    assertThat(table).hasSizeGreaterThan(40);
  }

  private static String row(Path path) throws IOException, InputFailure {
    InputFile file = InputFile.of(path.getFileName().toString(), path);
    AsaReader reader = new AsaReader();
    Recognition known = reader.recognise(file);
    String name = "%-58s %-10s".formatted(file.name(), known.kind());
    if (known.kind() == Recognition.Kind.UNKNOWN || known.kind() == Recognition.Kind.REFUSED) {
      return name + " " + known.what();
    }
    if (known.kind() == Recognition.Kind.COMPANION && known.what().equals("show route")) {
      return name + " " + known.what();
    }
    List<Firewall> firewalls = reader.read(List.of(file), "x", SiteFacts.NONE);
    Coverage sum = Coverage.NONE;
    int rules = 0;
    StringBuilder problems = new StringBuilder();
    for (Firewall f : firewalls) {
      sum = sum.plus(f.coverage());
      rules += f.writtenRules();
      f.problems()
          .forEach(
              p ->
                  problems
                      .append("\n      ")
                      .append(p.severity())
                      .append(' ')
                      .append(p.sentence())
                      .append(" | ")
                      .append(p.span().text()));
    }
    int said = 0;
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        said += line.isBlank() ? 0 : 1;
      }
    }
    return name
        + " %d firewalls, %d rules, %d lines: %s%s"
            .formatted(firewalls.size(), rules, said, sum, problems);
  }
}
