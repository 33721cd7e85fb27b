package flowgap.analysis;

import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects the parts of a finding about one rule. */
final class AboutRule {
  private final Firewall firewall;
  private final RuleList list;
  private final Rule rule;
  private final FindingType type;
  private Severity severity = Severity.LOW;
  private String message = "";
  private List<String> flows = List.of();
  private final List<Finding.Because> becauseOf = new ArrayList<>();
  private String example = "";
  private final Map<String, String> details = new TreeMap<>();

  AboutRule(Firewall firewall, RuleList list, Rule rule, FindingType type) {
    this.firewall = firewall;
    this.list = list;
    this.rule = rule;
    this.type = type;
  }

  AboutRule severity(Severity value) {
    severity = value;
    return this;
  }

  /** The fact, said of the rule: what follows its name. */
  AboutRule says(String what) {
    String label = rule.label().isEmpty() ? "" : " (" + rule.label() + ")";
    message = "Rule " + rule.id() + label + " " + what;
    return this;
  }

  AboutRule flows(List<String> value) {
    flows = value;
    return this;
  }

  AboutRule because(Rule other) {
    becauseOf.add(new Finding.Because(other.id(), other.span()));
    return this;
  }

  AboutRule example(String value) {
    example = value;
    return this;
  }

  AboutRule detail(String name, String value) {
    details.put(name, value);
    return this;
  }

  Finding finding(FindingIds ids) {
    return new Finding(
        ids.next(type, firewall.name(), list.name(), rule.words(), ""),
        type,
        severity,
        firewall.name(),
        rule.id(),
        rule.span(),
        message,
        flows,
        becauseOf,
        example,
        details,
        Optional.empty());
  }

  /** Rules by name, at most ten of them. */
  static String names(List<Rule> rules) {
    List<String> names = new ArrayList<>();
    rules.stream().limit(10).map(Rule::id).forEach(names::add);
    String more = rules.size() > 10 ? " and " + (rules.size() - 10) + " more" : "";
    return String.join(", ", names) + more;
  }
}
