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

  private record Frame(int[][] product, int[] without, int[] later) {}

  private static final int[] NONE = {};

  /** Pieces whose common parts are counted rather than divided. */
  private static final int FEW = 10;

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
    Deque<Frame> open = new ArrayDeque<>();
    open.push(new Frame(product, without, NONE));
    while (!open.isEmpty()) {
      Frame f = open.pop();
      int[][] p = f.product.clone();
      int[] rest = cut(p, f.without, used);
      if (rest == null) {
        continue;
      }
      int[] corner = corner(p);
      if (!inAny(rest, corner)) {
        return corner;
      }
      halve(p, rest, NONE, null, open);
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
    Count count = count(product, without, ignored, widths);
    if (!count.isExact()) {
      throw new TooLong();
    }
    return count.atLeast();
  }

  /** The same, within bounds where it takes too long: what is not divided yet may remain or not. */
  Count count(int[][] product, int[] without, boolean[] ignored, Widths widths) {
    BigInteger sum = BigInteger.ZERO;
    Deque<Frame> open = new ArrayDeque<>();
    open.push(new Frame(product, without, NONE));
    while (!open.isEmpty()) {
      Frame f = open.pop();
      try {
        int[][] p = f.product.clone();
        int[] rest = cut(p, f.without, null);
        if (rest == null) {
          continue;
        }
        boolean uniform = dimension(p, rest, NONE, ignored) < 0;
        if (rest.length <= FEW && !uniform && areWhole(p, rest, ignored)) {
          sum = sum.add(outside(p, rest, rest.length, ignored, widths));
        } else if (!uniform) {
          halve(p, rest, NONE, ignored, open);
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
  private boolean areWhole(int[][] p, int[] some, boolean[] ignored) {
    for (int d = 0; d < dims; d++) {
      for (int i = 0; ignored[d] && i < some.length; i++) {
        if (pieces.relation(p[d], some[i], d) != Spans.WITHIN) {
          return false;
        }
      }
    }
    return true;
  }

  /** The size of a product without the first pieces: without what each has that none before has. */
  private BigInteger outside(int[][] p, int[] some, int n, boolean[] ignored, Widths widths) {
    BigInteger size = widths.of(p, ignored);
    for (int i = 0; i < n; i++) {
      int[][] common = pieces.and(some[i], p);
      if (common != null) {
        int[] meeting = new int[i];
        int m = 0;
        boolean covered = false;
        for (int j = 0; j < i && !covered; j++) {
          if (pieces.meets(some[j], common)) {
            covered = pieces.covers(some[j], common);
            meeting[m++] = some[j];
          }
        }
        if (!covered) {
          size = size.subtract(outside(common, meeting, m, ignored, widths));
        }
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
    open.push(new Frame(product, earlier, later));
    while (!open.isEmpty()) {
      Frame f = open.pop();
      int[][] p = f.product.clone();
      int[] then = following(p, f.later);
      int same = 0;
      while (same < then.length && actions.applyAsInt(then[same]) == action) {
        same++;
      }
      int[] without = f.without;
      if (same > 0) {
        without = Arrays.copyOf(without, without.length + same);
        System.arraycopy(then, 0, without, f.without.length, same);
        then = Arrays.copyOfRange(then, same, then.length);
      }
      if (then.length > 0 && pieces.covers(then[0], p)) {
        then = NONE;
      }
      int[] rest = cut(p, without, null);
      if (rest == null) {
        continue;
      }
      then = following(p, then);
      if (then.length > 0 && actions.applyAsInt(then[0]) == action) {
        open.push(new Frame(p, rest, then));
        continue;
      }
      int[] corner = then.length == 0 ? corner(p) : corner(pieces.and(then[0], p));
      if (!inAny(rest, corner)) {
        return corner;
      }
      halve(p, rest, then, null, open);
    }
    return null;
  }

  private int[] following(int[][] p, int[] later) {
    int[] out = new int[later.length];
    int n = 0;
    for (int q : later) {
      if (pieces.meets(q, p)) {
        out[n++] = q;
        if (pieces.covers(q, p)) {
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
  private int[] cut(int[][] p, int[] candidates, BitSet used) {
    int[] now = candidates;
    int n = now.length;
    boolean again = true;
    while (again && n > 0) {
      again = false;
      int[] next = new int[n];
      int kept = 0;
      for (int i = 0; i < n; i++) {
        int q = now[i];
        int partial = 0;
        int dim = -1;
        boolean meets = true;
        for (int d = 0; d < dims && meets; d++) {
          int r = pieces.relation(p[d], q, d);
          if (r == Spans.DISJOINT) {
            meets = false;
          } else if (r == Spans.PARTIAL) {
            partial++;
            dim = d;
          }
        }
        if (!meets) {
          continue;
        }
        if (partial >= 2) {
          next[kept++] = q;
          continue;
        }
        if (used != null) {
          used.set(pieces.position[q]);
        }
        if (partial == 0) {
          return null;
        }
        p[dim] = Spans.minus(p[dim], pieces.spans(q, dim));
        again = true;
      }
      now = next;
      n = kept;
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

  private boolean inAny(int[] candidates, int[] point) {
    for (int q : candidates) {
      if (pieces.contains(q, point)) {
        return true;
      }
    }
    return false;
  }

  /** The dimension in which most pieces are partial; -1 where none is. */
  int dimension(int[][] p, int[] some, int[] others, boolean[] never) {
    int best = -1;
    int most = 0;
    for (int d = 0; d < dims; d++) {
      if (never != null && never[d] || p[d].length == 2 && p[d][0] == p[d][1]) {
        continue;
      }
      int partial = partial(p[d], some, d) + partial(p[d], others, d);
      if (partial > most) {
        most = partial;
        best = d;
      }
    }
    return best;
  }

  private void halve(int[][] p, int[] some, int[] others, boolean[] never, Deque<Frame> open) {
    int[][][] halves = halves(p, some, others, never);
    open.push(new Frame(halves[1], some, others));
    open.push(new Frame(halves[0], some, others));
  }

  /** A product in two, divided where most pieces end. */
  int[][][] halves(int[][] p, int[] some, int[] others, boolean[] never) {
    if (left-- <= 0) {
      throw new TooLong();
    }
    int best = dimension(p, some, others, never);
    int[] ends = new int[16];
    int n = 0;
    for (int[] list : new int[][] {some, others}) {
      for (int q : list) {
        int[] s = pieces.spans(q, best);
        for (int i = 0; i < s.length; i += 2) {
          if (n + 2 > ends.length) {
            ends = Arrays.copyOf(ends, n * 2);
          }
          if (s[i] > Spans.first(p[best]) && s[i] <= Spans.last(p[best])) {
            ends[n++] = s[i];
          }
          if (s[i + 1] >= Spans.first(p[best]) && s[i + 1] < Spans.last(p[best])) {
            ends[n++] = s[i + 1] + 1;
          }
        }
      }
    }
    Arrays.sort(ends, 0, n);
    int at = ends[n / 2];
    int[][] low = p.clone();
    int[][] high = p.clone();
    low[best] = Spans.and(p[best], new int[] {0, at - 1});
    high[best] = Spans.and(p[best], new int[] {at, Integer.MAX_VALUE});
    return new int[][][] {low, high};
  }

  private int partial(int[] set, int[] candidates, int dim) {
    int n = 0;
    for (int q : candidates) {
      n += pieces.relation(set, q, dim) == Spans.PARTIAL ? 1 : 0;
    }
    return n;
  }
}
