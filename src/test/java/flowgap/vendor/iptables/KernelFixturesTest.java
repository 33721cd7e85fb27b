package flowgap.vendor.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.policy.SiteFacts;
import flowgap.source.InputFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Loads the fixtures into the kernel: each expectation that a fixture states for certain is the
 * kernel's, and so is our verdict on every pairing of a fixture's addresses and services.
 */
@Tag("kernel")
class KernelFixturesTest {
  /** Fixtures that are no rule set of the kernel's: broken on purpose, or of one host's own. */
  private static final Set<String> NOT_LOADED =
      Set.of(
          "error-duplicate-chain",
          "error-loop",
          "error-not-a-line",
          "error-truncated",
          "error-undeclared-chain",
          "error-unknown-chain",
          "host-known",
          "host-unknown",
          "listed-by-S");

  /** What an expectation asks. */
  private record Expectation(
      String text, String service, String from, String to, String in, String out, String verdict) {
    static Expectation of(String line) {
      String[] words = line.substring(0, line.indexOf(" = ")).split(" ");
      String verdict = line.substring(line.indexOf(" = ") + 3);
      String in = "";
      String out = "";
      for (String w : words) {
        in = w.startsWith("in=") ? w.substring(3) : in;
        out = w.startsWith("out=") ? w.substring(4) : out;
      }
      return new Expectation(line, words[0], words[1], words[2], in, out, verdict);
    }

    boolean v6() {
      return from.contains(":");
    }

    /** The firewall forwards it, by what the fixture says. */
    boolean forwards() {
      return !verdict.startsWith("not-on-path") && !verdict.contains("INPUT");
    }

    /**
     * Family and interfaces; where the fixture leaves them to its routes, eth0 has the lower
     * addresses.
     */
    String lab() {
      boolean up = from.compareTo(to) < 0;
      return (v6() ? "6 " : "4 ")
          + (in.isEmpty() ? up ? "eth0" : "eth1" : in)
          + " "
          + (out.isEmpty() ? up ? "eth1" : "eth0" : out);
    }
  }

  private int compared;
  private int expected;
  private final List<String> wrong = new ArrayList<>();

  @Test
  void fixturesAreAsTheKernelSays() throws Exception {
    Set<String> left = new TreeSet<>();
    for (Path folder : FixturesTest.cases()) {
      if (NOT_LOADED.contains(folder.getFileName().toString())) {
        left.add(folder.getFileName().toString());
      } else {
        check(folder);
      }
    }
    System.out.printf(
        "kernel: fixtures: %d connections compared, %d expectations confirmed%n",
        compared, expected);
    assertThat(wrong).isEmpty();
    assertThat(left).isEqualTo(new TreeSet<>(NOT_LOADED));
    assertThat(expected).isGreaterThan(85);
    assertThat(compared).isGreaterThan(500);
  }

