package flowgap.vendor.iptables;

import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Stage;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The order in which the hooks are passed: raw, connection tracking, mangle and nat before routing;
 * mangle, filter and security of INPUT, FORWARD or OUTPUT; mangle and nat of POSTROUTING. ACCEPT
 * ends a table at its hook only, DROP ends everything.
 */
final class Program {
  private static final Guard TRACKED = Guard.is(Attribute.STATE, "ESTABLISHED");

  private final Map<String, RuleList> lists;
  private final Map<Boolean, String> suffixes;
  private final Locator locator;
  private final List<Dump.Gap> gaps;
  private final SourceSpan span;

  /** A hook: packets that go this way are led to the chain of this name. */
  private record Hook(String chain, String... ways) {}

  /**
   * @param lists those of the chains; lists of the program are added
   * @param suffixes of list names, by family (true = IPv6); families that are not given are left
   *     out
   */
  Program(
      Map<String, RuleList> lists,
      Map<Boolean, String> suffixes,
      Locator locator,
      List<Dump.Gap> gaps,
      SourceSpan span) {
    this.lists = lists;
    this.suffixes = suffixes;
    this.locator = locator;
    this.gaps = gaps;
    this.span = span;
  }

  List<Stage> opening() {
    List<Stage> out = new ArrayList<>();
    out.add(located("arrival", locator.arrival("(arrival)")));
    raw(out);
    out.add(located("connection tracking", Conntrack.opener("(connection tracking)", span)));
    mangleBefore(out);
    nat(out, "before routing", pre(), new Hook("OUTPUT", Way.OUT));
    out.add(located("routing", locator.routing("(routing)")));
    middle(out);
    nat(out, "of packets for the machine", new Hook("INPUT", Way.IN));
    mangleAfter(out);
    nat(out, "after routing", post());
    missing(out);
    return out;
  }

  List<Stage> answer() {
    List<Stage> out = new ArrayList<>();
    out.add(located("answer", locator.turned("(answer)")));
    raw(out);
    out.add(located("connection tracking", Conntrack.answer("(answer's state)", span)));
    return rest(out);
  }

  List<Stage> follower() {
    List<Stage> out = new ArrayList<>();
    out.add(located("later packet", locator.again("(later packet)")));
    raw(out);
    out.add(located("connection tracking", Conntrack.follower("(later packet's state)", span)));
    return rest(out);
  }

  /** Of a known connection: nat is not asked, what it has decided is done again or undone. */
  private List<Stage> rest(List<Stage> out) {
    mangleBefore(out);
    out.add(tracked("(known destination)", Guard.Side.DESTINATION));
    middle(out);
    mangleAfter(out);
    out.add(tracked("(known source)", Guard.Side.SOURCE));
    return out;
  }

  private static Hook pre() {
    return new Hook("PREROUTING", Way.ARRIVING, Way.IN, Way.THROUGH);
  }

  private static Hook post() {
    return new Hook("POSTROUTING", Way.THROUGH, Way.OUT);
  }

  private void raw(List<Stage> out) {
    table(out, "raw", "raw", pre(), new Hook("OUTPUT", Way.OUT));
  }

  private void mangleBefore(List<Stage> out) {
    table(out, "mangle", "mangle before routing", pre(), new Hook("OUTPUT", Way.OUT));
  }

  private void mangleAfter(List<Stage> out) {
    table(out, "mangle", "mangle after routing", post());
  }

  private void middle(List<Stage> out) {
    Hook in = new Hook("INPUT", Way.IN);
    Hook through = new Hook("FORWARD", Way.THROUGH);
    Hook sent = new Hook("OUTPUT", Way.OUT);
    table(out, "mangle", "mangle", in, through);
    table(out, "filter", "filter", in, through, sent);
    table(out, "security", "security", in, through, sent);
  }

  private Stage located(String name, RuleList list) {
    lists.put(list.name(), list);
    return new Stage(name, Stage.Kind.LOCATE, list.name());
  }

  private Stage tracked(String name, Guard.Side side) {
    lists.putIfAbsent(
        name,
        derived(
            name,
            List.of(rule(name, 1, Match.of(PacketSet.ALL, TRACKED), new Action.Tracked(side)))));
    return new Stage(name.substring(1, name.length() - 1), Stage.Kind.TRANSLATE, name);
  }

  private Rule rule(String list, int n, Match match, Action... actions) {
    String says =
        actions[0] instanceof Action.OneOf open
            ? open.why().text()
            : n == 0 ? "no chain denies it" : span.text();
    return Rule.builder(list + ":" + n, SourceSpan.implicit(span.file(), says))
        .kind(Rule.Kind.DERIVED)
        .match(match)
        .then(actions)
        .build();
  }

