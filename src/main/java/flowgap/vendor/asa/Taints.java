package flowgap.vendor.asa;

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
 * What statements that were not understood do to verdicts: their packets may pass and may be
 * dropped, and no list that the other statements make decides about them for certain.
 */
final class Taints {
  private static final String LIST = "~not-understood";

  /** Which statement may change the packet, by its place among them. */
  private static final String ATTRIBUTE = "not-understood";

  /** Set where the statement may send the packet elsewhere than the routes do. */
  private static final String ATTRIBUTE_ELSEWHERE = "not-understood-elsewhere";

  private final AsaConfig config;

  Taints(AsaConfig config) {
    this.config = config;
  }

  /** Marks the packets of such statements and takes them out of the lists of later stages. */
  void addTo(Map<String, RuleList> all, List<Stage> opening, int at) {
    if (config.taints.isEmpty()) {
      return;
    }
    boolean asked = false;
    for (Stage stage : opening.subList(at, opening.size())) {
      RuleList list = all.get(stage.list());
      boolean first = !asked && stage.kind() == Stage.Kind.FILTER;
      asked |= first;
      all.put(stage.list(), list.with(first ? open(list) : beside(list, asked)));
    }
    RuleList marks = marks();
    all.put(LIST, marks);
    opening.add(at, new Stage("not understood", Stage.Kind.LOCATE, LIST));
  }

  /** The first list that filters says that the packets may pass and may be dropped. */
  private List<Rule> open(RuleList list) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < config.taints.size(); i++) {
      SourceSpan span = config.taints.get(i).span();
      List<Guard> its =
          List.of(new Guard.Known(ATTRIBUTE, false), Guard.is(ATTRIBUTE, String.valueOf(i)));
      rules.add(
          rule(
              "not understood " + span.line(),
              span,
              PacketSet.ALL,
              its,
              Action.undecided(why(span))));
    }
    rules.addAll(list.rules());
    return rules;
  }

  /**
   * Lists behind the first filter are left out; those before it still find places and translate
   * what is understood, but drop nothing.
   */
  private List<Rule> beside(RuleList list, boolean behind) {
    SourceSpan span =
        SourceSpan.implicit(config.file, "a statement that was not understood may decide");
    String id = list.name() + " beside what was not understood";
    List<Rule> rules = new ArrayList<>();
    if (behind || !list.name().equals(NatProgram.UN_NAT)) {
      String attribute = behind ? ATTRIBUTE : ATTRIBUTE_ELSEWHERE;
      List<Guard> marked = List.of(new Guard.Known(attribute, false));
      rules.add(rule(id, span, PacketSet.ALL, marked, Action.PERMIT));
    }
    for (Rule r : list.rules()) {
      for (Match m : !behind && r.denies() ? r.matches() : List.<Match>of()) {
        List<Guard> marked = new ArrayList<>(m.guards());
        marked.add(new Guard.Known(ATTRIBUTE, false));
        rules.add(rule(id + " " + rules.size(), r.span(), m.packets(), marked, Action.PERMIT));
      }
      rules.add(r);
    }
    return rules;
  }

  private static Rule rule(
      String id, SourceSpan span, PacketSet packets, List<Guard> guards, Action... actions) {
    return Rule.builder(id, span)
        .kind(Rule.Kind.DERIVED)
        .match(new Match(packets, packets, guards, List.of()))
        .then(actions)
        .build();
  }

  private static Condition why(SourceSpan span) {
    return Condition.of(
        Condition.Kind.NOT_UNDERSTOOD, "not understood: " + span.text().strip(), "", span);
  }

  private RuleList marks() {
    Derived list = new Derived(LIST, config.file);
    for (int i = 0; i < config.taints.size(); i++) {
      Taint t = config.taints.get(i);
      for (Taint.Part p : t.parts()) {
        if (p.packets().isEmpty()) {
          continue;
        }
        List<Guard> guards = new ArrayList<>();
        if (!p.in().isEmpty()) {
          guards.add(Guard.is(Attribute.IN, p.in()));
        }
        if (!p.routed().isEmpty()) {
          guards.add(Guard.is(Places.ATTRIBUTE_ROUTED, p.routed()));
        }
        List<Action> actions = new ArrayList<>();
        actions.add(new Action.Set(ATTRIBUTE, String.valueOf(i)));
        if (p.elsewhere()) {
          actions.add(new Action.Set(ATTRIBUTE_ELSEWHERE, "yes"));
        }
        actions.add(Action.PERMIT);
        list.add(
            "not understood " + t.span().line(),
            t.span(),
            p.packets(),
            guards,
            actions.toArray(Action[]::new));
      }
    }
    return list.ending(Action.PERMIT, "everything else was understood");
  }
}
