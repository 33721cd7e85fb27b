package flowgap.packet;

/**
 * How a piece lies to a product that it meets, as one number: the piece, and in the upper half the
 * dimensions, as bits, in which it does not hold all of the product. What a piece holds of a
 * product it holds of each part, so that parts are compared in those dimensions alone.
 */
final class Overlap {
  static final long[] NONE = {};

  private Overlap() {}

  /** Nothing is known yet. */
  static long unknown(int piece, int dims) {
    return (1L << dims) - 1 << 32 | piece;
  }

  static long[] unknown(int[] some, int dims) {
    long[] out = new long[some.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = unknown(some[i], dims);
    }
    return out;
  }

  static int piece(long overlap) {
    return (int) overlap;
  }

  static int partial(long overlap) {
    return (int) (overlap >>> 32);
  }

  /** Whether the piece holds all of the product. */
  static boolean covers(long overlap) {
    return overlap >>> 32 == 0;
  }

  /** The same for a part of the product; -1 where the piece does not meet it. */
  static long within(Pieces pieces, int[][] part, long overlap) {
    return within(pieces, part, overlap, -1);
  }

  /** The same where the part differs from the product in some dimensions, given as bits. */
  static long within(Pieces pieces, int[][] part, long overlap, int changed) {
    int piece = piece(overlap);
    int partial = partial(overlap);
    for (int m = partial & changed; m != 0; m &= m - 1) {
      int d = Integer.numberOfTrailingZeros(m);
      int relation = pieces.relation(part[d], piece, d);
      if (relation == Spans.DISJOINT) {
        return -1;
      }
      if (relation == Spans.WITHIN) {
        partial &= ~(1 << d);
      }
    }
    return (long) partial << 32 | piece;
  }

  /** The common part of a product and a piece that meets it. */
  static int[][] and(Pieces pieces, int[][] product, long overlap) {
    int[][] out = product.clone();
    for (int m = partial(overlap); m != 0; m &= m - 1) {
      int d = Integer.numberOfTrailingZeros(m);
      out[d] = Spans.and(product[d], pieces.spans(piece(overlap), d));
    }
    return out;
  }
}
