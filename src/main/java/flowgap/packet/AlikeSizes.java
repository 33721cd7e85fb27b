package flowgap.packet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many packets pieces take that differ in one dimension only. What earlier ones leave that hold
 * all of this dimension is divided once for all of them; each then goes on by itself only where
 * others meet it.
 */
final class AlikeSizes {
  /** Pieces that are counted rather than divided further. */
  private static final int FEW = 10;

  /**
   * @param spans its ranks in the dimension in which it differs
   * @param own pieces that take some of it beside those that all have in common
   */
  private record Asker(int place, int[] spans, long[] own) {}

  private final Pieces pieces;
  private final Axis[] axes;
  private final int dim;
  private final Subtraction by;
  private final Subtraction.Widths widths;
  private final boolean[] none;
  private final boolean[] ignored;
  private BigInteger[] sums;

  AlikeSizes(Pieces pieces, Axis[] axes, int dim, Subtraction by, Subtraction.Widths widths) {
    this.pieces = pieces;
    this.axes = axes;
    this.dim = dim;
    this.by = by;
    this.widths = widths;
    this.none = new boolean[pieces.dims];
    this.ignored = new boolean[pieces.dims];
    ignored[dim] = true;
  }

  /**
   * @param asking pieces that differ in the one dimension only
   * @param common those that take from all of them, and hold all of the dimension
   * @param own for each the others that take from it
   * @return one for each
   */
  BigInteger[] of(int[] asking, int[] common, int[][] own) {
    sums = new BigInteger[asking.length];
    Arrays.fill(sums, BigInteger.ZERO);
    List<Asker> askers = new ArrayList<>();
    for (int i = 0; i < asking.length; i++) {
      askers.add(new Asker(i, pieces.spans(asking[i], dim), Overlap.unknown(own[i], pieces.dims)));
    }
    long[] shared = Overlap.unknown(common, pieces.dims);
    for (int i = 0; i < shared.length; i++) {
      shared[i] &= ~(1L << 32 + dim);
    }
    divide(pieces.product(asking[0]), shared, askers);
    return sums;
  }

  /** Adds what each takes of a product; what is left of it, the one dimension not counted. */
  private BigInteger divide(int[][] product, long[] common, List<Asker> askers) {
    int[][] p = product.clone();
    long[] rest = by.cut(p, common, null);
    if (rest == null) {
      return BigInteger.ZERO;
    }
    List<Asker> alone = new ArrayList<>();
    List<Asker> met = new ArrayList<>();
    for (Asker a : askers) {
      long[] own = meeting(part(p, a), a.own);
      if (own != null) {
        (own.length == 0 ? alone : met).add(new Asker(a.place, a.spans, own));
      }
    }
    BigInteger left;
    if (rest.length <= FEW) {
      left = by.size(p, rest, ignored, widths);
      for (Asker a : met) {
        long[] all = Arrays.copyOf(rest, rest.length + a.own.length);
        System.arraycopy(a.own, 0, all, rest.length, a.own.length);
        add(a, by.size(part(p, a), all, none, widths));
      }
    } else {
      int best = Halves.dimension(pieces.dims, ignored, rest, Overlap.NONE);
      int[][][] halves = by.halves(p, rest, Overlap.NONE, best);
      left = divide(halves[0], rest, met).add(divide(halves[1], rest, met));
    }
    for (Asker a : alone) {
      add(a, left.multiply(axes[dim].width(a.spans)));
    }
    return left;
  }

  private void add(Asker a, BigInteger more) {
    sums[a.place] = sums[a.place].add(more);
  }

  private int[][] part(int[][] p, Asker a) {
    int[][] out = p.clone();
    out[dim] = a.spans;
    return out;
  }

  /** Those that meet a product; null where one holds all of it. */
  private long[] meeting(int[][] product, long[] some) {
    long[] out = new long[some.length];
    int n = 0;
    for (long o : some) {
      long there = Overlap.within(pieces, product, o);
      if (there >= 0) {
        if (Overlap.covers(there)) {
          return null;
        }
        out[n++] = there;
      }
    }
    return Arrays.copyOf(out, n);
  }
}
