package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.policy.Condition;
import flowgap.policy.Firewall;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All written rules of a firewall as rows, with what stands between and after them: the place of
 * rules that are not in the export and the defaults, where they say their origin.
 */
public final class RuleRows {
  private RuleRows() {}

  /**
   * @param flowsByRule ids of the flows that a rule decides a part of, by rule id
   * @param decides a packet that a rule decides, by rule id
   */
  public static List<RuleRow> of(
      Firewall firewall, Map<String, Set<String>> flowsByRule, Map<String, String> decides) {
    List<RuleRow> out = new ArrayList<>();
    for (RuleList list : firewall.writtenLists()) {
      for (Rule rule : list.rules()) {
        if (rule.isWritten() || hasOrigin(rule)) {
          out.add(row(list, rule, flowsByRule, decides));
        }
      }
      if (!list.end().span().isImplicit() || hasOrigin(list.end())) {
        out.add(row(list, list.end(), flowsByRule, decides));
      }
    }
    return out;
  }

  private static boolean hasOrigin(Rule rule) {
    return rule.shown().containsKey(Rule.Column.ORIGIN);
  }

  private static RuleRow row(
      RuleList list, Rule rule, Map<String, Set<String>> flowsByRule, Map<String, String> decides) {
    Set<String> conditions = new LinkedHashSet<>();
    rule.conditions().forEach(c -> conditions.add(c.text()));
    for (Match m : rule.matches()) {
      m.doubts().stream().map(Condition::text).forEach(conditions::add);
    }
    Map<String, String> shown = new TreeMap<>(rule.shown());
    return new RuleRow(
        list.name(),
        rule.id(),
        rule.label(),
        rule.permits()
            ? "permit"
            : rule.denies() ? "deny" : rule.shown().getOrDefault(Rule.Column.ACTION, "continue"),
        !rule.enabled() ? "disabled" : rule.schedule().isPresent() ? "scheduled" : "active",
        shown,
        List.copyOf(conditions),
        rule.hits(),
        rule.log(),
        rule.comment(),
        rule.permits() ? Permissiveness.of(packets(rule), list.own()) : 0,
        List.copyOf(flowsByRule.getOrDefault(rule.id(), Set.of())),
        decides.getOrDefault(rule.id(), ""),
        rule.span());
  }

  /** Whether a rule matches nothing by itself. */
  static boolean isEmpty(Rule rule) {
    return rule.matches().stream().allMatch(m -> m.packets().isEmpty());
  }

  /** All that a rule may match. */
  static PacketSet packets(Rule rule) {
    return PacketSet.union(rule.matches().stream().map(Match::packets).toList());
  }
}
