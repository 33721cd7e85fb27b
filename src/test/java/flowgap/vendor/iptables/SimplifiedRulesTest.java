package flowgap.vendor.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.Judged;
import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.Packet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Firewall;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Stage;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Against the simplified rule sets of a verified tool, which come with real dumps: what its
 * under-approximation accepts we must not deny for certain, what its over-approximation denies we
 * must not permit for certain. It judges openers that are NEW, by one chain, whatever the
 * interfaces.
 */
@Tag("corpus")
@EnabledIfEnvironmentVariable(named = "FLOWGAP_CORPUS", matches = ".+")
class SimplifiedRulesTest {
  private static final int PACKETS = 3000;

  /** Dumps of which that tool replaced interfaces by the networks behind them. */
  private static final Set<String> MAPPED =
      Set.of("isem_home_user", "isem_medium_company", "isem_openvpn_eu", "isem_rlworkman");

  /** Everywhere it took lo for the source addresses 127.0.0.0/8. */
  private static final AddressSet LOOPBACK = AddressSet.parse("127.0.0.0/8").orElseThrow();

  private static final Pattern ADDRESS =
      Pattern.compile("\\b([0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?:/[0-9]+)?)\\b");
  private static final Pattern PORT =
      Pattern.compile("(?:port|dpt|spt|dports?|ports?)[ :s]+([0-9]+)");

