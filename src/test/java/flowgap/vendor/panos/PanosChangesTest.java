package flowgap.vendor.panos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Action;
import flowgap.policy.ChangeScript;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.Rule;
import flowgap.policy.SiteFacts;
import flowgap.policy.Window;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Changes as commands, their inverse, and the export that results. */
class PanosChangesTest {
  private static final Path EDGE = Path.of("fixtures", "panos-forms", "edge");

  private static final PacketSet WANTED =
      PacketSet.between(
              AddressSet.parse("10.1.0.0/24").orElseThrow(),
              AddressSet.parse("192.0.2.10-192.0.2.11").orElseThrow())
          .and(
              PacketSet.ports(
                  Protocols.TCP,
                  PortSet.range(1024, 65535),
                  PortSet.of(443).or(PortSet.range(5994, 5995))));

  private static PolicyChange insert(String anchor, Optional<Window> window) {
    return new PolicyChange(
        PolicyChange.Kind.INSERT_BEFORE,
        "security",
        anchor,
        Optional.of(
            new PolicyChange.NewRule(
                Action.End.PERMIT,
                WANTED,
                Optional.of("trust"),
                Optional.of("un trust"),
                Optional.of("ssl"),
                "flowgap-rm-01",
                window)));
  }

  private static Firewall read(List<InputFile> files) throws Exception {
    return new PanosReader().read(files, "fw", SiteFacts.NONE).get(0);
  }

  private static Firewall after(List<InputFile> files, ChangeScript script) throws Exception {
    return new PanosReader()
        .readAfter(read(files), files, script.commands(), "fw", SiteFacts.NONE)
        .get(0);
  }

  private static List<String> labels(Firewall f) {
    return f.list("security").rules().stream().filter(Rule::isWritten).map(Rule::label).toList();
  }

  /** App-ID calls echo requests ping, and all other messages icmp (Applipedia). */
  @Test
  void onlyEchoIsPing() throws Exception {
    List<InputFile> files = List.of(InputFile.of("edge.set", EDGE.resolve("edge.set")));
    Firewall before = read(files);
    PacketSet between =
        PacketSet.between(
            AddressSet.parse("10.1.0.5").orElseThrow(),
            AddressSet.parse("192.0.2.10").orElseThrow());
    Map<PacketSet, List<String>> wanted =
        Map.of(
            PacketSet.icmp(8, 0), List.of("application ping"),
            PacketSet.icmp(13, 0), List.of("application icmp"),
            PacketSet.icmp(-1, -1), List.of("application [ ping icmp ]"));
    for (Map.Entry<PacketSet, List<String>> e : wanted.entrySet()) {
      PolicyChange change =
          new PolicyChange(
              PolicyChange.Kind.INSERT_BEFORE,
              "security",
              "security:2",
              Optional.of(
                  new PolicyChange.NewRule(
                      Action.End.PERMIT,
                      between.and(e.getKey()),
                      Optional.of("trust"),
                      Optional.of("un trust"),
                      Optional.empty(),
                      "flowgap-p",
                      Optional.empty())));
      ChangeScript script = new PanosReader().write(before, files, List.of(change));
      assertThat(script.commands().stream().filter(c -> c.contains(" application ")).toList())
          .allMatch(c -> c.endsWith(e.getValue().get(0)))
          .hasSize(1);
    }
  }

  @Test
  void aRuleIsInsertedBeforeAnotherInEveryForm() throws Exception {
    for (String form : new String[] {"edge.xml", "edge.set"}) {
      List<InputFile> files = List.of(InputFile.of(form, EDGE.resolve(form)));
      Firewall before = read(files);
      ChangeScript script =
          new PanosReader().write(before, files, List.of(insert("security:2", Optional.empty())));
      assertThat(script.advice()).isEmpty();
      assertThat(script.commands())
          .containsExactly(
              "set service flowgap-tcp-443_5994-5995-high protocol tcp port 443,5994-5995",
              "set service flowgap-tcp-443_5994-5995-high protocol tcp source-port 1024-65535",
              "set rulebase security rules flowgap-rm-01 from trust",
              "set rulebase security rules flowgap-rm-01 to \"un trust\"",
              "set rulebase security rules flowgap-rm-01 source 10.1.0.0/24",
              "set rulebase security rules flowgap-rm-01 destination 192.0.2.10/31",
              "set rulebase security rules flowgap-rm-01 application ssl",
              "set rulebase security rules flowgap-rm-01 service flowgap-tcp-443_5994-5995-high",
              "set rulebase security rules flowgap-rm-01 action allow",
              "move rulebase security rules flowgap-rm-01 before second");
      assertThat(script.rollback())
          .containsExactly(
              "delete rulebase security rules flowgap-rm-01",
              "delete service flowgap-tcp-443_5994-5995-high");
      Firewall after = after(files, script);
      assertThat(labels(after)).containsExactly("first rule", "flowgap-rm-01", "second");
      assertThat(after.list("security").rules().get(1).matches().get(0).packets())
          .isEqualTo(WANTED);
    }
  }

