package flowgap.packet;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Exact answers by division: what remains of a product without some pieces. A piece that is partial
 * in one dimension only is cut off; otherwise the product is halved where most pieces end (after
 * Chan's simple method for Klee's measure problem). Effort is counted in halvings, so that it is
 * the same on every machine.
 */
final class Subtraction {
  /** The question took more halvings than allowed. */
  static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLong() {
      super(null, null, false, false);
    }
  }

  private record Frame(int[][] product, long[] without, long[] later) {}

  /** Pieces whose common parts are counted rather than divided. */
  private static final int FEW = 10;

  /** Sets of so many ends are cut in place. */
  private static final int LONG = 32;

  /** And those of up to so many ranks for each piece that may follow. */
  private static final long DENSE = 256;

  private final Pieces pieces;
  private final int dims;
  private long left;

  Subtraction(Pieces pieces, long halvings) {
    this.pieces = pieces;
    this.dims = pieces.dims;
    this.left = halvings;
  }

  /** Halvings that are left. */
  long left() {
    return left;
  }

  /**
   * A point of the product in none of the pieces; null where there is none.
   *
   * @param used gets the positions of pieces that together cover the product
   */
  int[] remaining(int[][] product, int[] without, BitSet used) {
    return remaining(product, Overlap.unknown(without, dims), used);
  }

  private int[] remaining(int[][] product, long[] without, BitSet used) {
    Deque<Frame> open = new ArrayDeque<>();
    open.push(new Frame(product, without, Overlap.NONE));
    while (!open.isEmpty()) {
      Frame f = open.pop();
      int[][] p = f.product.clone();
      long[] rest = cut(p, f.without, used);
      if (rest == null) {
        continue;
      }
      int[] corner = corner(p);
      if (!inAny(rest, corner)) {
        return corner;
      }
      halve(p, rest, Overlap.NONE, dimension(rest, Overlap.NONE, null), open);
    }
    return null;
  }

  /**
   * How many points of the product are in none of the pieces, by the numbers that the ranks stand
   * for.
   *
   * @param ignored dimensions that are not counted: a point counts where any value of them remains
   */
  BigInteger size(int[][] product, int[] without, boolean[] ignored, Widths widths) {
    return size(product, Overlap.unknown(without, dims), ignored, widths);
  }

  BigInteger size(int[][] product, long[] without, boolean[] ignored, Widths widths) {
    Count count = count(product, without, ignored, widths);
    if (!count.isExact()) {
      throw new TooLong();
    }
    return count.atLeast();
  }

  /** The same, within bounds where it takes too long: what is not divided yet may remain or not. */
  Count count(int[][] product, int[] without, boolean[] ignored, Widths widths) {
    return count(product, Overlap.unknown(without, dims), ignored, widths);
  }

  Count count(int[][] product, long[] without, boolean[] ignored, Widths widths) {
    BigInteger sum = BigInteger.ZERO;
    Deque<Frame> open = new ArrayDeque<>();
    open.push(new Frame(product, without, Overlap.NONE));
    while (!open.isEmpty()) {
      Frame f = open.pop();
      try {
        int[][] p = f.product.clone();
        long[] rest = cut(p, f.without, null);
        if (rest == null) {
          continue;
        }
        int best = dimension(rest, Overlap.NONE, ignored);
        if (rest.length <= FEW && best >= 0 && areWhole(rest, ignored)) {
          sum = sum.add(outside(p, rest, rest.length, ignored, widths));
        } else if (best >= 0) {
          halve(p, rest, Overlap.NONE, best, open);
        } else if (rest.length == 0 || remaining(p, rest, null) != null) {
          sum = sum.add(widths.of(p, ignored));
        }
      } catch (TooLong e) {
        open.push(f);
        BigInteger most = sum;
        for (Frame o : open) {
          most = most.add(widths.of(o.product, ignored));
        }
        return new Count(sum, most);
      }
    }
    return new Count(sum, sum);
  }

  /** Whether pieces hold all of a product in the dimensions that are not counted. */
  private boolean areWhole(long[] some, boolean[] ignored) {
    int partial = 0;
    for (long o : some) {
      partial |= Overlap.partial(o);
    }
    for (int d = 0; d < dims; d++) {
      if (ignored[d] && (partial & 1 << d) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The size of a product without the first pieces: without what each has that none before has. */
  private BigInteger outside(int[][] p, long[] some, int n, boolean[] ignored, Widths widths) {
    BigInteger size = widths.of(p, ignored);
    for (int i = 0; i < n; i++) {
      int[][] common = Overlap.and(pieces, p, some[i]);
      long[] meeting = new long[i];
      int m = 0;
      boolean covered = false;
      for (int j = 0; j < i && !covered; j++) {
        long there = Overlap.within(pieces, common, some[j], Overlap.partial(some[i]));
        if (there >= 0) {
          covered = Overlap.covers(there);
          meeting[m++] = there;
        }
      }
      if (!covered) {
        size = size.subtract(outside(common, meeting, m, ignored, widths));
      }
    }
    return size;
  }

  /** Parts of a product, disjoint, that are in none of the others. */
  static List<int[][]> without(int[][] product, List<int[][]> others) {
    List<int[][]> rest = List.<int[][]>of(product);
    for (int[][] o : others) {
      List<int[][]> next = new ArrayList<>();
      for (int[][] r : rest) {
        split(r, o, next);
      }
      rest = next;
    }
    return rest;
  }

  private static void split(int[][] product, int[][] other, List<int[][]> out) {
    int[][] rest = product.clone();
    for (int d = 0; d < rest.length; d++) {
      if (Spans.relation(rest[d], other[d]) == Spans.DISJOINT) {
        out.add(product);
        return;
      }
    }
    for (int d = 0; d < rest.length; d++) {
      int[] outside = Spans.minus(rest[d], other[d]);
      if (outside.length > 0) {
        int[][] piece = rest.clone();
        piece[d] = outside;
        out.add(piece);
        rest[d] = Spans.and(rest[d], other[d]);
      }
    }
  }

  /** Tells how many numbers a product stands for. */
  interface Widths {
    BigInteger of(int[][] product, boolean[] ignored);
  }

  /**
   * A point of the product, in no earlier piece, that would be taken otherwise if its taker were
   * gone: by a later piece of another action, or by none. Null where there is none.
   *
   * @param earlier pieces that take their packets first
   * @param later pieces by position: those of the same action that take for certain, and those of
   *     other actions that may
   */
  int[] changed(
      int[][] product, int[] earlier, int[] later, int action, ToIntFunction<Integer> actions) {
    Deque<Frame> open = new ArrayDeque<>();
    open.push(new Frame(product, Overlap.unknown(earlier, dims), Overlap.unknown(later, dims)));
    while (!open.isEmpty()) {
      Frame f = open.pop();
      int[][] p = f.product.clone();
      long[] then = following(p, f.later);
      int same = 0;
      while (same < then.length && actions.applyAsInt(Overlap.piece(then[same])) == action) {
        same++;
      }
      long[] without = f.without;
      if (same > 0) {
        without = Arrays.copyOf(without, without.length + same);
        System.arraycopy(then, 0, without, f.without.length, same);
        then = Arrays.copyOfRange(then, same, then.length);
      }
      if (then.length > 0 && Overlap.covers(then[0])) {
        then = Overlap.NONE;
      }
      long[] rest = cut(p, without, null);
      if (rest == null) {
        continue;
      }
      then = following(p, then);
      if (then.length > 0 && actions.applyAsInt(Overlap.piece(then[0])) == action) {
        open.push(new Frame(p, rest, then));
        continue;
      }
      int[] corner = corner(then.length == 0 ? p : Overlap.and(pieces, p, then[0]));
      if (!inAny(rest, corner)) {
        return corner;
      }
      halve(p, rest, then, dimension(rest, then, null), open);
    }
    return null;
  }

  /** Those that meet a product, up to one that takes all that is left of it. */
  private long[] following(int[][] p, long[] later) {
    long[] out = new long[later.length];
    int n = 0;
    for (long o : later) {
      long there = Overlap.within(pieces, p, o);
      if (there >= 0) {
        out[n++] = there;
        if (Overlap.covers(there)) {
          break;
        }
      }
    }
    return n == out.length ? out : Arrays.copyOf(out, n);
  }

  /**
   * Cuts off what single pieces take whole slabs of; the pieces that are left cut in two dimensions
   * at least. Null where nothing remains.
   */
  long[] cut(int[][] p, long[] candidates, BitSet used) {
    long[] now = candidates;
    long[] next = new long[now.length];
    int n = now.length;
    RanksLeft[] left = new RanksLeft[dims];
    boolean again = true;
    while (again && n > 0) {
      again = false;
      int kept = 0;
      for (int i = 0; i < n; i++) {
        int q = Overlap.piece(now[i]);
        int partial = 0;
        boolean meets = true;
        for (int m = Overlap.partial(now[i]); m != 0 && meets; m &= m - 1) {
          int d = Integer.numberOfTrailingZeros(m);
          int r = left[d] == null ? pieces.relation(p[d], q, d) : pieces.relation(left[d], q, d);
          meets = r != Spans.DISJOINT;
          partial |= r == Spans.PARTIAL ? 1 << d : 0;
        }
        if (!meets) {
          continue;
        }
        if ((partial & partial - 1) != 0) {
          next[kept++] = (long) partial << 32 | q;
          continue;
        }
        if (used != null) {
          used.set(pieces.position[q]);
        }
        if (partial == 0) {
          return null;
        }
        int dim = Integer.numberOfTrailingZeros(partial);
        if (left[dim] != null) {
          left[dim].remove(pieces.spans(q, dim));
        } else {
          p[dim] = Spans.minus(p[dim], pieces.spans(q, dim));
          int ranks = Spans.last(p[dim]) - Spans.first(p[dim]);
          boolean inPlace = p[dim].length > LONG || ranks < (n - i) * DENSE;
          left[dim] = inPlace ? new RanksLeft(p[dim]) : null;
        }
        again = true;
      }
      now = next;
      n = kept;
    }
    for (int d = 0; d < dims; d++) {
      p[d] = left[d] == null ? p[d] : left[d].spans();
    }
    return n == now.length ? now : Arrays.copyOf(now, n);
  }

  private int[] corner(int[][] p) {
    int[] out = new int[dims];
    for (int d = 0; d < dims; d++) {
      out[d] = p[d][0];
    }
    return out;
  }

  private boolean inAny(long[] candidates, int[] point) {
    for (long o : candidates) {
      if (pieces.contains(Overlap.piece(o), point)) {
        return true;
      }
    }
    return false;
  }

  private int dimension(long[] some, long[] others, boolean[] never) {
    return Halves.dimension(dims, never, some, others);
  }

  private void halve(int[][] p, long[] some, long[] others, int dim, Deque<Frame> open) {
    int[][][] halves = halves(p, some, others, dim);
    open.push(new Frame(halves[1], some, others));
    open.push(new Frame(halves[0], some, others));
  }

  /** A product in two, divided where most pieces end; counts as a step. */
  int[][][] halves(int[][] p, long[] some, long[] others, int dim) {
    if (left-- <= 0) {
      throw new TooLong();
    }
    return Halves.of(pieces, p, dim, some, others);
  }
}