  private void check(Path folder) throws IOException, InputFailure {
    TreeMap<String, List<Expectation>> labs = new TreeMap<>();
    List<String> lines = Files.readAllLines(folder.resolve("expect.txt"));
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("!")) {
        Expectation e = Expectation.of(line);
        if (e.forwards()) {
          labs.computeIfAbsent(e.lab(), k -> new ArrayList<>()).add(e);
        }
      }
    }
    Asked asked =
        new Asked(
            new IptablesReader().read(FixturesTest.files(folder), "fw", SiteFacts.NONE).get(0));
    Set<Integer> unread = new LinkedHashSet<>();
    lines.stream()
        .filter(l -> l.startsWith("! edge.rules:"))
        .forEach(l -> unread.add(Integer.valueOf(l.split(":")[1])));
    for (var lab : labs.entrySet()) {
      String[] names = lab.getKey().split(" ");
      try (KernelJudge kernel = new KernelJudge(names[1], names[2])) {
        compare(folder, asked, unread, lab.getValue(), kernel);
      }
    }
  }

  private void compare(
      Path folder, Asked asked, Set<Integer> unread, List<Expectation> asks, KernelJudge kernel)
      throws IOException {
    boolean v6 = asks.get(0).v6();
    List<String> dump = dump(folder, v6, unread);
    List<Object[]> probes = new ArrayList<>();
    List<Expectation> of = new ArrayList<>();
    for (Expectation e : asks) {
      for (Object[] kind : kinds(e.service())) {
        probes.add(probe(e.from(), e.to(), kind, probes.size()));
        of.add(e);
      }
    }
    for (String from : asks.stream().map(Expectation::from).distinct().toList()) {
      for (String to : asks.stream().map(Expectation::to).distinct().toList()) {
        for (String service : asks.stream().map(Expectation::service).distinct().toList()) {
          probes.add(probe(from, to, kinds(service).get(0), probes.size()));
        }
      }
    }
    Expectation first = asks.get(0);
    int[] passed = kernel.ask(v6, dump, sets(folder), probes);
    for (int i = 0; i < probes.size(); i++) {
      String theirs = KernelJudge.kernels(passed[i], probes.get(i));
      String ours = KernelJudge.ours(asked, probes.get(i), first.in(), first.out());
      compared++;
      if (!ours.equals("may") && !ours.equals(theirs)) {
        wrong.add(
            folder.getFileName()
                + " "
                + List.of(probes.get(i))
                + ": ours "
                + ours
                + ", the kernel's "
                + theirs);
      }
      if (i < of.size()) {
        String verdict = of.get(i).verdict().split(" ")[0];
        if (verdict.equals("permitted") || verdict.equals("blocked")) {
          expected++;
          if (verdict.equals("permitted") != theirs.equals("yes")) {
            wrong.add(
                folder.getFileName() + ": the kernel says " + theirs + " to " + of.get(i).text());
          }
        }
      }
    }
  }

  private static Object[] probe(String from, String to, Object[] kind, int number) {
    boolean ports = (Integer) kind[0] == 6 || (Integer) kind[0] == 17;
    return new Object[] {from, to, kind[0], ports ? 30000 + number : kind[1], kind[2]};
  }

  /** Protocol, first and second number of each packet that a service is tried with. */
  private static List<Object[]> kinds(String service) {
    String[] words = service.split("/");
    int protocol =
        switch (words[0]) {
          case "tcp" -> 6;
          case "udp" -> 17;
          case "icmp" -> 1;
          case "icmp6" -> 58;
          default -> throw new IllegalArgumentException(service);
        };
    if (protocol == 1 || protocol == 58) {
      return List.<Object[]>of(
          new Object[] {
            protocol, Integer.valueOf(words[1]), words.length > 2 ? Integer.valueOf(words[2]) : 0
          });
    }
    String[] range = words[1].split("-");
    List<Object[]> out = new ArrayList<>();
    for (int port = Integer.parseInt(range[0]);
        port <= Integer.parseInt(range[range.length - 1]);
        port++) {
      out.add(new Object[] {protocol, 0, port});
    }
    return out;
  }

  /**
   * The rules as programs of today take them: without those that flowgap could not read, and with
   * the exclamation mark before the option (up to iptables 1.4 it stood behind).
   */
  private static List<String> dump(Path folder, boolean v6, Set<Integer> unread)
      throws IOException {
    List<String> out = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path p : all.filter(f -> f.toString().endsWith(".rules")).sorted().toList()) {
        if (p.toString().endsWith(".v6.rules") != v6) {
          continue;
        }
        List<String> lines = Files.readAllLines(p);
        for (int n = 1; n <= lines.size(); n++) {
          if (!unread.contains(n)) {
            out.add(lines.get(n - 1).replaceAll(" (-[sdiop]|--[a-z-]+) ! ", " ! $1 "));
          }
        }
      }
    }
    return out;
  }

  private static String sets(Path folder) throws IOException {
    Path sets = folder.resolve("edge.ipset");
    // The set that the fixture leaves out has to be there before the kernel takes its rule.
    return Files.exists(sets) ? Files.readString(sets) + "create gone hash:ip\n" : "";
  }
}
