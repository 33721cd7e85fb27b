package flowgap.report.workbook;

import flowgap.analysis.Evidence;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingType;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.Reason;
import flowgap.analysis.Verdict;
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
    if (isOffTheWay(finding, at)) {
      out.add("place on the way not proved");
    }
    return String.join("\n", out);
  }

  /** Whether a firewall denies a flow for certain that may not come by. */
  static boolean isOffTheWay(Finding finding, Optional<FlowAtFirewall> at) {
    return finding.type() == FindingType.UNDECIDED_FLOW
        && at.filter(a -> a.verdict() == Verdict.BLOCKED || a.verdict() == Verdict.PARTIAL)
            .filter(a -> a.onPath().equals("assumed") || a.onPath().equals("unknown"))
            .isPresent();
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
