package flowgap.analysis;

import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules by which two versions of a list differ: what is left when a long common sequence of
 * rules that mean the same is taken out of both.
 */
record ChangedRules(List<Rule> gone, List<Rule> come) {
  /** What a rule means, without its place, its name and its comment. */
  private record Meaning(
      boolean enabled,
      List<Body> matches,
      List<String> conditions,
      List<Object> actions,
      List<Object> schedule,
      int occurrence) {}

  private record Body(
      flowgap.packet.PacketSet packets,
      flowgap.packet.PacketSet certain,
      List<Guard> guards,
      List<String> doubts) {}

  static ChangedRules of(RuleList before, RuleList after) {
    List<Meaning> old = meanings(before);
    List<Meaning> now = meanings(after);
    Map<Meaning, Integer> places = new HashMap<>();
    for (int i = 0; i < now.size(); i++) {
      places.put(now.get(i), i);
    }
    int[] at = new int[old.size()];
    for (int i = 0; i < at.length; i++) {
      at[i] = places.getOrDefault(old.get(i), -1);
    }
    boolean[] kept = increasing(at);
    boolean[] found = new boolean[now.size()];
    List<Rule> gone = new ArrayList<>();
    for (int i = 0; i < at.length; i++) {
      if (kept[i]) {
        found[at[i]] = true;
      } else {
        gone.add(before.rules().get(i));
      }
    }
    List<Rule> come = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      if (!found[i]) {
        come.add(after.rules().get(i));
      }
    }
    return new ChangedRules(gone, come);
  }

  boolean isEmpty() {
    return gone.isEmpty() && come.isEmpty();
  }

  static boolean same(Rule a, Rule b) {
    return meaning(a).equals(meaning(b));
  }

  private static List<Meaning> meanings(RuleList list) {
    Map<Meaning, Integer> seen = new HashMap<>();
    List<Meaning> out = new ArrayList<>();
    for (Rule r : list.rules()) {
      Meaning m = meaning(r);
      int n = seen.merge(m, 1, Integer::sum);
      out.add(new Meaning(m.enabled, m.matches, m.conditions, m.actions, m.schedule, n));
    }
    return out;
  }

  private static Meaning meaning(Rule r) {
    List<Body> bodies = new ArrayList<>();
    for (Match m : r.matches()) {
      bodies.add(new Body(m.packets(), m.certain(), m.guards(), texts(m.doubts())));
    }
    List<Object> schedule = new ArrayList<>();
    if (r.schedule().isPresent()) {
      Schedule s = r.schedule().get();
      schedule.addAll(List.of(s.zone(), s.spans(), s.weekly()));
    }
    return new Meaning(r.enabled(), bodies, texts(r.conditions()), told(r.actions()), schedule, 0);
  }

  /** Actions without the lines that they stand in, and without notes. */
  private static List<Object> told(List<Action> actions) {
    List<Object> out = new ArrayList<>();
    for (Action a : actions) {
      if (a instanceof Action.OneOf o) {
        out.add(texts(List.of(o.why())));
        o.courses().forEach(course -> out.add(told(course)));
      } else if (!(a instanceof Action.Note)) {
        out.add(a);
      }
    }
    return out;
  }

  private static List<String> texts(List<Condition> conditions) {
    return conditions.stream().map(c -> c.kind() + " " + c.text()).toList();
  }

  /** Which entries belong to a longest increasing sequence; negative ones never do. */
  private static boolean[] increasing(int[] values) {
    int[] tails = new int[values.length];
    int[] previous = new int[values.length];
    int length = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0) {
        continue;
      }
      int a = 0;
      int b = length;
      while (a < b) {
        int m = (a + b) >>> 1;
        if (values[tails[m]] < values[i]) {
          a = m + 1;
        } else {
          b = m;
        }
      }
      previous[i] = a == 0 ? -1 : tails[a - 1];
      tails[a] = i;
      length = Math.max(length, a + 1);
    }
    boolean[] out = new boolean[values.length];
    Arrays.fill(out, false);
    for (int i = length == 0 ? -1 : tails[length - 1]; i >= 0; i = previous[i]) {
      out[i] = true;
    }
    return out;
  }
}
