package flowgap.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How packets look at some point of their way, in terms of how they were sent: translated, turned
 * round into answers, or as they were. Questions about what they look like now are answered in the
 * packets as sent.
 */
public final class View {
  /** Which field a rewrite changes. */
  public enum Field {
    SOURCE,
    DESTINATION,
    SOURCE_PORT,
    DESTINATION_PORT
  }

  /** A subset of the packets as sent: {@code must} for certain, {@code may} at most. */
  public record Split(PacketSet must, PacketSet may) {}

  /** As sent. */
  public static final View IDENTITY =
      new View(
          new Part[] {
            Part.kept(Space.SOURCE),
            Part.kept(Space.DESTINATION),
            Part.kept(Space.PROTOCOL),
            Part.kept(Space.FIRST),
            Part.kept(Space.SECOND)
          },
          false);

  /** ICMP requests and the types of their answers. */
  private static final int[][] V4_ANSWERS = {{8, 0}, {13, 14}, {15, 16}, {17, 18}};

  private static final int[][] V6_ANSWERS = {{128, 129}, {139, 140}};

  private final Part[] parts;

  /** Whether ICMP types are those of the answers. */
  private final boolean answer;

  private View(Part[] parts, boolean answer) {
    this.parts = parts;
    this.answer = answer;
  }

  /**
   * Where one field comes from: field {@code from} of the packet as sent, shifted; or, where {@code
   * into} is given, some value of it.
   */
  private record Part(int from, long deltaHi, long deltaLo, AddressSet into, PortSet intoPorts) {
    static Part kept(int field) {
      return new Part(field, 0, 0, null, null);
    }

    boolean isReplaced() {
      return into != null || intoPorts != null;
    }

    Ranges replacement(boolean v6) {
      return into != null ? into.ranges(v6) : intoPorts.ranges();
    }
  }

  /** The same packets after one more translation; rewrites of ports apply to packets with ports. */
  public View then(Field field, Rewrite rewrite) {
    Objects.requireNonNull(rewrite);
    int at =
        switch (field) {
          case SOURCE -> Space.SOURCE;
          case DESTINATION -> Space.DESTINATION;
          case SOURCE_PORT -> Space.FIRST;
          case DESTINATION_PORT -> Space.SECOND;
        };
    Part old = parts[at];
    Part now;
    if (rewrite instanceof Rewrite.Into i) {
      now = new Part(old.from, 0, 0, i.addresses(), null);
    } else if (rewrite instanceof Rewrite.IntoPorts i) {
      now = new Part(old.from, 0, 0, null, i.ports());
    } else if (rewrite instanceof Rewrite.Shift s) {
      long lo = s.to().lo() - s.from().lo();
      long borrow = Long.compareUnsigned(s.to().lo(), s.from().lo()) < 0 ? 1 : 0;
      now = shifted(old, s.to().hi() - s.from().hi() - borrow, lo, s.to().v6());
    } else {
      Rewrite.PortShift s = (Rewrite.PortShift) rewrite;
      long lo = (long) s.to() - s.from();
      now = shifted(old, lo < 0 ? -1 : 0, lo, false);
    }
    Part[] copy = parts.clone();
    copy[at] = now;
    return new View(copy, answer);
  }

  private static Part shifted(Part old, long deltaHi, long deltaLo, boolean v6) {
    if (old.into != null) {
      Ranges r =
          old.into.ranges(v6).shift(deltaHi, deltaLo, v6 ? AddressSet.ALL_V6 : AddressSet.ALL_V4);
      AddressSet into = v6 ? new AddressSet(Ranges.EMPTY, r) : new AddressSet(r, Ranges.EMPTY);
      return new Part(old.from, 0, 0, into, null);
    }
    if (old.intoPorts != null) {
      Ranges r = old.intoPorts.ranges().shift(deltaHi, deltaLo, PortSet.ANY.ranges());
      return new Part(old.from, 0, 0, null, new PortSet(r));
    }
    long lo = old.deltaLo + deltaLo;
    long carry = Long.compareUnsigned(lo, old.deltaLo) < 0 && deltaLo != 0 ? 1 : 0;
    return new Part(old.from, old.deltaHi + deltaHi + carry, lo, null, null);
  }

  /**
   * The answers to the packets of this view: both sides swapped, ICMP types those of the answers.
   */
  public View answered() {
    Part[] p = {parts[1], parts[0], parts[2], parts[4], parts[3]};
    return new View(p, !answer);
  }

  /** Takes source address and port from another view of the same packets. */
  public View withSourceOf(View other) {
    Part[] p = {other.parts[0], parts[1], parts[2], other.parts[3], parts[4]};
    return new View(p, answer);
  }

  /** Takes destination address and port from another view of the same packets. */
  public View withDestinationOf(View other) {
    Part[] p = {parts[0], other.parts[1], parts[2], parts[3], other.parts[4]};
    return new View(p, answer);
  }

  public boolean isIdentity() {
    return equals(IDENTITY);
  }

  /** Whether source address or port differ from those that were sent. */
  public boolean changesSource() {
    return !parts[0].equals(IDENTITY.parts[0]) || !parts[3].equals(IDENTITY.parts[3]);
  }

