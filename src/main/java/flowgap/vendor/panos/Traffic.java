package flowgap.vendor.panos;

import flowgap.packet.PacketSet;
import flowgap.policy.Condition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Packets that a service or an application's ports stand for: {@code must} for certain, {@code may}
 * at most.
 *
 * @param doubts why the two differ
 * @param uses the objects that it was made of
 */
record Traffic(PacketSet may, PacketSet must, List<Condition> doubts, List<Node> uses) {
  static final Traffic ALL = certain(PacketSet.ALL);

  Traffic {
    doubts = List.copyOf(doubts);
    uses = List.copyOf(uses);
  }

  static Traffic certain(PacketSet set) {
    return new Traffic(set, set, List.of(), List.of());
  }

  static Traffic perhaps(PacketSet may, Condition why) {
    return new Traffic(may, PacketSet.NONE, List.of(why), List.of());
  }

  static Traffic union(List<Traffic> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Set<Condition> doubts = new LinkedHashSet<>();
    List<Node> uses = new ArrayList<>();
    for (Traffic t : parts) {
      doubts.addAll(t.doubts);
      uses.addAll(t.uses);
    }
    PacketSet may = PacketSet.union(parts.stream().map(Traffic::may).toList());
    PacketSet must = PacketSet.union(parts.stream().map(Traffic::must).toList());
    return new Traffic(may, must, List.copyOf(doubts), uses);
  }

  Traffic using(Node object) {
    List<Node> all = new ArrayList<>(uses);
    all.add(object);
    return new Traffic(may, must, doubts, all);
  }

  boolean isCertain() {
    return doubts.isEmpty();
  }
}
