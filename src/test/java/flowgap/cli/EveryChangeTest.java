package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import flowgap.cli.input.Workplace;
import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.Protocols;
import flowgap.policy.Firewall;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.SiteFacts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Audits every export that there is with flows made of its own rules: each change that is printed
 * is proved, or says why it is advice only. How many of each stands in {@code
 * target/changes-proved.txt}.
 */
class EveryChangeTest {
  /** Flows that are made for one export at the most. */
  private static final int FLOWS = 40;

  private static final Map<String, int[]> COUNTS = new TreeMap<>();
  private static final Map<String, Integer> REASONS = new TreeMap<>();

  /** The first export of which a reason is said, with its words. */
  private static final Map<String, String> EXAMPLES = new TreeMap<>();

  /** Exports whose path contains this; the system property changes.of chooses some. */
  private static final String SOME = System.getProperty("changes.of", "");

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> ofFixtures() throws IOException {
    List<DynamicTest> out = new ArrayList<>();
    for (String vendor : List.of("asa", "aws", "iptables", "panos", "demo")) {
      try (Stream<Path> cases = Files.list(Path.of("fixtures", vendor))) {
        cases
            .filter(p -> Files.isDirectory(p) && !p.getFileName().toString().startsWith("error-"))
            .filter(p -> p.toString().contains(SOME))
            .sorted()
            .forEach(p -> out.add(dynamicTest(p.toString(), () -> audited("fixtures", p))));
      }
    }
    assertThat(out).hasSizeGreaterThan(SOME.isEmpty() ? 100 : 0);
    return out;
  }

  @TestFactory
  @Tag("corpus")
  List<DynamicTest> ofPublicExports() throws IOException {
    String corpus = System.getenv("FLOWGAP_CORPUS");
    Assumptions.assumeTrue(corpus != null, "FLOWGAP_CORPUS names no folder");
    List<DynamicTest> out = new ArrayList<>();
    for (String kind : List.of("asa", "panos-set", "panos-xml", "iptables", "aws")) {
      try (Stream<Path> files = Files.list(Path.of(corpus, kind))) {
        files
            .filter(p -> Files.isRegularFile(p) && p.toString().contains(SOME))
            .sorted()
            .forEach(
                p ->
                    out.add(dynamicTest(kind + "/" + p.getFileName(), () -> audited("corpus", p))));
      }
    }
    assertThat(out).isNotEmpty();
    return out;
  }

  @AfterAll
  static void tellHowMany() throws IOException {
    StringBuilder text = new StringBuilder();
    COUNTS.forEach((k, n) -> text.append(k + ": " + n[0] + " proved, " + n[1] + " advice\n"));
    REASONS.forEach(
        (k, n) -> text.append("  " + n + " " + k + "\n      " + EXAMPLES.get(k) + "\n"));
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/changes-proved.txt"), text.toString());
  }

  private void audited(String where, Path export) throws IOException {
    Set<String> flows = flows(export);
    if (flows.isEmpty()) {
      return;
    }
    Path own = Files.createTempDirectory(folder, "x");
    Files.writeString(
        own.resolve("flows.csv"),
        "source,destination,service,requirement\n" + String.join("\n", flows) + "\n");
    Auditing.Said said =
        Auditing.run(
            "audit",
            export.toString(),
            "--flows",
            own.resolve("flows.csv").toString(),
            "--out",
            own.resolve("out").toString(),
            "--format",
            "json");
    assertThat(said.err()).as(export.toString()).doesNotContain("mistake of flowgap");
    JsonNode report = new ObjectMapper().readTree(own.resolve("out/report.json").toFile());
    Map<String, String> formats = new TreeMap<>();
    report
        .get("firewalls")
        .forEach(f -> formats.put(f.get("name").asText(), f.get("format").asText()));
    for (JsonNode f : report.get("findings")) {
      JsonNode change = f.get("change");
      if (change == null || change.isNull()) {
        continue;
      }
      boolean proved = change.get("proved").asBoolean();
      String remark = change.get("remark").asText();
      assertThat(remark).as(f.toString()).isNotBlank();
      assertThat(proved && change.get("commands").isEmpty()).as(f.toString()).isFalse();
      assertThat(change.get("commands").isEmpty()).isEqualTo(change.get("rollback").isEmpty());
      String type = f.get("type").asText();
      String kind =
          type.endsWith("-flow") ? "open" : type.equals("overly-broad") ? "narrow" : "remove";
      String key = where + " " + formats.get(f.get("firewall").asText()) + " " + kind;
      synchronized (COUNTS) {
        COUNTS.computeIfAbsent(key, k -> new int[2])[proved ? 0 : 1]++;
        if (!proved) {
          String reason = key + ": " + plain(remark);
          REASONS.merge(reason, 1, Integer::sum);
          EXAMPLES.putIfAbsent(reason, export.getFileName() + " " + f.get("rule") + ": " + remark);
        }
      }
    }
  }