  /** Whether destination address or port differ from those that were sent. */
  public boolean changesDestination() {
    return !parts[1].equals(IDENTITY.parts[1]) || !parts[4].equals(IDENTITY.parts[4]);
  }

  /** The part of the packets as sent to which there are answers of a known kind. */
  public static PacketSet answerable(PacketSet sent) {
    PacketSet icmp = PacketSet.NONE;
    for (int[] a : V4_ANSWERS) {
      icmp = icmp.or(PacketSet.icmp(a[0], -1));
    }
    for (int[] a : V6_ANSWERS) {
      icmp = icmp.or(PacketSet.icmp6(a[0], -1));
    }
    PacketSet allIcmp = PacketSet.icmp(-1, -1).or(PacketSet.icmp6(-1, -1));
    return sent.minus(allIcmp.minus(icmp));
  }

  /** How the packets look now: every packet that one of them may be. */
  public PacketSet image(PacketSet sent) {
    if (isIdentity()) {
      return sent;
    }
    List<Box> out = new ArrayList<>();
    for (Box b : sent.boxes()) {
      Ranges[] f = new Ranges[Space.FIELDS];
      boolean empty = false;
      for (int k = 0; k < Space.FIELDS; k++) {
        f[k] = current(b, k);
        empty |= f[k].isEmpty();
      }
      if (!empty) {
        out.add(new Box(b.space, f));
      }
    }
    return new PacketSet(out);
  }

  private Ranges current(Box b, int field) {
    if (field >= Space.FIRST && b.space.isIcmp()) {
      Ranges as = b.get(field);
      return answer ? (field == Space.FIRST ? answers(as, b.space.v6) : Ranges.of(0, 0)) : as;
    }
    if (field >= Space.FIRST && !b.space.hasPorts()) {
      return b.get(field);
    }
    Part p = parts[field];
    return p.isReplaced()
        ? p.replacement(b.space.v6)
        : b.get(p.from).shift(p.deltaHi, p.deltaLo, b.space.full(field));
  }

  private static Ranges answers(Ranges types, boolean v6) {
    Ranges out = Ranges.EMPTY;
    for (int[] a : v6 ? V6_ANSWERS : V4_ANSWERS) {
      if (types.contains(0, a[0])) {
        out = out.or(Ranges.of(a[1], a[1]));
      }
    }
    return out;
  }

  private static Ranges requests(Ranges answerTypes, boolean v6) {
    Ranges out = Ranges.EMPTY;
    for (int[] a : v6 ? V6_ANSWERS : V4_ANSWERS) {
      if (answerTypes.contains(0, a[1])) {
        out = out.or(Ranges.of(a[0], a[0]));
      }
    }
    return out;
  }

  /** Which of the packets as sent look now like one of {@code match}. */
  public Split preimage(PacketSet sent, PacketSet match) {
    if (isIdentity()) {
      PacketSet common = sent.and(match);
      return new Split(common, common);
    }
    List<Box> must = new ArrayList<>();
    List<Box> may = new ArrayList<>();
    for (Box b : sent.boxes()) {
      for (Box m : match.boxes()) {
        if (b.space == m.space) {
          preimage(b, m, must, may);
        }
      }
    }
    PacketSet certain = PacketSet.union(List.of(new PacketSet(must)));
    return new Split(
        certain, may.isEmpty() ? certain : PacketSet.union(List.of(certain, new PacketSet(may))));
  }

  private void preimage(Box sent, Box match, List<Box> must, List<Box> may) {
    Box rest = sent;
    boolean certain = true;
    for (int k = 0; k < Space.FIELDS; k++) {
      Part p = parts[k];
      boolean tail = k >= Space.FIRST;
      if (tail && sent.space.isIcmp()) {
        Ranges wanted = match.get(k);
        if (answer) {
          wanted =
              k == Space.FIRST
                  ? requests(wanted, sent.space.v6)
                  : wanted.contains(0, 0) ? Ranges.of(0, 255) : Ranges.EMPTY;
        }
        rest = narrowed(rest, k, wanted);
      } else if (tail && !sent.space.hasPorts()) {
        continue;
      } else if (p.isReplaced()) {
        Ranges now = p.replacement(sent.space.v6);
        if (!match.get(k).intersects(now)) {
          return;
        }
        certain &= match.get(k).containsAll(now);
      } else {
        Ranges wanted =
            match
                .get(k)
                .shift(~p.deltaHi + (p.deltaLo == 0 ? 1 : 0), -p.deltaLo, sent.space.full(p.from));
        rest = narrowed(rest, p.from, wanted);
      }
      if (rest == null) {
        return;
      }
    }
    (certain ? must : may).add(rest);
  }

  private static Box narrowed(Box box, int field, Ranges wanted) {
    Ranges some = box.get(field).and(wanted);
    return some.isEmpty() ? null : box.with(field, some);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof View v && answer == v.answer && java.util.Arrays.equals(parts, v.parts);
  }

  @Override
  public int hashCode() {
    return 31 * java.util.Arrays.hashCode(parts) + Boolean.hashCode(answer);
  }
}
