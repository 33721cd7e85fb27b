package flowgap.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.flow.Direction;
import flowgap.flow.Endpoint;
import flowgap.flow.Flow;
import flowgap.flow.FlowPath;
import flowgap.flow.Origin;
import flowgap.flow.Remarks;
import flowgap.flow.Requirement;
import flowgap.flow.Service;
import flowgap.flow.Side;
import flowgap.flow.Validity;
import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.Action;
import flowgap.policy.Firewall;
import flowgap.policy.Match;
import flowgap.policy.NamedObject;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Stage;
import flowgap.source.Coverage;
import flowgap.source.SourceSpan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleFindingsTest {
  private static final List<Flow> FLOWS =
      List.of(flow("F1", "10.0.0.0/24", "10.9.0.1", Requirement.REQUIRED));

  @Test
  void aRuleIsBroadByWhatItLetsThroughForEachThatIsNeeded() {
    // 10/8 without the half that the first rule takes: 2^23 sources, one destination, one port;
    // the flow needs 256 of them
    List<Finding> found =
        of(
            FLOWS,
            rule(1, "10.128.0.0/9", "10.9.0.1", 443, 443, Action.DENY),
            rule(2, "10.0.0.0/8", "10.9.0.1", 443, 443, Action.PERMIT));
    Finding f = only(found, FindingType.OVERLY_BROAD);
    assertThat(f.rule()).isEqualTo("main:2");
    assertThat(f.flows()).containsExactly("F1");
    assertThat(f.details())
        .containsEntry("lets through", "8,388,608")
        .containsEntry("flows need", "256")
        .containsEntry("need ratio", "32,768")
        .containsEntry("smallest replacement", "tcp 10.0.0.0/24 -> 10.9.0.1:443");
  }

  @Test
  void aRuleThatLetsThroughLessThanAHundredTimesTheNeedIsNotBroad() {
    // 2^14 sources for 2^8 that are needed: 64 times
    List<Finding> found = of(FLOWS, rule(1, "10.0.0.0/18", "10.9.0.1", 443, 443, Action.PERMIT));
    assertThat(found).extracting(Finding::type).doesNotContain(FindingType.OVERLY_BROAD);
  }

  @Test
  void withoutFlowsTheNeedIsNotAssessed() {
    Finding f =
        only(
            of(List.of(), rule(1, "0.0.0.0/0", "10.9.0.1", 443, 443, Action.PERMIT)),
            FindingType.OVERLY_BROAD);
    assertThat(f.message()).isEqualTo("Rule main:1 permits any source");
    assertThat(f.details()).containsEntry("need ratio", "not assessed");
  }

  /** A group that is not in the export may hold telnet, or not. */
  @Test
  void whatARuleOpensOnlyPerhapsIsSaidToBeUncertain() {
    flowgap.policy.Condition why =
        flowgap.policy.Condition.of(
            flowgap.policy.Condition.Kind.MEMBERSHIP, "object group GONE is not defined", "");
    Rule perhaps =
        Rule.builder("main:1", SourceSpan.of("f", 1, "permit object-group GONE any any"))
            .match(Match.uncertain(PacketSet.ALL_V4, PacketSet.NONE, List.of(why)))
            .then(Action.PERMIT)
            .build();
    assertThat(only(of(List.of(), perhaps), FindingType.RISKY_SERVICE).message())
        .endsWith("; whether it does is uncertain: object group GONE is not defined");
    assertThat(only(of(List.of(), perhaps), FindingType.OVERLY_BROAD).message())
        .endsWith("; whether it does is uncertain: object group GONE is not defined");
  }

  @Test
  void anythingToAnythingIsCritical() {
    Rule any =
        Rule.builder("main:1", SourceSpan.of("f", 1, "permit ip any any"))
            .match(Match.of(PacketSet.ALL_V4))
            .then(Action.PERMIT)
            .build();
    assertThat(only(of(List.of(), any), FindingType.OVERLY_BROAD).severity())
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void riskyServicesAreGradedByTheWidthOfTheirSources() {
    assertThat(risk("0.0.0.0/0", 23)).contains(Severity.HIGH);
    assertThat(risk("203.0.113.0/30", 23)).isEqualTo(risk("198.51.100.7", 23));
    assertThat(risk("8.8.8.8", 23)).contains(Severity.MEDIUM);
    assertThat(risk("10.0.0.0/23", 3389)).contains(Severity.MEDIUM);
    assertThat(risk("10.0.0.0/24", 3389)).isEmpty();
    assertThat(risk("0.0.0.0/0", 443)).isEmpty();
  }

  private static Optional<Severity> risk(String from, int port) {
    return of(List.of(), rule(1, from, "10.9.0.1", port, port, Action.PERMIT)).stream()
        .filter(f -> f.type() == FindingType.RISKY_SERVICE)
        .map(Finding::severity)
        .findFirst();
  }

  @Test
  void permitsThatServeNoFlowAreListedWhereTheyMeetBothSidesElseCounted() {
    List<Finding> found =
        of(
            FLOWS,
            rule(1, "10.0.0.0/24", "10.9.0.1", 443, 443, Action.PERMIT),
            rule(2, "10.0.0.5", "10.9.0.1", 8443, 8443, Action.PERMIT),
            rule(3, "10.0.0.5", "10.77.0.1", 8443, 8443, Action.PERMIT));
    List<Finding> unneeded = found.stream().filter(f -> f.type() == FindingType.UNNEEDED).toList();
    assertThat(unneeded).extracting(Finding::rule).containsExactly("main:2", "");
    assertThat(unneeded.get(1).details()).containsEntry("rules", "1");
  }

  @Test
  void rulesOfBusinessFlowsAreNeededThoseOfForbiddenOnesAreNot() {
    Rule rule = rule(1, "10.0.0.0/24", "10.9.0.1", 443, 443, Action.PERMIT);
    Rule other = rule(2, "10.0.1.0/24", "10.9.0.1", 443, 443, Action.PERMIT);
    List<Flow> business = List.of(flow("B", "10.0.0.0/24", "10.9.0.1", Requirement.BUSINESS));
    assertThat(of(business, rule)).isEmpty();
    List<Flow> both =
        List.of(
            flow("B", "10.0.0.0/16", "10.9.0.1", Requirement.BUSINESS),
            flow("X", "10.0.1.0/24", "10.9.0.1", Requirement.FORBIDDEN));
    assertThat(of(both, rule, other)).isEmpty();
    List<Flow> forbidden =
        List.of(business.get(0), flow("X", "10.0.1.0/24", "10.9.0.1", Requirement.FORBIDDEN));
    assertThat(only(of(forbidden, rule, other), FindingType.UNNEEDED).rule()).isEmpty();
  }

  @Test
  void rulesThatAreOffOrNeverHitAndObjectsWithoutUseAreNamed() {
    Rule off =
        Rule.builder("main:1", SourceSpan.of("f", 1, "off"))
            .match(Match.of(PacketSet.ALL))
            .then(Action.PERMIT)
            .enabled(false)
            .build();
    Rule never =
        Rule.builder("main:2", SourceSpan.of("f", 2, "never"))
            .match(Match.of(PacketSet.to(set("10.9.0.1"))))
            .then(Action.DENY)
            .hits(0)
            .build();
    Rule nothing =
        Rule.builder("main:3", SourceSpan.of("f", 3, "nothing")).then(Action.PERMIT).build();
    assertThat(of(List.of(), off, never, nothing))
        .extracting(Finding::type)
        .containsExactly(
            FindingType.DISABLED,
            FindingType.NEVER_HIT,
            FindingType.INOPERATIVE,
            FindingType.UNUSED_OBJECT);
  }

  private static Finding only(List<Finding> found, FindingType type) {
    List<Finding> some = found.stream().filter(f -> f.type() == type).toList();
    assertThat(some).hasSize(1);
    return some.get(0);
  }

  private static List<Finding> of(List<Flow> flows, Rule... rules) {
    FirewallJudge judge = new FirewallJudge(firewall(rules));
    FlowRun run = new FlowRun(flows, Circumstances.NONE, true);
    return RuleFindings.of(
            judge,
            run,
            RuleNeeds.of(judge, run, run.at(judge)),
            new RuleFindingOptions(RuleFindingOptions.BROAD_RATIO, false, Instant.EPOCH),
            new FindingIds(),
            new java.util.HashMap<>())
        .stream()
        .filter(f -> f.type() != FindingType.UNUSED_OBJECT || rules[0].id().equals("main:1"))
        .filter(f -> f.type() != FindingType.UNUSED_OBJECT || !rules[0].enabled())
        .toList();
  }

  static Firewall firewall(Rule... rules) {
    return firewall(Map.of("main", main(List.of(rules))));
  }

  /** The list is called by the only rule of another one. */
  static Firewall calling(List<Rule> rules) {
    Rule call =
        Rule.builder("main", SourceSpan.implicit("f", ""))
            .kind(Rule.Kind.DERIVED)
            .match(Match.ALL)
            .then(new Action.Call("called"))
            .build();
    RuleList main =
        new RuleList("main", RuleList.Kind.FIRST_MATCH, List.of(call), end(), false, List.of());
    return firewall(Map.of("main", main, "called", main(rules)));
  }

  private static Rule end() {
    return Rule.byDefault("main", Action.DENY, SourceSpan.implicit("f", ""));
  }

  private static RuleList main(List<Rule> rules) {
    return new RuleList(
        "main", RuleList.Kind.FIRST_MATCH, rules, end(), true, List.of("in on outside"));
  }

  private static Firewall firewall(Map<String, RuleList> lists) {
    return new Firewall(
        "edge",
        "test",
        List.of("f"),
        Optional.empty(),
        Map.of(),
        List.of(),
        List.of(),
        AddressSet.NONE,
        lists,
        List.of(new Stage("main", Stage.Kind.FILTER, "main")),
        List.of(),
        List.of(),
        List.of(
            new NamedObject("group", "old", false, SourceSpan.of("f", 9, "group old")),
            new NamedObject("group", "new", true, SourceSpan.of("f", 10, "group new"))),
        List.of(),
        Coverage.NONE);
  }

  private static Rule rule(int n, String from, String to, int low, int high, Action action) {
    PacketSet packets =
        PacketSet.between(set(from), set(to)).and(PacketSet.tcp(PortSet.range(low, high)));
    return Rule.builder("main:" + n, SourceSpan.of("f", n, "rule " + n))
        .match(Match.of(packets))
        .then(action)
        .build();
  }

  static Flow flow(String id, String from, String to, Requirement requirement) {
    PacketSet service = PacketSet.ports(6, PortSet.range(1024, 65535), PortSet.of(443));
    return new Flow(
        id,
        "",
        Origin.LIST,
        side(from),
        side(to),
        new Service("tcp/443", service, false, Optional.empty()),
        Direction.FORWARD,
        requirement,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        FlowPath.UNSTATED,
        Validity.ALWAYS,
        Remarks.NONE,
        SourceSpan.implicit("flows.csv", ""));
  }

  private static Side side(String text) {
    return new Side(text, List.of(new Endpoint(text, text, Endpoint.Kind.ADDRESS, set(text))));
  }

  private static AddressSet set(String text) {
    return AddressSet.parse(text).orElseThrow();
  }
}
