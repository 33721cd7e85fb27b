package flowgap.vendor.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.Evidence;
import flowgap.analysis.FlowAtFirewall;
import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each folder below {@code fixtures/iptables} is a firewall; its {@code expect.txt} says what
 * becomes of flows, {@code tcp/443 10.0.0.1 10.9.0.1 in=eth0 out=eth1 = permitted FORWARD:3}, or
 * what is wrong with the files, {@code ! edge.rules:3:1: …}.
 */
class FixturesTest {
  static final Path ROOT = Path.of("fixtures", "iptables");

  @TestFactory
  Stream<DynamicTest> fixtures() throws IOException {
    List<Path> cases = cases();
    assertThat(cases).hasSizeGreaterThan(10);
    return cases.stream()
        .map(c -> DynamicTest.dynamicTest(c.getFileName().toString(), () -> check(c)));
  }

  static List<Path> cases() throws IOException {
    try (Stream<Path> all = Files.list(ROOT)) {
      return all.filter(c -> Files.exists(c.resolve("expect.txt"))).sorted().toList();
    }
  }

  static List<InputFile> files(Path folder) throws IOException {
    List<InputFile> out = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path p : all.sorted().toList()) {
        if (!p.getFileName().toString().equals("expect.txt")) {
          out.add(InputFile.of(p.getFileName().toString(), p));
        }
      }
    }
    return out;
  }

  private void check(Path folder) throws IOException {
    List<String> expected =
        Files.readAllLines(folder.resolve("expect.txt")).stream()
            .filter(l -> !l.isBlank() && !l.startsWith("#"))
            .toList();
    assertThat(expected).isNotEmpty();
    List<String> problems = new ArrayList<>();
    Firewall firewall = null;
    try {
      firewall = new IptablesReader().read(files(folder), "fw", SiteFacts.NONE).get(0);
      firewall.problems().forEach(p -> problems.add("! " + p.sentence()));
    } catch (InputFailure e) {
      e.problems().stream().map(Problem::sentence).forEach(s -> problems.add("! " + s));
    }
    assertThat(problems)
        .as("problems")
        .isEqualTo(expected.stream().filter(l -> l.startsWith("!")).toList());
    List<String> actual = new ArrayList<>();
    List<String> flows = expected.stream().filter(l -> !l.startsWith("!")).toList();
    for (String line : flows) {
      actual.add(answer(new Asked(firewall), line));
    }
    assertThat(actual).isEqualTo(flows);
  }

  /** The line with what the firewall really does; the rule only where the line names one. */
  private static String answer(Asked asked, String line) {
    String question = line.substring(0, line.indexOf(" = "));
    String[] wanted = line.substring(line.indexOf(" = ") + 3).split(" ", 2);
    String[] words = question.split(" ");
    String in = "";
    String out = "";
    for (String w : words) {
      in = w.startsWith("in=") ? w.substring(3) : in;
      out = w.startsWith("out=") ? w.substring(4) : out;
    }
    FlowAtFirewall f = asked.ask(words[1], words[2], words[0], in, out);
    String rule = "";
    if (wanted.length > 1) {
      List<String> rules = f.decidedBy().stream().map(Evidence::rule).distinct().toList();
      rule =
          " "
              + (rules.contains(wanted[1])
                  ? wanted[1]
                  : rules.stream().collect(Collectors.joining(",")));
    }
    return question + " = " + f.verdict().word() + rule;
  }
}
