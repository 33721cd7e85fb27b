package flowgap.vendor.panos;

import flowgap.packet.AddressSet;
import flowgap.policy.Condition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Addresses that a name stands for: {@code must} for certain, {@code may} at most.
 *
 * @param doubts why the two differ
 * @param uses the objects that it was made of
 */
record Extent(AddressSet may, AddressSet must, List<Condition> doubts, List<Node> uses) {
  static final Extent ANY = certain(AddressSet.ANY);
  static final Extent NONE = certain(AddressSet.NONE);

  Extent {
    doubts = List.copyOf(doubts);
    uses = List.copyOf(uses);
  }

  static Extent certain(AddressSet set) {
    return new Extent(set, set, List.of(), List.of());
  }

  /** Nothing for certain, anything perhaps. */
  static Extent unknown(Condition why) {
    return new Extent(AddressSet.ANY, AddressSet.NONE, List.of(why), List.of());
  }

  static Extent union(List<Extent> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Set<Condition> doubts = new LinkedHashSet<>();
    List<Node> uses = new ArrayList<>();
    List<AddressSet> all = new ArrayList<>(parts.size());
    for (Extent e : parts) {
      doubts.addAll(e.doubts);
      uses.addAll(e.uses);
      all.add(e.may);
    }
    AddressSet may = AddressSet.union(all);
    if (doubts.isEmpty()) {
      return new Extent(may, may, List.of(), uses);
    }
    AddressSet must = AddressSet.union(parts.stream().map(Extent::must).toList());
    return new Extent(may, must, may.equals(must) ? List.of() : List.copyOf(doubts), uses);
  }

  /** As if all that it may be were certain. */
  Extent atMost() {
    return new Extent(may, may, doubts, uses);
  }

  Extent negated() {
    List<Condition> reversed = doubts.stream().map(Condition::reversed).toList();
    return new Extent(must.complement(), may.complement(), reversed, uses);
  }

  Extent using(Node object) {
    List<Node> all = new ArrayList<>(uses);
    all.add(object);
    return new Extent(may, must, doubts, all);
  }

  Extent without(AddressSet out) {
    return new Extent(may.minus(out), must.minus(out), doubts, uses);
  }
}
