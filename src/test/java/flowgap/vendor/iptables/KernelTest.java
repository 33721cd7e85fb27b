package flowgap.vendor.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The real netfilter as judge: random rule sets are loaded into the kernel of this machine, in
 * network namespaces of their own, real packets are sent, and what comes through is compared with
 * our verdicts. What the kernel says is right.
 */
@Tag("kernel")
class KernelTest {
  private static final int RULE_SETS = Integer.getInteger("flowgap.kernel.rulesets", 240);
  private static final int PROBES = 150;

  private static final String ADDRESSES =
      """
      1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN
          inet 127.0.0.1/8 scope host lo
          inet6 ::1/128 scope host
      2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP
          inet 192.0.2.1/32 scope global eth0
          inet6 2001:db8:ffff:0::1/128 scope global
      3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP
          inet 192.0.2.2/32 scope global eth1
          inet6 2001:db8:ffff:1::1/128 scope global
      """;

  private static final String ROUTES_V4 =
      """
      default via 192.0.2.101 dev eth1 onlink
      10.1.0.0/16 via 192.0.2.100 dev eth0 onlink
      """;

  private static final String ROUTES_V6 =
      """
      2001:db8:1::/48 via 2001:db8:ffff::2 dev eth0 metric 1024 onlink pref medium
      default via 2001:db8:ffff:1::2 dev eth1 metric 1024 onlink pref medium
      """;

  private static Asked asked(boolean v6, List<String> dump, String sets) throws Exception {
    Firewall firewall =
        new IptablesReader()
            .read(
                List.of(
                    InputFile.of("fw.rules", String.join("\n", dump) + "\n"),
                    InputFile.of("fw.ipset", sets),
                    InputFile.of("fw.addr", ADDRESSES),
                    InputFile.of("fw.route", v6 ? ROUTES_V6 : ROUTES_V4)),
                "fw",
                SiteFacts.NONE)
            .get(0);
    assertThat(firewall.problems()).isEmpty();
    return new Asked(firewall);
  }

  @Test
  void agreesWithTheKernel() throws Exception {
    int compared = 0;
    int undecided = 0;
    int permitted = 0;
    List<String> wrong = new ArrayList<>();
    try (KernelJudge kernel = new KernelJudge()) {
      for (int n = 0; n < RULE_SETS; n++) {
        boolean v6 = n % 3 == 2;
        GeneratedRules generated = new GeneratedRules(1000 + n, v6);
        List<String> dump = generated.dump();
        List<Object[]> probes = new ArrayList<>();
        for (int i = 0; i < PROBES; i++) {
          Object[] probe = generated.probe(i);
          if (probes.stream().noneMatch(p -> java.util.Arrays.equals(p, probe))) {
            probes.add(probe);
          }
        }
        int[] passed = kernel.ask(v6, dump, generated.sets(), probes);
        Asked asked = asked(v6, dump, generated.sets());
        for (int i = 0; i < probes.size(); i++) {
          String ours = KernelJudge.ours(asked, probes.get(i), "", "");
          String theirs = KernelJudge.kernels(passed[i], probes.get(i));
          compared++;
          undecided += ours.equals("may") ? 1 : 0;
          permitted += theirs.equals("yes") ? 1 : 0;
          if (!ours.equals("may") && !ours.equals(theirs)) {
            wrong.add(smallest(kernel, v6, dump, generated.sets(), probes.get(i)));
            break;
          }
        }
        if (wrong.size() >= 5) {
          break;
        }
      }
    }
    System.out.printf(
        "kernel: %d connections compared, %d of them came about, %d undecided by us%n",
        compared, permitted, undecided);
    assertThat(wrong).as("verdicts that differ from the kernel's").isEmpty();
    assertThat(compared).isGreaterThan(RULE_SETS * PROBES / 2);
    assertThat(undecided).isLessThan(compared / 20);
  }

  /** The fewest rules that still show the difference, with the probe and both answers. */
  private static String smallest(
      KernelJudge kernel, boolean v6, List<String> dump, String sets, Object[] probe)
      throws Exception {
    List<String> now = new ArrayList<>(dump);
    for (int i = now.size() - 1; i >= 0; i--) {
      if (!now.get(i).startsWith("-A")) {
        continue;
      }
      List<String> fewer = new ArrayList<>(now);
      fewer.remove(i);
      if (!differs(kernel, v6, fewer, sets, probe).isEmpty()) {
        now = fewer;
      }
    }
    return String.join("\n", now)
        + "\n"
        + java.util.Arrays.toString(probe)
        + " "
        + differs(kernel, v6, now, sets, probe);
  }

  private static String differs(
      KernelJudge kernel, boolean v6, List<String> dump, String sets, Object[] probe)
      throws Exception {
    int passed = kernel.ask(v6, dump, sets, List.<Object[]>of(probe))[0];
    String ours = KernelJudge.ours(asked(v6, dump, sets), probe, "", "");
    String theirs = KernelJudge.kernels(passed, probe);
    return ours.equals(theirs) || ours.equals("may")
        ? ""
        : "ours " + ours + ", the kernel's " + theirs + " (" + passed + " packets)";
  }
}
