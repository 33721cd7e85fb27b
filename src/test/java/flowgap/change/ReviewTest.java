package flowgap.change;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.Circumstances;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowRun;
import flowgap.analysis.ProposedChange;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.SiteFacts;
import flowgap.policy.Terminal;
import flowgap.policy.Vendor;
import flowgap.source.InputFile;
import flowgap.vendor.asa.AsaReader;
import flowgap.vendor.panos.PanosReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Changes are tried together, and one that cannot be made takes none of the others with it. */
class ReviewTest {
  private int readings;

  /**
   * A device holds an entry once, so that of one that the text has twice no inverse can be entered.
   */
  @Test
  void theOthersAreProvedWithoutTryingEach() throws Exception {
    StringBuilder text = new StringBuilder("ASA Version 9.16(4)\nhostname fw\n");
    for (int i = 1; i <= 121; i++) {
      int port = i == 90 ? 30 : i;
      text.append("access-list in extended permit tcp any host 192.0.2.1")
          .append(i == 1 ? "" : " eq " + port)
          .append('\n');
    }
    List<ProposedChange> made = removed(new AsaReader(), "fw.cfg", text.toString());
    assertThat(made).hasSize(120);
    assertThat(made.stream().filter(c -> !c.proved()))
        .hasSize(2)
        .allMatch(c -> c.remark().contains("the list has this entry already"));
    assertThat(readings).isLessThan(16);
  }

  /** Rules that stand one behind the other are put back where they stood. */
  @Test
  void neighboursAreRemovedTogether() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      text.append(
          """
          set rulebase security rules r%1$d from any
          set rulebase security rules r%1$d to any
          set rulebase security rules r%1$d source 192.0.2.%1$d
          set rulebase security rules r%1$d destination any
          set rulebase security rules r%1$d application any
          set rulebase security rules r%1$d service any
          set rulebase security rules r%1$d action allow
          """
              .formatted(i));
    }
    List<ProposedChange> made = removed(new PanosReader(), "fw.set", text.toString());
    assertThat(made.stream().filter(ProposedChange::proved)).hasSize(40);
    assertThat(made.get(made.size() - 1).rollback())
        .contains("move rulebase security rules r0 top");
    assertThat(readings).isEqualTo(1);
  }

  /**
   * Removes all rules of all lists, the last first, but for the first of an ASA, whose list would
   * be gone with it.
   */
  private List<ProposedChange> removed(Vendor vendor, String name, String text) throws Exception {
    List<InputFile> files = List.of(InputFile.of(name, text));
    Firewall firewall = vendor.read(files, "fw", SiteFacts.NONE).get(0);
    List<PolicyChange> changes = new ArrayList<>();
    for (RuleList list : firewall.writtenLists()) {
      for (Rule r :
          list.rules().subList(vendor instanceof AsaReader ? 1 : 0, list.rules().size())) {
        changes.add(
            new PolicyChange(PolicyChange.Kind.REMOVE, list.name(), r.id(), Optional.empty()));
      }
    }
    Collections.reverse(changes);
    Trial trial =
        new Trial(
            counting(vendor),
            firewall,
            files,
            "fw",
            firewall.name(),
            SiteFacts.NONE,
            UnaryOperator.identity());
    FlowRun run = new FlowRun(List.of(), Circumstances.NONE, true);
    return new Review(trial, new FirewallJudge(firewall), run, Map.of()).of(changes, "proved");
  }

  private Vendor counting(Vendor vendor) {
    return counting(Vendor.class, vendor);
  }

  /** The same, with all readings counted, also those of what it opens. */
  private <T> T counting(Class<T> kind, T real) {
    return kind.cast(
        Proxy.newProxyInstance(
            kind.getClassLoader(),
            new Class<?>[] {kind},
            (proxy, method, words) -> {
              readings += method.getName().equals("readAfter") ? 1 : 0;
              try {
                Object out = method.invoke(real, words);
                return out instanceof Terminal t ? counting(Terminal.class, t) : out;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
