package flowgap.model.aws;

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
import flowgap.vendor.aws.AwsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Verdicts on AWS exports against an evaluator of one packet at a time. */
class AwsModelTest {
  private static final int CONFIGURATIONS = Integer.getInteger("flowgap.model.configurations", 30);
  private static final int BATCHES = Integer.getInteger("flowgap.model.batches", 4);

  @Test
  void agreesOnGeneratedAccounts() throws Exception {
    Tally tally = new Tally("aws, generated");
    List<String> wrong = new ArrayList<>();
    for (int seed = 1; seed <= CONFIGURATIONS && wrong.size() < 4; seed++) {
      compare(tally, wrong, "seed " + seed, new GeneratedAws(seed).pieces(), seed);
    }
    tally.show();
    assertThat(wrong).as("verdicts that differ from the model's").isEmpty();
    tally.assertWorth(0.7, 0.005, 0.3);
  }

  @Test
  void agreesOnFixtures() throws Exception {
    Tally tally = new Tally("aws, fixtures");
    List<String> wrong = new ArrayList<>();
    for (Path folder : sorted(Path.of("fixtures", "aws"))) {
      if (!Files.exists(folder.resolve("site.txt"))) {
        compareFolder(tally, wrong, folder);
      }
    }
    tally.show();
    assertThat(wrong).as("verdicts that differ from the model's").isEmpty();
    assertThat(tally.packets()).isGreaterThan(1000);
  }

  @Test
  @Tag("corpus")
  void agreesOnPublicExamples() throws Exception {
    String corpus = System.getenv("FLOWGAP_CORPUS");
    assertThat(corpus).as("FLOWGAP_CORPUS").isNotNull();
    Tally tally = new Tally("aws, public examples");
    List<String> wrong = new ArrayList<>();
    for (Path p : sorted(Path.of(corpus, "aws"))) {
      if (!p.toString().contains("trailing-comma") && !p.endsWith("expect")) {
        compareFolder(tally, wrong, p);
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

  private static void compareFolder(Tally tally, List<String> wrong, Path folder) throws Exception {
    List<InputFile> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        files.add(InputFile.of(p.getFileName().toString(), p));
      }
    }
    List<Pieces.Piece> pieces = new ArrayList<>();
    for (Pieces.Piece p : Pieces.of(files)) {
      boolean known =
          List.of("SecurityGroups", "NetworkAcls", "NetworkInterfaces", "Subnets", "Vpcs")
              .contains(p.kind());
      if (known) {
        pieces.add(p);
      }
    }
    compare(tally, wrong, folder.toString(), pieces, 1);
  }

  private static void compare(
      Tally tally, List<String> wrong, String name, List<Pieces.Piece> pieces, long seed)
      throws Exception {
    for (Firewall firewall : read(pieces)) {
      FirewallJudge judge = new FirewallJudge(firewall);
      AwsModel model = model(pieces, firewall);
      Boundaries boundaries = new Boundaries(Pieces.text(pieces), model::isUnsettled);
      Random random = new Random(seed);
      for (int i = 0; i < BATCHES; i++) {
        boolean six = boundaries.hasV6() && i % 3 == 2;
        Batch batch = boundaries.batch(random, six, 12, List.of());
        List<Tally.Difference> differences =
            tally.compare(judge, batch, Circumstances.NONE, model::end);
        if (!differences.isEmpty()) {
          wrong.add(name + ":\n" + smallest(pieces, firewall.name(), differences.get(0)));
          return;
        }
      }
    }
  }

  private static AwsModel model(List<Pieces.Piece> pieces, Firewall firewall) {
    return new AwsModel(pieces, firewall.name().replaceAll("^.*(vpc-\\w+).*$", "$1"));
  }

  private static List<Firewall> read(List<Pieces.Piece> pieces) throws IOException {
    try {
      return new AwsReader().read(Pieces.files(pieces), "account", SiteFacts.NONE);
    } catch (InputFailure e) {
      return List.of();
    }
  }

  private static String smallest(
      List<Pieces.Piece> pieces, String firewall, Tally.Difference difference) {
    List<Pieces.Piece> fewest =
        Shrink.of(
            pieces,
            some -> {
              try {
                return read(some).stream()
                    .filter(f -> f.name().equals(firewall))
                    .anyMatch(
                        f ->
                            Tally.differs(
                                new FirewallJudge(f),
                                difference.probe(),
                                Circumstances.NONE,
                                model(some, f)::end));
              } catch (IOException e) {
                return false;
              }
            });
    return Pieces.text(fewest) + difference;
  }
}
