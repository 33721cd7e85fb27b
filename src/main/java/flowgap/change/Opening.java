package flowgap.change;

import flowgap.analysis.Circumstances;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowRun;
import flowgap.analysis.Gap;
import flowgap.analysis.Gaps;
import flowgap.analysis.ProposedChange;
import flowgap.flow.Flow;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.ChangeScript;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Opens what flows need on one firewall: the smallest rules that permit exactly what is denied,
 * before the rule that denies it. Each change is made to the export, read again and judged again
 * before it is called proved.
 */
public final class Opening {
  /** Lists that one flow may have to be opened in, one after the other. */
  private static final int ROUNDS = 6;

  private final Trial trial;
  private final FirewallJudge judge;
  private final Circumstances circumstances;
  private final Siblings siblings;
  private final SameFlows flows;
  private Gaps asExported;

  /** What certainly denies flows before any change: attempts have flows in common. */
  private final Map<Flow, List<Gap>> gapsAsExported = new IdentityHashMap<>();

  /**
   * @param run with the flows that must stay blocked
   */
  public Opening(Trial trial, FirewallJudge judge, FlowRun run) {
    this.trial = trial;
    this.judge = judge;
    this.circumstances = run.circumstances();
    this.siblings = trial.siblings(judge, run);
    this.flows = new SameFlows(judge, judge.firewall().name(), run);
  }

  /**
   * What opens the flows, all of them together.
   *
   * @return empty where no list denies any of them
   */
  public Optional<ProposedChange> of(List<Flow> flows) throws IOException {
    return attempt(flows).together();
  }

  /** Opens the flows, all of them together. */
  Attempt attempt(List<Flow> flows) throws IOException {
    List<PolicyChange> changes = new ArrayList<>();
    Map<String, List<PolicyChange>> own = new LinkedHashMap<>();
    FirewallJudge now = judge;
    Map<String, Firewall> all = Map.of();
    ChangeScript script = null;
    String doubt = "";
    for (int round = 0; round < ROUNDS; round++) {
      List<PolicyChange> more = missing(now, flows, own);
      if (more.isEmpty() || changes.containsAll(more)) {
        break;
      }
      changes.addAll(more);
      script = trial.written(changes);
      if (!script.advice().isEmpty()) {
        doubt = script.advice();
        break;
      }
      Trial.Outcome outcome = trial.after(script.commands());
      if (!outcome.doubt().isEmpty()) {
        doubt = outcome.doubt();
        break;
      }
      now = new FirewallJudge(outcome.after());
      all = outcome.all();
    }
    if (script != null && doubt.isEmpty()) {
      doubt = trial.undone(script.commands(), script.rollback());
    }
    Optional<ChangeScript> written = Optional.ofNullable(script);
    Attempt attempt =
        new Attempt(judge, circumstances, flows, written, own, now, doubt, siblings::named);
    if (script != null && doubt.isEmpty()) {
      String in = this.flows.letsIn(now);
      attempt.doubted(
          in.isEmpty()
              ? siblings.opened(script.siblings(), attempt.meant(), all)
              : "with it " + in);
    }
    return attempt;
  }

  /** What opens all flows of an attempt as a patch of the file that the device loads, if any. */
  List<String> patch(Attempt attempt, ProposedChange together) throws IOException {
    return together.proved() ? trial.patch(together.commands(), attempt.after()) : List.of();
  }

  /** The commands of each flow's own changes alone, in the order of an attempt's flows. */
  Map<String, ChangeScript> alone(Attempt attempt) throws IOException {
    Map<String, List<PolicyChange>> own = attempt.own();
    List<ChangeScript> scripts = trial.writtenEach(List.copyOf(own.values()));
    Map<String, ChangeScript> out = new LinkedHashMap<>();
    Iterator<ChangeScript> next = scripts.iterator();
    own.keySet().forEach(flow -> out.put(flow, next.next()));
    return out;
  }

  /**
   * @param own receives the changes by flow
   */
  private List<PolicyChange> missing(
      FirewallJudge now, List<Flow> flows, Map<String, List<PolicyChange>> own) {
    Gaps gaps = now == judge ? asExported() : new Gaps(now);
    Set<PolicyChange> out = new LinkedHashSet<>();
    for (Flow flow : flows) {
      List<Gap> its =
          now == judge
              ? gapsAsExported.computeIfAbsent(flow, f -> gaps.of(f, circumstances))
              : gaps.of(flow, circumstances);
      for (Gap gap : its) {
        PolicyChange.NewRule rule =
            new PolicyChange.NewRule(
                Action.End.PERMIT,
                gap.seen(),
                place(gap, Attribute.IN_ZONE, Attribute.IN),
                place(gap, Attribute.OUT_ZONE, Attribute.OUT),
                Optional.ofNullable(gap.attributes().get(Attribute.APPLICATION)),
                name(flow.id()),
                circumstances.windowAt(judge.firewall()));
        PolicyChange change =
            new PolicyChange(
                PolicyChange.Kind.INSERT_BEFORE,
                gap.list(),
                asFirstRead(now.firewall(), gap),
                Optional.of(rule));
        List<PolicyChange> takes = own.computeIfAbsent(flow.id(), f -> new ArrayList<>());
        if (!takes.contains(change)) {
          takes.add(change);
        }
        out.add(change);
      }
    }
    return List.copyOf(out);
  }

  private Gaps asExported() {
    if (asExported == null) {
      asExported = new Gaps(judge);
    }
    return asExported;
  }

  /** The id that the anchor had before any change: positions move when rules are inserted. */
  private String asFirstRead(Firewall changed, Gap gap) {
    RuleList old = judge.firewall().list(gap.list());
    if (changed == judge.firewall()) {
      return gap.anchor();
    }
    String words = anchorWords(changed, gap);
    int equals = 0;
    for (Rule r : changed.list(gap.list()).rules()) {
      if (r.id().equals(gap.anchor())) {
        break;
      }
      equals += r.words().equals(words) ? 1 : 0;
    }
    for (Rule r : old.rules()) {
      if (r.words().equals(words) && equals-- == 0) {
        return r.id();
      }
    }
    return old.end().id();
  }

  private static String anchorWords(Firewall changed, Gap gap) {
    for (Rule r : changed.list(gap.list()).rules()) {
      if (r.id().equals(gap.anchor())) {
        return r.words();
      }
    }
    return "";
  }

  private static Optional<String> place(Gap gap, String zone, String networkInterface) {
    return Optional.ofNullable(gap.attributes().get(zone))
        .or(() -> Optional.ofNullable(gap.attributes().get(networkInterface)))
        .filter(p -> !p.isEmpty());
  }

  /** A rule name of letters, digits and hyphens. */
  static String name(String flow) {
    String clean = flow.replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT);
    return "flowgap-" + clean.substring(0, Math.min(40, clean.length()));
  }
}
