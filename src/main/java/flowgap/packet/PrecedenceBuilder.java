package flowgap.packet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the sets of a {@link Precedence}, by ascending position. */
public final class PrecedenceBuilder {
  /** What an addition says of its position. */
  public enum Role {
    /** What it may match; nothing that others lose by it. */
    MATCHES,
    /** What it may match, and takes if it does; no other loses it for certain. */
    MAY_TAKE,
    /** What it may take, in a position that nobody asks about. */
    MAY_TAKE_UNOWNED,
    /** What it takes for certain, beside what it may match. */
    TAKES,
    /** What it matches and takes for certain. */
    MATCHES_AND_TAKES
  }

  private static final class Raw {
    final List<Ranges[]> fields = new ArrayList<>();
    final List<int[][]> extras = new ArrayList<>();
    int[] position = new int[64];
    byte[] flags = new byte[64];
    int n;

    void add(int at, int flag, Ranges[] box, int[][] more) {
      if (n == position.length) {
        position = Arrays.copyOf(position, n * 2);
        flags = Arrays.copyOf(flags, n * 2);
      }
      position[n] = at;
      flags[n++] = (byte) flag;
      fields.add(box);
      extras.add(more);
    }
  }

  private final int[] extraSizes;
  private final Raw[] raw = new Raw[Space.values().length];
  private int[] actions = new int[64];
  private int positions;

  /**
   * @param extraSizes how many values each further dimension has
   */
  public PrecedenceBuilder(int... extraSizes) {
    this.extraSizes = extraSizes.clone();
    for (int i = 0; i < raw.length; i++) {
      raw[i] = new Raw();
    }
  }

  /**
   * Opens the next position.
   *
   * @param action positions of equal number do the same to a packet
   * @return its number, from 0
   */
  public int next(int action) {
    if (positions == actions.length) {
      actions = Arrays.copyOf(actions, positions * 2);
    }
    actions[positions] = action;
    return positions++;
  }

  /**
   * Adds packets to the position opened last.
   *
   * @param extras for each further dimension ascending, disjoint {low, high} pairs in one array
   */
  public void add(PacketSet packets, int[][] extras, Role role) {
    int flag =
        switch (role) {
          case MATCHES -> Pieces.POSSIBLE_MATCH;
          case MAY_TAKE -> Pieces.POSSIBLE_MATCH | Pieces.POSSIBLE;
          case MAY_TAKE_UNOWNED -> Pieces.POSSIBLE;
          case TAKES -> Pieces.CERTAIN;
          case MATCHES_AND_TAKES -> Pieces.POSSIBLE_MATCH | Pieces.POSSIBLE | Pieces.CERTAIN;
        };
    for (Box b : packets.boxes()) {
      Ranges[] fields = new Ranges[Space.FIELDS];
      for (int d = 0; d < Space.FIELDS; d++) {
        fields[d] = b.get(d);
      }
      raw[b.space.ordinal()].add(positions - 1, flag, fields, extras);
    }
  }

  public Precedence build() {
    List<Space> spaces = new ArrayList<>();
    List<Universe> universes = new ArrayList<>();
    List<Axis[]> axes = new ArrayList<>();
    int[] all = Arrays.copyOf(actions, positions);
    for (Space s : Space.values()) {
      Raw r = raw[s.ordinal()];
      if (r.n > 0) {
        Axis[] own = new Axis[Space.FIELDS];
        spaces.add(s);
        universes.add(universe(r, own, all));
        axes.add(own);
      }
      raw[s.ordinal()] = null;
    }
    return new Precedence(
        spaces.toArray(Space[]::new),
        universes.toArray(Universe[]::new),
        axes.toArray(Axis[][]::new),
        extraSizes);
  }

  private Universe universe(Raw r, Axis[] axes, int[] all) {
    int dims = Space.FIELDS + extraSizes.length;
    int[] sizes = new int[dims];
    for (int d = 0; d < Space.FIELDS; d++) {
      int field = d;
      axes[d] = Axis.of(() -> r.fields.stream().map(f -> f[field]).iterator());
      sizes[d] = axes[d].size();
    }
    System.arraycopy(extraSizes, 0, sizes, Space.FIELDS, extraSizes.length);
    Pieces pieces = new Pieces(dims, r.n);
    int[] first = new int[positions + 1];
    int at = 0;
    int[][] product = new int[dims][];
    for (int i = 0; i < r.n; i++) {
      while (at <= r.position[i]) {
        first[at++] = i;
      }
      for (int d = 0; d < dims; d++) {
        product[d] =
            d < Space.FIELDS
                ? axes[d].spans(r.fields.get(i)[d])
                : r.extras.get(i)[d - Space.FIELDS];
      }
      pieces.add(r.position[i], r.flags[i], product);
    }
    while (at <= positions) {
      first[at++] = r.n;
    }
    return new Universe(pieces, sizes, first, all);
  }
}
