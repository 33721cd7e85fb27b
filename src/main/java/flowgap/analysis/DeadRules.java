package flowgap.analysis;

import flowgap.packet.Precedence;
import flowgap.packet.Precedence.Answer;
import flowgap.packet.Precedence.State;
import flowgap.policy.Action;
import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which rules of a list never matter. All that are found can be removed together without changing
 * what the list does; which of several alike stays depends on their order.
 */
final class DeadRules {
  /** Why a rule does not matter. */
  enum Why {
    /** Earlier rules take all of it, one at least with another action. */
    SHADOWED,
    /** Earlier rules of the same action take all of it. */
    REDUNDANT_EARLIER,
    /** Later written rules would decide the same. */
    REDUNDANT_LATER,
    /** Other permits of a union cover it. */
    REDUNDANT_BESIDE
  }

  /**
   * A rule that does not matter.
   *
   * @param by the rules that make it so; none of earlier ones could be left out
   */
  record Dead(Rule rule, Why why, List<Rule> by) {}

  private final Firewall firewall;
  private final RuleList list;
  private final Layers layers;
  private final Precedence precedence;
  private final Map<Rule, Dead> dead = new IdentityHashMap<>();
  private final Map<Rule, Precedence.Point> deciding = new IdentityHashMap<>();
  private final List<Rule> notDecided = new ArrayList<>();

  private DeadRules(Firewall firewall, RuleList list, Layers layers) {
    this.firewall = firewall;
    this.list = list;
    this.layers = layers;
    this.precedence = layers.precedence();
  }

  /** Empty where the list cannot be looked at as sets: it changes packets on the way. */
  static Optional<DeadRules> of(Firewall firewall, RuleList list) {
    return Layers.of(firewall, list).map(l -> new DeadRules(firewall, list, l).found());
  }

  /** Why the rule does not matter; empty where it does, or where it could not be decided. */
  Optional<Dead> dead(Rule rule) {
    return Optional.ofNullable(dead.get(rule));
  }

  /** A packet that the rule decides, where it decides one. */
  Optional<Precedence.Point> decides(Rule rule) {
    return Optional.ofNullable(deciding.get(rule));
  }

  /** Rules of which it would take too many steps to say. */
  List<Rule> notDecided() {
    return Collections.unmodifiableList(notDecided);
  }

  Layers layers() {
    return layers;
  }

  private DeadRules found() {
    switch (list.kind()) {
      case FIRST_MATCH -> {
        for (int i = 0; i < list.rules().size(); i++) {
          earlier(i);
        }
        for (int i = list.rules().size() - 1; i >= 0; i--) {
          later(i);
        }
        restoreEarlierTakers();
      }
      case UNION -> {
        for (int i = list.rules().size() - 1; i >= 0; i--) {
          beside(i);
        }
      }
    }
    return this;
  }

  /** What a rule decides is told with the rules in place that later ones make superfluous. */
  private void restoreEarlierTakers() {
    for (int i = 0; i < list.rules().size(); i++) {
      Dead d = dead.get(list.rules().get(i));
      if (d != null && d.why() == Why.REDUNDANT_LATER) {
        precedence.restore(layers.position(i));
      }
    }
  }

  private void earlier(int i) {
    Rule rule = list.rules().get(i);
    int position = layers.position(i);
    if (position < 0 || !rule.isWritten() || rule.besideFlows()) {
      return;
    }
    Answer answer = precedence.before(position);
    if (answer.state() == State.NOT_DECIDED) {
      notDecided.add(rule);
    } else if (answer.state() == State.OPEN) {
      deciding.put(rule, answer.witness().orElseThrow());
    } else if (!answer.by().isEmpty()) {
      dead.put(rule, explained(rule, position, answer.by()));
      precedence.remove(position);
    }
  }

  private Dead explained(Rule rule, int position, List<Integer> by) {
    OptionalInt other = precedence.otherTaker(position);
    List<Integer> same = by.stream().filter(p -> layers.sameAction(p, position)).toList();
    // what may take some of it, or not, is no reason where others take all of it for certain
    boolean real =
        other.isPresent()
            && (rules(List.of(other.getAsInt())).stream().noneMatch(RuleDoubts::hangsOnSomething)
                || !precedence.covers(position, same));
    if (real) {
      int keep = other.getAsInt();
      List<Integer> all = new ArrayList<>(by);
      if (!all.contains(keep)) {
        all.add(keep);
      }
      return new Dead(rule, Why.SHADOWED, rules(fewest(position, all, keep)));
    }
    boolean alone = same.size() == by.size() || precedence.covers(position, same);
    List<Integer> few = fewest(position, alone ? same : sameBefore(position, by), -1);
    boolean all = few.stream().allMatch(p -> layers.sameAction(p, position));
    return new Dead(rule, all ? Why.REDUNDANT_EARLIER : Why.SHADOWED, rules(few));
  }

  /** Rules of the same action that take all, where they do so together; else those given. */
  private List<Integer> sameBefore(int position, List<Integer> by) {
    Answer same = precedence.sameBefore(position);
    return same.state() == State.COVERED ? same.by() : by;
  }

  private List<Integer> fewest(int position, List<Integer> by, int keep) {
    if (by.size() > 1) {
      for (int one : by) {
        if ((keep < 0 || one == keep) && precedence.covers(position, List.of(one))) {
          return List.of(one);
        }
      }
    }
    List<Integer> lastFirst = new ArrayList<>(by);
    Collections.sort(lastFirst, Collections.reverseOrder());
    List<Integer> few = new ArrayList<>(precedence.fewest(position, lastFirst, keep));
    Collections.sort(few);
    return few;
  }

  private void later(int i) {
    Rule rule = list.rules().get(i);
    int position = layers.position(i);
    boolean decides =
        position >= 0
            && rule.isWritten()
            && !dead.containsKey(rule)
            && !rule.besideFlows()
            && (rule.permits() || rule.denies())
            && Layers.ends(rule.actions())
            && rule.actions().stream().noneMatch(a -> a instanceof Action.OneOf);
    if (!decides) {
      return;
    }
    if (precedence.sameLater(position).state() == State.COVERED) {
      dead.put(rule, new Dead(rule, Why.REDUNDANT_LATER, rules(precedence.laterSame(position))));
      precedence.remove(position);
    }
  }

  private void beside(int i) {
    Rule rule = list.rules().get(i);
    int position = layers.position(i);
    if (position < 0 || !rule.isWritten() || rule.besideFlows()) {
      return;
    }
    precedence.remove(position);
    Answer answer = precedence.others(position);
    if (answer.state() == State.COVERED) {
      List<Integer> few = fewest(position, answer.by(), -1);
      dead.put(rule, new Dead(rule, Why.REDUNDANT_BESIDE, rules(few)));
      return;
    }
    precedence.restore(position);
    if (answer.state() == State.OPEN) {
      deciding.put(rule, answer.witness().orElseThrow());
    } else {
      notDecided.add(rule);
    }
  }

  private List<Rule> rules(List<Integer> positions) {
    return positions.stream().map(layers::rule).distinct().toList();
  }
}
