package flowgap.model.asa;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.Circumstances;
import flowgap.analysis.FirewallJudge;
import flowgap.model.Batch;
import flowgap.model.Boundaries;
import flowgap.model.Shrink;
import flowgap.model.Tally;
import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.vendor.asa.AsaReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Verdicts on ASA configurations against an evaluator of one packet at a time. */
class AsaModelTest {
  private static final int CONFIGURATIONS = Integer.getInteger("flowgap.model.configurations", 30);
  private static final int BATCHES = Integer.getInteger("flowgap.model.batches", 4);

  @Test
  void agreesOnGeneratedConfigurations() throws Exception {
    Tally tally = new Tally("asa, generated");
    List<String> wrong = new ArrayList<>();
    for (int seed = 1; seed <= CONFIGURATIONS && wrong.size() < 4; seed++) {
      List<String> lines = new GeneratedAsa(seed).lines();
      AsaModel model = new AsaModel(lines, null);
      assertThat(model.doubts()).as("seed %d", seed).isEmpty();
      compare(tally, wrong, "seed " + seed, lines, seed);
    }
    tally.show();
    assertThat(wrong).as("verdicts that differ from the model's").isEmpty();
    tally.assertWorth(0.7, 0.005, 0.2);
  }

  @Test
  void agreesOnFixtures() throws Exception {
    Tally tally = new Tally("asa, fixtures");
    List<String> wrong = new ArrayList<>();
    int read = 0;
    for (Path folder : sorted(Path.of("fixtures", "asa"))) {
      Path config = folder.resolve("config.cfg");
      boolean capture = folder.toString().contains("terminal");
      if (Files.exists(config) && files(folder) == 1 && !capture) {
        compareFile(tally, wrong, config);
        read++;
      }
    }
    tally.show();
    assertThat(wrong).as("verdicts that differ from the model's").isEmpty();
    assertThat(read).isGreaterThan(50);
    tally.assertWorth(0.35, 0.02, 0.35);
  }

  @Test
  @Tag("corpus")
  void agreesOnPublicExamples() throws Exception {
    String corpus = System.getenv("FLOWGAP_CORPUS");
    assertThat(corpus).as("FLOWGAP_CORPUS").isNotNull();
    Tally tally = new Tally("asa, public examples");
    List<String> wrong = new ArrayList<>();
    for (Path config : sorted(Path.of(corpus, "asa"))) {
      if (Files.isRegularFile(config)) {
        compareFile(tally, wrong, config);
      }
    }
    tally.show();
    assertThat(wrong).as("verdicts that differ from the model's").isEmpty();
    assertThat(tally.packets()).isGreaterThan(1000);
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  private static long files(Path folder) throws IOException {
    return sorted(folder).stream()
        .filter(p -> p.getFileName().toString().matches("config.*|site.txt"))
        .count();
  }

  private static void compareFile(Tally tally, List<String> wrong, Path config) throws Exception {
    String text = new String(Files.readAllBytes(config), StandardCharsets.ISO_8859_1);
    List<String> lines = text.lines().toList();
    compare(tally, wrong, config.toString(), lines, 1);
  }

  private static void compare(
      Tally tally, List<String> wrong, String name, List<String> lines, long seed)
      throws Exception {
    FirewallJudge judge = judge(lines);
    if (judge == null) {
      return;
    }
    AsaModel model = new AsaModel(lines, null);
    Boundaries boundaries = new Boundaries(String.join("\n", lines), model::edge);
    Random random = new Random(seed);
    for (int i = 0; i < BATCHES; i++) {
      boolean six = boundaries.hasV6() && i % 3 == 2;
      Batch batch = boundaries.batch(random, six, 8, model.interfaces());
      List<Tally.Difference> differences =
          tally.compare(judge, batch, Circumstances.NONE, model::end);
      if (!differences.isEmpty()) {
        wrong.add(name + ":\n" + smallest(lines, differences.get(0)));
        return;
      }
    }
  }

  /** Null where a file is no single firewall. */
  private static FirewallJudge judge(List<String> lines) throws IOException {
    try {
      List<Firewall> read =
          new AsaReader()
              .read(
                  List.of(InputFile.of("config", String.join("\n", lines) + "\n")),
                  "unnamed",
                  SiteFacts.NONE);
      return read.size() == 1 ? new FirewallJudge(read.get(0)) : null;
    } catch (InputFailure e) {
      return null;
    }
  }

  private static String smallest(List<String> lines, Tally.Difference difference) {
    List<String> fewest =
        Shrink.of(
            lines,
            some -> {
              try {
                FirewallJudge judge = judge(some);
                return judge != null
                    && Tally.differs(
                        judge,
                        difference.probe(),
                        Circumstances.NONE,
                        new AsaModel(some, null)::end);
              } catch (IOException e) {
                return false;
              }
            });
    return String.join("\n", fewest) + "\n" + difference;
  }
}
