package flowgap.packet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Ordered sets of packets of which the first takes a packet: exact answers to which of them ever
 * take any. Besides the header, packets may have further dimensions, small numbers from 0. No set
 * is ever taken apart into single values or kept as a remainder; effort is bounded by a number of
 * steps that is the same on every machine.
 */
public final class Precedence {
  /** Halvings that one question may take. */
  public static final long EFFORT = 200_000;

  /** A packet, with its values in the further dimensions. */
  public record Point(Packet packet, List<Integer> extras) {
    public Point {
      extras = List.copyOf(extras);
    }
  }

  /** Whether a position is covered by others. */
  public enum State {
    /** Others take all of it for certain. */
    COVERED,
    /** Something of it is left. */
    OPEN,
    /** It would take too many steps to say. */
    NOT_DECIDED
  }

  /**
   * The answer to such a question.
   *
   * @param by positions that together take all of it; empty unless covered
   * @param witness a packet that is left; present if open
   */
  public record Answer(State state, List<Integer> by, Optional<Point> witness) {
    public Answer {
      by = List.copyOf(by);
    }

    static Answer notDecided() {
      return new Answer(State.NOT_DECIDED, List.of(), Optional.empty());
    }

    static Answer open(Point witness) {
      return new Answer(State.OPEN, List.of(), Optional.of(witness));
    }
  }

  private final Space[] spaces;
  private final Universe[] universes;
  private final Axis[][] axes;
  private final int[] extraSizes;

  Precedence(Space[] spaces, Universe[] universes, Axis[][] axes, int[] extraSizes) {
    this.spaces = spaces;
    this.universes = universes;
    this.axes = axes;
    this.extraSizes = extraSizes;
  }

  /** Leaves a position out of all further answers, as a taker. */
  public void remove(int position) {
    for (Universe u : universes) {
      u.tree.remove(position);
    }
  }

  /** Takes back {@link #remove}. */
  public void restore(int position) {
    for (Universe u : universes) {
      u.tree.restore(position);
    }
  }

  /** Whether those before the position take all of it. */
  public Answer before(int position) {
    return covered(
        position, (u, q, used, by) -> u.open(u.pieces.product(q), -1, position, used, by));
  }

  /** Whether those of the same action before the position would take all of it by themselves. */
  public Answer sameBefore(int position) {
    return covered(position, (u, q, used, by) -> u.openToOthers(position, q, used, by));
  }

  /** Whether any others take all of it; the position itself must have been removed. */
  public Answer others(int position) {
    return covered(
        position, (u, q, used, by) -> u.open(u.pieces.product(q), -1, Integer.MAX_VALUE, used, by));
  }

  /** A point of a piece that is left by others, which are noted; null where none is. */
  private interface Left {
    int[] of(Universe u, int piece, BitSet used, Subtraction by);
  }

  private Answer covered(int position, Left question) {
    BitSet used = new BitSet();
    boolean decided = true;
    for (int i = 0; i < universes.length; i++) {
      Universe u = universes[i];
      for (int q = u.from(position); q < u.to(position); q++) {
        if (!u.pieces.is(q, Pieces.POSSIBLE_MATCH)) {
          continue;
        }
        Subtraction by = new Subtraction(u.pieces, EFFORT);
        try {
          int[] left = question.of(u, q, used, by);
          if (left != null) {
            return Answer.open(point(i, left));
          }
        } catch (Subtraction.TooLong e) {
          decided = false;
        }
      }
    }
    return decided
        ? new Answer(State.COVERED, used.stream().boxed().toList(), Optional.empty())
        : Answer.notDecided();
  }