  private RuleList derived(String name, List<Rule> rules) {
    return new RuleList(
        name,
        RuleList.Kind.FIRST_MATCH,
        rules,
        rule(name, 0, Match.ALL, Action.PERMIT),
        false,
        List.of());
  }

  private void nat(List<Stage> out, String where, Hook... hooks) {
    dispatch(out, "nat", "nat " + where, List.of(Guard.is(Attribute.STATE, "NEW")), hooks);
  }

  private void table(List<Stage> out, String table, String stage, Hook... hooks) {
    dispatch(out, table, stage, List.of(), hooks);
  }

  /** One stage that leads the packets of each way and family to their chain. */
  private void dispatch(
      List<Stage> out, String table, String stage, List<Guard> when, Hook... hooks) {
    String name = "(" + stage + ")";
    List<Rule> rules = new ArrayList<>();
    boolean denies = false;
    for (Map.Entry<Boolean, String> family : suffixes.entrySet()) {
      for (Hook hook : hooks) {
        String list = ChainLists.listName(table, hook.chain(), family.getValue());
        if (lists.containsKey(list) && says(list)) {
          List<Guard> guards = new ArrayList<>(when);
          guards.add(Guard.is(Way.ATTRIBUTE, hook.ways()));
          PacketSet packets = family.getKey() ? PacketSet.ALL_V6 : PacketSet.ALL_V4;
          rules.add(
              rule(
                  name,
                  rules.size() + 1,
                  Match.of(packets, guards.toArray(new Guard[0])),
                  new Action.GoTo(list)));
          denies |= denies(table);
        }
      }
    }
    if (!rules.isEmpty()) {
      lists.putIfAbsent(name, derived(name, rules));
      boolean filters = table.equals("filter") || table.equals("security") || denies;
      out.add(new Stage(stage, filters ? Stage.Kind.FILTER : Stage.Kind.TRANSLATE, name));
    }
  }

  /** Whether a chain does anything; the table filter is always asked, so that evidence names it. */
  private boolean says(String list) {
    RuleList l = lists.get(list);
    return !l.rules().isEmpty()
        || !l.end().permits()
        || !list.contains(" ") && !list.startsWith("(")
        || list.matches("[A-Z]+ \\(v6\\)");
  }

  private boolean denies(String table) {
    return lists.values().stream()
        .filter(l -> l.name().startsWith(table + " "))
        .anyMatch(l -> l.end().denies() || l.rules().stream().anyMatch(Rule::denies));
  }

  /** What the export leaves out cannot permit anything. */
  private void missing(List<Stage> out) {
    List<Rule> rules = new ArrayList<>();
    String name = "(missing rules)";
    for (boolean v6 : new boolean[] {false, true}) {
      PacketSet packets = v6 ? PacketSet.ALL_V6 : PacketSet.ALL_V4;
      rules.add(
          rule(
              name,
              rules.size() + 1,
              Match.of(packets, Guard.is(Way.ATTRIBUTE, Way.MISSING)),
              Action.undecided(missingFamily(v6))));
      for (Dump.Gap gap : gaps) {
        if (gap.v6() == v6) {
          rules.add(
              rule(
                  name,
                  rules.size() + 1,
                  Match.of(packets),
                  new Action.OneOf(List.of(List.of(), List.of(Action.DENY)), condition(gap))));
        }
      }
    }
    rules.add(
        rule(
            name,
            rules.size() + 1,
            Match.of(PacketSet.ALL, Guard.is(Way.ATTRIBUTE, Way.UNKNOWN)),
            Action.undecided(
                Condition.of(
                    Condition.Kind.OWN_ADDRESS,
                    "whether the packets reach this machine at all is not known",
                    "add the output of ip addr, or rows with zone self to the site file"))));
    lists.put(name, derived(name, rules));
    // LOCATE: its silence is no evidence for a permission
    out.add(new Stage("missing rules", Stage.Kind.LOCATE, name));
  }

  private static Condition missingFamily(boolean v6) {
    return Condition.of(
        Condition.Kind.MISSING_POLICY,
        v6 ? "the IPv6 rules are not given" : "the IPv4 rules are not given",
        v6 ? "add the output of ip6tables-save" : "add the output of iptables-save");
  }

  static Condition condition(Dump.Gap gap) {
    return Condition.of(
        Condition.Kind.MISSING_POLICY,
        "the export says that it is not all: " + gap.text(),
        "add the output of nft list ruleset, or of the other iptables-save",
        gap.span());
  }
}
