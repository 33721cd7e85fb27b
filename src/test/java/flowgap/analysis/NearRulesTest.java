package flowgap.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.flow.Flow;
import flowgap.flow.Requirement;
import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules that a report names beside a gap: expected by reading the rules, field by field. */
class NearRulesTest {
  private static final Flow FLOW =
      RuleFindingsTest.flow("F1", "10.0.0.5", "10.9.0.1", Requirement.REQUIRED);

  @Test
  void theNearestPermitsStandFirstWithTheFieldThatFails() {
    List<NearRule> near =
        near(
            FLOW,
            rule(1, "10.7.0.0/24", "10.8.0.0/24", 443, Action.PERMIT),
            rule(2, "10.0.0.0/24", "10.8.0.0/24", 443, Action.PERMIT),
            rule(3, "10.1.0.0/24", "10.9.0.1", 443, Action.PERMIT),
            rule(4, "10.0.0.0/24", "10.9.0.1", 22, Action.PERMIT),
            rule(5, "10.0.0.0/24", "10.9.0.1", 22, Action.DENY));
    // the first fails by two fields, the last denies
    assertThat(near)
        .extracting(NearRule::rule)
        .containsExactly("main:4", "main:3", "main:2", "main:1");
    assertThat(near)
        .extracting(n -> String.join("; ", n.failed()))
        .containsExactly(
            "service: tcp/443, not tcp/22",
            "source: 10.0.0.5",
            "destination: 10.9.0.1",
            "source: 10.0.0.5; destination: 10.9.0.1");
  }

  @Test
  void whatThreeFieldsKeepApartIsNotNear() {
    assertThat(near(FLOW, rule(1, "10.7.0.0/24", "10.8.0.0/24", 22, Action.PERMIT))).isEmpty();
  }

  @Test
  void aPermitBehindTheDenyThatDecidesStandsFirst() {
    List<NearRule> near =
        near(
            FLOW,
            rule(1, "10.0.0.0/24", "10.9.0.1", 22, Action.PERMIT),
            rule(2, "10.0.0.0/24", "10.9.0.0/24", 443, Action.DENY),
            rule(3, "10.0.0.0/8", "10.9.0.1", 443, Action.PERMIT));
    assertThat(near).extracting(NearRule::rule).containsExactly("main:3", "main:1");
    assertThat(near.get(0).failed())
        .containsExactly("every field matches, but an earlier rule decides");
  }

  @Test
  void fieldsOfSeveralBoxesMayFailTogetherOnly() {
    PacketSet https = PacketSet.tcp(PortSet.of(443));
    PacketSet either =
        PacketSet.between(set("10.0.0.5"), set("10.8.0.1"))
            .or(PacketSet.between(set("10.7.0.1"), set("10.9.0.1")))
            .and(https);
    List<NearRule> near = near(FLOW, rule(1, Match.of(either)).then(Action.PERMIT).build());
    assertThat(near)
        .singleElement()
        .extracting(n -> n.failed().get(0))
        .isEqualTo("source, destination and service together");
  }

  @Test
  void aZoneThatDoesNotFitAndARuleThatIsOffAreNamed() {
    Match elsewhere = Match.of(PacketSet.ALL, Guard.is(Attribute.STATE, "ESTABLISHED"));
    List<NearRule> near =
        near(
            FLOW,
            rule(1, elsewhere).then(Action.PERMIT).build(),
            rule(2, Match.ALL).enabled(false).then(Action.PERMIT).build());
    assertThat(near)
        .extracting(n -> n.failed().get(0))
        .containsExactlyInAnyOrder("connection state: NEW, not ESTABLISHED", "switched off");
  }

  @Test
  void noMoreThanFourAreKeptInALongList() {
    List<Rule> rules = new ArrayList<>();
    for (int n = 1; n <= 500; n++) {
      rules.add(rule(n, "10.0.0.0/24", "10.9.0.1", 1000 + n, Action.PERMIT));
    }
    assertThat(near(FLOW, rules.toArray(Rule[]::new)))
        .extracting(NearRule::rule)
        .containsExactly("main:1", "main:2", "main:3", "main:4");
  }

  @Test
  void whatPassesAndWhatMustStayBlockedHasNone() {
    Rule ssh = rule(1, "10.0.0.0/24", "10.9.0.1", 22, Action.PERMIT);
    Rule open = rule(2, "10.0.0.0/24", "10.9.0.1", 443, Action.PERMIT);
    assertThat(near(FLOW, ssh, open)).isEmpty();
    Flow forbidden = RuleFindingsTest.flow("F1", "10.0.0.5", "10.9.0.1", Requirement.FORBIDDEN);
    assertThat(near(forbidden, ssh)).isEmpty();
  }

  @Test
  void theRulesOfACalledListStandThereHoweverOftenItWasAskedBefore() {
    List<Rule> called = new ArrayList<>();
    for (int i = 1; i <= 600; i++) {
      called.add(rule(i, "10.7.0." + i % 250, "10.9.0." + i % 250, 22, Action.PERMIT));
    }
    FirewallJudge judge = new FirewallJudge(RuleFindingsTest.calling(called));
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      flows.add(RuleFindingsTest.flow("F" + i, "10.0.0." + i, "10.9.0.9", Requirement.REQUIRED));
    }
    FlowRun run = new FlowRun(flows, Circumstances.NONE, true);
    assertThat(run.at(judge).values())
        .hasSize(60)
        .allSatisfy(
            j ->
                assertThat(j.get(0).shown().nearest())
                    .extracting(NearRule::rule)
                    .containsExactly("main:9", "main:259", "main:509"));
  }

  private static List<NearRule> near(Flow flow, Rule... rules) {
    FirewallJudge judge = new FirewallJudge(RuleFindingsTest.firewall(rules));
    FlowRun run = new FlowRun(List.of(flow), Circumstances.NONE, true);
    return run.at(judge).get(flow.id()).get(0).shown().nearest();
  }

  private static Rule rule(int n, String from, String to, int port, Action action) {
    PacketSet packets = PacketSet.between(set(from), set(to)).and(PacketSet.tcp(PortSet.of(port)));
    return rule(n, Match.of(packets)).show(Rule.Column.SERVICE, "tcp/" + port).then(action).build();
  }

  private static Rule.Builder rule(int n, Match match) {
    return Rule.builder("main:" + n, SourceSpan.of("f", n, "rule " + n)).match(match);
  }

  private static AddressSet set(String text) {
    return AddressSet.parse(text).orElseThrow();
  }
}
