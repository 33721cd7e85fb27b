package flowgap.change;

import flowgap.analysis.Circumstances;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.Judged;
import flowgap.analysis.Passage;
import flowgap.analysis.ProposedChange;
import flowgap.analysis.Verdict;
import flowgap.flow.Flow;
import flowgap.packet.PacketSet;
import flowgap.packet.PacketSetTooLarge;
import flowgap.packet.Protocols;
import flowgap.policy.Action;
import flowgap.policy.ChangeScript;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Flows opened together: what was written for them, and the firewall as it was read again with it.
 */
final class Attempt {
  /** Ports beyond which an opening is called overly permissive. */
  private static final int WIDE = 1_024;

  private static final String ALONE =
      "applied to the export, read again: the flow passes, no other rule has changed, and the"
          + " inverse restores the policy";
  private static final String TOGETHER =
      "applied to the export together with what opens the other flows, read again: the flow"
          + " passes, no other rule has changed, and the inverse restores the policy";

  /** Flows that are named. */
  private static final int FLOWS = 8;

  /** Boxes that a change shows of what it opens. */
  private static final int SHOWN = 10;

  private final FirewallJudge now;
  private final Firewall before;
  private final Circumstances circumstances;
  private final List<Flow> flows;
  private final Optional<ChangeScript> script;
  private final Map<String, List<PolicyChange>> own;
  private final FirewallJudge after;

  /** Why it could not be tried; empty where it could. */
  private final String untried;

  /** Whether the new rules may go beyond what is missing in source ports and ICMP codes. */
  private final boolean anySourcePort;

  private NewRules added;

  /** What becomes of the flows with all changes, once it is asked. */
  private final Map<String, List<Judged>> judged = new HashMap<>();

  /** What else has changed besides what was meant; empty where nothing has. */
  private final String other;

  /** What security groups have to permit besides, where that is all. */
  private final Optional<Widening> widening;

  /** Why it is not proved, by what becomes of other flows or firewalls; empty where it is. */
  private String elsewhere = "";

  /** What is said of other firewalls that a change reaches, by their names. */
  private final Function<List<String>, String> others;

  /** New rules that would match more than was meant. */
  private final List<Proof.Stray> strays;

  /** The flows that each of them may have been written for. */
  private final Map<Proof.Stray, List<String>> suspects = new HashMap<>();

  /**
   * @param script empty where no list denies any of the flows
   * @param own the changes that each flow takes, by flow id; none for flows that take none
   * @param others what is said of other firewalls that a change reaches, by their names
   */
  Attempt(
      FirewallJudge now,
      Circumstances circumstances,
      List<Flow> flows,
      Optional<ChangeScript> script,
      Map<String, List<PolicyChange>> own,
      FirewallJudge after,
      String untried,
      Function<List<String>, String> others) {
    this.now = now;
    this.before = now.firewall();
    this.circumstances = circumstances;
    this.flows = flows;
    this.script = script;
    this.own = own;
    this.after = after;
    this.untried = untried;
    this.others = others;
    List<Proof.Stray> exact = new ArrayList<>();
    List<Proof.Stray> wide = new ArrayList<>();
    this.other = untried.isEmpty() ? beyond(false, exact) : "";
    boolean stated = flows.stream().anyMatch(f -> f.service().sourcePortsStated());
    if (!exact.isEmpty() && !stated) {
      beyond(true, wide);
    }
    boolean bySourcePort = !exact.isEmpty() && !stated && wide.isEmpty();
    this.widening =
        exact.isEmpty() || bySourcePort
            ? Optional.empty()
            : Widening.of(before, after.firewall(), all());
    this.anySourcePort =
        bySourcePort || widening.isEmpty() && !stated && wide.size() < exact.size();
    this.strays = widening.isPresent() ? List.of() : anySourcePort ? wide : exact;
    for (Proof.Stray s : strays) {
      own.forEach(
          (flow, changes) -> {
            if (s.mayBeOf(meant(changes, anySourcePort))) {
              suspects.computeIfAbsent(s, x -> new ArrayList<>()).add(flow);
            }
          });
    }
  }

  /** The changes that each flow takes, by flow id. */
  Map<String, List<PolicyChange>> own() {
    return own;
  }

  /** The firewall with all changes. */
  Firewall after() {
    return after.firewall();
  }

