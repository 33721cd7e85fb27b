package flowgap.packet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Flows against rules: which rules decide them, and how many packets each. */
final class PolicyFlows {
  private final int rules;
  private final Universe universe;
  private final Axis[] axes;
  private final List<int[][]> flows = new ArrayList<>();

  /** First and last of each field of the rules, and of the flows. */
  private final long[] bounds;

  private final long[] asked;

  PolicyFlows(RuleSet set, List<Ranges[]> flows) {
    this.rules = set.size();
    List<RuleSet.Line> all = new ArrayList<>();
    for (int i = 0; i < rules; i++) {
      all.add(set.line(i));
    }
    flows.forEach(f -> all.add(new RuleSet.Line(f, 0)));
    RuleSet both = new RuleSet(all);
    axes = both.axes();
    universe = both.universe();
    for (int i = rules; i < all.size(); i++) {
      this.flows.add(universe.pieces.product(i));
    }
    bounds = bounds(all.subList(0, rules));
    asked = bounds(all.subList(rules, all.size()));
  }

  private static long[] bounds(List<RuleSet.Line> lines) {
    int fields = RuleSet.FIELDS;
    long[] out = new long[lines.size() * fields * 2];
    for (int i = 0; i < lines.size(); i++) {
      for (int d = 0; d < fields; d++) {
        out[(i * fields + d) * 2] = lines.get(i).fields()[d].lowLo(0);
        out[(i * fields + d) * 2 + 1] = lines.get(i).fields()[d].highLo(0);
      }
    }
    return out;
  }

  /** One pass over rules × flows that only asks which meet. */
  long linear() {
    int width = RuleSet.FIELDS * 2;
    long met = 0;
    for (int f = 0; f < asked.length; f += width) {
      for (int r = 0; r < bounds.length; r += width) {
        boolean meets = true;
        for (int d = 0; d < width && meets; d += 2) {
          meets = bounds[r + d] <= asked[f + d + 1] && asked[f + d] <= bounds[r + d + 1];
        }
        met += meets ? 1 : 0;
      }
    }
    return met;
  }

  /** The rules that decide each flow, and exactly how many packets of it. */
  BigInteger indexed() {
    BigInteger sum = BigInteger.ZERO;
    for (int[][] flow : flows) {
      for (Universe.Share s : universe.shares(flow, rules, axes, 50_000)) {
        sum = sum.add(s.packets().atLeast());
      }
    }
    return sum;
  }
}
