package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.packet.PacketSetTooLarge;
import flowgap.policy.Firewall;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which packets come to lists that rules of other lists ask: no more than what those match. A rule
 * of such a list is as wide as what comes to it.
 */
final class Calls {
  /** Boxes from which on it is not looked at any more closely. */
  private static final int MOST = 64;

  private record Call(String from, Rule rule) {}

  private final Map<String, List<Call>> calls = new HashMap<>();
  private final Map<String, PacketSet> known = new HashMap<>();

  Calls(Firewall firewall) {
    List.of(firewall.opening(), firewall.answer(), firewall.follower())
        .forEach(stages -> stages.forEach(s -> known.put(s.list(), PacketSet.ALL)));
    for (RuleList list : firewall.lists().values()) {
      List<Rule> rules = new ArrayList<>(list.rules());
      rules.add(list.end());
      for (Rule r : rules) {
        Deque<String> called = new ArrayDeque<>();
        Attachment.called(r.enabled() ? r.actions() : List.of(), called);
        called.forEach(
            c -> calls.computeIfAbsent(c, n -> new ArrayList<>()).add(new Call(list.name(), r)));
      }
    }
  }

  /** The list with no more packets arriving than there can be. */
  RuleList narrowed(RuleList list) {
    try {
      PacketSet all = to(list.name()).and(list.arriving());
      return all.equals(list.arriving()) ? list : list.arriving(all);
    } catch (PacketSetTooLarge e) {
      return list;
    }
  }

  private PacketSet to(String list) {
    PacketSet there = known.get(list);
    if (there != null) {
      return there;
    }
    known.put(list, PacketSet.ALL); // a list that asks itself
    PacketSet all = PacketSet.NONE;
    for (Call c : calls.getOrDefault(list, List.of())) {
      PacketSet asked = PacketSet.union(c.rule().matches().stream().map(Match::packets).toList());
      all = all.or(to(c.from()).and(asked));
      if (all.boxCount() > MOST) {
        all = PacketSet.ALL;
        break;
      }
    }
    all = calls.containsKey(list) ? all : PacketSet.ALL;
    known.put(list, all);
    return all;
  }
}
