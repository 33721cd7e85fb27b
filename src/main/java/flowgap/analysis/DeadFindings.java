package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.List;

/** Puts rules that never matter into words. */
final class DeadFindings {
  private DeadFindings() {}

  static Finding of(Firewall firewall, RuleList list, DeadRules.Dead dead, FindingIds ids) {
    Rule rule = dead.rule();
    String names = AboutRule.names(dead.by());
    boolean one = dead.by().size() == 1;
    FindingType type =
        dead.why() == DeadRules.Why.SHADOWED ? FindingType.SHADOWED : FindingType.REDUNDANT;
    String says =
        switch (dead.why()) {
          case SHADOWED ->
              "never decides a packet: "
                  + names
                  + (one ? " takes" : " take")
                  + " all of its match before, and "
                  + (one ? "has" : "not all have")
                  + (one ? " another action" : " its action");
          case REDUNDANT_EARLIER ->
              "never decides a packet: "
                  + names
                  + (one ? " takes" : " take")
                  + " all of its match before, with the same action";
          case REDUNDANT_LATER ->
              "changes nothing: what it decides would be decided the same by "
                  + names
                  + " after it";
          case REDUNDANT_BESIDE ->
              "adds nothing: " + names + (one ? " permits" : " permit") + " all of it";
        };
    AboutRule about =
        new AboutRule(firewall, list, rule, type)
            .severity(Severity.LOW)
            .says(says)
            .example(example(rule))
            .detail("how", how(dead.why()))
            .detail("because of", Integer.toString(dead.by().size()));
    List<Rule> by = dead.by();
    by.forEach(about::because);
    if (rule.log()) {
      about.detail("log", "the rule writes to the log");
    }
    return about.finding(ids);
  }

  private static String how(DeadRules.Why why) {
    return switch (why) {
      case SHADOWED -> "earlier rules, another action";
      case REDUNDANT_EARLIER -> "earlier rules, the same action";
      case REDUNDANT_LATER -> "later rules, the same action";
      case REDUNDANT_BESIDE -> "other permits of the same list";
    };
  }

  private static String example(Rule rule) {
    return rule.matches().stream()
        .map(m -> m.packets())
        .filter(p -> !p.isEmpty())
        .findFirst()
        .flatMap(PacketSet::example)
        .map(Object::toString)
        .orElse("");
  }
}
