package flowgap.packet;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * How many packets of a product each of several pieces takes, the first first: one division for all
 * of them, so that what lies apart is never compared.
 */
final class Shares {
  /** Pieces that are compared with each other rather than divided further. */
  private static final int FEW = 48;

  private record Frame(int[][] product, long[] some) {}

  private final Pieces pieces;
  private final Subtraction by;
  private final Subtraction.Widths widths;
  private final boolean[] ignored;

  /** What each takes at least, and what it may take besides, by its place among the pieces. */
  private BigInteger[] sure;

  private BigInteger[] open;

  Shares(Pieces pieces, Subtraction by, Subtraction.Widths widths) {
    this.pieces = pieces;
    this.by = by;
    this.widths = widths;
    this.ignored = new boolean[pieces.dims];
  }

  /**
   * @param ordered pieces, ascending
   * @return one for each piece
   */
  Count[] of(int[][] product, int[] ordered) {
    sure = new BigInteger[ordered.length];
    open = new BigInteger[ordered.length];
    Arrays.fill(sure, BigInteger.ZERO);
    Arrays.fill(open, BigInteger.ZERO);
    Deque<Frame> frames = new ArrayDeque<>();
    frames.push(meeting(product, Overlap.unknown(ordered, pieces.dims), -1));
    while (!frames.isEmpty()) {
      Frame f = frames.pop();
      int best =
          f.some.length <= FEW ? -1 : Halves.dimension(pieces.dims, null, f.some, Overlap.NONE);
      if (best < 0) {
        compare(f, ordered);
        continue;
      }
      try {
        for (int[][] half : by.halves(f.product, f.some, Overlap.NONE, best)) {
          frames.push(meeting(half, f.some, 1 << best));
        }
      } catch (Subtraction.TooLong e) {
        for (long o : f.some) {
          int place = place(o, ordered);
          BigInteger most = widths.of(Overlap.and(pieces, f.product, o), ignored);
          open[place] = open[place].add(most);
        }
      }
    }
    Count[] out = new Count[ordered.length];
    Arrays.setAll(out, i -> new Count(sure[i], sure[i].add(open[i])));
    return out;
  }

  private static int place(long overlap, int[] ordered) {
    return Arrays.binarySearch(ordered, Overlap.piece(overlap));
  }

  /**
   * Those that meet a product, up to one that takes all that is left of it.
   *
   * @param changed the dimensions, as bits, in which the product is not what they were compared to
   */
  private Frame meeting(int[][] product, long[] some, int changed) {
    long[] out = new long[some.length];
    int n = 0;
    for (long o : some) {
      long there = Overlap.within(pieces, product, o, changed);
      if (there >= 0) {
        out[n++] = there;
        if (Overlap.covers(there)) {
          break;
        }
      }
    }
    return new Frame(product, Arrays.copyOf(out, n));
  }

  private void compare(Frame f, int[] ordered) {
    long[] before = new long[f.some.length];
    for (int i = 0; i < f.some.length; i++) {
      int[][] part = Overlap.and(pieces, f.product, f.some[i]);
      int changed = Overlap.partial(f.some[i]);
      int n = 0;
      boolean gone = false;
      for (int j = 0; j < i && !gone; j++) {
        long there = Overlap.within(pieces, part, f.some[j], changed);
        if (there >= 0) {
          gone = Overlap.covers(there);
          before[n++] = there;
        }
      }
      if (gone) {
        continue;
      }
      int place = place(f.some[i], ordered);
      if (n == 0) {
        sure[place] = sure[place].add(widths.of(part, ignored));
      } else {
        Count c = by.count(part, Arrays.copyOf(before, n), ignored, widths);
        sure[place] = sure[place].add(c.atLeast());
        open[place] = open[place].add(c.atMost().subtract(c.atLeast()));
      }
    }
  }
}
