package flowgap.change;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.policy.ChangeScript;
import flowgap.policy.CommandsRefused;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.SiteFacts;
import flowgap.policy.Terminal;
import flowgap.policy.Vendor;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.vendor.asa.AsaReader;
import flowgap.vendor.panos.PanosReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is said without reading to be again as it was, is so when it is read: for random removals
 * with their inverse, as written or with lines of it missing, twice, or in another order.
 */
class RestoresTest {
  private final Random random = new Random(11);
  private int restored;
  private int otherwise;

  @Test
  void paloAlto() throws Exception {
    for (int round = 0; round < 150; round++) {
      StringBuilder text = new StringBuilder("set service web protocol tcp port 80\n");
      for (int i = 0; i < 6; i++) {
        String rule = "set rulebase security rules r" + i + " ";
        text.append(rule).append("from any\n").append(rule).append("to any\n");
        text.append(rule).append("source ").append(some("192.0.2.", 3)).append('\n');
        text.append(rule).append("destination ").append(some("198.51.100.", 3)).append('\n');
        text.append(rule).append("application any\n");
        text.append(rule).append("service ").append(random.nextBoolean() ? "web\n" : "any\n");
        text.append(rule).append("action ").append(random.nextBoolean() ? "allow\n" : "deny\n");
        if (random.nextInt(4) == 0) {
          text.append(rule).append("source-user any\n").append(rule).append("disabled yes\n");
        }
      }
      check(new PanosReader(), "fw.set", text.toString(), "security");
    }
    assertThat(restored).isGreaterThan(100);
    assertThat(otherwise).isGreaterThan(100);
  }

  @Test
  void ciscoAsa() throws Exception {
    for (int round = 0; round < 150; round++) {
      StringBuilder text = new StringBuilder("ASA Version 9.16(4)\nhostname fw\n");
      for (int i = 1; i < 8; i++) {
        text.append("access-list in extended ")
            .append(random.nextBoolean() ? "permit" : "deny")
            .append(" tcp any host 192.0.2.")
            .append(1 + random.nextInt(9))
            .append('\n');
      }
      check(new AsaReader(), "fw.cfg", text.toString(), "in");
    }
    assertThat(restored).isGreaterThan(100);
    assertThat(otherwise).isGreaterThan(100);
  }

  private String some(String network, int most) {
    List<String> out = new ArrayList<>();
    for (int n = random.nextInt(most); n >= 0; n--) {
      out.add(network + (1 + random.nextInt(4)));
    }
    return "[ " + String.join(" ", out) + " ]";
  }

  private void check(Vendor vendor, String name, String text, String list) throws Exception {
    List<InputFile> files = List.of(InputFile.of(name, text));
    Firewall firewall = vendor.read(files, "fw", SiteFacts.NONE).get(0);
    Terminal terminal = vendor.terminal(firewall, files, "fw", SiteFacts.NONE);
    RuleList all = firewall.list(list);
    List<PolicyChange> changes = new ArrayList<>();
    for (Rule r : all.rules()) {
      if (r.isWritten() && random.nextInt(3) == 0) {
        changes.add(0, new PolicyChange(PolicyChange.Kind.REMOVE, list, r.id(), Optional.empty()));
      }
    }
    if (changes.isEmpty()) {
      return;
    }
    ChangeScript script = vendor.write(firewall, files, changes);
    for (int kind = 0; kind < 6; kind++) {
      List<String> inverse = spoilt(script.rollback(), kind);
      boolean same;
      try {
        same = terminal.restores(script.commands(), inverse);
      } catch (CommandsRefused e) {
        continue;
      }
      restored += same ? 1 : 0;
      otherwise += same ? 0 : 1;
      if (same || kind == 0) {
        assertThat(read(terminal, firewall, script.commands(), inverse))
            .as("%s%n%s%n%s", text, script.commands(), inverse)
            .isEmpty();
      }
    }
  }

  private static Optional<String> read(
      Terminal terminal, Firewall before, List<String> commands, List<String> inverse)
      throws Exception {
    try {
      List<String> both = Stream.concat(commands.stream(), inverse.stream()).toList();
      return Restored.otherwise(before, terminal.readAfter(both).get(0));
    } catch (InputFailure e) {
      return Optional.of(e.getMessage());
    }
  }

  private List<String> spoilt(List<String> lines, int kind) {
    List<String> out = new ArrayList<>(lines);
    int at = random.nextInt(out.size());
    switch (kind) {
      case 0 -> {
        // as it was written
      }
      case 1 -> out.remove(at);
      case 2 -> out.add(out.get(at));
      case 3 -> Collections.swap(out, at, random.nextInt(out.size()));
      case 4 -> Collections.shuffle(out, random);
      default -> out.set(at, out.get(at).replace(".1", ".2").replace("deny", "permit"));
    }
    return out;
  }
}
