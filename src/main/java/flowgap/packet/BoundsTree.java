package flowgap.packet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * A tree of boxes over pieces: finds those that contain a point, contain a product, or meet one,
 * within a range of positions. Pieces that are wide in the same dimensions stand together.
 */
final class BoundsTree {
  private static final int LEAF = 6;

  private final Pieces pieces;
  private final int dims;
  private final int[] ids;
  private final BitSet removed = new BitSet();

  private int nodes;
  private int[] box;
  private int[] minimum;
  private int[] maximum;

  /** Left and right child; or, negative, the first of the ids and how many. */
  private int[] child;

  private final int[] roots;

  BoundsTree(Pieces pieces, int[] sizes) {
    this.pieces = pieces;
    this.dims = pieces.dims;
    int n = pieces.count;
    int capacity = Math.max(4, n);
    box = new int[2 * dims * capacity];
    minimum = new int[capacity];
    maximum = new int[capacity];
    child = new int[2 * capacity];
    long[] byMask = new long[n];
    for (int i = 0; i < n; i++) {
      long mask = 0;
      for (int d = 0; d < dims; d++) {
        boolean wide = (pieces.high(i, d) - pieces.low(i, d) + 1L) * 2 >= sizes[d];
        mask = mask << 1 | (wide ? 1 : 0);
      }
      byMask[i] = mask << 32 | i;
    }
    Arrays.sort(byMask);
    ids = new int[n];
    List<Integer> tops = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < n; i++) {
      ids[i] = (int) byMask[i];
      if (i + 1 == n || byMask[i + 1] >>> 32 != byMask[i] >>> 32) {
        tops.add(build(start, i + 1, sizes));
        start = i + 1;
      }
    }
    tops.sort(Comparator.comparingInt(t -> minimum[t]));
    roots = tops.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Leaves the pieces of a position out of all answers. */
  void remove(int position) {
    removed.set(position);
  }

  /** Takes back {@link #remove}. */
  void restore(int position) {
    removed.clear(position);
  }

  private int build(int from, int to, int[] sizes) {
    int node = nodes++;
    if (node == minimum.length) {
      int more = node * 2;
      box = Arrays.copyOf(box, 2 * dims * more);
      minimum = Arrays.copyOf(minimum, more);
      maximum = Arrays.copyOf(maximum, more);
      child = Arrays.copyOf(child, 2 * more);
    }
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    int best = -1;
    double spread = 0;
    for (int d = 0; d < dims; d++) {
      int low = Integer.MAX_VALUE;
      int high = -1;
      long first = Long.MAX_VALUE;
      long last = -1;
      for (int i = from; i < to; i++) {
        int l = pieces.low(ids[i], d);
        int h = pieces.high(ids[i], d);
        low = Math.min(low, l);
        high = Math.max(high, h);
        first = Math.min(first, (long) l + h);
        last = Math.max(last, (long) l + h);
      }
      box[(node * dims + d) * 2] = low;
      box[(node * dims + d) * 2 + 1] = high;
      double s = (double) (last - first) / sizes[d];
      if (s > spread) {
        spread = s;
        best = d;
      }
    }
    for (int i = from; i < to; i++) {
      int p = pieces.position[ids[i]];
      least = Math.min(least, p);
      most = Math.max(most, p);
    }
    minimum[node] = least;
    maximum[node] = most;
    if (to - from <= LEAF) {
      child[2 * node] = -from - 1;
      child[2 * node + 1] = to - from;
      return node;
    }
    int middle = (from + to) >>> 1;
    if (best >= 0) {
      select(from, to - 1, middle, best);
    }
    int left = build(from, middle, sizes);
    int right = build(middle, to, sizes);
    boolean swap = minimum[right] < minimum[left];
    child[2 * node] = swap ? right : left;
    child[2 * node + 1] = swap ? left : right;
    return node;
  }

  private long key(int id, int dim) {
    return (long) pieces.low(id, dim) + pieces.high(id, dim);
  }

  /** Brings the ids into an order in which those before {@code k} are not larger. */
  private void select(int from, int to, int k, int dim) {
    int a = from;
    int b = to;
    while (a < b) {
      long pivot = key(ids[(a + b) >>> 1], dim);
      int i = a;
      int j = b;
      while (i <= j) {
        while (key(ids[i], dim) < pivot) {
          i++;
        }
        while (key(ids[j], dim) > pivot) {
          j--;
        }
        if (i <= j) {
          int swap = ids[i];
          ids[i++] = ids[j];
          ids[j--] = swap;
        }
      }
      if (k <= j) {
        b = j;
      } else if (k >= i) {
        a = i;
      } else {
        return;
      }
    }
  }

  private boolean usable(int piece, int flag, int after, int before) {
    int p = pieces.position[piece];
    return p > after && p < before && pieces.is(piece, flag) && !removed.get(p);
  }

  private boolean holds(int node, int[] point) {
    int at = node * dims * 2;
    for (int d = 0; d < dims; d++) {
      if (point[d] < box[at + 2 * d] || point[d] > box[at + 2 * d + 1]) {
        return false;
      }
    }
    return true;
  }

  /** A piece that contains the point, of a position between the two, exclusive; -1 = none. */
  int any(int[] point, int flag, int after, int before) {
    for (int r : roots) {
      int found = any(r, point, flag, after, before);
      if (found >= 0) {
        return found;
      }
    }
    return -1;
  }

