package flowgap.vendor.asa;

import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.RuleList;
import flowgap.policy.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists of an export that says nothing of interfaces ({@code show access-list} alone). */
final class BareLists {
  private static final String NAME = "~lists";

  private final AsaConfig config;
  private final Lists lists;

  BareLists(AsaConfig config, Lists lists) {
    this.config = config;
    this.lists = lists;
  }

  void addTo(Map<String, RuleList> all, List<Stage> opening) {
    Derived list = new Derived(NAME, config.file);
    List<List<Action>> courses = new ArrayList<>();
    for (RuleList l : lists.all().values()) {
      if (!l.rules().isEmpty()) {
        courses.add(List.of(new Action.Call(l.name()), Action.DENY));
      }
    }
    Condition why =
        Condition.of(
            Condition.Kind.MISSING_POLICY,
            "the export does not say which interface each list is bound to",
            "hand in show running-config");
    Action.Note note =
        new Action.Note("judged by access lists alone: no interfaces, routes and translations");
    if (courses.isEmpty()) {
      courses.add(List.of(Action.PERMIT));
      courses.add(List.of(Action.DENY));
    }
    if (courses.size() == 1) {
      list.add(
          "the only list",
          list.implicit("the only list"),
          PacketSet.ALL,
          List.of(),
          note,
          courses.get(0).get(0),
          Action.DENY);
    } else {
      list.add(
          "one of the lists",
          list.implicit("one of the lists"),
          PacketSet.ALL,
          List.of(),
          note,
          new Action.OneOf(courses, why));
    }
    RuleList made = list.ending(Action.DENY, "");
    all.put(NAME, made);
    opening.add(new Stage("access lists", Stage.Kind.FILTER, NAME));
  }
}
