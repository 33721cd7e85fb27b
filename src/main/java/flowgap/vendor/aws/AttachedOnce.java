package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.source.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The interfaces of an account, each address at one of them. Within one VPC an address, private or
 * public, is that of one interface; where two have it, their exports are of different days, and
 * neither has it for certain.
 */
final class AttachedOnce {
  private record Piece(IpAddress low, IpAddress high, Attachment of) {}

  private final List<Problem> problems;
  private AddressSet twice = AddressSet.NONE;

  AttachedOnce(List<Problem> problems) {
    this.problems = problems;
  }

  /** Whether some address was that of two interfaces. */
  boolean differ() {
    return !twice.isEmpty();
  }

  /** The interfaces without the addresses that two of them have. */
  List<Attachment> of(Collection<Attachment> attachments) {
    Map<String, List<Piece>> inside = new LinkedHashMap<>();
    List<Piece> outside = new ArrayList<>();
    for (Attachment a : attachments) {
      List<Piece> pieces = inside.computeIfAbsent(a.vpc(), v -> new ArrayList<>());
      for (IpAddress[] i : a.addresses().intervals()) {
        pieces.add(new Piece(i[0], i[1], a));
      }
      a.publicly().values().stream().distinct().forEach(p -> outside.add(new Piece(p, p, a)));
    }
    Map<String, AddressSet> privately = new HashMap<>();
    inside.forEach((vpc, pieces) -> privately.put(vpc, twice(pieces)));
    AddressSet publicly = twice(outside);
    List<Attachment> out = new ArrayList<>();
    for (Attachment a : attachments) {
      AddressSet mine = privately.get(a.vpc()).and(a.addresses());
      boolean known = a.publicly().values().stream().noneMatch(publicly::contains);
      out.add(mine.isEmpty() && known ? a : a.without(mine, publicly));
    }
    return List.copyOf(out);
  }

  /** An instance may stand for its only interface, that another export lists by its id. */
  private static boolean sayTheSame(Piece a, Piece b) {
    return a.of().isAtTheSamePlace(b.of()) && a.of().behind(a.low()).equals(b.of().behind(a.low()));
  }

  private AddressSet twice(List<Piece> pieces) {
    pieces.sort(Comparator.comparing(Piece::low).thenComparing(Piece::high));
    List<AddressSet> out = new ArrayList<>();
    Piece last = null;
    for (Piece p : pieces) {
      if (last != null && p.low().compareTo(last.high()) <= 0 && !sayTheSame(p, last)) {
        IpAddress high = p.high().compareTo(last.high()) < 0 ? p.high() : last.high();
        AddressSet both = AddressSet.range(p.low(), high);
        out.add(both);
        problems.add(
            Problem.error(
                p.of().span(),
                p.of().id()
                    + " and "
                    + last.of().id()
                    + " both have "
                    + both
                    + ": their exports are not of one time, and neither is taken to have it"));
      }
      last = last == null || p.high().compareTo(last.high()) > 0 ? p : last;
    }
    AddressSet all = AddressSet.union(out);
    twice = twice.or(all);
    return all;
  }
}
