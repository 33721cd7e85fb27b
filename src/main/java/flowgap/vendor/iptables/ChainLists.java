package flowgap.vendor.iptables;

import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.InputFailure;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the chains of a table into rule lists. */
final class ChainLists {
  private final Table table;
  private final ChainGraph graph;
  private final RuleCompiler compiler;
  private final String suffix;

  /**
   * @param suffix of list names: tells the families apart where both are given, else empty
   */
  ChainLists(Table table, RuleCompiler compiler, String suffix) throws InputFailure {
    this.table = table;
    this.graph = ChainGraph.of(table);
    this.compiler = compiler;
    this.suffix = suffix;
  }

  /** {@code FORWARD} for the table filter, {@code nat PREROUTING} for the others. */
  static String listName(String table, String chain, String suffix) {
    return (table.equals("filter") ? chain : table + " " + chain) + suffix;
  }

  /** The list that carries out the policy of a built-in chain and has no rules. */
  static String policyName(String list) {
    return "(" + list + " policy)";
  }

  void addTo(Map<String, RuleList> lists) {
    for (Chain chain : table.chains().values()) {
      if (chain.policy().isPresent()) {
        addBase(chain, lists);
      } else {
        addUser(chain, lists);
      }
    }
  }

  private String name(String chain) {
    return listName(table.name(), chain, suffix);
  }

  private void addBase(Chain chain, Map<String, RuleList> lists) {
    String name = name(chain.name());
    Rule end = policy(chain, name);
    lists.put(
        name,
        new RuleList(
            name,
            RuleList.Kind.FIRST_MATCH,
            rules(chain, name),
            end,
            written(),
            List.of("hook " + chain.name() + " of table " + table.name())));
    lists.put(
        policyName(name),
        new RuleList(
            policyName(name), RuleList.Kind.FIRST_MATCH, List.of(), end, false, List.of(name)));
  }

  /** Translations are shown, but a rule that translates is no permission and no ban. */
  private boolean written() {
    return !table.name().equals("nat");
  }

  private Rule policy(Chain chain, String name) {
    boolean accepts = chain.policy().get().equals("ACCEPT");
    boolean emptyForward =
        table.name().equals("filter") && chain.name().equals("FORWARD") && chain.rules().isEmpty();
    Action action =
        !accepts
            ? Action.DENY
            : emptyForward ? Action.undecided(mayNotForward(chain.span())) : Action.PERMIT;
    return Rule.byDefault(name, action, chain.span());
  }

  /** Most machines with such a chain are hosts, which forward nothing. */
  static Condition mayNotForward(SourceSpan span) {
    Condition why =
        Condition.of(
            Condition.Kind.FEATURE,
            "chain FORWARD is empty with policy ACCEPT, and the export does not say whether the"
                + " machine forwards at all",
            "look at sysctl net.ipv4.ip_forward on the machine");
    return span.isImplicit() ? why : why.at(span);
  }

  private void addUser(Chain chain, Map<String, RuleList> lists) {
    String name = name(chain.name());
    Rule end =
        Rule.builder(name + ":end", chain.span())
            .kind(Rule.Kind.DERIVED)
            .match(Match.ALL)
            .then(Action.End.RETURN)
            .build();
    List<String> bindings =
        graph.callers(chain.name()).stream().map(c -> "called by " + name(c)).toList();
    lists.put(
        name,
        new RuleList(
            name, RuleList.Kind.FIRST_MATCH, rules(chain, name), end, written(), bindings));
  }

  private List<Rule> rules(Chain chain, String name) {
    Jumps jumps = new Jumps(chain, name);
    List<Rule> out = new ArrayList<>(chain.rules().size());
    for (Chain.Line line : chain.rules()) {
      out.add(compiler.rule(name + ":" + (out.size() + 1), line, jumps));
    }
    return out;
  }

  /** Jumps out of one chain. In a built-in one, what returns or goes away ends at the policy. */
  private final class Jumps implements RuleCompiler.Jumps {
    private final Chain chain;
    private final String name;

    Jumps(Chain chain, String name) {
      this.chain = chain;
      this.name = name;
    }

    @Override
    public Optional<List<Action>> to(String target, boolean goTo) {
      if (!table.chains().containsKey(target)) {
        return Optional.empty();
      }
      String list = name(target);
      if (!goTo) {
        return Optional.of(List.of(new Action.Call(list)));
      }
      return Optional.of(
          chain.policy().isPresent()
              ? List.of(new Action.Call(list), new Action.GoTo(policyName(name)))
              : List.of(new Action.GoTo(list)));
    }

    @Override
    public List<Action> returning() {
      return List.of(
          chain.policy().isPresent() ? new Action.GoTo(policyName(name)) : Action.End.RETURN);
    }

    @Override
    public Set<String> hooks() {
      return graph.hooks(chain.name());
    }
  }
}
