package flowgap.vendor.aws;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.FlowAtFirewall;
import flowgap.packet.AddressSet;
import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A folder of {@code fixtures/aws} is a case: its JSON files are one account; {@code site.txt}
 * binds addresses to groups ({@code 10.0.0.5 = sg-1}, {@code 10.0.0.5 at vpc-1 = sg-1}); each line
 * of {@code flows.txt} is a question: firewall, from, to, service, options, verdict, and pieces
 * that the answer's words must contain.
 */
class AwsCaseTest {
  private static final Path FIXTURES = Path.of("fixtures/aws");

  @TestFactory
  Stream<DynamicTest> eachCaseIsJudgedAsItsFlowsSay() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : folders()) {
      if (!Files.exists(folder.resolve("flows.txt"))) {
        continue;
      }
      List<Firewall> firewalls = read(folder);
      int row = 0;
      for (String line : Files.readAllLines(folder.resolve("flows.txt"))) {
        row++;
        if (!line.isBlank() && !line.startsWith("#")) {
          tests.add(
              DynamicTest.dynamicTest(
                  folder.getFileName() + ":" + row + " " + line, () -> check(firewalls, line)));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(60);
    return tests.stream();
  }

  static List<Path> folders() throws IOException {
    try (Stream<Path> list = Files.list(FIXTURES)) {
      return list.filter(Files::isDirectory).sorted().toList();
    }
  }

  static List<Firewall> read(Path folder) throws Exception {
    return new AwsReader().read(inputs(folder), folder.getFileName().toString(), site(folder));
  }

  static List<InputFile> inputs(Path folder) throws IOException {
    List<InputFile> out = new ArrayList<>();
    try (Stream<Path> list = Files.walk(folder)) {
      for (Path p :
          list.filter(f -> f.toString().endsWith(".json"))
              .sorted(Comparator.comparing(Path::toString))
              .toList()) {
        out.add(InputFile.of(folder.relativize(p).toString(), p));
      }
    }
    return out;
  }

  private static SiteFacts site(Path folder) throws IOException {
    Path file = folder.resolve("site.txt");
    if (!Files.exists(file)) {
      return SiteFacts.NONE;
    }
    List<SiteFacts.Binding> bindings = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split("\\s*=\\s*");
      String[] place = parts[0].split("\\s+at\\s+");
      bindings.add(
          new SiteFacts.Binding(
              AddressSet.parse(place[0]).orElseThrow(),
              place.length > 1 ? Optional.of(place[1]) : Optional.empty(),
              Optional.empty(),
              List.of(parts[1].split(";"))));
    }
    return new SiteFacts(Map.of(), bindings, Map.of());
  }

  private static void check(List<Firewall> firewalls, String line) {
    String[] f = line.split("\\s*\\|\\s*");
    Firewall firewall =
        firewalls.stream()
            .filter(w -> w.name().startsWith(f[0].strip()))
            .findFirst()
            .orElseThrow(
                () -> new AssertionError("no firewall " + f[0] + " in " + names(firewalls)));
    Asked asked =
        new Asked(
            f[1],
            f[2],
            f[3],
            option(f[4], "ports").orElse(""),
            option(f[4], "in"),
            option(f[4], "out"));
    FlowAtFirewall answer = asked.at(firewall);
    String words = words(answer);
    assertThat(answer.verdict().word()).as(words).isEqualTo(f[5]);
    for (int i = 6; i < f.length; i++) {
      assertThat(words).contains(f[i]);
    }
  }

  private static Optional<String> option(String text, String name) {
    return Stream.of(text.split(" "))
        .filter(o -> o.startsWith(name + "="))
        .map(o -> o.substring(name.length() + 1))
        .findFirst();
  }

  private static String names(List<Firewall> firewalls) {
    return firewalls.stream().map(Firewall::name).collect(Collectors.joining(", "));
  }

  /** Everything that the answer says, on lines. */
  static String words(FlowAtFirewall a) {
    List<String> out = new ArrayList<>();
    out.add(a.verdict().word() + " on path " + a.onPath() + " " + a.inZone() + " > " + a.outZone());
    out.add("as seen " + a.asSeen());
    a.passes().forEach(p -> out.add("passes " + p));
    a.mayPass().forEach(p -> out.add("may pass " + p));
    a.denied().forEach(p -> out.add("denied " + p));
    a.leftOut().forEach(p -> out.add("left out " + p));
    a.decidedBy()
        .forEach(
            e ->
                out.add(
                    e.action()
                        + " "
                        + e.leg()
                        + " by "
                        + e.rule()
                        + " "
                        + e.label()
                        + " at "
                        + e.span().where()
                        + ":"
                        + e.span().column()
                        + " "
                        + e.span().text()));
    a.undecidedBecause().forEach(r -> out.add("because " + r + ""));
    a.notes().forEach(n -> out.add("note " + n));
    return String.join("\n", out);
  }
}