  private int any(int node, int[] point, int flag, int after, int before) {
    if (minimum[node] >= before || maximum[node] <= after || !holds(node, point)) {
      return -1;
    }
    int left = child[2 * node];
    if (left < 0) {
      for (int i = -left - 1, end = i + child[2 * node + 1]; i < end; i++) {
        if (usable(ids[i], flag, after, before) && pieces.contains(ids[i], point)) {
          return ids[i];
        }
      }
      return -1;
    }
    int found = any(left, point, flag, after, before);
    return found >= 0 ? found : any(child[2 * node + 1], point, flag, after, before);
  }

  /** Chooses among pieces. */
  interface Choice {
    boolean test(int piece);
  }

  /** The piece of the lowest position that contains the point; -1 = none. */
  int first(int[] point, Choice choice, int after, int before) {
    int best = -1;
    for (int r : roots) {
      best = first(r, point, null, choice, after, before, best);
    }
    return best;
  }

  /** The piece of the lowest position that covers the product; -1 = none. */
  int cover(int[][] product, Choice choice, int after, int before) {
    int best = -1;
    for (int r : roots) {
      best = first(r, null, product, choice, after, before, best);
    }
    return best;
  }

  private int first(
      int node, int[] point, int[][] product, Choice choice, int after, int before, int sofar) {
    int best = sofar;
    int limit = best < 0 ? before : pieces.position[best];
    if (minimum[node] >= limit
        || maximum[node] <= after
        || !(product == null ? holds(node, point) : encloses(node, product))) {
      return best;
    }
    int left = child[2 * node];
    if (left >= 0) {
      best = first(left, point, product, choice, after, before, best);
      return first(child[2 * node + 1], point, product, choice, after, before, best);
    }
    for (int i = -left - 1, end = i + child[2 * node + 1]; i < end; i++) {
      int p = ids[i];
      int at = pieces.position[p];
      if (at > after
          && at < limit
          && !removed.get(at)
          && choice.test(p)
          && (product == null ? pieces.contains(p, point) : pieces.covers(p, product))) {
        best = p;
        limit = at;
      }
    }
    return best;
  }

  private boolean encloses(int node, int[][] product) {
    int at = node * dims * 2;
    for (int d = 0; d < dims; d++) {
      if (Spans.first(product[d]) < box[at + 2 * d]
          || Spans.last(product[d]) > box[at + 2 * d + 1]) {
        return false;
      }
    }
    return true;
  }

  /** All pieces that meet the product, by ascending position. */
  int[] meeting(int[][] product, Choice choice, int after, int before) {
    Found found = new Found(Integer.MAX_VALUE);
    for (int r : roots) {
      meeting(r, product, choice, after, before, found);
    }
    return found.byPosition();
  }

  /** The same of pieces before a position, without those of some nodes. */
  int[] meeting(int[][] product, Choice choice, int before, BitSet without) {
    Found found = new Found(Integer.MAX_VALUE);
    found.without = without;
    for (int r : roots) {
      meeting(r, product, choice, -1, before, found);
    }
    return found.byPosition();
  }

  /** Nodes of which all pieces hold these ranks of a dimension. */
  BitSet holding(int dim, int low, int high) {
    BitSet out = new BitSet();
    for (int r : roots) {
      holding(r, dim, low, high, out);
    }
    return out;
  }

  private boolean holding(int node, int dim, int low, int high, BitSet out) {
    int left = child[2 * node];
    boolean all = true;
    if (left >= 0) {
      all = holding(left, dim, low, high, out);
      all &= holding(child[2 * node + 1], dim, low, high, out);
    } else {
      for (int i = -left - 1, end = i + child[2 * node + 1]; i < end && all; i++) {
        all =
            pieces.several(ids[i], dim) == null
                && pieces.low(ids[i], dim) <= low
                && pieces.high(ids[i], dim) >= high;
      }
    }
    if (all) {
      out.set(node);
    }
    return all;
  }

  /** Whether any piece before a position meets the product. */
  boolean meets(int[][] product, Choice choice, int before) {
    Found found = new Found(1);
    for (int r : roots) {
      meeting(r, product, choice, -1, before, found);
    }
    return found.n > 0;
  }

  private void meeting(
      int node, int[][] product, Choice choice, int after, int before, Found found) {
    if (minimum[node] >= before
        || maximum[node] <= after
        || found.n >= found.enough
        || found.without.get(node)) {
      return;
    }
    int at = node * dims * 2;
    for (int d = 0; d < dims; d++) {
      if (Spans.last(product[d]) < box[at + 2 * d]
          || Spans.first(product[d]) > box[at + 2 * d + 1]) {
        return;
      }
    }
    int left = child[2 * node];
    if (left >= 0) {
      meeting(left, product, choice, after, before, found);
      meeting(child[2 * node + 1], product, choice, after, before, found);
      return;
    }
    for (int i = -left - 1, end = i + child[2 * node + 1]; i < end; i++) {
      int p = ids[i];
      int position = pieces.position[p];
      if (position > after
          && position < before
          && !removed.get(position)
          && choice.test(p)
          && pieces.meets(p, product)) {
        found.add(p);
      }
    }
  }

  private static final class Found {
    static final BitSet NOTHING = new BitSet();

    final int enough;
    BitSet without = NOTHING;
    int[] ids = new int[32];
    int n;

    Found(int enough) {
      this.enough = enough;
    }

    void add(int id) {
      if (n == ids.length) {
        ids = Arrays.copyOf(ids, n * 2);
      }
      ids[n++] = id;
    }

    int[] byPosition() {
      int[] out = Arrays.copyOf(ids, n);
      Arrays.sort(out);
      return out;
    }
  }
}
