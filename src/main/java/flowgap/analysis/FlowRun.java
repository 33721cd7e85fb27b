package flowgap.analysis;

import flowgap.flow.Flow;
import flowgap.flow.FlowPath;
import flowgap.policy.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The flows of an audit, and which firewalls judge which of them. What needs one firewall only is
 * judged firewall by firewall; flows along an ordered path need all of its firewalls at once.
 */
public final class FlowRun {
  private final List<Flow> flows;
  private final Circumstances circumstances;
  private final boolean onlyFirewall;

  /**
   * @param onlyFirewall whether the audit has just one firewall: it is then taken to be on the path
   *     of every flow, since nothing else was handed in
   */
  public FlowRun(List<Flow> flows, Circumstances circumstances, boolean onlyFirewall) {
    this.flows = List.copyOf(flows);
    this.circumstances = circumstances;
    this.onlyFirewall = onlyFirewall;
  }

  public List<Flow> flows() {
    return flows;
  }

  public Circumstances circumstances() {
    return circumstances;
  }

  /** Why a flow is not judged; empty where it is. */
  public Optional<FlowResult> notJudged(Flow flow) {
    if (!flow.isApplicable()) {
      return Optional.of(
          WholeFlow.notJudged(
              flow,
              Verdict.NOT_APPLICABLE,
              "its condition does not hold: " + flow.condition().orElseThrow().text()));
    }
    Optional<Window> window = circumstances.window();
    if (window.isPresent() && !flow.validity().meets(window.get().start(), window.get().end())) {
      return Optional.of(
          WholeFlow.notJudged(flow, Verdict.NOT_APPLICABLE, "it is not valid in the window"));
    }
    if (!flow.unboundRoles().isEmpty()) {
      return Optional.of(
          WholeFlow.notJudged(
              flow,
              Verdict.UNBOUND,
              "the site file binds no address to " + String.join(", ", flow.unboundRoles())));
    }
    return Optional.empty();
  }

  /** What one firewall does with the flows that it judges by itself, by flow id. */
  public Map<String, List<Judged>> at(FirewallJudge judge) {
    Map<String, List<Judged>> out = new TreeMap<>();
    for (Flow flow : flows) {
      boolean named = flow.path().firewalls().contains(judge.firewall().name());
      boolean mine = flow.path() instanceof FlowPath.Unstated || named;
      if (mine && !(flow.path() instanceof FlowPath.Ordered) && notJudged(flow).isEmpty()) {
        List<Judged> judged = judge.judge(flow, circumstances, named || onlyFirewall);
        out.put(flow.id(), NearRules.added(judge, judged, flow, circumstances));
      }
    }
    return out;
  }

  /** The firewalls that flows along ordered paths need together. */
  public Set<String> together() {
    Set<String> out = new TreeSet<>();
    for (Flow flow : flows) {
      if (flow.path() instanceof FlowPath.Ordered && notJudged(flow).isEmpty()) {
        out.addAll(flow.path().firewalls());
      }
    }
    return out;
  }

  /**
   * What becomes of a flow along its ordered path.
   *
   * @param judges by firewall name; a missing one could not be read
   */
  public List<Judged> along(Flow flow, Map<String, FirewallJudge> judges) {
    List<FirewallJudge> path = new ArrayList<>();
    for (String name : flow.path().firewalls()) {
      if (judges.containsKey(name)) {
        path.add(judges.get(name));
      }
    }
    return OrderedPath.judge(path, flow, circumstances);
  }

  /**
   * The whole flow.
   *
   * @param at what each firewall does with it
   * @param unreadable names of firewalls that could not be read
   */
  public FlowResult whole(Flow flow, List<Judged> at, Set<String> unreadable) {
    Optional<FlowResult> not = notJudged(flow);
    if (not.isPresent()) {
      return not.get();
    }
    List<String> unread = flow.path().firewalls().stream().filter(unreadable::contains).toList();
    return WholeFlow.combine(flow, at, unread);
  }
}
