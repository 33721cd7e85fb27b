package flowgap.packet;

import java.math.BigInteger;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many packets each position of a list takes, where each is one piece: those that differ in one
 * dimension only are counted together.
 */
final class TakenSizes {
  /** Positions that are counted together, and how far apart they stand. */
  private static final int MOST = 256;

  private static final int APART = 4_000;

  /** From so many on it is worth it. */
  private static final int ENOUGH = 4;

  /** Takes the answers. */
  interface Sizes {
    void of(int position, Count packets);
  }

  /**
   * Positions that are counted together, ascending.
   *
   * @param dim the dimension in which they differ
   */
  record Together(int dim, int[] positions) {}

  private final Universe universe;
  private final Axis[] axes;
  private final long halvings;

  TakenSizes(Universe universe, Axis[] axes, long halvings) {
    this.universe = universe;
    this.axes = axes;
    this.halvings = halvings;
  }

  /** All positions up to one (exclusive), in the order of the first of each. */
  List<Together> together(int positions) {
    List<Map<IntBuffer, List<Integer>>> alike = new ArrayList<>();
    for (int d = 0; d < axes.length; d++) {
      alike.add(new HashMap<>());
      for (int i = 0; i < positions; i++) {
        alike.get(d).computeIfAbsent(without(d, i), k -> new ArrayList<>()).add(i);
      }
    }
    List<Together> out = new ArrayList<>();
    int[] dims = new int[positions];
    for (int i = 0; i < positions; i++) {
      List<Integer> most = List.of();
      for (int d = 0; d < axes.length; d++) {
        List<Integer> those = alike.get(d).get(without(d, i));
        if (those.size() > most.size()) {
          most = those;
          dims[i] = d;
        }
      }
    }
    boolean[] done = new boolean[positions];
    for (int i = 0; i < positions; i++) {
      if (!done[i]) {
        int d = dims[i];
        int[] some = new int[MOST];
        int n = 0;
        for (int j : alike.get(d).get(without(d, i))) {
          if (j >= i && !done[j] && dims[j] == d && n < MOST && j - i < APART) {
            some[n++] = j;
            done[j] = true;
          }
        }
        out.add(new Together(d, Arrays.copyOf(some, n)));
      }
    }
    out.sort(Comparator.comparingInt(t -> t.positions()[0]));
    return out;
  }

  private IntBuffer without(int dim, int position) {
    int piece = universe.from(position);
    int[][] product = universe.pieces.product(piece);
    product[dim] = new int[0];
    return IntBuffer.wrap(Arrays.stream(product).flatMapToInt(Arrays::stream).toArray());
  }

  void count(Together some, Sizes sizes) {
    int[] asking = some.positions;
    if (asking.length >= ENOUGH) {
      try {
        BigInteger[] found = alike(some.dim, asking);
        for (int i = 0; i < asking.length; i++) {
          sizes.of(asking[i], new Count(found[i], found[i]));
        }
        return;
      } catch (Subtraction.TooLong e) {
        // each by itself knows bounds
      }
    }
    for (int p : asking) {
      sizes.of(p, universe.taken(p, axes, new Subtraction(universe.pieces, halvings)));
    }
  }

  private BigInteger[] alike(int dim, int[] positions) {
    Pieces pieces = universe.pieces;
    int[] asking = Arrays.stream(positions).map(universe::from).toArray();
    int low = Integer.MAX_VALUE;
    int high = -1;
    for (int p : asking) {
      low = Math.min(low, pieces.low(p, dim));
      high = Math.max(high, pieces.high(p, dim));
    }
    int[] hull = {low, high};
    BoundsTree.Choice holds =
        p -> universe.takes(p) && pieces.relation(hull, p, dim) == Spans.WITHIN;
    int[][] wide = pieces.product(asking[0]);
    wide[dim] = hull;
    BitSet wideNodes = universe.tree.holding(dim, low, high);
    int before = positions[0];
    int[] common = universe.tree.meeting(wide, holds, -1, before);
    BoundsTree.Choice others = p -> universe.takes(p) && !holds.test(p);
    int[][] own = new int[asking.length][];
    for (int i = 0; i < own.length; i++) {
      int[][] product = pieces.product(asking[i]);
      int[] early = universe.tree.meeting(product, others, before, wideNodes);
      int[] late = universe.tree.meeting(product, universe::takes, before - 1, positions[i]);
      own[i] = Arrays.copyOf(early, early.length + late.length);
      System.arraycopy(late, 0, own[i], early.length, late.length);
    }
    Subtraction by = new Subtraction(pieces, halvings * positions.length);
    return new AlikeSizes(pieces, axes, dim, by, Universe.widths(axes)).of(asking, common, own);
  }
}
