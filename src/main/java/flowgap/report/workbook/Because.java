package flowgap.report.workbook;

import flowgap.analysis.Evidence;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingType;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.Reason;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Why a flow is a gap, in a word or two by which readers filter. */
final class Because {
  private Because() {}

  /** {@code explicit deny}, {@code implicit deny}, and the sorts of what is undecided. */
  static String of(Finding finding, Optional<Evidence> deciding, Optional<FlowAtFirewall> at) {
    Set<String> out = new LinkedHashSet<>();
    if (finding.type() == FindingType.UNBOUND_FLOW) {
      out.add("role without address");
    } else if (finding.type() == FindingType.FORBIDDEN_FLOW) {
      out.add("permitted, must not be");
    } else if (finding.type() != FindingType.UNDECIDED_FLOW) {
      deciding.filter(e -> e.action().equals("deny")).ifPresent(e -> out.add(denial(e)));
    }
    at.ifPresent(a -> a.undecidedBecause().stream().map(Reason::kind).forEach(out::add));
    return String.join("\n", out);
  }

  private static String denial(Evidence e) {
    String place = e.rule().substring(e.rule().lastIndexOf(':') + 1);
    if (place.equals("default")) {
      return "implicit deny";
    }
    return !e.span().isImplicit() && place.chars().allMatch(Character::isDigit)
        ? "explicit deny"
        : "no rule: " + e.rule();
  }
}
