package flowgap.packet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The positions of a list within one space: which of them takes what. */
final class Universe {
  /** Steps of a search for a packet that nothing takes before it is divided. */
  private static final int TRIES = 48;

  private static final int TRIES_BEFORE_COVER = 6;

  final Pieces pieces;
  final BoundsTree tree;
  private final int[] sizes;

  /** The pieces of position {@code i} are those from {@code first[i]} to {@code first[i + 1]}. */
  private final int[] first;

  private final int[] actions;

  Universe(Pieces pieces, int[] sizes, int[] first, int[] actions) {
    this.pieces = pieces;
    this.sizes = sizes;
    this.first = first;
    this.actions = actions;
    this.tree = new BoundsTree(pieces, sizes);
  }

  int from(int position) {
    return first[position];
  }

  int to(int position) {
    return first[position + 1];
  }

  int action(int piece) {
    return actions[pieces.position[piece]];
  }

  boolean takes(int piece) {
    return pieces.is(piece, Pieces.CERTAIN);
  }

  /**
   * A point of the product that no position between the two (exclusive) takes for certain; null
   * where they take all.
   */
  int[] open(int[][] product, int after, int before, BitSet used, Subtraction by) {
    int[] point = new int[pieces.dims];
    for (int d = 0; d < point.length; d++) {
      point[d] = product[d][0];
    }
    long random = 0x9E3779B97F4A7C15L;
    for (int n = 0; n < TRIES; n++) {
      int hit = tree.any(point, Pieces.CERTAIN, after, before);
      if (hit < 0) {
        return point;
      }
      random = random * 6364136223846793005L + 1442695040888963407L;
      if (!stepOut(point, product, hit, random)) {
        mark(used, hit);
        return null;
      }
      if (n == TRIES_BEFORE_COVER) {
        int cover = tree.cover(product, this::takes, after, before);
        if (cover >= 0) {
          mark(used, cover);
          return null;
        }
      }
    }
    return by.remaining(product, tree.meeting(product, this::takes, after, before), used);
  }

  /** A point of a piece that no earlier position of its action takes; null where there is none. */
  int[] openToOthers(int position, int piece, BitSet used, Subtraction by) {
    int[][] product = pieces.product(piece);
    BoundsTree.Choice same = q -> takes(q) && action(q) == actions[position];
    int cover = tree.cover(product, same, -1, position);
    if (cover >= 0) {
      mark(used, cover);
      return null;
    }
    return by.remaining(product, tree.meeting(product, same, -1, position), used);
  }

  private void mark(BitSet used, int piece) {
    if (used != null) {
      used.set(pieces.position[piece]);
    }
  }

  /** Moves the point, in one dimension, just outside a piece; false where the piece covers all. */
  private boolean stepOut(int[] point, int[][] product, int hit, long random) {
    int dims = pieces.dims;
    int start = (int) (random >>> 33) % dims;
    for (int i = 0; i < dims; i++) {
      int d = (start + i) % dims;
      if (pieces.relation(product[d], hit, d) == Spans.WITHIN) {
        continue;
      }
      int[] outside = Spans.minus(product[d], pieces.spans(hit, d));
      int pairs = outside.length / 2;
      int pick = (int) (random >>> 40) % pairs;
      boolean low = (random >>> 20 & 1) == 0;
      point[d] = low ? outside[2 * pick] : outside[2 * pick + 1];
      return true;
    }
    return false;
  }

  /**
   * A point of the position's that would be taken otherwise if the position were gone; null where
   * there is none.
   */
  int[] changed(int position, int piece, Subtraction by) {
    int[][] product = pieces.product(piece);
    int action = actions[position];
    BoundsTree.Choice next =
        q -> actions[pieces.position[q]] == action ? takes(q) : pieces.is(q, Pieces.POSSIBLE);
    int[] point = new int[pieces.dims];
    for (int d = 0; d < point.length; d++) {
      point[d] = product[d][0];
    }
    long random = 0x9E3779B97F4A7C15L;
    for (int n = 0; n < TRIES; n++) {
      int hit = tree.any(point, Pieces.CERTAIN, -1, position);
      if (hit < 0) {
        hit = tree.first(point, next, position, Integer.MAX_VALUE);
        if (hit < 0 || action(hit) != action) {
          return point;
        }
      }
      random = random * 6364136223846793005L + 1442695040888963407L;
      if (!stepOut(point, product, hit, random)) {
        break;
      }
    }
    int[] earlier = tree.meeting(product, this::takes, -1, position);
    int[] later = tree.meeting(product, next, position, Integer.MAX_VALUE);
    return by.changed(product, earlier, later, action, this::action);
  }

  /** Later pieces of the same action that meet a piece, up to one that covers it. */
  void laterSame(int position, int piece, BitSet out) {
    int[][] product = pieces.product(piece);
    BoundsTree.Choice same = q -> takes(q) && action(q) == actions[position];
    for (int q : tree.meeting(product, same, position, Integer.MAX_VALUE)) {
      out.set(pieces.position[q]);
      if (pieces.covers(q, product)) {
        return;
      }
    }
  }