  /** All changes, with what the new rules may permit. */
  List<PolicyChange> meant() {
    return meant(all(), anySourcePort);
  }

  /**
   * @param why why it is not proved, by what becomes of other flows or firewalls; empty where it is
   */
  void doubted(String why) {
    elsewhere = why;
  }

  /** What opens all flows; empty where no list denies any of them. */
  Optional<ProposedChange> together() {
    return script.map(
        s -> {
          String doubt = untried.isEmpty() ? notAllPass() : untried;
          doubt = doubt.isEmpty() ? other : doubt;
          doubt = doubt.isEmpty() ? elsewhere : doubt;
          if (doubt.isEmpty() && !strays.isEmpty()) {
            doubt = strays.get(0).sentence();
          }
          return proposed(
              s,
              all(),
              doubt,
              ALONE + widening.flatMap(Widening::told).map(w -> "; " + w).orElse(""),
              flows);
        });
  }

  /** Why a flow does not pass, and which do nevertheless; empty where all do. */
  private String notAllPass() {
    String why = "";
    List<String> pass = new ArrayList<>();
    for (Flow f : flows) {
      String own = passing(after, f);
      why = why.isEmpty() ? own : why;
      if (own.isEmpty()) {
        pass.add(f.id());
      }
    }
    boolean rest = other.isEmpty() && elsewhere.isEmpty() && strays.isEmpty();
    if (why.isEmpty() || pass.isEmpty() || !rest) {
      return why;
    }
    return why
        + "; with it "
        + String.join(", ", pass.subList(0, Math.min(FLOWS, pass.size())))
        + (pass.size() > FLOWS ? " and " + (pass.size() - FLOWS) + " more" : "")
        + (pass.size() == 1 ? " passes" : " pass")
        + ", no other rule has changed, and the inverse restores the policy";
  }

  /**
   * What opens one of the flows by itself, as far as this attempt shows it: the new rules within
   * its own changes permit just what it misses, so that it would pass without the others', too.
   * Empty where that is not shown.
   *
   * @param alone the commands of its own changes
   */
  Optional<ProposedChange> alone(Flow flow, ChangeScript alone) {
    List<PolicyChange> changes = own.get(flow.id());
    if (!alone.advice().isEmpty()) {
      return Optional.of(proposed(alone, changes, alone.advice(), "", List.of(flow)));
    }
    if (!untried.isEmpty() || !other.isEmpty() || !elsewhere.isEmpty()) {
      return Optional.empty();
    }
    String doubt = passing(after, flow);
    String words = TOGETHER;
    if (doubt.isEmpty()) {
      for (Proof.Stray s : strays) {
        List<String> mayBe = suspects.getOrDefault(s, List.of());
        if (mayBe.contains(flow.id())) {
          if (mayBe.size() > 1) {
            return Optional.empty();
          }
          doubt = doubt.isEmpty() ? s.sentence() : doubt;
        }
      }
      Optional<Widening> wider = widening.map(w -> w.only(changes));
      if (doubt.isEmpty() && !isOpenedBy(meant(changes, anySourcePort), wider, flow)) {
        return Optional.empty();
      }
      words += wider.flatMap(Widening::told).map(w -> "; " + w).orElse("");
    }
    return Optional.of(proposed(alone, changes, doubt, words, List.of(flow)));
  }

  /**
   * Whether the new rules of these changes permit what was meant, and the flow passes by them
   * without those of others: in a list that comes later, another's may have let it pass.
   */
  private boolean isOpenedBy(List<PolicyChange> changes, Optional<Widening> wider, Flow flow) {
    if (!added().cover(changes, wider)) {
      return false;
    }
    Set<String> others = added().others(changes, wider);
    boolean byItself =
        judged.get(flow.id()).stream()
            .map(Judged::shown)
            .allMatch(
                s ->
                    s.decidedByMore() == 0
                        && s.decidedBy().stream().noneMatch(e -> others.contains(e.rule())));
    return byItself || passing(new FirewallJudge(added().only(changes, wider)), flow).isEmpty();
  }

  private static String remark(Flow flow) {
    return flow.service().anyOne().isPresent() ? "; " + OnePort.remark(flow) : "";
  }

  private String besides() {
    return untried.isEmpty()
        ? Consequences.told(before, after.firewall()).map(w -> "; " + w).orElse("")
        : "";
  }

  private NewRules added() {
    if (added == null) {
      added = new NewRules(before, after.firewall());
    }
    return added;
  }

