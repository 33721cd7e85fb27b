package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Rewrite;
import flowgap.packet.View;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * How addresses of one side become those of the other: parts that shift as a whole where the export
 * says which becomes which, otherwise some address of the other side.
 *
 * @param back how those of the other side become these
 */
record Mapping(List<Part> parts, List<Part> back) {
  /** {@code from} becomes {@code to}. */
  record Part(AddressOperand from, AddressOperand to, boolean shifts) {
    Part {
      // what has no address of its family on the other side is not translated
      AddressSet families = families(to.may()).and(families(from.may()));
      from = within(from, families);
      to = within(to, families);
    }

    private static AddressOperand within(AddressOperand o, AddressSet families) {
      return families.containsAll(o.may())
          ? o
          : new AddressOperand(o.may().and(families), o.must().and(families), o.doubts(), o.uses());
    }

    boolean isIdentity() {
      return from.isCertain() && from.may().equals(to.may());
    }
  }

  /** All addresses of the families that a set has. */
  static AddressSet families(AddressSet set) {
    return (set.hasV4() ? AddressSet.ANY_V4 : AddressSet.NONE)
        .or(set.hasV6() ? AddressSet.ANY_V6 : AddressSet.NONE);
  }

  /** Element by element, where both sides have the same elements' sizes. */
  static Mapping fixed(
      List<AddressOperand> from,
      List<AddressOperand> to,
      AddressOperand allFrom,
      AddressOperand allTo) {
    if (allFrom.isCertain() && allTo.isCertain() && allFrom.may().equals(allTo.may())) {
      return both(List.of(new Part(allFrom, allTo, true)));
    }
    List<Part> out = new ArrayList<>();
    boolean same = from.size() == to.size();
    for (int i = 0; same && i < from.size(); i++) {
      AddressSet a = from.get(i).may();
      AddressSet b = to.get(i).may();
      same =
          from.get(i).isCertain()
              && to.get(i).isCertain()
              && a.intervals().size() == 1
              && b.intervals().size() == 1
              && a.hasV6() == b.hasV6()
              && a.size().equals(b.size());
      if (same) {
        out.add(new Part(from.get(i), to.get(i), true));
      }
    }
    if (same) {
      return both(out);
    }
    boolean plain = from.size() == 1 && to.size() == 1 && isRange(allFrom) && isRange(allTo);
    return plain
        ? new Mapping(inTurn(allFrom, allTo), inTurnBack(allFrom, allTo))
        : both(List.of(new Part(allFrom, allTo, false)));
  }

  private static Mapping both(List<Part> parts) {
    return new Mapping(
        parts, parts.stream().map(p -> new Part(p.to(), p.from(), p.shifts())).toList());
  }

  /** Blocks beyond this number are not told apart. */
  private static final int BLOCKS = 64;

  private static boolean isRange(AddressOperand o) {
    return o.isCertain() && !o.may().hasV6() && o.may().intervals().size() == 1;
  }

  private static long low(AddressOperand o) {
    return o.may().intervals().get(0)[0].lo();
  }

  private static long count(AddressOperand o) {
    return o.may().intervals().get(0)[1].lo() - low(o) + 1;
  }

  private static AddressOperand range(long first, long many) {
    return AddressOperand.certain(
        AddressSet.range(IpAddress.v4(first), IpAddress.v4(first + many - 1)));
  }

  /**
   * Real addresses that leave: "mapped in order (A to 1, B to 2, C to 3)"; where there are more
   * real ones, the mapped ones are taken again from the first ("Other Mapping Scenarios" of static
   * NAT in the CLI guides, few-to-many and many-to-few).
   */
  private static List<Part> inTurn(AddressOperand real, AddressOperand mapped) {
    long few = Math.min(count(real), count(mapped));
    if (count(real) / few > BLOCKS) {
      return List.of(new Part(real, mapped, false));
    }
    List<Part> out = new ArrayList<>();
    for (long at = 0; at < count(real); at += few) {
      long many = Math.min(few, count(real) - at);
      out.add(new Part(range(low(real) + at, many), range(low(mapped), many), true));
    }
    return out;
  }

  /**
   * What comes in: with more mapped addresses each leads to a real one, in turn; with fewer, each
   * leads to one of the lowest real ones, and "traffic cannot be initiated to" the others.
   */
  private static List<Part> inTurnBack(AddressOperand real, AddressOperand mapped) {
    long few = Math.min(count(real), count(mapped));
    if (count(mapped) / few > BLOCKS) {
      return List.of(new Part(mapped, real, false));
    }
    List<Part> out = new ArrayList<>();
    for (long at = 0; at < count(mapped); at += few) {
      long many = Math.min(few, count(mapped) - at);
      out.add(new Part(range(low(mapped) + at, many), range(low(real), many), true));
    }
    return out;
  }

  static Mapping pool(AddressOperand from, AddressOperand to) {
    return both(List.of(new Part(from, to, false)));
  }

  Mapping inverse() {
    return new Mapping(back, parts);
  }

  boolean isIdentity() {
    return parts.size() == 1 && parts.get(0).isIdentity();
  }

  /**
   * Pieces that rewrite one side of packets.
   *
   * @param within packets that the other fields allow
   * @param ports rewrites of ports that go with it
   */
  List<NatRule.Piece> pieces(
      boolean source,
      PacketSet within,
      PacketSet sureWithin,
      List<Action> ports,
      List<Condition> doubts,
      SourceSpan span) {
    List<NatRule.Piece> out = new ArrayList<>();
    for (Part p : parts) {
      PacketSet may = side(p.from().may(), source).and(within);
      PacketSet must = side(p.from().must(), source).and(sureWithin);
      List<Action> rewrites = new ArrayList<>();
      List<Condition> why = new ArrayList<>(doubts);
      why.addAll(p.from().doubts());
      if (p.from().may().isEmpty()) {
        continue;
      }
      if (!p.isIdentity()) {
        rewrites.add(rewrite(p, source));
      }
      rewrites.addAll(ports);
      if (!may.isEmpty()) {
        out.add(new NatRule.Piece(may, why.isEmpty() ? may : must, rewrites, why));
      }
    }
    return out;
  }

  private static PacketSet side(AddressSet set, boolean source) {
    return source ? PacketSet.from(set) : PacketSet.to(set);
  }

  private static Action rewrite(Part p, boolean source) {
    View.Field field = source ? View.Field.SOURCE : View.Field.DESTINATION;
    IpAddress from = p.from().may().first().orElseThrow();
    boolean one = p.to().may().single().isPresent() && p.to().isCertain();
    Rewrite rewrite =
        p.shifts()
            ? new Rewrite.Shift(from, p.to().may().first().orElseThrow())
            : new Rewrite.Into(p.to().may());
    String to =
        p.to().isCertain() || one
            ? p.to().may().toString()
            : "an address that is not in the export";
    String shown = (source ? "source " : "destination ") + p.from().may() + " -> " + to;
    return new Action.Translate(field, rewrite, shown);
  }

  /** Rewrites a port; both sets have the same number of ports, else one of them. */
  static Action port(boolean source, PortSet from, PortSet to) {
    View.Field field = source ? View.Field.SOURCE_PORT : View.Field.DESTINATION_PORT;
    boolean shifts =
        from.intervals().size() == 1 && to.intervals().size() == 1 && from.size() == to.size();
    Rewrite rewrite =
        shifts
            ? new Rewrite.PortShift(from.intervals().get(0)[0], to.intervals().get(0)[0])
            : new Rewrite.IntoPorts(to);
    return new Action.Translate(
        field, rewrite, (source ? "source port " : "destination port ") + from + " -> " + to);
  }
}
