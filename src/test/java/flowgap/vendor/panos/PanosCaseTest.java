package flowgap.vendor.panos;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.RuleRows;
import flowgap.packet.AddressSet;
import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each folder below {@code fixtures/panos} is a configuration with its companions. {@code
 * flows.txt} asks, {@code @edge tcp/443 10.0.0.1 10.9.0.1 app=ssl = permitted | security:3}; what
 * stands behind the bar has to occur in the evidence or the reasons. {@code rules.txt} has the
 * rules of all firewalls in order, with their origin. {@code problems.txt} has what was complained
 * about.
 */
class PanosCaseTest {
  static final Path ROOT = Path.of("fixtures", "panos");
  private static final List<String> EXPECTATIONS =
      List.of("flows.txt", "rules.txt", "problems.txt", "site.txt", "assumptions.txt", "hits.txt");

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(ROOT)) {
      folders = all.filter(Files::isDirectory).sorted().toList();
    }
    assertThat(folders).hasSizeGreaterThan(10);
    return folders.stream()
        .map(c -> DynamicTest.dynamicTest(c.getFileName().toString(), () -> check(c)));
  }

  static List<Firewall> read(Path folder) throws Exception {
    List<InputFile> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path p : all.sorted().toList()) {
        String name = p.getFileName().toString();
        if (!EXPECTATIONS.contains(name)) {
          files.add(InputFile.of(name, p));
        }
      }
    }
    return new PanosReader().read(files, "fw", facts(folder.resolve("site.txt")));
  }

  /** What a site file says of names: {@code list:partners 10.1.0.0/24}. */
  private static SiteFacts facts(Path site) throws IOException {
    if (!Files.exists(site)) {
      return SiteFacts.NONE;
    }
    Map<String, AddressSet> names = new HashMap<>();
    for (String line : lines(site)) {
      String[] words = line.split(" ");
      names.put(words[0], AddressSet.parse(words[1]).orElseThrow());
    }
    return new SiteFacts(names, List.of(), Map.of());
  }

  private static void check(Path folder) throws Exception {
    List<Firewall> firewalls = read(folder);
    int checks = 0;
    if (Files.exists(folder.resolve("flows.txt"))) {
      for (String line : lines(folder.resolve("flows.txt"))) {
        ask(firewalls, line);
        checks++;
      }
    }
    if (Files.exists(folder.resolve("rules.txt"))) {
      List<String> rules = lines(folder.resolve("rules.txt"));
      assertThat(rules(firewalls)).isEqualTo(rules);
      // nothing of the order is missing where rules are shown: the gap and the defaults have rows
      assertThat(firewalls.stream().flatMap(PanosCaseTest::rows).toList())
          .isEqualTo(
              rules.stream()
                  .map(r -> r.substring(0, r.indexOf(" | ", r.indexOf(" | ") + 1)))
                  .toList());
      checks++;
    }
    if (Files.exists(folder.resolve("problems.txt"))) {
      List<String> problems =
          firewalls.stream()
              .flatMap(f -> f.problems().stream())
              .map(Problem::sentence)
              .distinct()
              .toList();
      assertThat(problems).isEqualTo(lines(folder.resolve("problems.txt")));
      checks++;
    }
    if (Files.exists(folder.resolve("assumptions.txt"))) {
      assertThat(firewalls.get(0).assumptions())
          .containsAll(lines(folder.resolve("assumptions.txt")));
      checks++;
    }
    if (Files.exists(folder.resolve("hits.txt"))) {
      assertThat(hits(firewalls.get(0))).isEqualTo(lines(folder.resolve("hits.txt")));
      checks++;
    }
    assertThat(checks).as("a case expects something").isPositive();
  }

  /** Each rule's counter, and since when they count. */
  private static List<String> hits(Firewall firewall) {
    List<String> out = new ArrayList<>();
    for (Rule r : firewall.list(SecurityList.NAME).rules()) {
      if (r.isWritten()) {
        out.add(r.label() + " " + (r.hits().isPresent() ? "" + r.hits().getAsLong() : "-"));
      }
    }
    out.add("since " + firewall.facts().getOrDefault("counting since", "-"));
    return out;
  }

  /** The rules of all firewalls, one line each. */
  static List<String> rules(List<Firewall> firewalls) {
    List<String> out = new ArrayList<>();
    for (Firewall f : firewalls) {
      List<Rule> all = new ArrayList<>(f.list(SecurityList.NAME).rules());
      all.add(f.list(SecurityList.NAME).end());
      for (Rule r : all) {
        out.add(
            String.join(
                " | ",
                f.name(),
                r.id(),
                r.shown().getOrDefault(Rule.Column.ORIGIN, "-"),
                r.label(),
                r.shown().getOrDefault(Rule.Column.ACTION, "-"),
                r.enabled() ? "on" : "off"));
      }
    }
    return out;
  }

  private static Stream<String> rows(Firewall f) {
    return RuleRows.of(f, Map.of(), Map.of()).stream()
        .filter(r -> r.list().equals(SecurityList.NAME))
        .map(r -> f.name() + " | " + r.rule());
  }

  private static void ask(List<Firewall> firewalls, String line) {
    String[] halves = line.split(" = ", 2);
    List<String> words = new ArrayList<>(List.of(halves[0].strip().split("\\s+")));
    Firewall firewall = firewalls.get(0);
    if (words.get(0).startsWith("@")) {
      String name = words.remove(0).substring(1);
      firewall = firewalls.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    }
    Map<String, String> options = new HashMap<>();
    for (String w : words.subList(3, words.size())) {
      options.put(w.substring(0, w.indexOf('=')), w.substring(w.indexOf('=') + 1));
    }
    FlowAtFirewall at = new Asked(words.get(0), words.get(1), words.get(2), options).at(firewall);
    String[] wanted = halves[1].split("\\|", 2);
    TreeSet<String> said = new TreeSet<>(at.notes());
    at.decidedBy().forEach(e -> said.add(e.rule() + " '" + e.label() + "' " + e.action()));
    at.undecidedBecause().forEach(r -> said.add(r.toString()));
    said.add("as seen: " + at.asSeen() + " " + at.inZone() + " -> " + at.outZone());
    assertThat(at.verdict().word())
        .as(line + "\n" + String.join("\n", said))
        .isEqualTo(wanted[0].strip());
    if (wanted.length > 1) {
      for (String fragment : wanted[1].split(";")) {
        assertThat(String.join("\n", said)).as(line).contains(fragment.strip());
      }
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(l -> !l.isBlank() && !l.startsWith("#"))
        .toList();
  }
}
