package flowgap.model.change;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.Circumstances;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.Judged;
import flowgap.model.Batch;
import flowgap.model.End;
import flowgap.model.Ip;
import flowgap.model.Probe;
import flowgap.model.asa.GeneratedAsa;
import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.policy.Vendor;
import flowgap.source.InputFile;
import flowgap.vendor.asa.AsaReader;
import flowgap.vendor.aws.AwsReader;
import flowgap.vendor.iptables.IptablesReader;
import flowgap.vendor.panos.PanosReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** One policy in the words of several vendors, and a list read from one written for the others. */
class OtherVendorTest {
  private static final int POLICIES = Integer.getInteger("flowgap.model.configurations", 30);

  @Test
  void onePolicyGetsOneVerdictFromAllVendors() throws Exception {
    int packets = 0;
    int passing = 0;
    for (int seed = 1; seed <= POLICIES; seed++) {
      Neutral policy = seed % 2 == 0 ? Neutral.random(seed) : Neutral.random(seed).towardsAll();
      Batch batch = batch();
      Map<String, Judged> all = new LinkedHashMap<>();
      all.put("asa", judged(new AsaReader(), policy.asa(), batch));
      all.put("iptables", judged(new IptablesReader(), policy.iptables(), batch));
      all.put("panos", judged(new PanosReader(), policy.panos(), batch));
      if (seed % 2 == 1) {
        TreeSet<String> servers = new TreeSet<>();
        batch.destinations().forEach(d -> servers.add(d.toString()));
        all.put("aws", judged(new AwsReader(), policy.aws(servers), batch));
      }
      for (Probe p : batch.probes()) {
        End wanted = Batch.end(all.get("asa"), p);
        assertThat(wanted).as("%s seed %d", p, seed).isIn(End.PASSES, End.DENIED);
        all.forEach(
            (vendor, judged) ->
                assertThat(Batch.end(judged, p)).as("%s %s", vendor, p).isEqualTo(wanted));
        packets++;
        passing += wanted == End.PASSES ? 1 : 0;
      }
    }
    System.out.printf("one policy, all vendors: %d packets, %d pass%n", packets, passing);
    assertThat(passing).isBetween(packets / 20, packets * 19 / 20);
  }

  @Test
  void aListIsReadBackFromTheOthersWords() throws Exception {
    int packets = 0;
    int passing = 0;
    for (int seed = 1; seed <= POLICIES; seed++) {
      List<String> lines = new ArrayList<>(new GeneratedAsa(seed).lines());
      lines.removeIf(l -> l.strip().matches("(nat|access-group|ip verify|shutdown).*"));
      lines.add("access-group first in interface inside");
      Firewall asa =
          new AsaReader()
              .read(
                  List.of(InputFile.of("edge.cfg", String.join("\n", lines) + "\n")),
                  "edge",
                  SiteFacts.NONE)
              .get(0);
      Neutral policy = Neutral.of(asa.list("first"));
      Batch batch =
          new Batch(
              addresses("10.1.0.", 2, 20),
              addresses("10.0.0.", 2, 16),
              services(),
              "inside",
              "outside",
              "");
      Batch plain = new Batch(batch.sources(), batch.destinations(), services(), "", "", "");
      Judged wanted = batch.judged(new FirewallJudge(asa), Circumstances.NONE);
      Judged other = judged(new IptablesReader(), policy.iptables(), plain);
      for (Probe p : batch.probes()) {
        End end = Batch.end(wanted, p);
        assertThat(Batch.end(other, p)).as("seed %d %s", seed, p).isEqualTo(end);
        packets++;
        passing += end == End.PASSES ? 1 : 0;
      }
    }
    System.out.printf("lists read back: %d packets, %d pass%n", packets, passing);
    assertThat(passing).isBetween(packets / 20, packets * 19 / 20);
  }

  private static Judged judged(Vendor vendor, List<InputFile> files, Batch batch) throws Exception {
    List<Firewall> read = vendor.read(files, "edge", SiteFacts.NONE);
    assertThat(read).hasSize(1);
    return batch.judged(new FirewallJudge(read.get(0)), Circumstances.NONE);
  }

  private static Batch batch() {
    return new Batch(
        addresses("10.1.0.", 6, 26), addresses("10.2.0.", 6, 26), services(), "", "", "");
  }

  private static List<Ip> addresses(String net, int low, int high) {
    List<Ip> out = new ArrayList<>();
    for (int i = low; i < high; i += i % 4 == 3 ? 1 : 2) {
      out.add(Ip.parse(net + i));
    }
    return out;
  }

  private static List<int[]> services() {
    List<int[]> out = new ArrayList<>();
    for (int port = 19; port < 31; port++) {
      out.add(new int[] {port % 3 == 0 ? 17 : 6, 1024 + port, port});
      out.add(new int[] {6, 20 + port % 8, port});
    }
    return out;
  }
}
