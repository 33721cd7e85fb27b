package flowgap.analysis;

import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Schedule;
import flowgap.policy.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The parts of a window in which no schedule of a firewall switches. */
final class Segments {
  /** Parts that one window is divided into at the most. */
  private static final int MOST = 500;

  private Segments() {}

  /** The starts of the parts; one empty entry where there is no window. */
  static List<Optional<Instant>> of(Firewall firewall, Optional<Window> window) {
    if (window.isEmpty()) {
      return List.of(Optional.empty());
    }
    Set<Schedule> schedules = new HashSet<>();
    for (RuleList list : firewall.lists().values()) {
      for (Rule r : list.rules()) {
        if (r.enabled()) {
          r.schedule().ifPresent(schedules::add);
        }
      }
    }
    TreeSet<Instant> starts = new TreeSet<>();
    starts.add(window.get().start());
    for (Schedule s : schedules) {
      starts.addAll(s.changes(window.get()));
    }
    if (starts.size() > MOST) {
      throw new NotDecided("the window has more than " + MOST + " changes of schedules");
    }
    List<Optional<Instant>> out = new ArrayList<>();
    starts.forEach(s -> out.add(Optional.of(s)));
    return out;
  }
}
