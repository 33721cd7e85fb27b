package flowgap.packet;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A set of unsigned 128-bit numbers as ascending, disjoint, non-touching closed intervals. Two
 * equal sets have equal representations.
 */
final class Ranges {
  static final Ranges EMPTY = new Ranges(new long[0]);

  /** Four longs an interval: low (high word, low word), high (high word, low word). */
  private final long[] w;

  private int hash;

  private Ranges(long[] words) {
    this.w = words;
  }

  static Ranges of(long low, long high) {
    return of(0, low, 0, high);
  }

  static Ranges of(long lowHi, long lowLo, long highHi, long highLo) {
    if (compare(lowHi, lowLo, highHi, highLo) > 0) {
      throw new IllegalArgumentException("a range must ascend");
    }
    return new Ranges(new long[] {lowHi, lowLo, highHi, highLo});
  }

  int count() {
    return w.length >> 2;
  }

  boolean isEmpty() {
    return w.length == 0;
  }

  boolean isSingle() {
    return w.length == 4 && w[0] == w[2] && w[1] == w[3];
  }

  long lowHi(int i) {
    return w[4 * i];
  }

  long lowLo(int i) {
    return w[4 * i + 1];
  }

  long highHi(int i) {
    return w[4 * i + 2];
  }

  long highLo(int i) {
    return w[4 * i + 3];
  }

  static int compare(long aHi, long aLo, long bHi, long bLo) {
    int c = Long.compareUnsigned(aHi, bHi);
    return c != 0 ? c : Long.compareUnsigned(aLo, bLo);
  }

