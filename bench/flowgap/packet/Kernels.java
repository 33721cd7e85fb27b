package flowgap.packet;

import java.math.BigInteger;
import java.util.BitSet;

/** What is measured of the engine. */
final class Kernels {
  private Kernels() {}

  /** How many rules never take a packet, with the making of the index. */
  static int unreachable(RuleSet set) {
    Universe universe = set.universe();
    BitSet dead = new BitSet();
    for (int i = 0; i < set.size(); i++) {
      Subtraction by = new Subtraction(universe.pieces, Precedence.EFFORT);
      if (universe.open(universe.pieces.product(i), -1, i, new BitSet(), by) == null) {
        dead.set(i);
      }
    }
    return dead.cardinality();
  }

  /** Sizes of what rules take: how many were exact, how many were only bounded. */
  record Sizes(int exact, int bounded, BigInteger sum) {}

  /**
   * @param nanoseconds of processor time after which the rest is left
   */
  static Sizes sizes(RuleSet set, long nanoseconds) {
    Universe universe = set.universe();
    TakenSizes taken = new TakenSizes(universe, set.axes(), Precedence.EFFORT);
    int[] exact = {0};
    int[] bounded = {0};
    BigInteger[] sum = {BigInteger.ZERO};
    long from = Clock.thread();
    for (TakenSizes.Together some : taken.together(set.size())) {
      if (Clock.thread() - from >= nanoseconds) {
        break;
      }
      taken.count(
          some,
          (position, c) -> {
            exact[0] += c.isExact() ? 1 : 0;
            bounded[0] += c.isExact() ? 0 : 1;
            sum[0] = sum[0].add(c.atLeast());
          });
    }
    return new Sizes(exact[0], bounded[0], sum[0]);
  }
}
