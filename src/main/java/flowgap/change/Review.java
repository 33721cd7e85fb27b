package flowgap.change;

import flowgap.analysis.Difference;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowRun;
import flowgap.analysis.Judged;
import flowgap.analysis.ProposedChange;
import flowgap.packet.PacketSet;
import flowgap.packet.PacketSetTooLarge;
import flowgap.policy.ChangeScript;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Proves changes that narrow or remove rules: applied to the export and read again, no other rule
 * has changed, the new ones permit no more than meant, and every flow passes as it did. All changes
 * are tried together. Where that does not succeed, those whose commands were refused are tried
 * apart from the others, and in halves where it is not known whose fault it is.
 */
final class Review {
  /** Rules that are read again at the most, over all trials. */
  private static final long RULES_READ = 200_000;

  /** Rules of a firewall of which all packets are compared, and rules times changes. */
  private static final int COMPARED_RULES = 300;

  private static final long COMPARED = 20_000;

  /** Boxes that a change shows of what it closes. */
  private static final int SHOWN = 10;

  private static final String ANY_CODE =
      "; what stays of ICMP is of any code of its types, which these rules cannot restrict";

  private final Trial trial;
  private final FirewallJudge judge;
  private final FlowRun run;
  private final SameFlows flows;
  private final Siblings siblings;
  private final Set<PolicyChange> ofAnyCode = new HashSet<>();
  private final Map<PolicyChange, List<String>> closes = new HashMap<>();
  private long read;

  /**
   * @param judged what the firewall does with flows before any change, by flow id
   */
  Review(Trial trial, FirewallJudge judge, FlowRun run, Map<String, List<Judged>> judged) {
    this.trial = trial;
    this.judge = judge;
    this.run = run;
    this.flows = new SameFlows(judge, judge.firewall().name(), run, judged);
    this.siblings = trial.siblings(judge, run);
  }

  /**
   * @param changes of different rules; of one list the later ones first, so that positions hold
   * @param words what is said of those that are proved
   * @return one for each change, in their order
   */
  List<ProposedChange> of(List<PolicyChange> changes, String words) throws IOException {
    Map<PolicyChange, ChangeScript> scripts = new HashMap<>();
    Map<PolicyChange, String> doubts = new HashMap<>();
    List<PolicyChange> writable = new ArrayList<>();
    List<ChangeScript> each = trial.writtenEach(changes.stream().map(List::of).toList());
    for (int i = 0; i < each.size(); i++) {
      PolicyChange c = changes.get(i);
      ChangeScript script = each.get(i);
      scripts.put(c, script);
      if (script.advice().isEmpty()) {
        writable.add(c);
      } else {
        doubts.put(c, script.advice());
      }
    }
    prove(writable, scripts, doubts);
    List<ProposedChange> out = new ArrayList<>();
    for (PolicyChange c : changes) {
      String doubt = doubts.get(c);
      ChangeScript s = scripts.get(c);
      out.add(
          new ProposedChange(
              s.commands(),
              s.rollback(),
              doubt.isEmpty(),
              (doubt.isEmpty() ? words + (ofAnyCode.contains(c) ? ANY_CODE : "") : doubt)
                  + siblings.named(s.siblings()),
              List.of(),
              doubt.isEmpty() ? closes.getOrDefault(c, List.of()) : List.of()));
    }
    return out;
  }

  private void prove(
      List<PolicyChange> changes,
      Map<PolicyChange, ChangeScript> scripts,
      Map<PolicyChange, String> doubts)
      throws IOException {
    if (changes.isEmpty()) {
      return;
    }
    int rules = judge.firewall().writtenRules() + 100;
    if (read + rules > RULES_READ) {
      changes.forEach(c -> doubts.put(c, "the firewall is too large to try each change"));
      return;
    }
    Trial.Outcome outcome = entered(changes, scripts);
    read += outcome.read() ? rules : 0;
    String own = outcome.doubt().isEmpty() ? doubt(changes, outcome.after()) : outcome.doubt();
    String doubt = own.isEmpty() ? elsewhere(changes, scripts, outcome) : own;
    if (doubt.isEmpty() || changes.size() == 1) {
      changes.forEach(c -> doubts.put(c, doubt));
      return;
    }
    Set<PolicyChange> refused = Collections.newSetFromMap(new IdentityHashMap<>());
    List<PolicyChange> owners = owners(changes, scripts);
    outcome.refused().forEach(place -> refused.add(owners.get(place)));
    if (refused.isEmpty()) {
      int half = changes.size() / 2;
      prove(changes.subList(0, half), scripts, doubts);
      prove(changes.subList(half, changes.size()), scripts, doubts);
      return;
    }
    // others may have been refused for want of what the first one would have brought
    PolicyChange first = owners.get(outcome.refused().get(0));
    prove(changes.stream().filter(c -> !refused.contains(c)).toList(), scripts, doubts);
    refused.remove(first);
    prove(changes.stream().filter(refused::contains).toList(), scripts, doubts);
    prove(List.of(first), scripts, doubts);
  }

