package flowgap.model.panos;

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
import flowgap.vendor.panos.PanosReader;
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

/** Verdicts on PAN-OS configurations against an evaluator of one packet at a time. */
class PanosModelTest {
  private static final int CONFIGURATIONS = Integer.getInteger("flowgap.model.configurations", 30);
  private static final int BATCHES = Integer.getInteger("flowgap.model.batches", 4);

  @Test
  void agreesOnGeneratedConfigurations() throws Exception {
    Tally tally = new Tally("panos, generated");
    List<String> wrong = new ArrayList<>();
    for (int seed = 1; seed <= CONFIGURATIONS && wrong.size() < 4; seed++) {
      List<String> lines = new GeneratedPanos(seed).lines();
      PanosModel model = model(lines);
      assertThat(model.doubts()).as("seed %d", seed).isEmpty();
      compare(tally, wrong, "seed " + seed, lines, seed);
    }
    tally.show();
    assertThat(wrong).as("verdicts that differ from the model's").isEmpty();
    tally.assertWorth(0.65, 0.005, 0.3);
  }

  @Test
  void agreesOnFixtures() throws Exception {
    Tally tally = new Tally("panos, fixtures");
    List<String> wrong = new ArrayList<>();
    int read = 0;
    for (Path folder : sorted(Path.of("fixtures", "panos"))) {
      Path config = folder.resolve("edge.set");
      if (Files.exists(config) && files(folder) == 1) {
        compareFile(tally, wrong, config);
        read++;
      }
    }
    tally.show();
    assertThat(wrong).as("verdicts that differ from the model's").isEmpty();
    assertThat(read).isGreaterThan(10);
    tally.assertWorth(0.35, 0.005, 0.3);
  }

  @Test
  @Tag("corpus")
  void agreesOnPublicExamples() throws Exception {
    String corpus = System.getenv("FLOWGAP_CORPUS");
    assertThat(corpus).as("FLOWGAP_CORPUS").isNotNull();
    Tally tally = new Tally("panos, public examples");
    List<String> wrong = new ArrayList<>();
    for (String folder : List.of("panos-set", "panos-xml")) {
      for (Path config : sorted(Path.of(corpus, folder))) {
        if (Files.isRegularFile(config)) {
          compareFile(tally, wrong, config);
        }
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
        .filter(p -> p.getFileName().toString().matches("edge.*|panorama.*"))
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
    boolean braces = lines.stream().noneMatch(l -> l.startsWith("set ") || l.startsWith("<"));
    if (judge == null || braces) {
      return;
    }
    PanosModel model = model(lines);
    Boundaries boundaries = new Boundaries(String.join("\n", lines), a -> false);
    Random random = new Random(seed);
    for (int i = 0; i < BATCHES; i++) {
      boolean six = boundaries.hasV6() && i % 3 == 2;
      List<String> names = model.applications();
      String application =
          names.isEmpty() || i % 2 == 0 ? "" : names.get(random.nextInt(names.size()));
      Batch batch = boundaries.batch(random, six, 8, model.zones()).of(application);
      List<Tally.Difference> differences =
          tally.compare(judge, batch, Circumstances.NONE, model::end);
      if (!differences.isEmpty()) {
        wrong.add(name + ":\n" + smallest(lines, differences.get(0)));
        return;
      }
    }
  }

  private static PanosModel model(List<String> lines) {
    boolean sets = lines.stream().anyMatch(l -> l.startsWith("set "));
    return new PanosModel(sets ? Tree.ofSets(lines) : Tree.ofXml(String.join("\n", lines)));
  }

  /** Null where a file is no single firewall. */
  private static FirewallJudge judge(List<String> lines) throws IOException {
    try {
      List<Firewall> read =
          new PanosReader()
              .read(
                  List.of(InputFile.of("edge", String.join("\n", lines) + "\n")),
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
                        judge, difference.probe(), Circumstances.NONE, model(some)::end);
              } catch (IOException e) {
                return false;
              }
            });
    return String.join("\n", fewest) + "\n" + difference;
  }
}