  private ProposedChange proposed(
      ChangeScript script, List<PolicyChange> changes, String doubt, String words, List<Flow> of) {
    int most = changes.stream().mapToInt(Attempt::ports).max().orElse(0);
    String wide = most > WIDE ? "; overly permissive: it opens " + most + " ports" : "";
    String ports = of.stream().map(Attempt::remark).collect(Collectors.joining());
    String remark =
        doubt.isEmpty()
            ? words + wide + besides() + ports + (anySourcePort ? more(changes) : "")
            : doubt + wide;
    return new ProposedChange(
        script.commands(),
        script.rollback(),
        doubt.isEmpty(),
        remark + others.apply(script.siblings()),
        doubt.isEmpty() ? opens(of) : List.of(),
        List.of());
  }

  /** What passes of the flows and did not, as boxes. */
  private List<String> opens(List<Flow> of) {
    try {
      List<PacketSet> all = new ArrayList<>();
      for (Flow f : of) {
        List<PacketSet> before =
            now.passages(f, circumstances).stream().map(Passage::passes).toList();
        all.add(passes(f).minus(PacketSet.union(before)));
      }
      return PacketSet.union(all).describe(SHOWN);
    } catch (PacketSetTooLarge e) {
      return List.of();
    }
  }

  private PacketSet passes(Flow flow) {
    return PacketSet.union(judged(after, flow).stream().map(Judged::passes).toList());
  }

  private List<Judged> judged(FirewallJudge then, Flow flow) {
    return then == after
        ? judged.computeIfAbsent(flow.id(), f -> after.judge(flow, circumstances, true))
        : then.judge(flow, circumstances, true);
  }

  /** Why a flow does not pass; empty where it does. */
  private String passing(FirewallJudge then, Flow flow) {
    for (Judged j : judged(then, flow)) {
      Verdict v = j.shown().verdict();
      if (v != Verdict.PERMITTED && v != Verdict.NOT_ON_PATH) {
        String why =
            j.shown().undecidedBecause().isEmpty()
                ? ""
                : ": " + j.shown().undecidedBecause().get(0).text();
        return "with it flow " + flow.id() + " is still " + v.word() + why + denied(j);
      }
    }
    return "";
  }

  /** The first rule that still denies, where one does. */
  private static String denied(Judged judged) {
    return judged.shown().decidedBy().stream()
        .filter(e -> e.action().equals("deny"))
        .findFirst()
        .map(e -> " by " + e.rule() + ": " + e.span().text().strip())
        .orElse("");
  }

  private String beyond(boolean wide, List<Proof.Stray> strays) {
    return Proof.onlyAsMeant(
            before,
            after.firewall(),
            meant(all(), wide),
            (list, rule) -> strays.add(new Proof.Stray(list.name(), rule)))
        .orElse("");
  }

  private List<PolicyChange> all() {
    return own.values().stream().flatMap(List::stream).toList();
  }

  private static List<PolicyChange> meant(List<PolicyChange> changes, boolean anySourcePort) {
    return anySourcePort ? changes.stream().map(Attempt::withAnySourcePort).toList() : changes;
  }

  private static PolicyChange withAnySourcePort(PolicyChange change) {
    return change
        .rule()
        .map(r -> change.with(r.packets().withAnySourcePort().withAnyIcmpCode()))
        .orElse(change);
  }

  /** In what the new rules go beyond what is missing. */
  private static String more(List<PolicyChange> changes) {
    List<String> what = new ArrayList<>();
    PacketSet meant = Proof.meant(changes, Action.End.PERMIT);
    if (!meant.equals(meant.withAnySourcePort())) {
      what.add("any source port");
    }
    if (!meant.equals(meant.withAnyIcmpCode())) {
      what.add("any code of their ICMP types");
    }
    return what.isEmpty()
        ? ""
        : "; the new rules hold for "
            + String.join(" and ", what)
            + ", which these rules cannot restrict";
  }

  /** The most destination ports of one protocol that a change opens. */
  private static int ports(PolicyChange change) {
    PacketSet packets = change.rule().map(PolicyChange.NewRule::packets).orElse(PacketSet.NONE);
    return packets.protocols().stream()
        .filter(Protocols::hasPorts)
        .mapToInt(p -> packets.destinationPorts(p).size())
        .max()
        .orElse(0);
  }
}
