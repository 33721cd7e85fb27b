package flowgap.change;

import flowgap.analysis.Difference;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowRun;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.Rule;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Other firewalls of the same exports that a change reaches, because they inherit the rules that it
 * changes: it is proved for them, too, and names them.
 */
final class Siblings {
  /** Names that are listed. */
  private static final int NAMED = 8;

  private final Trial trial;
  private final FirewallJudge own;
  private final FlowRun run;
  private final UnaryOperator<String> called;
  private final Map<String, FirewallJudge> before = new HashMap<>();
  private final Map<String, SameFlows> flows = new HashMap<>();

  /**
   * @param called what the run calls a firewall that the vendor gives a name
   */
  Siblings(Trial trial, FirewallJudge own, FlowRun run, UnaryOperator<String> called) {
    this.trial = trial;
    this.own = own;
    this.run = run;
    this.called = called;
  }

  /** What is said of those that a change reaches; empty where it reaches none. */
  String named(Collection<String> names) {
    List<String> all = names.stream().map(called).sorted().distinct().toList();
    if (all.isEmpty()) {
      return "";
    }
    int more = all.size() - NAMED;
    return "; it changes "
        + String.join(", ", all.subList(0, Math.min(NAMED, all.size())))
        + (more > 0 ? " and " + more + " more firewalls" : "")
        + ", too: the rules are of a place that "
        + (all.size() == 1 ? "it inherits" : "they inherit");
  }

  /**
   * Why an opening is not proved for them; empty where it is.
   *
   * @param meant the changes, with what the new rules may permit
   * @param after all firewalls of the exports as read again, by the vendor's names
   */
  String opened(Collection<String> names, List<PolicyChange> meant, Map<String, Firewall> after)
      throws IOException {
    for (String name : names) {
      Firewall then = after.get(name);
      FirewallJudge was = before(name);
      if (was == null || then == null) {
        return "it was not found what becomes of " + called.apply(name);
      }
      Optional<String> other = Proof.onlyAsMeant(was.firewall(), then, meant);
      if (other.isPresent()) {
        return "on " + called.apply(name) + " " + other.get();
      }
      String in = flows(name, was).letsIn(judge(name, then));
      if (!in.isEmpty()) {
        return "with it " + in + " on " + called.apply(name);
      }
    }
    return "";
  }

  /**
   * Why a review is not proved for them; empty where it is.
   *
   * @param changes by the names of those that each reaches
   */
  String reviewed(Map<String, List<PolicyChange>> changes, Map<String, Firewall> after)
      throws IOException {
    for (String name : changes.keySet()) {
      FirewallJudge was = before(name);
      Firewall then = after.get(name);
      String why =
          was == null || then == null
              ? "it was not found what becomes of it"
              : reviewed(name, was, changes.get(name), then);
      if (!why.isEmpty()) {
        return "on " + called.apply(name) + " " + why;
      }
    }
    return "";
  }

  private String reviewed(String name, FirewallJudge was, List<PolicyChange> changes, Firewall then)
      throws IOException {
    List<PolicyChange> there = new ArrayList<>();
    boolean removes = false;
    for (PolicyChange c : changes) {
      Optional<Rule> same = there(c, was.firewall());
      if (same.isEmpty()) {
        return "the rule was not found";
      }
      there.add(new PolicyChange(c.kind(), c.list(), same.get().id(), c.rule()));
      removes |= c.kind() == PolicyChange.Kind.REMOVE && same.get().enabled();
    }
    Optional<String> other =
        Proof.onlyAsMeant(was.firewall(), then, there)
            .or(() -> Proof.onlyHeadersAreOthers(was.firewall(), then, there));
    if (other.isPresent()) {
      return other.get();
    }
    FirewallJudge now = judge(name, then);
    String otherwise = flows(name, was).otherwise(now);
    return !otherwise.isEmpty() || !removes ? otherwise : decides(was, now, there.size());
  }

  /** What rules that are to go decide there; empty where nothing. */
  private String decides(FirewallJudge was, FirewallJudge now, int changes) {
    if (!Review.isCompared(was.firewall(), changes)) {
      return "it was not shown that nothing hinges on the rule: it has too many rules to compare";
    }
    Difference all = Difference.of(was, now, List.of(), run.circumstances());
    for (Difference.Kind kind : Difference.Kind.values()) { // what is certain comes first
      String what =
          switch (kind) {
            case PERMITTED_NOW -> "it would let pass ";
            case DENIED_NOW -> "it would deny ";
            case UNCERTAIN -> "the rule may decide ";
          };
      for (Difference.Change d : all.changes()) {
        if (d.kind() == kind) {
          return what + d.words().get(0);
        }
      }
    }
    return all.notes().isEmpty() ? "" : all.notes().get(0);
  }

  /** The rule of another firewall that stands in the same line. */
  private Optional<Rule> there(PolicyChange change, Firewall other) {
    Optional<SourceSpan> line =
        own.firewall().list(change.list()).rules().stream()
            .filter(r -> r.id().equals(change.anchor()))
            .map(Rule::span)
            .findFirst();
    return Optional.ofNullable(other.lists().get(change.list())).stream()
        .flatMap(l -> l.rules().stream())
        .filter(r -> line.isPresent() && isSame(r.span(), line.get()))
        .findFirst();
  }

  private static boolean isSame(SourceSpan a, SourceSpan b) {
    return a.file().equals(b.file()) && a.line() == b.line() && a.column() == b.column();
  }

  private SameFlows flows(String name, FirewallJudge was) {
    return flows.computeIfAbsent(name, n -> new SameFlows(was, called.apply(n), run));
  }

  private FirewallJudge before(String name) throws IOException {
    if (before.isEmpty()) {
      trial.asExported().forEach((n, f) -> before.put(n, judge(n, f)));
    }
    return before.get(name);
  }

  private FirewallJudge judge(String name, Firewall firewall) {
    return new FirewallJudge(firewall.named(called.apply(name)));
  }
}
