package flowgap.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Firewall;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Stage;
import flowgap.source.Coverage;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DifferenceTest {
  private static final PacketSet WEB = tcp("10.0.0.0/24", "10.9.0.1", 443);
  private static final PacketSet MAIL = tcp("10.0.0.0/24", "10.9.0.2", 25);
  private static final PacketSet HALF = tcp("10.0.0.0/25", "10.9.0.1", 443);

  @Test
  void aMovedRuleThatChangesNothingIsNoDifference() {
    Difference d = compare(List.of(permit(WEB), permit(MAIL)), List.of(permit(MAIL), permit(WEB)));
    assertThat(d.outcome()).isEqualTo(Difference.Outcome.SAME);
  }

  @Test
  void aDenyBeforeAPermitTakesItsPartAway() {
    Difference d = compare(List.of(permit(WEB)), List.of(deny(HALF), permit(WEB)));
    assertThat(d.outcome()).isEqualTo(Difference.Outcome.DIFFERENT);
    assertThat(d.all(Difference.Kind.DENIED_NOW)).isEqualTo(HALF);
    assertThat(d.all(Difference.Kind.PERMITTED_NOW).isEmpty()).isTrue();
    Difference.Change c = d.changes().get(0);
    assertThat(c.decidedBefore()).extracting(Decider::action).containsExactly("permit");
    assertThat(c.decidedAfter()).extracting(Decider::action).containsExactly("deny");
  }

  @Test
  void whatHingesOnSomethingIsUncertain() {
    Rule perhaps =
        Rule.builder("main:1", SourceSpan.of("f", 1, "perhaps"))
            .match(Match.of(WEB))
            .condition(Condition.of(Condition.Kind.USER, "user ann", ""))
            .then(Action.PERMIT)
            .build();
    Difference d = compare(List.of(permit(MAIL)), List.of(perhaps, permit(MAIL)));
    assertThat(d.outcome()).isEqualTo(Difference.Outcome.UNCERTAIN);
    assertThat(d.all(Difference.Kind.UNCERTAIN)).isEqualTo(WEB);
  }

  @Test
  void aRuleForAnswersConcernsTheirOpeners() {
    PacketSet answers =
        PacketSet.between(set("10.9.0.1"), set("10.0.0.0/24"))
            .and(PacketSet.ports(6, PortSet.of(443), PortSet.ANY));
    List<Stage> stages = List.of(new Stage("main", Stage.Kind.FILTER, "main"));
    Firewall both = firewall(List.of(permit(WEB), permit(answers)), stages);
    Firewall oneWay = firewall(List.of(permit(WEB)), stages);
    Difference d =
        Difference.of(
            new FirewallJudge(both), new FirewallJudge(oneWay), List.of(), Circumstances.NONE);
    // and openers from the server's port, whose answers the first rule let back
    assertThat(d.all(Difference.Kind.DENIED_NOW)).isEqualTo(WEB.or(answers));
  }

  static Stream<Long> seeds() {
    return LongStream.rangeClosed(1, 60).boxed();
  }

  /** All that passes before and not after, and the other way round, walked as a whole. */
  @ParameterizedTest
  @MethodSource("seeds")
  void findsAllThatDiffersAndNothingElse(long seed) {
    Random random = new Random(seed);
    List<Rule> old = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      old.add(random(random));
    }
    List<Rule> now = new ArrayList<>(old);
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      switch (random.nextInt(3)) {
        case 0 -> now.remove(random.nextInt(now.size()));
        case 1 -> now.add(random.nextInt(now.size() + 1), random(random));
        default -> now.add(random.nextInt(now.size()), now.remove(random.nextInt(now.size())));
      }
    }
    Difference d = compare(old, now);
    PacketSet before = passes(old);
    PacketSet after = passes(now);
    assertThat(d.all(Difference.Kind.PERMITTED_NOW)).isEqualTo(after.minus(before));
    assertThat(d.all(Difference.Kind.DENIED_NOW)).isEqualTo(before.minus(after));
    assertThat(d.all(Difference.Kind.UNCERTAIN).isEmpty()).isTrue();
  }

  @Test
  void reachShowsWhoGetsThroughByWhichRule() {
    Firewall f = firewall(List.of(deny(HALF), permit(WEB), permit(MAIL)), List.of());
    Reach reach =
        Reach.of(new FirewallJudge(f), PacketSet.to(set("10.9.0.1")), Map.of(), Circumstances.NONE);
    assertThat(reach.parts()).hasSize(1);
    assertThat(reach.parts().get(0).rules()).extracting(Decider::rule).containsExactly("main:443");
    assertThat(reach.passes()).isEqualTo(WEB.minus(HALF));
    assertThat(reach.notes()).isEmpty();
  }

  private static PacketSet passes(List<Rule> rules) {
    return Reach.of(
            new FirewallJudge(firewall(rules, List.of())),
            PacketSet.ALL,
            Map.of(),
            Circumstances.NONE)
        .passes();
  }

  private static Difference compare(List<Rule> before, List<Rule> after) {
    return Difference.of(
        new FirewallJudge(firewall(before, List.of())),
        new FirewallJudge(firewall(after, List.of())),
        List.of(),
        Circumstances.NONE);
  }

  private static Rule random(Random random) {
    PacketSet packets =
        tcp(
            "10.0.0." + 16 * random.nextInt(4) + "/" + (26 + random.nextInt(4)),
            "10.9.0." + 4 * random.nextInt(4) + "/" + (28 + random.nextInt(3)),
            440 + random.nextInt(3));
    return random.nextInt(3) == 0 ? deny(packets) : permit(packets);
  }

  private static Rule permit(PacketSet packets) {
    return rule(packets, Action.PERMIT);
  }

  private static Rule deny(PacketSet packets) {
    return rule(packets, Action.DENY);
  }

  private static Rule rule(PacketSet packets, Action action) {
    int port = packets.destinationPorts(6).intervals().get(0)[0];
    return Rule.builder("main:" + port, SourceSpan.of("f", port, "rule"))
        .match(Match.of(packets))
        .then(action)
        .build();
  }

  private static PacketSet tcp(String from, String to, int port) {
    return PacketSet.between(set(from), set(to)).and(PacketSet.tcp(PortSet.of(port)));
  }

  private static AddressSet set(String text) {
    return AddressSet.parse(text).orElseThrow();
  }

  private static Firewall firewall(List<Rule> rules, List<Stage> answer) {
    Rule end = Rule.byDefault("main", Action.DENY, SourceSpan.implicit("f", ""));
    RuleList main =
        new RuleList("main", RuleList.Kind.FIRST_MATCH, rules, end, true, List.of("in on outside"));
    return new Firewall(
        "edge",
        "test",
        List.of(),
        Optional.empty(),
        Map.of(),
        List.of(),
        List.of(),
        AddressSet.NONE,
        Map.of("main", main),
        List.of(new Stage("main", Stage.Kind.FILTER, "main")),
        answer,
        List.of(),
        List.of(),
        List.of(),
        Coverage.NONE);
  }
}
