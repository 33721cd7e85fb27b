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

  private static final int[] NONE = {};

  private record Frame(int[][] product, int[] some) {}

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
   * @param ordered pieces, the first first
   * @return one for each piece
   */
  Count[] of(int[][] product, int[] ordered) {
    sure = new BigInteger[ordered.length];
    open = new BigInteger[ordered.length];
    Arrays.fill(sure, BigInteger.ZERO);
    Arrays.fill(open, BigInteger.ZERO);
    int[] all = new int[ordered.length];
    Arrays.setAll(all, i -> i);
    Deque<Frame> frames = new ArrayDeque<>();
    frames.push(meeting(product, all, ordered));
    while (!frames.isEmpty()) {
      Frame f = frames.pop();
      int[] some = named(f.some, ordered);
      if (some.length <= FEW || by.dimension(f.product, some, NONE, null) < 0) {
        compare(f, some);
        continue;
      }
      try {
        for (int[][] half : by.halves(f.product, some, NONE, null)) {
          frames.push(meeting(half, f.some, ordered));
        }
      } catch (Subtraction.TooLong e) {
        for (int i = 0; i < some.length; i++) {
          BigInteger most = widths.of(pieces.and(some[i], f.product), ignored);
          open[f.some[i]] = open[f.some[i]].add(most);
        }
      }
    }
    Count[] out = new Count[ordered.length];
    Arrays.setAll(out, i -> new Count(sure[i], sure[i].add(open[i])));
    return out;
  }

  private static int[] named(int[] places, int[] ordered) {
    int[] out = new int[places.length];
    Arrays.setAll(out, i -> ordered[places[i]]);
    return out;
  }

  /** Those that meet a product, up to one that takes all that is left of it. */
  private Frame meeting(int[][] product, int[] places, int[] ordered) {
    int[] out = new int[places.length];
    int n = 0;
    for (int place : places) {
      if (pieces.meets(ordered[place], product)) {
        out[n++] = place;
        if (pieces.covers(ordered[place], product)) {
          break;
        }
      }
    }
    return new Frame(product, Arrays.copyOf(out, n));
  }

  private void compare(Frame f, int[] some) {
    for (int i = 0; i < some.length; i++) {
      int[][] part = pieces.and(some[i], f.product);
      int[] before = new int[i];
      int n = 0;
      boolean gone = false;
      for (int j = 0; j < i && !gone; j++) {
        if (pieces.meets(some[j], part)) {
          gone = pieces.covers(some[j], part);
          before[n++] = some[j];
        }
      }
      int place = f.some[i];
      if (!gone && n == 0) {
        sure[place] = sure[place].add(widths.of(part, ignored));
      } else if (!gone) {
        Count c = by.count(part, Arrays.copyOf(before, n), ignored, widths);
        sure[place] = sure[place].add(c.atLeast());
        open[place] = open[place].add(c.atMost().subtract(c.atLeast()));
      }
    }
  }
}
