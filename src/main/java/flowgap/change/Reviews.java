package flowgap.change;

import flowgap.analysis.Finding;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallAuditor;
import flowgap.analysis.FirewallChanges;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowRun;
import flowgap.analysis.ProposedChange;
import flowgap.analysis.RuleNeeds;
import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What would narrow broad rules and remove dead ones: for review, apart from what opens flows. In
 * each list the last rule comes first: the positions of the others hold when it is changed.
 *
 * @param byFinding the same changes, by finding id
 */
public record Reviews(
    List<FirewallChanges.Review> narrow,
    List<FirewallChanges.Review> remove,
    Map<String, ProposedChange> byFinding) {
  public static final Reviews NONE = new Reviews(List.of(), List.of(), Map.of());

  /** Rules times changes that are written at the most: each change is written by itself. */
  private static final long EFFORT = 4_000_000;

  private static final int AT_LEAST = 20;

  private static final Set<FindingType> DEAD =
      EnumSet.of(
          FindingType.SHADOWED,
          FindingType.REDUNDANT,
          FindingType.DISABLED,
          FindingType.INOPERATIVE);

  public Reviews {
    narrow = List.copyOf(narrow);
    remove = List.copyOf(remove);
    byFinding = Map.copyOf(byFinding);
  }

  /** A rule, and the finding about it that a change would mend. */
  private record Item(Finding finding, RuleList list, Rule rule) {}

  /** What narrows broad rules. */
  public static Reviews narrowing(
      Trial trial, FirewallJudge judge, FlowRun run, FirewallAuditor.Audited audited)
      throws IOException {
    Map<String, ProposedChange> byFinding = new TreeMap<>();
    Review review = new Review(trial, judge, run, audited.judged());
    List<FirewallChanges.Review> narrow =
        narrow(review, items(judge.firewall(), audited), audited.needs(), byFinding);
    return new Reviews(narrow, List.of(), byFinding);
  }

  /** What removes dead rules. */
  public static Reviews removing(
      Trial trial, FirewallJudge judge, FlowRun run, FirewallAuditor.Audited audited)
      throws IOException {
    Map<String, ProposedChange> byFinding = new TreeMap<>();
    Review review = new Review(trial, judge, run, audited.judged());
    List<FirewallChanges.Review> remove =
        remove(review, items(judge.firewall(), audited), byFinding);
    return new Reviews(List.of(), remove, byFinding);
  }

  /** These, and others of other findings. */
  public Reviews and(Reviews others) {
    Map<String, ProposedChange> all = new TreeMap<>(byFinding);
    all.putAll(others.byFinding);
    return new Reviews(
        Stream.concat(narrow.stream(), others.narrow.stream()).toList(),
        Stream.concat(remove.stream(), others.remove.stream()).toList(),
        all);
  }

  private static List<Item> items(Firewall firewall, FirewallAuditor.Audited audited) {
    Map<String, List<Finding>> byRule = new TreeMap<>();
    for (Finding f : audited.audit().findings()) {
      if (DEAD.contains(f.type()) || f.type() == FindingType.OVERLY_BROAD) {
        byRule.computeIfAbsent(f.rule(), r -> new ArrayList<>()).add(f);
      }
    }
    List<Item> out = new ArrayList<>();
    for (RuleList list : firewall.writtenLists()) {
      List<Rule> lastFirst = new ArrayList<>(list.rules());
      Collections.reverse(lastFirst);
      for (Rule r : lastFirst) {
        byRule.getOrDefault(r.id(), List.of()).forEach(f -> out.add(new Item(f, list, r)));
      }
    }
    return out;
  }

  private static List<Item> atMost(List<Item> items) {
    Map<String, Integer> sizes = new TreeMap<>();
    items.forEach(i -> sizes.put(i.list().name(), i.list().rules().size()));
    long rules = sizes.values().stream().mapToLong(Integer::longValue).sum();
    long most = Math.max(AT_LEAST, EFFORT / Math.max(1, rules));
    return items.size() <= most ? items : items.subList(0, (int) most);
  }

  private static List<FirewallChanges.Review> narrow(
      Review review, List<Item> items, RuleNeeds needs, Map<String, ProposedChange> byFinding)
      throws IOException {
    List<Item> broad = new ArrayList<>();
    List<PolicyChange> changes = new ArrayList<>();
    for (Item i : atMost(items.stream().filter(i -> isNarrowed(i, needs)).toList())) {
      broad.add(i);
      changes.add(narrowing(i, needs.enough(i.rule())));
    }
    String words =
        "applied to the export, read again: the new rules permit no more than the flows need, no"
            + " other rule has changed, every flow passes as before; the inverse restores the policy";
    List<ProposedChange> made = review.of(changes, words);
    List<FirewallChanges.Review> out = new ArrayList<>();
    for (int n = 0; n < broad.size(); n++) {
      Item i = broad.get(n);
      byFinding.put(i.finding().id(), made.get(n));
      out.add(shown(i, denies(i.finding(), needs), made.get(n)));
    }
    return out;
  }

  /** Whether it is known what the flows need of the rule, and that no other flow needs it. */
  private static boolean isNarrowed(Item i, RuleNeeds needs) {
    return i.finding().type() == FindingType.OVERLY_BROAD
        && needs.areKnown(i.rule().id())
        && !needs.enough(i.rule()).isEmpty();
  }

  private static PolicyChange narrowing(Item i, PacketSet enough) {
    Rule r = i.rule();
    PolicyChange.NewRule narrow =
        new PolicyChange.NewRule(
            Action.End.PERMIT,
            enough,
            Optional.ofNullable(r.shown().get(Rule.Column.IN)),
            Optional.ofNullable(r.shown().get(Rule.Column.OUT)),
            Optional.ofNullable(r.shown().get(Rule.Column.APPLICATION)),
            Opening.name(r.label().isEmpty() ? r.id() : r.label()),
            Optional.empty());
    return new PolicyChange(
        PolicyChange.Kind.REPLACE, i.list().name(), r.id(), Optional.of(narrow));
  }

  /** What would be denied afterwards, and how much of the rule that is. */
  private static String denies(Finding f, RuleNeeds needs) {
    String lets = f.details().getOrDefault("lets through", "");
    String need = f.details().getOrDefault("flows need", "");
    String much =
        lets.isEmpty()
            ? "how much that is was not counted"
            : "of %s combinations of source, destination and service %s stay".formatted(lets, need);
    String unbound =
        needs.unbound() == 0
            ? ""
            : "; %d needed flows have roles that the site file does not bind: bind them first"
                .formatted(needs.unbound());
    return "Denies what the rule lets through besides flows "
        + String.join(", ", f.flows())
        + ": "
        + much
        + unbound;
  }

  private static List<FirewallChanges.Review> remove(
      Review review, List<Item> items, Map<String, ProposedChange> byFinding) throws IOException {
    List<Item> dead = new ArrayList<>();
    List<PolicyChange> changes = new ArrayList<>();
    Set<String> rules = new java.util.HashSet<>();
    for (Item i : atMost(items.stream().filter(i -> DEAD.contains(i.finding().type())).toList())) {
      if (rules.add(i.rule().id())) {
        dead.add(i);
        changes.add(
            new PolicyChange(
                PolicyChange.Kind.REMOVE, i.list().name(), i.rule().id(), Optional.empty()));
      }
    }
    String words =
        "applied to the export, read again: only these rules are gone, every flow passes as before;"
            + " the inverse restores the policy";
    List<ProposedChange> made = review.of(changes, words);
    List<FirewallChanges.Review> out = new ArrayList<>();
    for (int n = 0; n < dead.size(); n++) {
      Item i = dead.get(n);
      byFinding.put(i.finding().id(), made.get(n));
      String denies =
          "Denies nothing as long as the other rules stay as they are: the rule is "
              + i.finding().type().word()
              + (i.rule().log() ? ", but it writes to the log" : "");
      out.add(shown(i, denies, made.get(n)));
    }
    return out;
  }

  private static FirewallChanges.Review shown(Item i, String denies, ProposedChange change) {
    return new FirewallChanges.Review(
        i.rule().id(), i.rule().span().where(), i.rule().span().text().strip(), denies, change);
  }
}
