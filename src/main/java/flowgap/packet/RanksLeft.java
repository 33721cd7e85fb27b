package flowgap.packet;

import java.util.Arrays;

/**
 * A set of ranks from which many intervals are taken, one after the other: each costs what it
 * takes, not what is left.
 */
final class RanksLeft {
  private final int base;
  private final long[] words;
  private int first;
  private int last;

  RanksLeft(int[] spans) {
    first = Spans.first(spans);
    last = Spans.last(spans);
    base = first & -64;
    words = new long[(last - base >> 6) + 1];
    for (int i = 0; i < spans.length; i += 2) {
      set(spans[i] - base, spans[i + 1] - base);
    }
  }

  private void set(int low, int high) {
    int from = low >> 6;
    int to = high >> 6;
    if (from == to) {
      words[from] |= -1L << low & -1L >>> ~high;
    } else {
      words[from] |= -1L << low;
      Arrays.fill(words, from + 1, to, -1L);
      words[to] |= -1L >>> ~high;
    }
  }

  /** How these ranks lie to an interval. */
  int relation(int low, int high) {
    if (last < low || first > high) {
      return Spans.DISJOINT;
    }
    if (first >= low && last <= high) {
      return Spans.WITHIN;
    }
    return next(Math.max(low, first), Math.min(high, last)) < 0 ? Spans.DISJOINT : Spans.PARTIAL;
  }

  /** How these ranks lie to a set. */
  int relation(int[] set) {
    boolean some = false;
    boolean all = true;
    int from = first;
    for (int i = 0; i < set.length && from <= last; i += 2) {
      all &= set[i] <= from || next(from, Math.min(set[i] - 1, last)) < 0;
      int low = Math.max(from, set[i]);
      int high = Math.min(last, set[i + 1]);
      some |= low <= high && next(low, high) >= 0;
      from = Math.max(from, set[i + 1] + 1);
    }
    all &= from > last || next(from, last) < 0;
    return !some ? Spans.DISJOINT : all ? Spans.WITHIN : Spans.PARTIAL;
  }

  /** Takes away a set that leaves something. */
  void remove(int[] set) {
    for (int i = 0; i < set.length; i += 2) {
      int low = Math.max(first, set[i]) - base;
      int high = Math.min(last, set[i + 1]) - base;
      if (low > high) {
        continue;
      }
      int from = low >> 6;
      int to = high >> 6;
      if (from == to) {
        words[from] &= ~(-1L << low & -1L >>> ~high);
      } else {
        words[from] &= ~(-1L << low);
        Arrays.fill(words, from + 1, to, 0);
        words[to] &= ~(-1L >>> ~high);
      }
    }
    first = next(first, last);
    int at = last - base >> 6;
    long word = words[at] & -1L >>> ~(last - base);
    while (word == 0) {
      word = words[--at];
    }
    last = base + (at << 6) + 63 - Long.numberOfLeadingZeros(word);
  }

  /** The first of these ranks from one to another, both inclusive; -1 = none. */
  private int next(int low, int high) {
    int at = low - base >> 6;
    int end = high - base >> 6;
    long word = words[at] & -1L << (low - base);
    while (word == 0) {
      if (++at > end) {
        return -1;
      }
      word = words[at];
    }
    int found = base + (at << 6) + Long.numberOfTrailingZeros(word);
    return found <= high ? found : -1;
  }

  int[] spans() {
    int[] out = new int[16];
    int n = 0;
    for (int low = first; low >= 0; ) {
      int at = low - base >> 6;
      long gap = ~words[at] & -1L << (low - base);
      while (gap == 0 && ++at < words.length) {
        gap = ~words[at];
      }
      int end = gap == 0 ? last + 1 : base + (at << 6) + Long.numberOfTrailingZeros(gap);
      out = n == out.length ? Arrays.copyOf(out, n * 2) : out;
      out[n++] = low;
      out[n++] = end - 1;
      low = end > last ? -1 : next(end, last);
    }
    return Arrays.copyOf(out, n);
  }
}