  /**
   * The lowest position before this one that has another action and takes something of it; empty
   * where there is none or it would take too many steps to say.
   */
  public OptionalInt otherTaker(int position) {
    int best = Integer.MAX_VALUE;
    for (Universe u : universes) {
      Subtraction by = new Subtraction(u.pieces, EFFORT / 50);
      for (int q = u.from(position); q < u.to(position); q++) {
        if (u.pieces.is(q, Pieces.POSSIBLE_MATCH)) {
          try {
            int found = u.otherTaker(position, q, by);
            best = found >= 0 ? Math.min(best, found) : best;
          } catch (Subtraction.TooLong e) {
            continue;
          }
        }
      }
    }
    return best == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /**
   * A smaller set of positions that still covers the position: none of them can be left out.
   *
   * @param by positions that cover it; the first to be left out if possible come first
   * @param keep a position that is not left out; -1 = none
   */
  public List<Integer> fewest(int position, List<Integer> by, int keep) {
    List<Integer> rest = new ArrayList<>(by);
    for (int candidate : by) {
      if (rest.size() == 1) {
        break;
      }
      if (candidate != keep) {
        List<Integer> without = new ArrayList<>(rest);
        without.remove(Integer.valueOf(candidate));
        if (covers(position, without)) {
          rest = without;
        }
      }
    }
    return rest;
  }

  /** Whether these positions take all of it; false where it would take too many steps to say. */
  public boolean covers(int position, List<Integer> by) {
    int[] positions = by.stream().mapToInt(Integer::intValue).toArray();
    for (Universe u : universes) {
      Subtraction steps = new Subtraction(u.pieces, EFFORT / 10);
      for (int q = u.from(position); q < u.to(position); q++) {
        if (u.pieces.is(q, Pieces.POSSIBLE_MATCH)) {
          try {
            if (!u.covered(u.pieces.product(q), positions, steps)) {
              return false;
            }
          } catch (Subtraction.TooLong e) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /**
   * Whether all that the position takes would be taken by later ones of the same action if it were
   * gone: covered means it would. What it takes is all that it may match and that nothing before it
   * takes for certain.
   */
  public Answer sameLater(int position) {
    boolean decided = true;
    for (int i = 0; i < universes.length; i++) {
      Universe u = universes[i];
      for (int q = u.from(position); q < u.to(position); q++) {
        if (u.pieces.is(q, Pieces.POSSIBLE_MATCH)) {
          try {
            int[] other = u.changed(position, q, new Subtraction(u.pieces, EFFORT));
            if (other != null) {
              return Answer.open(point(i, other));
            }
          } catch (Subtraction.TooLong e) {
            decided = false;
          }
        }
      }
    }
    return decided ? new Answer(State.COVERED, List.of(), Optional.empty()) : Answer.notDecided();
  }

  /**
   * How many combinations of source, destination and service (protocol and destination port, or
   * ICMP type and code; source ports are not counted) the position may take: all that it may match
   * without what earlier ones take for certain. Empty where it would take too many steps to count.
   * The further dimensions are counted once.
   */
  public Optional<BigInteger> pairsTaken(int position) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < universes.length; i++) {
      Universe u = universes[i];
      Subtraction by = new Subtraction(u.pieces, EFFORT);
      List<int[][]> done = new ArrayList<>();
      for (int q = u.from(position); q < u.to(position); q++) {
        if (u.pieces.is(q, Pieces.POSSIBLE_MATCH)) {
          try {
            sum = sum.add(u.pairs(q, position, spaces[i], axes[i], done, by));
          } catch (Subtraction.TooLong e) {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.of(sum);
  }

  /**
   * Later positions of the same action that take something of what the position matches, ascending,
   * up to the first that takes all of it.
   */
  public List<Integer> laterSame(int position) {
    BitSet out = new BitSet();
    for (Universe u : universes) {
      for (int q = u.from(position); q < u.to(position); q++) {
        if (u.pieces.is(q, Pieces.POSSIBLE_MATCH)) {
          u.laterSame(position, q, out);
        }
      }
    }
    return out.stream().boxed().toList();
  }

  /** All positions that may match one of the packets, ascending. */
  public int[] meeting(PacketSet packets) {
    BitSet out = new BitSet();
    for (int i = 0; i < universes.length; i++) {
      Universe u = universes[i];
      for (Box b : packets.boxes()) {
        if (b.space == spaces[i]) {
          int[][] product = new int[u.pieces.dims][];
          for (int d = 0; d < u.pieces.dims; d++) {
            product[d] =
                d < Space.FIELDS
                    ? axes[i][d].spans(b.get(d))
                    : new int[] {0, extraSizes[d - Space.FIELDS] - 1};
          }
          for (int q :
              u.tree.meeting(
                  product, p -> u.pieces.is(p, Pieces.POSSIBLE_MATCH), -1, Integer.MAX_VALUE)) {
            out.set(u.pieces.position[q]);
          }
        }
      }
    }
    return out.stream().toArray();
  }

  private Point point(int universe, int[] ranks) {
    long[] hi = new long[Space.FIELDS];
    long[] lo = new long[Space.FIELDS];
    for (int d = 0; d < Space.FIELDS; d++) {
      Ranges r = axes[universe][d].numbers(new int[] {ranks[d], ranks[d]});
      hi[d] = r.lowHi(0);
      lo[d] = r.lowLo(0);
    }
    boolean v6 = spaces[universe].v6;
    Packet packet =
        new Packet(
            new IpAddress(v6, hi[0], lo[0]),
            new IpAddress(v6, hi[1], lo[1]),
            (int) lo[2],
            (int) lo[3],
            (int) lo[4]);
    return new Point(packet, Arrays.stream(ranks, Space.FIELDS, ranks.length).boxed().toList());
  }
}