  /** A remark without names and numbers. */
  private static String plain(String remark) {
    return remark
        .replaceAll("\\S*(-\\S*[0-9]|Id:)\\S*( (in|e)gress\\S*)?", "…")
        .replaceAll("flow \\S+ is still (\\w+).*", "a flow is still $1")
        .replaceAll("flow \\S+ would", "a flow would")
        .replaceAll("\\S+:[0-9]+ would", "… would")
        .replaceAll("[0-9]+", "N");
  }

  /** Flows between what the rules name: some pass, some are denied. */
  private static Set<String> flows(Path export) throws IOException {
    Set<String> out = new LinkedHashSet<>();
    for (Firewall f : firewalls(export)) {
      List<PacketSet> some = new ArrayList<>();
      for (RuleList list : f.writtenLists()) {
        for (Rule r : list.rules()) {
          for (Match m : r.matches()) {
            if (!m.packets().isEmpty() && r.enabled()) {
              some.add(m.packets());
            }
          }
        }
      }
      for (int i = 0; i < some.size() && out.size() < FLOWS; i += Math.max(1, some.size() / 20)) {
        PacketSet p = some.get(i);
        PacketSet other = some.get((i * 7 + 3) % some.size());
        add(out, p.sources(), p.destinations(), service(p), f);
        add(out, p.sources(), other.destinations(), service(p), f);
        add(out, p.sources(), p.destinations(), "tcp/4433", f);
      }
    }
    return out;
  }

  private static void add(
      Set<String> out, AddressSet from, AddressSet to, String service, Firewall f) {
    boolean six = !from.hasV4() || !to.hasV4();
    if (six && (!from.hasV6() || !to.hasV6())) {
      return;
    }
    String source = word(from, f, six ? "2001:db8:77::/64" : "10.77.0.0/24");
    String destination = word(to, f, six ? "2001:db8:78::5" : "192.0.2.5");
    if (!source.isEmpty() && !destination.isEmpty()) {
      out.add(source + "," + destination + "," + service + ",required");
    }
  }

  private static String word(AddressSet set, Firewall f, String otherwise) {
    AddressSet family = otherwise.contains(":") ? AddressSet.ANY_V6 : AddressSet.ANY_V4;
    AddressSet own = set.and(family).minus(f.own());
    if (own.size().bitLength() > 24) {
      return otherwise;
    }
    return own.first().map(Object::toString).orElse("");
  }

  private static String service(PacketSet p) {
    for (int protocol : new int[] {Protocols.TCP, Protocols.UDP}) {
      if (p.protocols().contains(protocol)) {
        int port = p.destinationPorts(protocol).intervals().get(0)[0];
        return (protocol == Protocols.TCP ? "tcp/" : "udp/") + Math.max(1, port);
      }
    }
    return p.protocols().contains(Protocols.ICMP) ? "icmp" : "tcp/22";
  }

  static List<Firewall> firewalls(Path export) throws IOException {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true);
    Console console =
        new Console(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, false, Map.of());
    ConfigOptions options = new ConfigOptions();
    options.configs.add(export.toString());
    List<Firewall> out = new ArrayList<>();
    try (Workplace workplace = new Workplace()) {
      Estate estate =
          new EstateReader(console, workplace, new CommonOptions().workers(console), Vendors.ALL)
              .read(options, SiteFacts.NONE, List.of(), Inventory.NONE);
      for (Estate.Member m : estate.members()) {
        out.add(estate.firewall(m));
      }
    } catch (Exception e) {
      // files that are no exports are other tests' business
      return List.of();
    }
    return out;
  }
}
