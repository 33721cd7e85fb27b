package flowgap.change;

import flowgap.packet.PacketSet;
import flowgap.policy.Firewall;
import flowgap.policy.NamedObject;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Whether a policy is again what it was: the same rules in every list, in the same order where it
 * decides, the same way through the lists, and no object more or less.
 */
final class Restored {
  private Restored() {}

  /** What is not as it was; empty where all is. */
  static Optional<String> otherwise(Firewall before, Firewall now) {
    if (!before.lists().keySet().equals(now.lists().keySet())) {
      return Optional.of("other lists are there");
    }
    for (RuleList old : before.lists().values()) {
      RuleList list = now.list(old.name());
      boolean union = old.kind() == RuleList.Kind.UNION;
      boolean same =
          old.kind() == list.kind()
              && Proof.same(old.end(), list.end())
              && (union
                  ? holdsAll(old, list) && holdsAll(list, old)
                  : sameInOrder(old.rules(), list.rules()));
      if (!same) {
        return Optional.of("list " + old.name() + " is another one");
      }
    }
    return objects(before).equals(objects(now))
        ? Optional.empty()
        : Optional.of("other objects are there");
  }

  private static boolean sameInOrder(List<Rule> a, List<Rule> b) {
    Iterator<Rule> other = b.iterator();
    return a.size() == b.size() && a.stream().allMatch(r -> Proof.same(r, other.next()));
  }

  /** Whether each rule of the second list stands in the first, wherever and however often. */
  private static boolean holdsAll(RuleList list, RuleList other) {
    Map<PacketSet, List<Rule>> byPackets = new HashMap<>();
    for (Rule r : list.rules()) {
      byPackets.computeIfAbsent(Proof.packets(r), p -> new ArrayList<>()).add(r);
    }
    return other.rules().stream()
        .allMatch(
            r ->
                byPackets.getOrDefault(Proof.packets(r), List.of()).stream()
                    .anyMatch(o -> Proof.same(o, r)));
  }

  private static List<String> objects(Firewall f) {
    List<String> out = new ArrayList<>();
    for (NamedObject o : f.objects()) {
      out.add(o.kind() + " " + o.name());
    }
    return List.copyOf(new TreeSet<>(out));
  }
}