  @Test
  void theInverseMakesTheSamePolicyAgain() throws Exception {
    for (String form : new String[] {"edge.xml", "edge.set"}) {
      List<InputFile> files = List.of(InputFile.of(form, EDGE.resolve(form)));
      Firewall before = read(files);
      List<PolicyChange> changes =
          List.of(
              insert("security:1", Optional.empty()),
              new PolicyChange(
                  PolicyChange.Kind.REMOVE, "security", "security:1", Optional.empty()));
      ChangeScript script = new PanosReader().write(before, files, changes);
      assertThat(labels(after(files, script))).containsExactly("flowgap-rm-01", "second");
      List<String> both = new ArrayList<>(script.commands());
      both.addAll(script.rollback());
      Firewall again = after(files, new ChangeScript(both, List.of(), ""));
      assertThat(labels(again)).containsExactly("first rule", "second");
      for (int i = 0; i < 2; i++) {
        Rule old = before.list("security").rules().get(i);
        assertThat(again.list("security").rules().get(i).matches())
            .usingRecursiveComparison()
            .ignoringFieldsOfTypes(flowgap.source.SourceSpan.class)
            .isEqualTo(old.matches());
      }
    }
  }

  /** As the device: what is not there can neither be deleted nor be moved before. */
  @Test
  void whatTheDeviceRefusesIsRefused() throws Exception {
    List<InputFile> files = List.of(InputFile.of("edge.xml", EDGE.resolve("edge.xml")));
    for (String command :
        List.of(
            "delete rulebase security rules nobody",
            "move rulebase security rules second before x")) {
      assertThatThrownBy(() -> after(files, new ChangeScript(List.of(command), List.of(), "")))
          .isInstanceOf(InputFailure.class)
          .hasMessageContaining("'" + command + "' is refused");
    }
  }

  @Test
  void aWindowBecomesAScheduleInTheDevicesTime() throws Exception {
    List<InputFile> files = List.of(InputFile.of("edge.xml", EDGE.resolve("edge.xml")));
    Window window =
        new Window(Instant.parse("2026-03-07T20:00:00Z"), Instant.parse("2026-03-08T04:00:00Z"));
    ChangeScript script =
        new PanosReader()
            .write(read(files), files, List.of(insert("security:default", Optional.of(window))));
    assertThat(script.commands())
        .contains(
            "set schedule flowgap-rm-01 schedule-type non-recurring"
                + " 2026/03/07@21:00-2026/03/08@05:00",
            "set rulebase security rules flowgap-rm-01 schedule flowgap-rm-01");
    Firewall after = after(files, script);
    assertThat(labels(after)).containsExactly("first rule", "second", "flowgap-rm-01");
    Rule made = after.list("security").rules().get(2);
    assertThat(made.schedule().orElseThrow().isActiveAt(window.start())).isTrue();
    assertThat(made.schedule().orElseThrow().isActiveAt(window.end())).isFalse();
  }

  @Test
  void aDeviceGroupsRuleGoesToItsOwnPlace() throws Exception {
    Path panorama = Path.of("fixtures", "panos", "panorama-three-levels", "panorama.xml");
    List<InputFile> files = List.of(InputFile.of("panorama.xml", panorama));
    Firewall asia =
        new PanosReader()
            .read(files, "fw", SiteFacts.NONE).stream()
                .filter(f -> f.name().equals("Asia"))
                .findFirst()
                .orElseThrow();
    ChangeScript script =
        new PanosReader().write(asia, files, List.of(insert("security:3", Optional.empty())));
    assertThat(script.commands())
        .contains(
            "move device-group Asia pre-rulebase security rules flowgap-rm-01 before asia-pre")
        .anyMatch(c -> c.startsWith("set device-group Asia service flowgap-tcp-"));
    Firewall after =
        new PanosReader()
            .readAfter(asia, files, script.commands(), "fw", SiteFacts.NONE).stream()
                .filter(f -> f.name().equals("Asia"))
                .findFirst()
                .orElseThrow();
    assertThat(labels(after)).startsWith("shared-pre", "world-pre", "flowgap-rm-01", "asia-pre");
  }

