package flowgap.analysis;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which rules of a firewall decide a part of which flows. */
public final class RuleUse {
  private RuleUse() {}

  /** Flow ids by rule id, for one firewall. */
  public static Map<String, Set<String>> of(Collection<List<Judged>> judged) {
    Map<String, Set<String>> out = new TreeMap<>();
    for (List<Judged> flow : judged) {
      for (Judged j : flow) {
        for (RulePart p : j.uses()) {
          out.computeIfAbsent(p.rule(), r -> new TreeSet<>()).add(j.shown().flow());
        }
      }
    }
    return out;
  }
}
