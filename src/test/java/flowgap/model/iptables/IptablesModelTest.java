package flowgap.model.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.Circumstances;
import flowgap.analysis.FirewallJudge;
import flowgap.model.Batch;
import flowgap.model.Boundaries;
import flowgap.model.Ip;
import flowgap.model.Shrink;
import flowgap.model.Tally;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.vendor.iptables.GeneratedRules;
import flowgap.vendor.iptables.IptablesReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Verdicts on iptables-save text against an evaluator of one packet at a time. */
class IptablesModelTest {
  private static final int CONFIGURATIONS = Integer.getInteger("flowgap.model.configurations", 30);

  private static final String ADDRESSES =
      """
      1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN
          inet 127.0.0.1/8 scope host lo
      2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP
          inet 192.0.2.1/32 scope global eth0
          inet6 2001:db8:ffff:0::1/128 scope global
      3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP
          inet 192.0.2.2/32 scope global eth1
          inet6 2001:db8:ffff:1::1/128 scope global
      """;

  @Test
  void agreesOnGeneratedRules() throws Exception {
    Tally tally = new Tally("iptables, generated");
    List<String> wrong = new ArrayList<>();
    for (int seed = 1; seed <= CONFIGURATIONS && wrong.size() < 4; seed++) {
      boolean six = seed % 3 == 0;
      GeneratedRules generated = new GeneratedRules(seed, six);
      List<String> dump = generated.dump();
      if (dump.stream().noneMatch(l -> l.startsWith("-A FORWARD"))) {
        // Taken for a host: open on purpose.
        continue;
      }
      Machine machine = new Machine(dump);
      List<Tally.Difference> differences =
          tally.compare(judge(dump, six), batch(six), Circumstances.NONE, machine::end);
      if (!differences.isEmpty()) {
        wrong.add("seed " + seed + ":\n" + smallest(dump, six, differences.get(0)));
      }
    }
    tally.show();
    assertThat(wrong).as("verdicts that differ from the model's").isEmpty();
    tally.assertWorth(0.9, 0.02, 0.1);
  }

  private static FirewallJudge judge(List<String> dump, boolean six) throws IOException {
    try {
      GeneratedRules sets = new GeneratedRules(1, six);
      return new FirewallJudge(
          new IptablesReader()
              .read(
                  List.of(
                      InputFile.of("fw.rules", String.join("\n", dump) + "\n"),
                      InputFile.of("fw.ipset", sets.sets()),
                      InputFile.of("fw.addr", ADDRESSES)),
                  "fw",
                  SiteFacts.NONE)
              .get(0));
    } catch (InputFailure e) {
      throw new IOException(e);
    }
  }

  private static Batch batch(boolean six) {
    List<Ip> clients = new ArrayList<>();
    List<Ip> servers = new ArrayList<>();
    for (int i = 0; i < 16; i += i % 4 == 1 ? 1 : 3) {
      clients.add(Ip.parse(six ? "2001:db8:1::" + Integer.toHexString(i) : "10.1.0." + i));
      servers.add(Ip.parse(six ? "2001:db8:2::" + Integer.toHexString(i) : "10.2.0." + i));
    }
    List<int[]> services = new ArrayList<>();
    for (int port = 19; port < 29; port++) {
      services.add(new int[] {6, 30000 + port, port});
      services.add(new int[] {17, port % 2 == 0 ? 20 + port % 7 : 30000, port});
    }
    services.add(six ? new int[] {58, 128, 0} : new int[] {1, 8, 0});
    services.add(six ? new int[] {58, 1, 0} : new int[] {1, 3, 0});
    services.add(new int[] {47, 0, 0});
    return new Batch(clients, servers, services, "eth0", "eth1", "");
  }

  private static String smallest(List<String> dump, boolean six, Tally.Difference difference) {
    List<String> fewest =
        Shrink.of(
            dump,
            some -> {
              try {
                return Tally.differs(
                    judge(some, six),
                    difference.probe(),
                    Circumstances.NONE,
                    new Machine(some)::end);
              } catch (IOException e) {
                return false;
              }
            });
    return String.join("\n", fewest) + "\n" + difference;
  }

  @Test
  void agreesOnFixtures() throws Exception {
    agrees(new Tally("iptables, fixtures"), Path.of("fixtures", "iptables"), 12, 300);
  }

  @Tag("corpus")
  @Test
  void agreesOnPublicExamples() throws Exception {
    String corpus = System.getenv("FLOWGAP_CORPUS");
    assertThat(corpus).as("FLOWGAP_CORPUS names a folder of public exports").isNotNull();
    agrees(new Tally("iptables, public"), Path.of(corpus, "iptables"), 12, 3000);
  }

  /**
   * Dumps alone: what companions would tell is open to both. Nothing forwards loopback addresses.
   */
  private static void agrees(Tally tally, Path folder, int batches, int least) throws Exception {
    List<String> wrong = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    int read = 0;
    for (Path file : files) {
      List<String> dump = lines(file);
      if (dump.isEmpty() || !Machine.reads(dump) || dump.stream().noneMatch(FORWARDS)) {
        continue;
      }
      FirewallJudge judge;
      try {
        judge =
            new FirewallJudge(
                new IptablesReader()
                    .read(
                        List.of(InputFile.of("fw.rules", String.join("\n", dump) + "\n")),
                        "fw",
                        SiteFacts.NONE)
                    .get(0));
      } catch (InputFailure e) {
        continue;
      }
      read++;
      Machine machine = new Machine(dump);
      Boundaries boundaries =
          new Boundaries(String.join("\n", dump), a -> a.toString().startsWith("127."));
      List<String> places = places(dump);
      Random random = new Random(file.getFileName().toString().hashCode());
      for (int n = 0; n < batches; n++) {
        Batch some = boundaries.batch(random, boundaries.hasV6() && n % 2 == 0, 4, List.of());
        Collections.shuffle(places, random);
        Batch batch =
            new Batch(
                some.sources(),
                some.destinations(),
                some.services(),
                places.get(0),
                places.get(1),
                "");
        tally.compare(judge, batch, Circumstances.NONE, machine::end).stream()
            .limit(1)
            .forEach(d -> wrong.add(folder.relativize(file) + " " + d));
      }
    }
    System.out.println(read + " dumps");
    tally.show();
    assertThat(wrong).as("verdicts that differ from the model's").isEmpty();
    assertThat(tally.packets()).isGreaterThan(least);
    tally.assertWorth(0.3, 0.2, 0.5);
  }

  private static final Predicate<String> FORWARDS = l -> l.contains("-A FORWARD");

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (MalformedInputException e) {
      return List.of();
    }
  }

  private static List<String> places(List<String> dump) {
    Set<String> out = new TreeSet<>(List.of("lan7", "wan7"));
    for (String line : dump) {
      Matcher m = Pattern.compile(" -[io] ([^ !]+)").matcher(line);
      while (m.find()) {
        out.add(m.group(1).replace("+", "3"));
      }
    }
    return new ArrayList<>(out);
  }
}