  boolean contains(long hi, long lo) {
    int a = 0;
    int b = count() - 1;
    while (a <= b) {
      int m = (a + b) >>> 1;
      if (compare(hi, lo, lowHi(m), lowLo(m)) < 0) {
        b = m - 1;
      } else if (compare(hi, lo, highHi(m), highLo(m)) > 0) {
        a = m + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  /** The index of the first interval that ends at or after the number. */
  private int firstEndingAtOrAfter(long hi, long lo) {
    int a = 0;
    int b = count();
    while (a < b) {
      int m = (a + b) >>> 1;
      if (compare(highHi(m), highLo(m), hi, lo) < 0) {
        a = m + 1;
      } else {
        b = m;
      }
    }
    return a;
  }

  boolean intersects(Ranges o) {
    if (this == o) {
      return !isEmpty();
    }
    if (isEmpty() || o.isEmpty()) {
      return false;
    }
    Ranges small = count() <= o.count() ? this : o;
    Ranges large = small == this ? o : this;
    if (small.count() * 8 < large.count()) {
      for (int i = 0; i < small.count(); i++) {
        int j = large.firstEndingAtOrAfter(small.lowHi(i), small.lowLo(i));
        if (j < large.count()
            && compare(large.lowHi(j), large.lowLo(j), small.highHi(i), small.highLo(i)) <= 0) {
          return true;
        }
      }
      return false;
    }
    int i = 0;
    int j = 0;
    while (i < count() && j < o.count()) {
      if (compare(highHi(i), highLo(i), o.lowHi(j), o.lowLo(j)) < 0) {
        i++;
      } else if (compare(o.highHi(j), o.highLo(j), lowHi(i), lowLo(i)) < 0) {
        j++;
      } else {
        return true;
      }
    }
    return false;
  }

  boolean containsAll(Ranges o) {
    if (this == o) {
      return true;
    }
    for (int j = 0; j < o.count(); j++) {
      int i = firstEndingAtOrAfter(o.lowHi(j), o.lowLo(j));
      if (i == count()
          || compare(lowHi(i), lowLo(i), o.lowHi(j), o.lowLo(j)) > 0
          || compare(highHi(i), highLo(i), o.highHi(j), o.highLo(j)) < 0) {
        return false;
      }
    }
    return true;
  }

  Ranges and(Ranges o) {
    if (this == o || isEmpty()) {
      return this;
    }
    if (o.isEmpty()) {
      return o;
    }
    if (o.containsAll(this)) {
      return this;
    }
    if (containsAll(o)) {
      return o;
    }
    Builder out = new Builder(Math.max(count(), o.count()));
    int i = 0;
    int j = 0;
    while (i < count() && j < o.count()) {
      boolean lowMine = compare(lowHi(i), lowLo(i), o.lowHi(j), o.lowLo(j)) >= 0;
      long lh = lowMine ? lowHi(i) : o.lowHi(j);
      long ll = lowMine ? lowLo(i) : o.lowLo(j);
      int c = compare(highHi(i), highLo(i), o.highHi(j), o.highLo(j));
      long hh = c <= 0 ? highHi(i) : o.highHi(j);
      long hl = c <= 0 ? highLo(i) : o.highLo(j);
      if (compare(lh, ll, hh, hl) <= 0) {
        out.add(lh, ll, hh, hl);
      }
      if (c <= 0) {
        i++;
      }
      if (c >= 0) {
        j++;
      }
    }
    return out.build();
  }

  Ranges or(Ranges o) {
    if (this == o || o.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return o;
    }
    if (containsAll(o)) {
      return this;
    }
    if (o.containsAll(this)) {
      return o;
    }
    Builder out = new Builder(count() + o.count());
    int i = 0;
    int j = 0;
    while (i < count() || j < o.count()) {
      boolean mine =
          j == o.count()
              || (i < count() && compare(lowHi(i), lowLo(i), o.lowHi(j), o.lowLo(j)) <= 0);
      if (mine) {
        out.add(lowHi(i), lowLo(i), highHi(i), highLo(i));
        i++;
      } else {
        out.add(o.lowHi(j), o.lowLo(j), o.highHi(j), o.highLo(j));
        j++;
      }
    }
    return out.build();
  }

  Ranges minus(Ranges o) {
    if (isEmpty() || o.isEmpty()) {
      return this;
    }
    if (this == o || o.containsAll(this)) {
      return EMPTY;
    }
    Builder out = new Builder(count() + o.count());
    int j = 0;
    boolean touched = false;
    for (int i = 0; i < count(); i++) {
      long lh = lowHi(i);
      long ll = lowLo(i);
      boolean alive = true;
      while (j < o.count() && compare(o.highHi(j), o.highLo(j), lh, ll) < 0) {
        j++;
      }
      int k = j;
      while (k < o.count() && compare(o.lowHi(k), o.lowLo(k), highHi(i), highLo(i)) <= 0) {
        touched = true;
        if (compare(lh, ll, o.lowHi(k), o.lowLo(k)) < 0) {
          long pl = o.lowLo(k) - 1;
          long ph = o.lowLo(k) == 0 ? o.lowHi(k) - 1 : o.lowHi(k);
          out.add(lh, ll, ph, pl);
        }
        if (compare(o.highHi(k), o.highLo(k), highHi(i), highLo(i)) >= 0) {
          alive = false;
          break;
        }
        ll = o.highLo(k) + 1;
        lh = ll == 0 ? o.highHi(k) + 1 : o.highHi(k);
        k++;
      }
      if (alive) {
        out.add(lh, ll, highHi(i), highLo(i));
      }
    }
    return touched ? out.build() : this;
  }

  /** Adds a difference, modulo 2^128, to every number; what leaves {@code within} is cut off. */
  Ranges shift(long deltaHi, long deltaLo, Ranges within) {
    if (deltaHi == 0 && deltaLo == 0) {
      return this;
    }
    Builder out = new Builder(count());
    for (int i = 0; i < count(); i++) {
      long ll = lowLo(i) + deltaLo;
      long lh = lowHi(i) + deltaHi + carry(lowLo(i), ll, deltaLo);
      long hl = highLo(i) + deltaLo;
      long hh = highHi(i) + deltaHi + carry(highLo(i), hl, deltaLo);
      if (compare(lh, ll, hh, hl) <= 0) {
        out.add(lh, ll, hh, hl);
      } else {
        out.add(lh, ll, -1, -1);
        out.add(0, 0, hh, hl);
      }
    }
    return out.build().and(within);
  }

  private static long carry(long before, long after, long added) {
    return added != 0 && Long.compareUnsigned(after, before) < 0 ? 1 : 0;
  }

  BigInteger size() {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < count(); i++) {
      sum =
          sum.add(unsigned(highHi(i), highLo(i)))
              .subtract(unsigned(lowHi(i), lowLo(i)))
              .add(BigInteger.ONE);
    }
    return sum;
  }

  static BigInteger unsigned(long hi, long lo) {
    BigInteger low = new BigInteger(Long.toUnsignedString(lo));
    return hi == 0 ? low : new BigInteger(Long.toUnsignedString(hi)).shiftLeft(64).add(low);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ranges r && (this == r || Arrays.equals(w, r.w));
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = Arrays.hashCode(w) | 1;
    }
    return hash;
  }

  /** Collects intervals; they may come in any order, overlap and touch. */
  static final class Builder {
    private long[] words;
    private int n;
    private boolean sorted = true;

    Builder(int expected) {
      words = new long[4 * Math.max(1, expected)];
    }

    void add(long lowHi, long lowLo, long highHi, long highLo) {
      if (n > 0) {
        int p = n - 4;
        if (sorted && compare(lowHi, lowLo, words[p], words[p + 1]) >= 0) {
          long nextLo = words[p + 3] + 1;
          long nextHi = nextLo == 0 ? words[p + 2] + 1 : words[p + 2];
          boolean wrapped = nextLo == 0 && nextHi == 0;
          if (wrapped || compare(lowHi, lowLo, nextHi, nextLo) <= 0) {
            if (compare(highHi, highLo, words[p + 2], words[p + 3]) > 0) {
              words[p + 2] = highHi;
              words[p + 3] = highLo;
            }
            return;
          }
        } else {
          sorted = false;
        }
      }
      if (n == words.length) {
        words = Arrays.copyOf(words, n * 2);
      }
      words[n] = lowHi;
      words[n + 1] = lowLo;
      words[n + 2] = highHi;
      words[n + 3] = highLo;
      n += 4;
    }

    void add(Ranges ranges) {
      for (int i = 0; i < ranges.count(); i++) {
        add(ranges.lowHi(i), ranges.lowLo(i), ranges.highHi(i), ranges.highLo(i));
      }
    }

    Ranges build() {
      if (n == 0) {
        return EMPTY;
      }
      if (sorted) {
        return new Ranges(n == words.length ? words : Arrays.copyOf(words, n));
      }
      Integer[] order = new Integer[n / 4];
      Arrays.setAll(order, i -> i);
      Arrays.sort(
          order, (a, b) -> compare(words[4 * a], words[4 * a + 1], words[4 * b], words[4 * b + 1]));
      Builder merged = new Builder(order.length);
      for (int i : order) {
        merged.add(words[4 * i], words[4 * i + 1], words[4 * i + 2], words[4 * i + 3]);
      }
      return merged.build();
    }
  }
}