  @TestFactory
  Stream<DynamicTest> agreesWithTheSimplifiedRules() throws IOException {
    Path folder = Path.of(System.getenv("FLOWGAP_CORPUS"), "iptables", "expect");
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all =
          files
              .filter(
                  f ->
                      f.toString().endsWith("er") && f.getFileName().toString().startsWith("isem_"))
              .sorted()
              .toList();
      assertThat(all).isNotEmpty();
      return all.stream()
          .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> compare(f)));
    }
  }

  private void compare(Path expectation) throws Exception {
    String name = expectation.getFileName().toString();
    boolean upper = name.endsWith(".upper");
    String stem = name.substring(0, name.indexOf('.'));
    Path dump = expectation.getParent().resolveSibling(stem + ".txt");
    String chain = name.contains(".FWD.") ? "FORWARD" : "INPUT";
    List<Simple> rules = simple(Files.readAllLines(expectation), chain);
    Asked asked = new Asked(only(CorpusTest.read(dump), chain));
    String text = Files.readString(dump) + Files.readString(expectation);
    Random random = new Random(7);
    List<IpAddress> addresses = addresses(text);
    List<Integer> ports = ports(text);
    List<String> interfaces = interfaces(text);
    int passes = 0;
    int may = 0;
    int denied = 0;
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < PACKETS; i++) {
      Packet p = packet(random, addresses, ports);
      // without such a mapping its rules hold whatever the interfaces: ours must agree for each
      boolean any = MAPPED.contains(stem) || i % 3 == 0;
      String in = any ? "" : interfaces.get(random.nextInt(interfaces.size()));
      String out =
          any || chain.equals("INPUT") ? "" : interfaces.get(random.nextInt(interfaces.size()));
      Judged j =
          asked.sets(p.source().toString(), p.destination().toString(), serviceOf(p), in, out);
      boolean accepted = accepted(rules, p);
      boolean surely = !j.passes().isEmpty();
      boolean never = j.passes().isEmpty() && j.mayPass().isEmpty();
      passes += surely ? 1 : 0;
      denied += never ? 1 : 0;
      may += surely || never ? 0 : 1;
      if (upper ? surely && !accepted : never && accepted) {
        wrong.add(p + " " + in + " " + out + (accepted ? " accepted there" : " denied there"));
      }
    }
    System.out.printf(
        "%-45s %d packets: %d permitted, %d may, %d denied, %d against the expectation%n",
        name, PACKETS, passes, may, denied, wrong.size());
    wrong.stream().limit(3).forEach(w -> System.out.println("    " + w));
    assertThat(wrong).isEmpty();
  }

  private static PacketSet serviceOf(Packet p) {
    return switch (p.protocol()) {
      case 6, 17 ->
          PacketSet.ports(
              p.protocol(), PortSet.of(p.sourcePort()), PortSet.of(p.destinationPort()));
      case 1 -> PacketSet.icmp(p.sourcePort(), p.destinationPort());
      default -> PacketSet.protocol(p.protocol());
    };
  }

  private static Packet packet(Random random, List<IpAddress> addresses, List<Integer> ports) {
    IpAddress from = addresses.get(random.nextInt(addresses.size()));
    IpAddress to = addresses.get(random.nextInt(addresses.size()));
    int kind = random.nextInt(8);
    if (kind == 0) {
      return new Packet(from, to, 1, 8, 0);
    }
    if (kind == 1) {
      return new Packet(from, to, random.nextBoolean() ? 47 : 50, 0, 0);
    }
    int sport = random.nextBoolean() ? 40000 : ports.get(random.nextInt(ports.size()));
    int dport = ports.get(random.nextInt(ports.size()));
    return new Packet(from, to, kind < 6 ? 6 : 17, sport, dport);
  }

  private static List<IpAddress> addresses(String text) {
    List<IpAddress> out = new ArrayList<>();
    Matcher m = ADDRESS.matcher(text);
    while (m.find()) {
      AddressSet.parse(m.group(1))
          .ifPresent(
              s -> {
                IpAddress[] r = s.intervals().get(0);
                out.add(r[0]);
                out.add(r[1]);
                if (r[0].lo() > 0) {
                  out.add(IpAddress.v4(r[0].lo() - 1));
                }
              });
    }
    out.add(IpAddress.v4(0x08080808));
    return out.stream().filter(a -> !LOOPBACK.contains(a)).distinct().toList();
  }

  private static List<String> interfaces(String text) {
    List<String> out = new ArrayList<>(List.of("eth0", "eth9"));
    Matcher m = Pattern.compile(" -[io] ([^\\s+]+)").matcher(text);
    while (m.find()) {
      out.add(m.group(1));
    }
    return out.stream().filter(i -> !i.equals("lo")).distinct().toList();
  }

  private static List<Integer> ports(String text) {
    List<Integer> out = new ArrayList<>(List.of(22, 80, 443, 12345));
    Matcher m = PORT.matcher(text);
    while (m.find()) {
      int port = Integer.parseInt(m.group(1));
      if (port < 65536) {
        out.add(port);
      }
    }
    return out.stream().distinct().toList();
  }

  /** The chain alone, for openers that are NEW, with unknown interfaces. */
  private static Firewall only(Firewall f, String chain) {
    SourceSpan span = SourceSpan.implicit("test", "");
    Rule set =
        Rule.builder("(set):1", span)
            .match(Match.ALL)
            .then(
                new Action.Set(Way.ATTRIBUTE, chain.equals("INPUT") ? Way.IN : Way.THROUGH),
                new Action.Set(Attribute.STATE, "NEW"),
                new Action.Copy(Attribute.IN, Attribute.STATED_IN),
                new Action.Copy(Attribute.OUT, Attribute.STATED_OUT),
                new Action.Set(Way.DNAT, "no"),
                new Action.Set(Way.SNAT, "no"),
                Action.PERMIT)
            .build();
    Map<String, RuleList> lists = new LinkedHashMap<>(f.lists());
    lists.put(
        "(set)",
        new RuleList(
            "(set)",
            RuleList.Kind.FIRST_MATCH,
            List.of(set),
            Rule.byDefault("(set)", Action.PERMIT, span),
            false,
            List.of()));
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
        List.of(
            new Stage("set", Stage.Kind.LOCATE, "(set)"),
            new Stage("filter", Stage.Kind.FILTER, "(filter)")),
        List.of(),
        List.of(),
        f.objects(),
        f.problems(),
        f.coverage());
  }

  /** A line of the simplified rules. */
  private record Simple(
      boolean accepts,
      int protocol,
      AddressSet from,
      AddressSet to,
      PortSet sports,
      PortSet dports) {
    boolean matches(Packet p) {
      return (protocol < 0 || protocol == p.protocol())
          && from.contains(p.source())
          && to.contains(p.destination())
          && sports.contains(p.sourcePort())
          && dports.contains(p.destinationPort());
    }
  }

  private static boolean accepted(List<Simple> rules, Packet p) {
    for (Simple r : rules) {
      if (r.matches(p)) {
        return r.accepts();
      }
    }
    throw new AssertionError("the simplified rules do not end");
  }

  private static List<Simple> simple(List<String> lines, String chain) {
    List<Simple> out = new ArrayList<>();
    boolean here = false;
    boolean policy = true;
    for (String line : lines) {
      String[] w = line.strip().split("\\s+");
      if (line.startsWith("Chain ")) {
        here = w[1].equals(chain);
        policy = !here ? policy : line.contains("ACCEPT");
      } else if (here && (w[0].equals("ACCEPT") || w[0].equals("DROP"))) {
        PortSet sports = PortSet.ANY;
        PortSet dports = PortSet.ANY;
        for (int i = 6; i < w.length; i++) {
          String[] parts = w[i].split(":");
          PortSet ports =
              PortSet.range(Integer.parseInt(parts[1]), Integer.parseInt(parts[parts.length - 1]));
          if (parts[0].startsWith("s")) {
            sports = ports;
          } else {
            dports = ports;
          }
        }
        int protocol = w[1].equals("all") ? -1 : Vocabulary.protocol(w[1]).orElseThrow();
        out.add(
            new Simple(
                w[0].equals("ACCEPT"),
                protocol,
                AddressSet.parse(w[3]).orElseThrow(),
                AddressSet.parse(w[4]).orElseThrow(),
                sports,
                dports));
      }
    }
    out.add(new Simple(policy, -1, AddressSet.ANY, AddressSet.ANY, PortSet.ANY, PortSet.ANY));
    return out;
  }
}
