package flowgap.packet;

import java.util.Arrays;

/** Sets of ranks as ascending, disjoint, closed intervals: low, high, low, high … */
final class Spans {
  static final int DISJOINT = 0;
  static final int PARTIAL = 1;

  /** All of the first set lies in the second. */
  static final int WITHIN = 2;

  private Spans() {}

  static int first(int[] s) {
    return s[0];
  }

  static int last(int[] s) {
    return s[s.length - 1];
  }

  static boolean contains(int[] s, int value) {
    return meets(s, value, value);
  }

  static boolean meets(int[] s, int low, int high) {
    if (s[s.length - 1] < low || s[0] > high) {
      return false;
    }
    int a = 0;
    int b = s.length / 2 - 1;
    while (a < b) {
      int m = (a + b) >>> 1;
      if (s[2 * m + 1] < low) {
        a = m + 1;
      } else {
        b = m;
      }
    }
    return s[2 * a] <= high;
  }

  /** How a set lies to one interval. */
  static int relation(int[] s, int low, int high) {
    if (s[s.length - 1] < low || s[0] > high) {
      return DISJOINT;
    }
    if (s[0] >= low && s[s.length - 1] <= high) {
      return WITHIN;
    }
    if (s.length == 2) {
      return PARTIAL;
    }
    for (int i = 0; i < s.length; i += 2) {
      if (s[i] <= high && s[i + 1] >= low) {
        return PARTIAL;
      }
    }
    return DISJOINT;
  }

  /** How a set lies to another. */
  static int relation(int[] s, int[] o) {
    boolean some = false;
    boolean all = true;
    int j = 0;
    for (int i = 0; i < s.length; i += 2) {
      while (j < o.length && o[j + 1] < s[i]) {
        j += 2;
      }
      if (j == o.length || o[j] > s[i + 1]) {
        all = false;
      } else {
        some = true;
        all &= o[j] <= s[i] && o[j + 1] >= s[i + 1];
      }
      if (some && !all) {
        return PARTIAL;
      }
    }
    return some ? WITHIN : DISJOINT;
  }

  static int[] and(int[] s, int[] o) {
    int[] out = new int[s.length + o.length];
    int n = 0;
    int i = 0;
    int j = 0;
    while (i < s.length && j < o.length) {
      int low = Math.max(s[i], o[j]);
      int high = Math.min(s[i + 1], o[j + 1]);
      if (low <= high) {
        out[n++] = low;
        out[n++] = high;
      }
      if (s[i + 1] < o[j + 1]) {
        i += 2;
      } else {
        j += 2;
      }
    }
    return n == out.length ? out : Arrays.copyOf(out, n);
  }

  static int[] minus(int[] s, int[] o) {
    int[] out = new int[s.length + o.length];
    int n = 0;
    int j = 0;
    for (int i = 0; i < s.length; i += 2) {
      int low = s[i];
      int high = s[i + 1];
      while (j < o.length && o[j + 1] < low) {
        j += 2;
      }
      int k = j;
      while (k < o.length && o[k] <= high && low <= high) {
        if (o[k] > low) {
          out[n++] = low;
          out[n++] = o[k] - 1;
        }
        low = o[k + 1] + 1;
        k += 2;
      }
      if (low <= high) {
        out[n++] = low;
        out[n++] = high;
      }
    }
    return n == out.length ? out : Arrays.copyOf(out, n);
  }
}
