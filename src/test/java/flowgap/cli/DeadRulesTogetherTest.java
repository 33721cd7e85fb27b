package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import flowgap.analysis.Circumstances;
import flowgap.analysis.Difference;
import flowgap.analysis.FirewallJudge;
import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is called dead can go, all of it together: the policy without is compared with the whole
 * one, as sets of packets.
 */
class DeadRulesTogetherTest {
  private static final Set<String> DEAD =
      Set.of("shadowed", "redundant", "disabled", "inoperative");

  private static final AtomicInteger REMOVED = new AtomicInteger();
  private static final AtomicInteger SAME = new AtomicInteger();
  private static final AtomicInteger NOT_COMPARED = new AtomicInteger();

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> ofFixtures() throws IOException {
    List<DynamicTest> out = new ArrayList<>();
    for (String vendor : List.of("asa", "aws", "iptables", "panos", "demo")) {
      try (Stream<Path> cases = Files.list(Path.of("fixtures", vendor))) {
        cases
            .filter(p -> Files.isDirectory(p) && !p.getFileName().toString().startsWith("error-"))
            .sorted()
            .forEach(p -> out.add(dynamicTest(p.toString(), () -> without(p))));
      }
    }
    return out;
  }

  @AfterAll
  static void someAreDead() {
    assertThat(REMOVED.get()).isGreaterThanOrEqualTo(15);
    assertThat(SAME.get()).isGreaterThan(5);
    assertThat(NOT_COMPARED.get()).as("sets too large to compare").isLessThanOrEqualTo(1);
  }

  private void without(Path export) throws IOException {
    List<Firewall> firewalls = EveryChangeTest.firewalls(export);
    if (firewalls.isEmpty()) {
      return;
    }
    Path out = Files.createTempDirectory(folder, "x");
    Auditing.run("audit", export.toString(), "--out", out.toString(), "--format", "json");
    Map<String, Set<String>> dead = new TreeMap<>();
    JsonNode report = new ObjectMapper().readTree(out.resolve("report.json").toFile());
    for (JsonNode f : report.get("findings")) {
      if (DEAD.contains(f.get("type").asText())) {
        dead.computeIfAbsent(f.get("firewall").asText(), x -> new TreeSet<>())
            .add(f.get("rule").asText());
      }
    }
    for (Firewall f : firewalls) {
      Set<String> gone = dead.getOrDefault(f.name(), Set.of());
      if (!gone.isEmpty()) {
        REMOVED.addAndGet(gone.size());
        Difference d =
            Difference.of(
                new FirewallJudge(f),
                new FirewallJudge(without(f, gone)),
                List.of(),
                Circumstances.NONE);
        // what an export leaves open is open with and without them, and no reason to tell them
        // apart
        assertThat(d.outcome())
            .as(f.name() + " without " + gone + ": " + d.changes())
            .isNotEqualTo(Difference.Outcome.DIFFERENT);
        assertThat(d.notes()).allMatch(n -> n.startsWith("not compared: "));
        NOT_COMPARED.addAndGet(d.notes().size());
        if (d.outcome() == Difference.Outcome.SAME) {
          SAME.incrementAndGet();
        }
      }
    }
  }

  private static Firewall without(Firewall f, Set<String> gone) {
    Map<String, RuleList> lists = new LinkedHashMap<>();
    f.lists()
        .forEach(
            (name, list) -> {
              List<Rule> kept = list.rules().stream().filter(r -> !gone.contains(r.id())).toList();
              lists.put(name, list.with(kept));
            });
    return new Firewall(
        f.name(),
        f.format(),
        f.files(),
        f.exportedAt(),
        f.facts(),
        f.assumptions(),
        f.interfaces(),
        f.own(),
        lists,
        f.opening(),
        f.answer(),
        f.follower(),
        f.objects(),
        List.of(),
        f.coverage());
  }
}
