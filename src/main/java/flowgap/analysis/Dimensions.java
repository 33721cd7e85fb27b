package flowgap.analysis;

import flowgap.policy.Action;
import flowgap.policy.Firewall;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What rules ask of a packet besides its header, as further dimensions of sets. An attribute that
 * no rule of the lists changes has one value for each name that a guard mentions, one for each
 * prefix, and one for everything else; other questions (schedules, bits of marks) have the answers
 * no and yes, the same for every rule that asks the same.
 */
final class Dimensions {
  /** Dimensions at the most; guards beyond make a match uncertain. */
  private static final int MOST = 12;

  private static final int[] YES = {1, 1};
  private static final int[] NO = {0, 0};

  /** The values of an attribute: names, then prefixes, then everything else. */
  private record Values(int dimension, List<String> names, List<String> prefixes) {
    int size() {
      return names.size() + prefixes.size() + 1;
    }
  }

  private final Map<String, Values> attributes = new LinkedHashMap<>();
  private final Map<Object, Integer> questions = new HashMap<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final int[][] everything;

  /** What a match asks: sets of values by dimension, and whether that is all it asks. */
  record Extras(int[][] sets, boolean exact) {}

  private Dimensions(Set<String> changed, List<Rule> rules) {
    Map<String, TreeSet<String>> names = new LinkedHashMap<>();
    Map<String, TreeSet<String>> prefixes = new LinkedHashMap<>();
    Map<Object, Boolean> asked = new LinkedHashMap<>();
    for (Rule r : rules) {
      r.schedule().ifPresent(s -> asked.put(s, true));
      for (Match m : r.matches()) {
        for (Guard g : m.guards()) {
          if (g instanceof Guard.Is is && !changed.contains(is.attribute())) {
            names.computeIfAbsent(is.attribute(), a -> new TreeSet<>()).addAll(is.values());
          } else if (g instanceof Guard.Begins b && !changed.contains(b.attribute())) {
            names.computeIfAbsent(b.attribute(), a -> new TreeSet<>());
            prefixes.computeIfAbsent(b.attribute(), a -> new TreeSet<>()).add(b.prefix());
          } else if (isStable(g, changed)) {
            asked.put(plain(g), true);
          }
        }
      }
    }
    names.forEach(
        (attribute, values) -> {
          if (sizes.size() < MOST) {
            Values v =
                new Values(
                    sizes.size(),
                    List.copyOf(values),
                    List.copyOf(prefixes.getOrDefault(attribute, new TreeSet<>())));
            attributes.put(attribute, v);
            sizes.add(v.size());
          }
        });
    for (Object question : asked.keySet()) {
      if (sizes.size() < MOST) {
        questions.put(question, sizes.size());
        sizes.add(2);
      }
    }
    everything = new int[sizes.size()][];
    for (int d = 0; d < everything.length; d++) {
      everything[d] = new int[] {0, sizes.get(d) - 1};
    }
  }

  /** The dimensions of a list and of those that it may ask. */
  static Dimensions of(Firewall firewall, RuleList list) {
    List<Rule> rules = new ArrayList<>();
    Set<String> changed = new HashSet<>();
    gather(firewall, list, rules, changed, new HashSet<>());
    return new Dimensions(changed, rules);
  }

  private static void gather(
      Firewall firewall, RuleList list, List<Rule> rules, Set<String> changed, Set<String> seen) {
    if (!seen.add(list.name())) {
      return;
    }
    for (Rule r : list.rules()) {
      rules.add(r);
      gather(firewall, r.actions(), rules, changed, seen);
    }
    gather(firewall, list.end().actions(), rules, changed, seen);
  }

  private static void gather(
      Firewall firewall,
      List<Action> actions,
      List<Rule> rules,
      Set<String> changed,
      Set<String> seen) {
    for (Action a : actions) {
      if (a instanceof Action.Call c && firewall.lists().containsKey(c.list())) {
        gather(firewall, firewall.list(c.list()), rules, changed, seen);
      } else if (a instanceof Action.GoTo g && firewall.lists().containsKey(g.list())) {
        gather(firewall, firewall.list(g.list()), rules, changed, seen);
      } else if (a instanceof Action.OneOf o) {
        o.courses().forEach(course -> gather(firewall, course, rules, changed, seen));
      } else if (a instanceof Action.Set s) {
        changed.add(s.attribute());
      } else if (a instanceof Action.Forget f) {
        changed.add(f.attribute());
      } else if (a instanceof Action.SetBits s) {
        changed.add(s.attribute());
      } else if (a instanceof Action.CopyBits c) {
        changed.add(c.to());
      } else if (a instanceof Action.Copy c) {
        changed.add(c.to());
      }
    }
  }

