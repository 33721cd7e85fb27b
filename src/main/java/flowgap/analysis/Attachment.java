package flowgap.analysis;

import flowgap.policy.Action;
import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Stage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which lists of a firewall are asked at all: by a stage, or by a list that is asked. */
final class Attachment {
  private Attachment() {}

  /** Names of the lists that packets can come by. */
  static Set<String> of(Firewall firewall) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    for (List<Stage> stages : List.of(firewall.opening(), firewall.answer(), firewall.follower())) {
      stages.forEach(s -> open.add(s.list()));
    }
    for (RuleList list : firewall.lists().values()) {
      if (!list.bindings().isEmpty()) {
        open.add(list.name());
      }
    }
    Set<String> asked = called(firewall, open, seen);
    // a union that is bound to nothing is asked only for addresses that nothing is known of
    asked.removeIf(name -> isUnboundUnion(firewall.lists().get(name)));
    return asked;
  }

  /**
   * Names of the lists by which packets are let pass or not. A list may be bound for another
   * purpose: to choose what goes into a tunnel, or what is captured.
   */
  static Set<String> filters(Firewall firewall) {
    Deque<String> open = new ArrayDeque<>();
    for (List<Stage> stages : List.of(firewall.opening(), firewall.answer(), firewall.follower())) {
      stages.stream().filter(s -> s.kind() == Stage.Kind.FILTER).forEach(s -> open.add(s.list()));
    }
    return called(firewall, open, new HashSet<>());
  }

  private static Set<String> called(Firewall firewall, Deque<String> open, Set<String> seen) {
    while (!open.isEmpty()) {
      String name = open.poll();
      RuleList list = firewall.lists().get(name);
      if (list != null && seen.add(name)) {
        list.rules().stream().filter(Rule::enabled).forEach(r -> called(r.actions(), open));
        called(list.end().actions(), open);
      }
    }
    return seen;
  }

  private static boolean isUnboundUnion(RuleList list) {
    return list.kind() == RuleList.Kind.UNION && list.written() && list.bindings().isEmpty();
  }

  static void called(List<Action> actions, Deque<String> out) {
    for (Action a : actions) {
      if (a instanceof Action.Call c) {
        out.add(c.list());
      } else if (a instanceof Action.GoTo g) {
        out.add(g.list());
      } else if (a instanceof Action.OneOf o) {
        o.courses().forEach(course -> called(course, out));
      }
    }
  }
}
