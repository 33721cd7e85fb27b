package flowgap.packet;

import java.util.Arrays;

/** Where a product is best divided for some pieces. */
final class Halves {
  private Halves() {}

  /**
   * The dimension in which most pieces are partial; -1 where none is.
   *
   * @param never dimensions that are not divided; null = none
   */
  static int dimension(int dims, boolean[] never, long[] some, long[] others) {
    int[] partial = new int[dims];
    count(some, partial);
    count(others, partial);
    int best = -1;
    for (int d = 0; d < dims; d++) {
      if ((never == null || !never[d]) && partial[d] > (best < 0 ? 0 : partial[best])) {
        best = d;
      }
    }
    return best;
  }

  private static void count(long[] some, int[] partial) {
    for (long o : some) {
      for (int m = Overlap.partial(o); m != 0; m &= m - 1) {
        partial[Integer.numberOfTrailingZeros(m)]++;
      }
    }
  }

  /** A product in two, divided where most pieces end. */
  static int[][][] of(Pieces pieces, int[][] p, int dim, long[] some, long[] others) {
    int first = Spans.first(p[dim]);
    int last = Spans.last(p[dim]);
    int[] ends = new int[2 * (some.length + others.length)];
    int n = 0;
    for (long[] list : new long[][] {some, others}) {
      for (long o : list) {
        int q = Overlap.piece(o);
        int[] s = pieces.several(q, dim);
        if (s == null) {
          n = end(ends, n, pieces.low(q, dim), pieces.high(q, dim), first, last);
          continue;
        }
        ends = Arrays.copyOf(ends, ends.length + s.length);
        for (int i = 0; i < s.length; i += 2) {
          n = end(ends, n, s[i], s[i + 1], first, last);
        }
      }
    }
    int at = middle(ends, n);
    int[][] low = p.clone();
    int[][] high = p.clone();
    low[dim] = Spans.and(p[dim], new int[] {0, at - 1});
    high[dim] = Spans.and(p[dim], new int[] {at, Integer.MAX_VALUE});
    return new int[][][] {low, high};
  }

  private static int end(int[] ends, int n, int low, int high, int first, int last) {
    int to = n;
    if (low > first && low <= last) {
      ends[to++] = low;
    }
    if (high >= first && high < last) {
      ends[to++] = high + 1;
    }
    return to;
  }

  /** What would stand in the middle of the first {@code n} if they were in order. */
  static int middle(int[] all, int n) {
    int k = n / 2;
    int a = 0;
    int b = n - 1;
    while (a < b) {
      int pivot = all[(a + b) >>> 1];
      int i = a;
      int j = b;
      while (i <= j) {
        while (all[i] < pivot) {
          i++;
        }
        while (all[j] > pivot) {
          j--;
        }
        if (i <= j) {
          int swap = all[i];
          all[i++] = all[j];
          all[j--] = swap;
        }
      }
      if (k <= j) {
        b = j;
      } else if (k >= i) {
        a = i;
      } else {
        break;
      }
    }
    return all[k];
  }
}