  private static List<String> replaced(String rule, PacketSet by) throws Exception {
    List<InputFile> files =
        List.of(InputFile.of("edge.set", "set rulebase security rules " + rule));
    PolicyChange change =
        new PolicyChange(
            PolicyChange.Kind.REPLACE,
            "security",
            "security:1",
            Optional.of(
                new PolicyChange.NewRule(
                    Action.End.PERMIT,
                    by,
                    Optional.of("trust"),
                    Optional.of("dmz"),
                    Optional.of("ssl, ssh"),
                    "narrow",
                    Optional.empty())));
    ChangeScript script = new PanosReader().write(read(files), files, List.of(change));
    assertThat(script.advice()).isEmpty();
    List<String> both = new ArrayList<>(script.commands());
    both.addAll(script.rollback());
    assertThat(after(files, new ChangeScript(both, List.of(), "")).list("security").rules().get(0))
        .usingRecursiveComparison()
        .ignoringFields("span", "enabled")
        .ignoringFieldsOfTypes(flowgap.source.SourceSpan.class, flowgap.policy.Condition.class)
        .isEqualTo(read(files).list("security").rules().get(0));
    return script.commands();
  }

  private static PacketSet tcp(String from, String to, int... ports) {
    PortSet all = PortSet.NONE;
    for (int p : ports) {
      all = all.or(PortSet.of(p));
    }
    return PacketSet.between(
            AddressSet.parse(from).orElseThrow(), AddressSet.parse(to).orElseThrow())
        .and(PacketSet.tcp(all));
  }

  private static final String BY_DEFAULT =
      "r from trust to dmz source any destination any application [ ssl ssh ] service"
          + " application-default action allow";

  /** With application-default ssh passes on 22 alone, so a rule for 443 must not name it. */
  @Test
  void aNarrowerRuleNamesNoApplicationOnPortsOfAnother() throws Exception {
    assertThat(replaced(BY_DEFAULT, tcp("10.0.0.5", "10.9.0.5", 443)))
        .contains(
            "set rulebase security rules r application ssl",
            "set rulebase security rules r service flowgap-tcp-443");
    assertThat(replaced(BY_DEFAULT, tcp("10.0.0.5", "10.9.0.5", 22, 443)))
        .contains("set rulebase security rules r destination 10.9.0.5")
        .noneMatch(c -> c.contains(" application ") || c.contains(" service "));
    assertThat(replaced(BY_DEFAULT.replace("[ ssl ssh ]", "any"), tcp("10.0.0.5", "10.9.0.5", 443)))
        .noneMatch(c -> c.contains(" application ") || c.contains(" service "));
  }

  /** What is asked of users, kinds of zones and profiles stays, in one new rule and in several. */
  @Test
  void narrowerRulesAskWhatTheRuleAsked() throws Exception {
    String rule =
        "r from any to any rule-type interzone source-user bob source any destination any"
            + " application any service any profile-setting group strict action allow";
    PacketSet two = tcp("10.0.0.5", "10.9.0.5", 443).or(tcp("10.0.0.6", "10.9.0.6", 22));
    assertThat(replaced(rule, two))
        .contains(
            "set rulebase security rules narrow source-user bob",
            "set rulebase security rules narrow rule-type interzone",
            "set rulebase security rules narrow profile-setting group strict",
            "set rulebase security rules narrow-2 source-user bob");
  }

  /** A list of addresses that takes the place of a negated one is not negated. */
  @Test
  void aNarrowerRuleIsNotNegated() throws Exception {
    assertThat(
            replaced(
                "r from trust to dmz source any destination 10.9.0.0/28 negate-destination yes"
                    + " application any service any action allow",
                tcp("10.0.0.5", "10.9.0.77", 443)))
        .containsSubsequence(
            "set rulebase security rules r negate-destination no",
            "set rulebase security rules r destination 10.9.0.77");
  }
}
