package flowgap.vendor.asa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import flowgap.analysis.Evidence;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowAtFirewall;
import flowgap.packet.AddressSet;
import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.policy.Window;
import flowgap.source.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Cases under {@code fixtures/asa}: exports, and flows with the verdicts that Cisco's documents
 * give them. A line of {@code flows.txt}: verdict, flow, options, rules that must be among the
 * evidence (or words of a reason or note, in quotes).
 */
class FixturesTest {
  private static final Path FOLDER = Path.of("fixtures/asa");

  @TestFactory
  List<DynamicTest> flowsAreJudgedAsTheDocumentsSay() throws IOException {
    List<DynamicTest> out = new ArrayList<>();
    try (Stream<Path> cases = Files.list(FOLDER)) {
      for (Path folder : cases.filter(Files::isDirectory).sorted().toList()) {
        Path flows = folder.resolve("flows.txt");
        if (Files.exists(flows)) {
          addCases(out, folder, Files.readAllLines(flows));
        }
      }
    }
    assertThat(out).hasSizeGreaterThan(60);
    return out;
  }

  @TestFactory
  List<DynamicTest> problemsAreSaidAtTheirLines() throws IOException {
    List<DynamicTest> out = new ArrayList<>();
    try (Stream<Path> cases = Files.list(FOLDER)) {
      for (Path folder : cases.filter(Files::isDirectory).sorted().toList()) {
        Path problems = folder.resolve("problems.txt");
        out.add(
            dynamicTest(
                folder.getFileName().toString(),
                () -> {
                  List<String> found = new ArrayList<>();
                  for (Firewall f : read(folder)) {
                    f.problems().forEach(p -> found.add(p.severity().word() + " " + p.sentence()));
                  }
                  List<String> wanted =
                      Files.exists(problems) ? Files.readAllLines(problems) : List.of();
                  assertThat(found).containsExactlyElementsOf(wanted);
                }));
      }
    }
    assertThat(out).hasSizeGreaterThan(20);
    return out;
  }

  private static void addCases(List<DynamicTest> out, Path folder, List<String> lines) {
    Map<String, FirewallJudge> judges = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.startsWith("#")) {
        String name = folder.getFileName() + ":" + (i + 1) + " " + line.replaceAll("\\s+", " ");
        out.add(dynamicTest(name, () -> check(folder, judges, line)));
      }
    }
  }

  private static List<Firewall> read(Path folder) throws Exception {
    List<InputFile> files = new ArrayList<>();
    Map<String, AddressSet> hosts = new HashMap<>();
    List<SiteFacts.Binding> bindings = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path p : all.sorted().toList()) {
        String name = p.getFileName().toString();
        if (name.equals("site.txt")) {
          for (String line : Files.readAllLines(p)) {
            String[] f = line.split(" ");
            AddressSet set = AddressSet.parse(f[1]).orElseThrow();
            if (f[0].equals("zone")) {
              bindings.add(
                  new SiteFacts.Binding(set, Optional.empty(), Optional.of(f[2]), List.of()));
            } else {
              hosts.put(f[0], set);
            }
          }
        } else if (name.startsWith("config")) {
          files.add(InputFile.of(name, p));
        }
      }
    }
    return new AsaReader().read(files, "unnamed", new SiteFacts(hosts, bindings, Map.of()));
  }

  private static void check(Path folder, Map<String, FirewallJudge> judges, String line)
      throws Exception {
    if (judges.isEmpty()) {
      for (Firewall f : read(folder)) {
        judges.put(f.name(), new FirewallJudge(f));
      }
    }
    String[] parts = line.split("\\|", -1);
    String[] flow = parts[1].strip().split("\\s+");
    Map<String, String> options = new HashMap<>();
    for (String option : parts[2].strip().split("\\s+")) {
      if (!option.isEmpty()) {
        options.put(
            option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
      }
    }
    Optional<Window> window =
        Optional.ofNullable(options.get("window"))
            .map(w -> w.split("/"))
            .map(w -> new Window(Instant.parse(w[0]), Instant.parse(w[1])));
    FirewallJudge judge =
        options.containsKey("firewall")
            ? judges.get(options.get("firewall"))
            : judges.values().iterator().next();
    FlowAtFirewall at =
        new Asked(
                flow[0],
                flow[2],
                flow[3],
                options.getOrDefault("sport", ""),
                Optional.ofNullable(options.get("in")),
                Optional.ofNullable(options.get("out")),
                window)
            .at(judge);
    String said =
        "%s by %s because %s notes %s seen %s"
            .formatted(
                at.verdict().word(), rules(at), at.undecidedBecause(), at.notes(), at.asSeen());
    assertThat(at.verdict().word()).as(said).isEqualTo(parts[0].strip());
    for (String wanted : parts[3].strip().split(";")) {
      String w = wanted.strip();
      if (w.startsWith("\"")) {
        assertThat(said).contains(w.substring(1, w.length() - 1));
      } else if (!w.isEmpty()) {
        assertThat(rules(at)).as(said).contains(w);
      }
    }
  }

  private static List<String> rules(FlowAtFirewall at) {
    return at.decidedBy().stream().map(Evidence::rule).toList();
  }
}
