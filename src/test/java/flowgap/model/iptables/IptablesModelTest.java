package flowgap.model.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.Circumstances;
import flowgap.analysis.FirewallJudge;
import flowgap.model.Batch;
import flowgap.model.Ip;
import flowgap.model.Shrink;
import flowgap.model.Tally;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.vendor.iptables.GeneratedRules;
import flowgap.vendor.iptables.IptablesReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
}
