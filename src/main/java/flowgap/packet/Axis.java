package flowgap.packet;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * One dimension, compressed: numbers that no set tells apart share a rank. Ranks ascend with the
 * numbers, from 0.
 */
final class Axis {
  /** First numbers of the ranks, unsigned; {@code hi} is null where all upper words are 0. */
  private final long[] hi;

  private final long[] lo;
  private final Map<Ranges, int[]> known = new HashMap<>();

  private Axis(long[] hi, long[] lo) {
    this.hi = hi;
    this.lo = lo;
  }

  /** An axis on which the given sets, and unions and differences of them, are exact. */
  static Axis of(Iterable<Ranges> sets) {
    Set<Ranges> distinct = new LinkedHashSet<>();
    int n = 1;
    boolean wide = false;
    for (Ranges r : sets) {
      if (distinct.add(r)) {
        n += 2 * r.count();
        for (int i = 0; i < r.count(); i++) {
          wide |= r.highHi(i) != 0 || r.highLo(i) < 0;
        }
      }
    }
    Axis axis = wide ? wide(distinct, n) : narrow(distinct, n);
    for (Ranges r : distinct) {
      axis.known.put(r, axis.ranked(r));
    }
    return axis;
  }

  private static Axis narrow(Set<Ranges> sets, int n) {
    long[] starts = new long[n];
    int at = 1;
    for (Ranges r : sets) {
      for (int i = 0; i < r.count(); i++) {
        starts[at++] = r.lowLo(i);
        starts[at++] = r.highLo(i) + 1;
      }
    }
    Arrays.sort(starts);
    int kept = 1;
    for (int i = 1; i < n; i++) {
      if (starts[i] != starts[i - 1]) {
        starts[kept++] = starts[i];
      }
    }
    return new Axis(null, Arrays.copyOf(starts, kept));
  }

  private static Axis wide(Set<Ranges> sets, int n) {
    long[][] starts = new long[n][];
    starts[0] = new long[2];
    int at = 1;
    for (Ranges r : sets) {
      for (int i = 0; i < r.count(); i++) {
        starts[at++] = new long[] {r.lowHi(i), r.lowLo(i)};
        long next = r.highLo(i) + 1;
        long carried = next == 0 ? r.highHi(i) + 1 : r.highHi(i);
        if (next != 0 || carried != 0) {
          starts[at++] = new long[] {carried, next};
        }
      }
    }
    Arrays.sort(starts, 0, at, (a, b) -> Ranges.compare(a[0], a[1], b[0], b[1]));
    long[] hi = new long[at];
    long[] lo = new long[at];
    int kept = 0;
    for (int i = 0; i < at; i++) {
      if (kept == 0 || starts[i][0] != hi[kept - 1] || starts[i][1] != lo[kept - 1]) {
        hi[kept] = starts[i][0];
        lo[kept++] = starts[i][1];
      }
    }
    return new Axis(Arrays.copyOf(hi, kept), Arrays.copyOf(lo, kept));
  }

  int size() {
    return lo.length;
  }

  /** The ranks of a set; exact where the set was given when the axis was made. */
  int[] spans(Ranges r) {
    int[] out = known.get(r);
    return out == null ? ranked(r) : out;
  }

  private int[] ranked(Ranges r) {
    int[] out = new int[2 * r.count()];
    int n = 0;
    for (int i = 0; i < r.count(); i++) {
      int low = floor(r.lowHi(i), r.lowLo(i));
      int high = floor(r.highHi(i), r.highLo(i));
      if (n > 0 && low <= out[n - 1]) {
        out[n - 1] = high;
      } else {
        out[n++] = low;
        out[n++] = high;
      }
    }
    return n == out.length ? out : Arrays.copyOf(out, n);
  }

  private int floor(long h, long l) {
    if (hi == null) {
      if (h != 0 || l < 0) {
        return lo.length - 1;
      }
      int at = Arrays.binarySearch(lo, l);
      return at >= 0 ? at : -at - 2;
    }
    int a = 0;
    int b = lo.length - 1;
    while (a < b) {
      int m = (a + b + 1) >>> 1;
      if (Ranges.compare(hi[m], lo[m], h, l) <= 0) {
        a = m;
      } else {
        b = m - 1;
      }
    }
    return a;
  }

  /** The numbers of some ranks. */
  Ranges numbers(int[] spans) {
    Ranges.Builder out = new Ranges.Builder(spans.length / 2);
    for (int i = 0; i < spans.length; i += 2) {
      int next = spans[i + 1] + 1;
      long endLo = next == lo.length ? -1 : lo[next] - 1;
      long endHi = next == lo.length ? -1 : upper(next) - (lo[next] == 0 ? 1 : 0);
      out.add(upper(spans[i]), lo[spans[i]], endHi, endLo);
    }
    return out.build();
  }

  private long upper(int rank) {
    return hi == null ? 0 : hi[rank];
  }

  /** How many numbers the ranks stand for. */
  BigInteger width(int[] spans) {
    return hi != null ? numbers(spans).size() : BigInteger.valueOf(narrowWidth(spans));
  }

  /** Whether all numbers are below 2^63. */
  boolean isNarrow() {
    return hi == null;
  }

  /** How many numbers the ranks of a narrow axis stand for. */
  long narrowWidth(int[] spans) {
    long sum = 0;
    for (int i = 0; i < spans.length; i += 2) {
      sum += lo[spans[i + 1] + 1] - lo[spans[i]];
    }
    return sum;
  }
}