  /**
   * The lowest position before this one that takes some of it and has another action; -1 = none.
   */
  int otherTaker(int position, int piece, Subtraction by) {
    int[][] product = pieces.product(piece);
    BoundsTree.Choice other = q -> takes(q) && action(q) != actions[position];
    if (!tree.meets(product, other, position)) {
      return -1;
    }
    int[] point = new int[pieces.dims];
    for (int n = 0; n < 2; n++) {
      for (int d = 0; d < point.length; d++) {
        point[d] = n == 0 ? product[d][0] : Spans.last(product[d]);
      }
      int hit = tree.first(point, this::takes, -1, position);
      if (hit >= 0 && action(hit) != actions[position]) {
        return pieces.position[hit];
      }
    }
    for (int q : tree.meeting(product, other, -1, position)) {
      int[][] common = pieces.and(q, product);
      if (isFirst(q, common, point)
          || tree.cover(common, this::takes, -1, pieces.position[q]) < 0
              && by.remaining(
                      common, tree.meeting(common, this::takes, -1, pieces.position[q]), null)
                  != null) {
        return pieces.position[q];
      }
    }
    return -1;
  }

  /** Whether a corner of what a piece has in common with others is seen to be taken by it first. */
  private boolean isFirst(int piece, int[][] common, int[] point) {
    for (int n = 0; n < 2; n++) {
      for (int d = 0; d < point.length; d++) {
        point[d] = n == 0 ? common[d][0] : Spans.last(common[d]);
      }
      if (tree.first(point, this::takes, -1, pieces.position[piece]) < 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether pieces of these positions cover the product. */
  boolean covered(int[][] product, int[] positions, Subtraction by) {
    int[] some = new int[16];
    int n = 0;
    for (int p : positions) {
      for (int q = first[p]; q < first[p + 1]; q++) {
        if (takes(q) && pieces.meets(q, product)) {
          some = n == some.length ? Arrays.copyOf(some, n * 2) : some;
          some[n++] = q;
        }
      }
    }
    return by.remaining(product, Arrays.copyOf(some, n), null) == null;
  }

  /**
   * How many combinations of source, destination and service a piece takes before others and before
   * pieces of its own position that are counted already.
   *
   * @param done those pieces, with every source port; this piece is added
   */
  BigInteger pairs(
      int piece, int position, Space space, Axis[] axes, List<int[][]> done, Subtraction by) {
    boolean[] ignored = new boolean[pieces.dims];
    Arrays.fill(ignored, Space.FIELDS, ignored.length, true);
    ignored[Space.FIRST] = space.hasPorts();
    int[] without = tree.meeting(pieces.product(piece), this::takes, -1, position);
    BigInteger sum = BigInteger.ZERO;
    for (int[][] part : Subtraction.without(pieces.product(piece), done)) {
      sum = sum.add(by.size(part, without, ignored, widths(axes)));
    }
    int[][] wide = pieces.product(piece);
    for (int d = 0; d < wide.length; d++) {
      if (ignored[d]) {
        wide[d] = new int[] {0, sizes[d] - 1};
      }
    }
    done.add(wide);
    return sum;
  }

  /**
   * How many packets a position of one piece takes: all that it matches without what earlier ones
   * take for certain.
   */
  Count taken(int position, Axis[] axes, Subtraction by) {
    int[][] product = pieces.product(first[position]);
    int[] without = tree.meeting(product, this::takes, -1, position);
    boolean[] ignored = new boolean[pieces.dims];
    return by.count(product, without, ignored, widths(axes));
  }

  /** What a position takes of a product. */
  record Share(int position, Count packets) {}

  /**
   * Which positions take something of a product, ascending, and how many packets of it.
   *
   * @param before positions from this one on are not asked
   */
  List<Share> shares(int[][] product, int before, Axis[] axes, long halvings) {
    int cover = tree.cover(product, this::takes, -1, before);
    int end = cover < 0 ? before : pieces.position[cover] + 1;
    int[] all = tree.meeting(product, this::takes, -1, end);
    int n = 0;
    while (n < all.length && all[n] != cover) {
      n++;
    }
    Subtraction.Widths widths = widths(axes);
    Subtraction by = new Subtraction(pieces, halvings);
    Count[] counts = new Shares(pieces, by, widths).of(product, Arrays.copyOf(all, n));
    List<Share> out = new ArrayList<>();
    BigInteger least = BigInteger.ZERO;
    BigInteger most = BigInteger.ZERO;
    for (int i = 0; i < n; i++) {
      least = least.add(counts[i].atLeast());
      most = most.add(counts[i].atMost());
      if (counts[i].atMost().signum() > 0) {
        out.add(new Share(pieces.position[all[i]], counts[i]));
      }
    }
    BigInteger whole = cover < 0 ? least : widths.of(product, new boolean[pieces.dims]);
    if (whole.compareTo(least) > 0) { // what others leave is taken by the one that covers
      Count rest = new Count(whole.subtract(most).max(BigInteger.ZERO), whole.subtract(least));
      out.add(new Share(pieces.position[cover], rest));
    }
    return out;
  }

  static Subtraction.Widths widths(Axis[] axes) {
    return (p, ignored) -> width(p, ignored, axes);
  }

  private static BigInteger width(int[][] product, boolean[] ignored, Axis[] axes) {
    BigInteger out = BigInteger.ONE;
    long small = 1;
    for (int d = 0; d < axes.length; d++) {
      if (!ignored[d]) {
        long width = axes[d].isNarrow() ? axes[d].narrowWidth(product[d]) : 0;
        if (width > 0 && Math.multiplyHigh(small, width) == 0 && small * width > 0) {
          small *= width;
        } else {
          out = out.multiply(axes[d].width(product[d]));
        }
      }
    }
    return out == BigInteger.ONE
        ? BigInteger.valueOf(small)
        : small == 1 ? out : out.multiply(BigInteger.valueOf(small));
  }
}
