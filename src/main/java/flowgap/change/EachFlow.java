package flowgap.change;

import flowgap.analysis.ProposedChange;
import flowgap.flow.Flow;
import flowgap.policy.ChangeScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What opens each of many flows by itself. Reading an export again for each of them would take
 * hours, so one attempt proves as many as it can, and only what it leaves open is halved.
 */
final class EachFlow {
  /** Rules that are read again before flows are only said to be opened together. */
  private static final long RULES_READ = 100_000;

  private final Opening opening;
  private final int rules;
  private final ProposedChange others;
  private final Map<String, ProposedChange> found = new TreeMap<>();
  private long read;

  /**
   * @param rules how many rules the firewall has: bounds the effort
   * @param others what is said of flows that the effort does not reach
   */
  EachFlow(Opening opening, int rules, ProposedChange others) {
    this.opening = opening;
    this.rules = rules;
    this.others = others;
  }

  /**
   * @param attempt of just these flows
   * @return by flow id; flows that nothing denies have none
   */
  Map<String, ProposedChange> of(Attempt attempt, List<Flow> flows) throws IOException {
    settle(attempt, flows);
    return found;
  }

  private void settle(Attempt attempt, List<Flow> flows) throws IOException {
    if (flows.size() == 1) {
      attempt.together().ifPresent(c -> found.put(flows.get(0).id(), c));
      return;
    }
    Map<String, ChangeScript> alone = opening.alone(attempt);
    List<Flow> open = new ArrayList<>();
    for (Flow f : flows) {
      if (alone.containsKey(f.id())) {
        Optional<ProposedChange> shown = attempt.alone(f, alone.get(f.id()));
        shown.ifPresentOrElse(c -> found.put(f.id(), c), () -> open.add(f));
      }
    }
    if (open.isEmpty()) {
      return;
    }
    boolean some = open.size() < alone.size();
    int half = some ? open.size() : open.size() / 2;
    again(open.subList(0, half));
    again(open.subList(half, open.size()));
  }

  private void again(List<Flow> flows) throws IOException {
    if (flows.isEmpty()) {
      return;
    }
    if (read > RULES_READ) {
      flows.forEach(f -> found.put(f.id(), others));
      return;
    }
    read += Math.max(100, rules) * 2L;
    settle(opening.attempt(flows), flows);
  }
}