  /**
   * Enters the commands of each as they are printed, one after the other, and undoes the last
   * first.
   */
  private Trial.Outcome entered(List<PolicyChange> changes, Map<PolicyChange, ChangeScript> scripts)
      throws IOException {
    List<String> commands = new ArrayList<>();
    List<String> rollback = new ArrayList<>();
    changes.forEach(c -> commands.addAll(scripts.get(c).commands()));
    lastFirst(changes).forEach(c -> rollback.addAll(scripts.get(c).rollback()));
    return trial.of(commands, rollback);
  }

  /** Whose each command is, in the order in which they are entered. */
  private static List<PolicyChange> owners(
      List<PolicyChange> changes, Map<PolicyChange, ChangeScript> scripts) {
    List<PolicyChange> out = new ArrayList<>();
    changes.forEach(c -> out.addAll(Collections.nCopies(scripts.get(c).commands().size(), c)));
    lastFirst(changes)
        .forEach(c -> out.addAll(Collections.nCopies(scripts.get(c).rollback().size(), c)));
    return out;
  }

  private static List<PolicyChange> lastFirst(List<PolicyChange> changes) {
    List<PolicyChange> out = new ArrayList<>(changes);
    Collections.reverse(out);
    return out;
  }

  /** Why it is not proved for other firewalls that the changes reach; empty where it is. */
  private String elsewhere(
      List<PolicyChange> changes, Map<PolicyChange, ChangeScript> scripts, Trial.Outcome outcome)
      throws IOException {
    Map<String, List<PolicyChange>> reached = new TreeMap<>();
    for (PolicyChange c : changes) {
      PolicyChange meant = ofAnyCode.contains(c) ? withAnyIcmpCode(c) : c;
      for (String name : scripts.get(c).siblings()) {
        reached.computeIfAbsent(name, n -> new ArrayList<>()).add(meant);
      }
    }
    return reached.isEmpty() ? "" : siblings.reviewed(reached, outcome.all());
  }

  /** Why the policy with the changes is not proved to be what was meant; empty where it is. */
  private String doubt(List<PolicyChange> changes, Firewall after) {
    Firewall before = judge.firewall();
    Optional<String> other = Proof.onlyAsMeant(before, after, changes);
    if (other.isPresent() && Widening.of(before, after, changes).isEmpty()) {
      List<PolicyChange> coarse = changes.stream().map(Review::withAnyIcmpCode).toList();
      if (coarse.equals(changes) || Proof.onlyAsMeant(before, after, coarse).isPresent()) {
        return other.get();
      }
      changes.stream().filter(c -> !withAnyIcmpCode(c).equals(c)).forEach(ofAnyCode::add);
    }
    Optional<String> lost = Proof.onlyHeadersAreOthers(before, after, changes);
    if (lost.isPresent()) {
      return lost.get();
    }
    FirewallJudge then = new FirewallJudge(after);
    String otherwise = flows.otherwise(then);
    return otherwise.isEmpty() ? difference(changes, then) : "with it " + otherwise;
  }

  /**
   * Compares all packets of the changed rules, where that is no great effort, and keeps what they
   * close.
   *
   * @return what must not be; empty where all is as it should
   */
  private String difference(List<PolicyChange> changes, FirewallJudge after) {
    if (!isCompared(judge.firewall(), changes.size())) {
      changes.stream()
          .filter(c -> c.rule().isPresent())
          .forEach(c -> closes.put(c, atMost(c, c.rule().get().packets())));
      return "";
    }
    Difference all = Difference.of(judge, after, List.of(), run.circumstances());
    for (Difference.Change d : all.changes()) {
      if (d.kind() == Difference.Kind.PERMITTED_NOW) {
        return "it would let pass " + d.words().get(0);
      }
      for (PolicyChange c : changes) {
        if (d.kind() == Difference.Kind.DENIED_NOW && !d.isNew() && c.anchor().equals(d.rule())) {
          if (c.kind() == PolicyChange.Kind.REMOVE) {
            return "it would deny " + d.words().get(0);
          }
          closes.put(c, few(d.words()));
        }
      }
    }
    return "";
  }

  /** Whether it is no great effort to compare all packets of changed rules. */
  static boolean isCompared(Firewall firewall, int changes) {
    int rules = firewall.writtenRules();
    return rules <= COMPARED_RULES && (long) changes * rules <= COMPARED;
  }

  /** What a rule has that its replacement has not: other rules may decide some of it as before. */
  private List<String> atMost(PolicyChange c, PacketSet stays) {
    try {
      return judge.firewall().list(c.list()).rules().stream()
          .filter(r -> r.id().equals(c.anchor()))
          .flatMap(r -> Proof.packets(r).minus(stays).describe(SHOWN).stream())
          .map(words -> "at most " + words)
          .toList();
    } catch (PacketSetTooLarge e) {
      return List.of();
    }
  }

  private static List<String> few(List<String> words) {
    if (words.size() <= SHOWN) {
      return words;
    }
    List<String> out = new ArrayList<>(words.subList(0, SHOWN - 1));
    out.add("and " + (words.size() - out.size()) + " more");
    return out;
  }

  private static PolicyChange withAnyIcmpCode(PolicyChange c) {
    return c.rule().map(r -> c.with(r.packets().withAnyIcmpCode())).orElse(c);
  }
}
