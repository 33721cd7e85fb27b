package flowgap.vendor.iptables;

import flowgap.packet.AddressSet;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.Schedule;
import flowgap.source.LineLedger;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import flowgap.source.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns one line of a chain into a rule. What is not understood becomes a condition of the rule: it
 * may match all that the understood options allow.
 */
final class RuleCompiler {
  /** What a rule's {@code -j} or {@code -g} leads to, where it is a chain. */
  interface Jumps {
    /** The actions of a jump, or nothing where the name is no chain of the table. */
    Optional<List<Action>> to(String chain, boolean goTo);

    /** What RETURN does. */
    List<Action> returning();

    /** The built-in chains that lead here. */
    Set<String> hooks();
  }

  private static final Pattern COUNTERS = Pattern.compile("^\\[[0-9]+:[0-9]+\\]\\s*");
  private static final Pattern COUNTER_OPTION =
      Pattern.compile("\\s(-c|--set-counters)\\s+[0-9]+\\s+[0-9]+");

  private final Host host;
  private final LineLedger ledger;
  private final List<Problem> problems;
  private final FieldMatches fields;
  private final StateMatches states;
  private final HostMatches hostMatches;
  private final SetMatches sets;
  private final OtherMatches others;
  private final Targets targets;

  /**
   * What a match asks for that depends on its words and the rule's protocol alone: few are written
   * again and again.
   *
   * @param option the name of its only option with its only value, else empty
   * @param value that value, else all words
   */
  private record Asked(int protocol, String module, String option, boolean negated, String value) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Asked a
          && protocol == a.protocol
          && negated == a.negated
          && value.equals(a.value)
          && option.equals(a.option)
          && module.equals(a.module);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * module.hashCode() + option.hashCode()) + value.hashCode() + protocol;
    }

    static Asked of(Use use, int protocol) {
      if (use.options().size() == 1 && use.options().get(0).values().size() == 1) {
        Option o = use.options().get(0);
        return new Asked(protocol, use.module(), o.name(), o.negated(), o.value());
      }
      return new Asked(protocol, use.module(), "", false, use.text());
    }
  }

  /** So many are kept. */
  private static final int MOST = 50_000;

  private final Map<Asked, Factor> asked = new HashMap<>();
  private final Words shown = new Words();
  private final Factor first;
  private final Products products;

  RuleCompiler(Host host, LineLedger ledger, List<Problem> problems) {
    this.host = host;
    this.ledger = ledger;
    this.problems = problems;
    this.fields = new FieldMatches(host);
    this.states = new StateMatches(host);
    this.hostMatches = new HostMatches(host);
    this.sets = new SetMatches(host);
    this.others = new OtherMatches(host);
    this.targets = new Targets(host);
    this.first = Factor.of(host.all());
    this.products = new Products(first);
  }

  /** The parts of a rule while they are put together. */
  private static final class Parts {
    /** Without the addresses. */
    Factor factor;

    AddressSet from = AddressSet.ANY;
    AddressSet to = AddressSet.ANY;
    Optional<Schedule> schedule = Optional.empty();
    String comment = "";
    boolean misunderstood;
    int protocol = -1;
    final List<SourceSpan> uses = new ArrayList<>();
  }

  Rule rule(String id, Chain.Line line, Jumps jumps) {
    RuleParts parts = RuleParts.of(line.options());
    Parts p = new Parts();
    p.factor = first;
    fields(parts, line, p);
    for (Use use : parts.uses()) {
      match(use, line, p);
    }
    for (Option stranger : parts.strangers()) {
      stranger(stranger, line, p);
    }
    Plan plan = plan(parts, line, jumps, p);
    Factor all = p.factor.and(plan.extra()).between(p.from, p.to);
    boolean plain = parts.strangers().isEmpty() && !p.misunderstood;
    boolean sure = all.conditions().isEmpty() && plan.doubt().isEmpty() && all.areCertain();
    if (!line.span().isImplicit()) {
      ledger.enter(
          line.span().line(),
          !plain
              ? LineLedger.Use.NOT_UNDERSTOOD
              : sure ? LineLedger.Use.MODELLED : LineLedger.Use.CONDITION);
    }
    Rule.Builder out =
        Rule.builder(id, line.span())
            .words(words(line.span().text()))
            .log(plan.logs())
            .besideFlows(BesideFlows.isSo(parts))
            .comment(p.comment)
            .then(plan.actions());
    for (Match m : all.ways()) {
      out.match(m);
    }
    for (Condition c : all.conditions()) {
      out.condition(placed(c, line.span()));
    }
    p.schedule.ifPresent(out::schedule);
    line.packets().ifPresent(out::hits);
    p.uses.forEach(out::uses);
    show(out, parts);
    return out.build();
  }

  private static Condition placed(Condition c, SourceSpan span) {
    return c.span().isPresent() ? c : c.at(span);
  }

  private void fields(RuleParts parts, Chain.Line line, Parts p) {
    boolean hasProtocol = false;
    for (Option o : parts.fields()) {
      boolean protocol = o.name().equals(Option.PROTOCOL);
      boolean again = protocol && hasProtocol;
      hasProtocol |= protocol;
      try {
        if (again) {
          throw new BadValue(o, "a second -p in one rule");
        }
        field(o, p);
      } catch (BadValue e) {
        bad(e, o.text(), line, p);
      }
    }
  }

  private void field(Option o, Parts p) throws BadValue {
    switch (o.name()) {
      case Option.SOURCE, Option.DESTINATION -> {
        AddressSet some = fields.addresses(o);
        if (some == null) {
          p.factor = p.factor.and(fields.factor(o));
        } else if (o.name().equals(Option.SOURCE)) {
          p.from = p.from == AddressSet.ANY ? some : p.from.and(some);
        } else {
          p.to = p.to == AddressSet.ANY ? some : p.to.and(some);
        }
      }
      case Option.PROTOCOL -> {
        p.factor = products.of(p.factor, fields.factor(o));
        p.protocol = o.negated() ? p.protocol : Vocabulary.protocol(o.value()).orElse(-1);
      }
      default -> p.factor = products.of(p.factor, fields.factor(o));
    }
  }

  private void match(Use use, Chain.Line line, Parts p) {
    try {
      switch (use.module()) {
        case "comment" -> p.comment = use.option("--comment").map(Option::value).orElse("");
        case "time" -> time(use, line, p);
        case "tcp", "udp", "udplite", "sctp", "dccp", "multiport", "icmp", "icmp6" -> known(use, p);
        case "state", "conntrack" -> known(use, p);
        default -> p.factor = p.factor.and(factor(use, p, line));
      }
    } catch (BadValue e) {
      bad(e, use.text(), line, p);
    }
  }

  /** What is asked for the first time may be asked never again: only then are products kept. */
  private void known(Use use, Parts p) throws BadValue {
    Asked key = Asked.of(use, p.protocol);
    Factor known = asked.get(key);
    if (known != null) {
      p.factor = products.of(p.factor, known);
    } else {
      known =
          switch (use.module()) {
            case "icmp", "icmp6" -> others.factor(use, p.protocol);
            case "state", "conntrack" -> states.factor(use);
            default -> PortMatches.factor(checked(use, p), p.protocol);
          };
      if (asked.size() < MOST) {
        asked.put(key, known);
      }
      p.factor = p.factor.and(known);
    }
  }

  private Factor factor(Use use, Parts p, Chain.Line line) throws BadValue {
    return switch (use.module()) {
      case "mark", "connmark" -> states.factor(use);
      case "addrtype", "owner", "physdev", "pkttype", "iprange", "rpfilter" ->
          hostMatches.factor(use);
      case "set" -> sets.factor(use, p.uses);
      default -> {
        if (!Extensions.isMatch(use.module())) {
          p.misunderstood = true;
          problems.add(
              Problem.warning(
                  line.span(), "'-m " + use.module() + "' is no match that flowgap knows"));
        }
        yield others.factor(use, p.protocol);
      }
    };
  }

  /** iptables takes {@code -m tcp} with {@code -p tcp} only. */
  private static Use checked(Use use, Parts p) throws BadValue {
    String name = use.module();
    int wanted =
        switch (name) {
          case "tcp" -> 6;
          case "sctp" -> 132;
          case "dccp" -> 33;
          case "udp" -> p.protocol == 136 ? 136 : 17;
          case "udplite" -> 136;
          default -> p.protocol;
        };
    if (p.protocol != wanted) {
      Option at =
          use.options().isEmpty()
              ? new Option(Option.MATCH, false, List.of(name), 1)
              : use.options().get(0);
      throw new BadValue(at, "-m " + name + " without -p " + name);
    }
    return use;
  }

  private void time(Use use, Chain.Line line, Parts p) throws BadValue {
    Optional<Schedule> schedule = TimeMatch.schedule(use, line.span());
    if (schedule.isPresent() && p.schedule.isEmpty()) {
      p.schedule = schedule;
    } else {
      p.factor =
          p.factor.and(
              Factor.when(
                  Condition.of(Condition.Kind.SCHEDULE, use.text(), "look at the rule", line.span())
                      .or("no match of " + use.text())));
    }
  }

  private void stranger(Option o, Chain.Line line, Parts p) {
    boolean port =
        Set.of(
                "--sport",
                "--dport",
                "--source-port",
                "--destination-port",
                "--sports",
                "--dports",
                "--ports")
            .contains(o.name());
    String message =
        o == TableState.UNPARSED
            ? "the rule could not be read"
            : port
                ? "'"
                    + o.name()
                    + "' without a protocol; expected -p tcp, udp, sctp or dccp before it"
                : "'" + o.name() + "' is no option of the rule's matches and target";
    if (o != TableState.UNPARSED) {
      problems.add(Problem.error(at(line.span(), o.column()), message));
    }
    p.factor = p.factor.and(Factor.when(Conditions.notUnderstood(o.text())));
  }

  private void bad(BadValue e, String text, Chain.Line line, Parts p) {
    problems.add(Problem.error(at(line.span(), e.column), e.getMessage()));
    p.misunderstood = true;
    p.factor = p.factor.and(Factor.when(Conditions.notUnderstood(text)));
  }

  private static SourceSpan at(SourceSpan span, int column) {
    return span.isImplicit()
        ? span
        : new SourceSpan(span.file(), span.line(), column, span.text(), span.path());
  }

  private Plan plan(RuleParts parts, Chain.Line line, Jumps jumps, Parts p) {
    boolean unparsed = parts.strangers().contains(TableState.UNPARSED);
    if (unparsed) {
      return Targets.unknown(placed(Conditions.notUnderstood("a rule"), line.span()));
    }
    if (parts.target().isPresent()) {
      Use target = parts.target().get();
      if (target.module().equals("RETURN") && !parts.goTo()) {
        return Plan.of(jumps.returning());
      }
      Optional<List<Action>> jump = jumps.to(target.module(), parts.goTo());
      if (jump.isPresent()) {
        return Plan.of(jump.get());
      }
      if (Extensions.target(target.module()).isEmpty()) {
        p.misunderstood = true;
        problems.add(
            Problem.warning(
                line.span(), "'-j " + target.module() + "' is no target that flowgap knows"));
      }
    }
    try {
      return targets.plan(parts.target(), parts.fields(), jumps.hooks());
    } catch (BadValue e) {
      problems.add(Problem.error(at(line.span(), e.column), e.getMessage()));
      p.misunderstood = true;
      return Targets.unknown(
          placed(Conditions.notUnderstood("-j " + parts.target().get().module()), line.span()));
    }
  }

  /** The rule's words without counters, so that they stay the same in a new export. */
  static String words(String text) {
    String out = text.startsWith("[") ? COUNTERS.matcher(text).replaceFirst("") : text;
    return out.contains(" -c ") || out.contains(" --set-counters ")
        ? COUNTER_OPTION.matcher(out).replaceFirst("")
        : out;
  }

  private void show(Rule.Builder out, RuleParts parts) {
    StringBuilder service = new StringBuilder();
    for (Option o : parts.fields()) {
      String value = o.negated() ? "! " + o.value() : o.value();
      switch (o.name()) {
        case Option.SOURCE -> out.show(Rule.Column.SOURCE, value);
        case Option.DESTINATION -> out.show(Rule.Column.DESTINATION, value);
        case Option.IN -> out.show(Rule.Column.IN, value);
        case Option.OUT -> out.show(Rule.Column.OUT, value);
        case Option.PROTOCOL -> service.append(value);
        default -> o.addTo(service.append(service.isEmpty() ? "" : " "));
      }
    }
    for (Use use : parts.uses()) {
      for (Option o : use.options()) {
        if (!o.name().equals("--comment")) {
          o.addTo(service.append(service.isEmpty() ? "" : " "));
        }
      }
    }
    out.show(Rule.Column.SERVICE, shown.of(service.toString()));
    out.show(Rule.Column.ACTION, action(parts));
  }

  private static String action(RuleParts parts) {
    String target = parts.target().map(Use::module).orElse("");
    if (!parts.goTo() && (parts.target().isEmpty() || parts.target().get().options().isEmpty())) {
      return target;
    }
    StringBuilder out = new StringBuilder(parts.goTo() ? "goto " : "").append(target);
    parts.target().ifPresent(t -> t.options().forEach(o -> o.addTo(out.append(' '))));
    return out.toString();
  }
}
