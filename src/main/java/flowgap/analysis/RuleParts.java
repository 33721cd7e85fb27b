package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.packet.PacketSetTooLarge;
import flowgap.policy.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which rules of the filters decide, or may decide, which parts of some packets. */
final class RuleParts {
  private RuleParts() {}

  private record Key(String rule, String action, String leg) {}

  private static final class Sum {
    final List<PacketSet> sent = new ArrayList<>();
    final List<PacketSet> seen = new ArrayList<>();
    boolean certain = true;
  }

  /** One part a rule, action and leg, in the order of the ways. */
  static List<RulePart> of(Division division) {
    Map<Key, Sum> sums = new LinkedHashMap<>();
    for (List<Cohort> side : List.of(division.permitted(), division.refused())) {
      for (Cohort c : side) {
        for (Hit h = c.trail(); h != null; h = h.before()) {
          if (h.stage().kind() == Stage.Kind.FILTER && h.isEnd()) {
            Sum sum =
                sums.computeIfAbsent(new Key(h.rule().id(), h.what(), h.leg()), k -> new Sum());
            sum.sent.add(c.sent());
            sum.seen.add(h.seen().image(c.sent()));
            sum.certain &= c.isCertain();
          }
        }
      }
    }
    List<RulePart> out = new ArrayList<>(sums.size());
    sums.forEach(
        (k, sum) ->
            out.add(
                new RulePart(
                    k.rule, k.action, k.leg, union(sum.sent), union(sum.seen), sum.certain)));
    return out;
  }

  /** All packets where the exact set is too large: a part is never shown smaller than it is. */
  private static PacketSet union(List<PacketSet> sets) {
    try {
      return PacketSet.union(sets);
    } catch (PacketSetTooLarge e) {
      return PacketSet.ALL;
    }
  }
}
