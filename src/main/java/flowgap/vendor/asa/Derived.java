package flowgap.vendor.asa;

import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A list that no line of the export says as it is: made from bindings, levels, routes. */
final class Derived {
  private final String name;
  private final String file;
  private final List<Rule> rules = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  Derived(String name, String file) {
    this.name = name;
    this.file = file;
  }

  String name() {
    return name;
  }

  /** A place that no line stands at. */
  SourceSpan implicit(String text) {
    return SourceSpan.implicit(file, text);
  }

  Derived add(
      String id, SourceSpan span, PacketSet packets, List<Guard> guards, Action... actions) {
    return add(id, span, new Match(packets, packets, guards, List.of()), actions);
  }

  Derived add(String id, SourceSpan span, Match match, Action... actions) {
    rules.add(
        Rule.builder(unique(id), span).kind(Rule.Kind.DERIVED).match(match).then(actions).build());
    return this;
  }

  /** A rule of which it is not certain that it takes its packets. */
  Derived addDoubtful(
      String id,
      SourceSpan span,
      PacketSet packets,
      List<Guard> guards,
      Condition why,
      Action... actions) {
    rules.add(
        Rule.builder(unique(id), span)
            .kind(Rule.Kind.DERIVED)
            .match(new Match(packets, packets, guards, List.of()))
            .condition(why)
            .then(actions)
            .build());
    return this;
  }

  /** An attribute's name, or it with a number where the list has asked for it before. */
  String unused(String attribute) {
    return unique(attribute);
  }

  private String unique(String id) {
    String now = id;
    for (int n = 2; !ids.add(now); n++) {
      now = id + "." + n;
    }
    return now;
  }

  boolean isEmpty() {
    return rules.isEmpty();
  }

  RuleList ending(Action end, String why) {
    Rule last =
        Rule.builder(name + ":end", implicit(why))
            .kind(Rule.Kind.DERIVED)
            .match(Match.ALL)
            .then(end)
            .build();
    return new RuleList(name, RuleList.Kind.FIRST_MATCH, rules, last, false, List.of());
  }
}