  private static boolean isStable(Guard g, Set<String> changed) {
    if (g instanceof Guard.Known k) {
      return !changed.contains(k.attribute());
    }
    if (g instanceof Guard.Same s) {
      return !changed.contains(s.first()) && !changed.contains(s.second());
    }
    if (g instanceof Guard.Bits b) {
      return !changed.contains(b.attribute());
    }
    return g instanceof Guard.Sent || g instanceof Guard.Translated;
  }

  /** The question without its negation. */
  private static Object plain(Guard g) {
    if (g instanceof Guard.Known k) {
      return new Guard.Known(k.attribute(), false);
    }
    if (g instanceof Guard.Same s) {
      return new Guard.Same(s.first(), s.second(), false);
    }
    if (g instanceof Guard.Bits b) {
      return new Guard.Bits(b.attribute(), b.mask(), b.wanted(), false);
    }
    if (g instanceof Guard.Sent s) {
      return new Guard.Sent(s.packets(), false);
    }
    return g instanceof Guard.Translated t ? new Guard.Translated(t.side(), false) : g;
  }

  private static boolean isNegated(Guard g) {
    return g instanceof Guard.Known k && k.negated()
        || g instanceof Guard.Same s && s.negated()
        || g instanceof Guard.Bits b && b.negated()
        || g instanceof Guard.Sent t && t.negated()
        || g instanceof Guard.Translated u && u.negated();
  }

  int[] sizes() {
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Nothing asked. */
  Extras nothing() {
    return new Extras(everything, true);
  }

  /** What a rule's match asks; {@code sets} is null where no packet can meet it. */
  Extras of(Rule rule, Match match) {
    if (match.guards().isEmpty() && rule.schedule().isEmpty()) {
      return nothing();
    }
    int[][] sets = everything.clone();
    boolean exact = true;
    if (rule.schedule().isPresent()) {
      Schedule schedule = rule.schedule().get();
      exact = narrow(sets, questions.get(schedule), YES);
    }
    for (Guard g : match.guards()) {
      String attribute =
          g instanceof Guard.Is is
              ? is.attribute()
              : g instanceof Guard.Begins b ? b.attribute() : null;
      if (attribute == null) {
        exact &= narrow(sets, questions.get(plain(g)), isNegated(g) ? NO : YES);
      } else if (!attributes.containsKey(attribute)) {
        exact = false;
      } else {
        Values values = attributes.get(attribute);
        narrow(sets, values.dimension, accepted(g, values));
      }
      for (int[] set : sets) {
        if (set.length == 0) {
          return new Extras(null, true);
        }
      }
    }
    return new Extras(sets, exact);
  }

  /** Both: what a caller asks and what the called rule asks. */
  static Extras and(Extras a, Extras b) {
    if (a.sets == null || b.sets == null) {
      return new Extras(null, true);
    }
    int[][] sets = new int[a.sets.length][];
    for (int d = 0; d < sets.length; d++) {
      sets[d] = a.sets[d] == b.sets[d] ? a.sets[d] : common(a.sets[d], b.sets[d]);
      if (sets[d].length == 0) {
        return new Extras(null, true);
      }
    }
    return new Extras(sets, a.exact && b.exact);
  }

  static boolean meet(Extras a, Extras b) {
    return and(a, b).sets != null;
  }

  private static boolean narrow(int[][] sets, Integer dimension, int[] values) {
    if (dimension == null) {
      return false;
    }
    sets[dimension] = common(sets[dimension], values);
    return true;
  }

  private static int[] accepted(Guard g, Values v) {
    List<Integer> out = new ArrayList<>();
    int at = 0;
    for (String name : v.names) {
      boolean yes =
          g instanceof Guard.Is is
              ? is.values().contains(name) != is.negated()
              : name.startsWith(((Guard.Begins) g).prefix()) != ((Guard.Begins) g).negated();
      if (yes) {
        out.add(at);
      }
      at++;
    }
    for (String prefix : v.prefixes) {
      boolean yes =
          g instanceof Guard.Is is
              ? is.negated()
              : prefix.startsWith(((Guard.Begins) g).prefix()) != ((Guard.Begins) g).negated();
      if (yes) {
        out.add(at);
      }
      at++;
    }
    boolean other = g instanceof Guard.Is is ? is.negated() : ((Guard.Begins) g).negated();
    if (other) {
      out.add(at);
    }
    return pairs(out);
  }

  private static int[] pairs(List<Integer> ascending) {
    List<Integer> out = new ArrayList<>();
    for (int value : ascending) {
      int last = out.size() - 1;
      if (last > 0 && out.get(last) == value - 1) {
        out.set(last, value);
      } else {
        out.add(value);
        out.add(value);
      }
    }
    return out.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] common(int[] a, int[] b) {
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < a.length; i += 2) {
      for (int j = 0; j < b.length; j += 2) {
        for (int n = Math.max(a[i], b[j]); n <= Math.min(a[i + 1], b[j + 1]); n++) {
          out.add(n);
        }
      }
    }
    return pairs(out);
  }
}
