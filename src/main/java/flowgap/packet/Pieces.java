package flowgap.packet;

import java.util.Arrays;

/** Products of sets of ranks, each belonging to a position in a list; by ascending position. */
final class Pieces {
  /** Takes all of its packets for certain. */
  static final int CERTAIN = 1;

  /** May take its packets. */
  static final int POSSIBLE = 2;

  /** Belongs to what its position may match. */
  static final int POSSIBLE_MATCH = 4;

  final int dims;
  int count;

  /** Outermost ranks: low and high for each dimension, one piece after the other. */
  int[] bounds;

  /** The exact sets where they have several intervals, else null. */
  int[][] exact;

  int[] position;
  byte[] flags;

  Pieces(int dims, int expected) {
    this.dims = dims;
    bounds = new int[2 * dims * expected];
    exact = new int[dims * expected][];
    position = new int[expected];
    flags = new byte[expected];
  }

  void add(int at, int flag, int[][] product) {
    if (count > 0 && at < position[count - 1]) {
      throw new IllegalArgumentException("position " + at + " after " + position[count - 1]);
    }
    if (count == position.length) {
      int more = Math.max(16, count * 2);
      bounds = Arrays.copyOf(bounds, 2 * dims * more);
      exact = Arrays.copyOf(exact, dims * more);
      position = Arrays.copyOf(position, more);
      flags = Arrays.copyOf(flags, more);
    }
    for (int d = 0; d < dims; d++) {
      bounds[(count * dims + d) * 2] = Spans.first(product[d]);
      bounds[(count * dims + d) * 2 + 1] = Spans.last(product[d]);
      exact[count * dims + d] = product[d].length > 2 ? product[d] : null;
    }
    position[count] = at;
    flags[count] = (byte) flag;
    count++;
  }

  boolean is(int piece, int flag) {
    return (flags[piece] & flag) != 0;
  }

  int low(int piece, int dim) {
    return bounds[(piece * dims + dim) * 2];
  }

  int high(int piece, int dim) {
    return bounds[(piece * dims + dim) * 2 + 1];
  }

  /** The intervals of a dimension where there are several, else null. */
  int[] several(int piece, int dim) {
    return exact[piece * dims + dim];
  }

  int[] spans(int piece, int dim) {
    int[] s = exact[piece * dims + dim];
    return s != null ? s : new int[] {low(piece, dim), high(piece, dim)};
  }

  int[][] product(int piece) {
    int[][] out = new int[dims][];
    for (int d = 0; d < dims; d++) {
      out[d] = spans(piece, d);
    }
    return out;
  }

  boolean contains(int piece, int[] point) {
    for (int d = 0; d < dims; d++) {
      if (!contains(piece, d, point[d])) {
        return false;
      }
    }
    return true;
  }

  private boolean contains(int piece, int dim, int value) {
    if (value < low(piece, dim) || value > high(piece, dim)) {
      return false;
    }
    int[] s = exact[piece * dims + dim];
    return s == null || Spans.contains(s, value);
  }

  /** How a set lies to one dimension of a piece. */
  int relation(int[] set, int piece, int dim) {
    int[] s = exact[piece * dims + dim];
    return s == null
        ? Spans.relation(set, low(piece, dim), high(piece, dim))
        : Spans.relation(set, s);
  }

  /** How the ranks that are left lie to one dimension of a piece. */
  int relation(RanksLeft left, int piece, int dim) {
    int[] s = exact[piece * dims + dim];
    return s == null ? left.relation(low(piece, dim), high(piece, dim)) : left.relation(s);
  }

  /** Whether the product lies in the piece. */
  boolean covers(int piece, int[][] product) {
    for (int d = 0; d < dims; d++) {
      if (relation(product[d], piece, d) != Spans.WITHIN) {
        return false;
      }
    }
    return true;
  }

  boolean meets(int piece, int[][] product) {
    for (int d = 0; d < dims; d++) {
      if (relation(product[d], piece, d) == Spans.DISJOINT) {
        return false;
      }
    }
    return true;
  }

  /** The common part with a product, null where there is none. */
  int[][] and(int piece, int[][] product) {
    int[][] out = new int[dims][];
    for (int d = 0; d < dims; d++) {
      out[d] = Spans.and(product[d], spans(piece, d));
      if (out[d].length == 0) {
        return null;
      }
    }
    return out;
  }
}
