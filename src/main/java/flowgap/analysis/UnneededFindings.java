package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Permit rules that serve no flow of the list: candidates for a review, nothing more. */
final class UnneededFindings {
  private final Firewall firewall;
  private final RuleNeeds needs;
  private final boolean all;
  private final FindingIds ids;
  private int others;

  UnneededFindings(Firewall firewall, RuleNeeds needs, boolean all, FindingIds ids) {
    this.firewall = firewall;
    this.needs = needs;
    this.all = all;
    this.ids = ids;
  }

  /** Of a rule that is not dead. */
  Optional<Finding> of(RuleList list, Rule rule, Optional<String> witness) {
    PacketSet opening = Opening.of(rule);
    if (!needs.areKnown()
        || opening.isEmpty()
        || needs.mayServe(rule.id(), RuleRows.packets(rule))) {
      return Optional.empty();
    }
    if (!all && !needs.areNear(opening)) {
      others++;
      return Optional.empty();
    }
    AboutRule about =
        new AboutRule(firewall, list, rule, FindingType.UNNEEDED)
            .severity(Severity.INFO)
            .says("decides no packet of any needed flow, under any reading")
            .example(witness.orElse(""))
            .detail("permissiveness", Integer.toString(Permissiveness.of(opening, list.own())))
            .detail("review", "candidate: unneeded, outdated or incorrect (PCI DSS 4.0 1.2.7)");
    if (needs.unbound() > 0) {
      about.detail(
          "not judged",
          needs.unbound() + " needed flows have roles that the site file does not bind");
    }
    return Optional.of(about.finding(ids));
  }

  /** The line that counts those that have nothing to do with the addresses of the flows. */
  Optional<Finding> rest() {
    if (others == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            ids.next(FindingType.UNNEEDED, firewall.name(), "", "", ""),
            FindingType.UNNEEDED,
            Severity.INFO,
            firewall.name(),
            "",
            SourceSpan.implicit(firewall.files().isEmpty() ? "" : firewall.files().get(0), ""),
            "%d further permit rules of %s serve no flow; they do not meet the addresses of both sides of the flows"
                .formatted(others, firewall.name()),
            List.of(),
            List.of(),
            "",
            Map.of("rules", Integer.toString(others)),
            Optional.empty()));
  }
}
