package flowgap.analysis;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.Precedence;
import flowgap.packet.PrecedenceBuilder;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the rules of a list that can have to do with some packets: for a few questions by the
 * outermost addresses of both, rule by rule; for many questions to a long list by a tree over all
 * that the rules match.
 */
final class RuleIndex {
  /** Four bounds a rule and family: lowest and highest source, lowest and highest destination. */
  private static final int BOUNDS = 4;

  /** Questions from which a tree is worth its making, and rules. */
  private static final int MANY_QUESTIONS = 48;

  private static final int MANY_RULES = 500;

  private final RuleList list;
  private int questions;
  private Precedence tree;
  private final long[] v4;
  private final long[] v6;

  RuleIndex(RuleList list) {
    this.list = list;
    int n = list.rules().size();
    v4 = new long[n * BOUNDS];
    v6 = new long[n * BOUNDS];
    for (int i = 0; i < n; i++) {
      bounds(list.rules().get(i), i);
    }
  }

  private void bounds(Rule rule, int i) {
    fill(v4, i, false, null);
    fill(v6, i, true, null);
    for (Match m : rule.matches()) {
      fill(v4, i, false, m.packets());
      fill(v6, i, true, m.packets());
    }
  }

  private static void fill(long[] bounds, int i, boolean six, PacketSet packets) {
    int at = i * BOUNDS;
    if (packets == null) {
      bounds[at] = Long.MAX_VALUE;
      bounds[at + 1] = Long.MIN_VALUE;
      bounds[at + 2] = Long.MAX_VALUE;
      bounds[at + 3] = Long.MIN_VALUE;
      return;
    }
    widen(bounds, at, six, packets.sources());
    widen(bounds, at + 2, six, packets.destinations());
  }

  private static void widen(long[] bounds, int at, boolean six, AddressSet addresses) {
    List<IpAddress[]> intervals = addresses.intervals();
    IpAddress first = null;
    IpAddress last = null;
    for (IpAddress[] r : intervals) {
      if (r[0].v6() == six) {
        first = first == null ? r[0] : first;
        last = r[1];
      }
    }
    if (first != null) {
      bounds[at] = Math.min(bounds[at], key(first));
      bounds[at + 1] = Math.max(bounds[at + 1], key(last));
    }
  }

  /**
   * The upper 64 bits of an IPv6 address, or the IPv4 address, in an order that signed longs keep.
   */
  private static long key(IpAddress a) {
    return a.v6() ? a.hi() ^ Long.MIN_VALUE : a.lo();
  }

  /** By which ends rules cannot match some packets, told by outermost addresses alone. */
  final class Ends {
    private final long[] four = new long[BOUNDS];
    private final long[] six = new long[BOUNDS];

    Ends(PacketSet packets) {
      bounds(packets, four, six);
    }

    /** Whether no source, of either family, is one that the rule at the position may match. */
    boolean failsBySource(int position) {
      return fails(position * BOUNDS, 0);
    }

    boolean failsByDestination(int position) {
      return fails(position * BOUNDS, 2);
    }

    private boolean fails(int at, int end) {
      return isApart(v4, at + end, four, end) && isApart(v6, at + end, six, end);
    }

    private static boolean isApart(long[] b, int at, long[] q, int end) {
      return b[at] > q[end + 1] || q[end] > b[at + 1];
    }
  }

  private static void bounds(PacketSet packets, long[] four, long[] six) {
    fill(four, 0, false, null);
    fill(six, 0, true, null);
    fill(four, 0, false, packets);
    fill(six, 0, true, packets);
  }

  /** Positions, ascending, of all rules that may match one of the packets. */
  int[] candidates(PacketSet packets) {
    Optional<Precedence> now = tree();
    return now.isPresent() ? now.get().meeting(packets) : oneByOne(packets);
  }

  /** The tree, once there are enough questions; several threads may ask. */
  private synchronized Optional<Precedence> tree() {
    if (tree == null && list.rules().size() >= MANY_RULES && ++questions > MANY_QUESTIONS) {
      tree = grown();
    }
    return Optional.ofNullable(tree);
  }

  private Precedence grown() {
    PrecedenceBuilder builder = new PrecedenceBuilder();
    for (Rule r : list.rules()) {
      builder.next(0);
      for (Match m : r.matches()) {
        builder.add(m.packets(), new int[0][], PrecedenceBuilder.Role.MATCHES);
      }
    }
    return builder.build();
  }

  private int[] oneByOne(PacketSet packets) {
    long[] four = new long[BOUNDS];
    long[] six = new long[BOUNDS];
    bounds(packets, four, six);
    int n = list.rules().size();
    int[] out = new int[n];
    int found = 0;
    for (int i = 0; i < n; i++) {
      if (meets(v4, i * BOUNDS, four) || meets(v6, i * BOUNDS, six)) {
        out[found++] = i;
      }
    }
    return Arrays.copyOf(out, found);
  }

  private static boolean meets(long[] b, int at, long[] q) {
    return b[at] <= q[1] && q[0] <= b[at + 1] && b[at + 2] <= q[3] && q[2] <= b[at + 3];
  }
}
