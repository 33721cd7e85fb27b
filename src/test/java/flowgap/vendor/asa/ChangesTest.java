package flowgap.vendor.asa;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.Action;
import flowgap.policy.ChangeScript;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.RuleList;
import flowgap.policy.SiteFacts;
import flowgap.policy.Window;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static final String CONFIG =
      """
      ASA Version 9.12(4)
      hostname edge-1
      interface GigabitEthernet0/0
       nameif outside
       security-level 0
       ip address 198.51.100.1 255.255.255.0
      object-group network SRV
       network-object host 10.1.0.5
       network-object host 10.1.0.9
      clock timezone CET 1
      access-list outside_in remark servers
      access-list outside_in extended permit tcp any host 10.1.0.5 eq 80
      access-list outside_in extended deny ip any any log
      access-group outside_in in interface outside
      """;

  private static final PacketSet WANTED =
      PacketSet.between(
              AddressSet.parse("203.0.113.0/25").orElseThrow(),
              AddressSet.union(
                  List.of(
                      AddressSet.parse("10.1.0.5").orElseThrow(),
                      AddressSet.parse("10.1.0.9").orElseThrow())))
          .and(PacketSet.tcp(PortSet.range(8000, 8010)));

  private static PolicyChange change(PolicyChange.Kind kind, String anchor, Window window) {
    return new PolicyChange(
        kind,
        "outside_in",
        anchor,
        kind == PolicyChange.Kind.REMOVE
            ? Optional.empty()
            : Optional.of(
                new PolicyChange.NewRule(
                    Action.End.PERMIT,
                    WANTED,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "migration",
                    Optional.ofNullable(window))));
  }

  private static ChangeScript script(PolicyChange change) throws IOException, InputFailure {
    InputFile file = InputFile.of("edge-1.cfg", CONFIG);
    Firewall f = new AsaReader().read(List.of(file), "x", SiteFacts.NONE).get(0);
    return new AsaReader().write(f, List.of(file), List.of(change));
  }

  private static RuleList after(ChangeScript script) throws IOException, InputFailure {
    return after(script.commands()).list("outside_in");
  }

  private static Firewall after(List<String> commands) throws IOException, InputFailure {
    List<InputFile> files = List.of(InputFile.of("edge-1.cfg", CONFIG));
    Firewall f = new AsaReader().read(files, "x", SiteFacts.NONE).get(0);
    return new AsaReader().readAfter(f, files, commands, "x", SiteFacts.NONE).get(0);
  }

  @Test
  void insertsBeforeTheRuleThatDenies() throws IOException, InputFailure {
    ChangeScript s = script(change(PolicyChange.Kind.INSERT_BEFORE, "outside_in:2", null));
    // line 3 of the list: the remark counts
    assertThat(s.commands())
        .containsExactly(
            "access-list outside_in line 3 extended permit tcp 203.0.113.0 255.255.255.128 object-group SRV range 8000 8010");
    assertThat(s.rollback())
        .containsExactly(
            "no access-list outside_in extended permit tcp 203.0.113.0 255.255.255.128 object-group SRV range 8000 8010");
    RuleList now = after(s);
    assertThat(now.rules()).hasSize(3);
    assertThat(now.rules().get(1).matches().get(0).packets()).isEqualTo(WANTED);
    assertThat(now.rules().get(2).denies()).isTrue();
  }

  @Test
  void aWindowBecomesATimeRangeInTheDevicesZone() throws IOException, InputFailure {
    Window window =
        new Window(Instant.parse("2026-03-02T21:00:00Z"), Instant.parse("2026-03-03T02:00:00Z"));
    ChangeScript s = script(change(PolicyChange.Kind.INSERT_BEFORE, "outside_in:default", window));
    assertThat(s.commands())
        .startsWith(
            "time-range migration", " absolute start 22:00 02 March 2026 end 02:59 03 March 2026");
    assertThat(s.rollback()).endsWith("no time-range migration");
    assertThat(after(s).rules().get(2).schedule().orElseThrow().isActiveAt(window.start()))
        .isTrue();
    assertThat(after(s).rules().get(2).schedule().orElseThrow().isActiveAt(window.end())).isFalse();
  }

  @Test
  void removesAndPutsBackAtTheSameLine() throws IOException, InputFailure {
    ChangeScript s = script(change(PolicyChange.Kind.REMOVE, "outside_in:1", null));
    assertThat(s.commands())
        .containsExactly("no access-list outside_in extended permit tcp any host 10.1.0.5 eq 80");
    assertThat(s.rollback())
        .containsExactly(
            "access-list outside_in line 2 extended permit tcp any host 10.1.0.5 eq 80");
    assertThat(after(s).rules()).hasSize(1);
  }

  @Test
  void aListThatNobodyWroteIsAdviceOnly() throws IOException, InputFailure {
    InputFile file = InputFile.of("edge-1.cfg", CONFIG);
    Firewall f = new AsaReader().read(List.of(file), "x", SiteFacts.NONE).get(0);
    PolicyChange c =
        new PolicyChange(
            PolicyChange.Kind.REMOVE, "~in", "inside:to-higher-level", Optional.empty());
    assertThat(new AsaReader().write(f, List.of(file), List.of(c)).advice())
        .contains("no access list is bound");
  }
}
