package flowgap.analysis;

import flowgap.flow.Flow;
import flowgap.flow.Requirement;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The findings that the verdicts of flows are: one a flow and firewall, or one a flow. */
public final class FlowFindings {
  private FlowFindings() {}

  /** Findings of a flow's verdict, with the rules that make it so. */
  public static List<Finding> of(FlowResult result, FindingIds ids) {
    Optional<FindingType> type = type(result);
    if (type.isEmpty()) {
      return List.of();
    }
    Severity severity = severity(result.flow().requirement(), type.get());
    List<Finding> out = new ArrayList<>();
    for (FlowAtFirewall at : result.at()) {
      if (concerns(type.get(), at)) {
        out.add(at(result.flow(), at, type.get(), severity, ids));
      }
    }
    if (out.isEmpty()) {
      Flow f = result.flow();
      String id = ids.next(type.get(), "", "", "", f.id());
      out.add(
          new Finding(
              id,
              type.get(),
              severity,
              "",
              "",
              f.span(),
              title(f) + " is " + result.verdict().word() + remarks(result),
              List.of(f.id()),
              List.of(),
              "",
              Map.of(),
              Optional.empty()));
    }
    return out;
  }

  private static String remarks(FlowResult result) {
    return result.remarks().isEmpty() ? "" : ": " + String.join("; ", result.remarks());
  }

  /** The finding type of a verdict, empty where it is as it should be. */
  private static Optional<FindingType> type(FlowResult result) {
    Verdict verdict = result.verdict();
    if (result.flow().requirement() == Requirement.FORBIDDEN) {
      if (verdict == Verdict.UNBOUND) {
        return Optional.of(FindingType.UNBOUND_FLOW);
      }
      return result
          .prohibition()
          .flatMap(
              p ->
                  switch (p) {
                    case BROKEN -> Optional.of(FindingType.FORBIDDEN_FLOW);
                    case UNCERTAIN -> Optional.of(FindingType.UNDECIDED_FLOW);
                    case KEPT -> Optional.empty();
                  });
    }
    return switch (verdict) {
      case BLOCKED -> Optional.of(FindingType.BLOCKED_FLOW);
      case PARTIAL -> Optional.of(FindingType.PARTIAL_FLOW);
      case UNDECIDED -> Optional.of(FindingType.UNDECIDED_FLOW);
      case UNBOUND -> Optional.of(FindingType.UNBOUND_FLOW);
      case PERMITTED, NOT_APPLICABLE, NOT_ON_PATH -> Optional.empty();
    };
  }

  private static Severity severity(Requirement requirement, FindingType type) {
    boolean open = type == FindingType.UNDECIDED_FLOW || type == FindingType.UNBOUND_FLOW;
    return switch (requirement) {
      case REQUIRED, FORBIDDEN -> open ? Severity.MEDIUM : Severity.HIGH;
      case CONDITIONAL -> Severity.MEDIUM;
      case OPTIONAL, BUSINESS -> Severity.LOW;
      case ADVISORY -> Severity.INFO;
    };
  }

  private static boolean concerns(FindingType type, FlowAtFirewall at) {
    return switch (type) {
      case FORBIDDEN_FLOW -> !at.passes().isEmpty();
      case BLOCKED_FLOW -> at.verdict() == Verdict.BLOCKED || at.verdict() == Verdict.PARTIAL;
      case PARTIAL_FLOW ->
          at.verdict() == Verdict.BLOCKED
              || at.verdict() == Verdict.PARTIAL
              || at.verdict() == Verdict.UNDECIDED;
      default -> at.verdict() != Verdict.PERMITTED && at.verdict() != Verdict.NOT_ON_PATH;
    };
  }

  private static Finding at(
      Flow flow, FlowAtFirewall at, FindingType type, Severity severity, FindingIds ids) {
    String wanted = type == FindingType.FORBIDDEN_FLOW ? "permit" : "deny";
    List<Evidence> deciding =
        at.decidedBy().stream().filter(e -> e.action().equals(wanted)).toList();
    List<Evidence> shown = deciding.isEmpty() ? at.decidedBy() : deciding;
    SourceSpan span = shown.isEmpty() ? SourceSpan.implicit("", "") : shown.get(0).span();
    String rule = shown.isEmpty() ? "" : shown.get(0).rule();
    return new Finding(
        ids.next(type, at.firewall(), at.direction(), "", flow.id()),
        type,
        severity,
        at.firewall(),
        rule,
        span,
        message(flow, at, type, shown),
        List.of(flow.id()),
        shown.stream().limit(10).map(e -> new Finding.Because(e.rule(), e.span())).toList(),
        at.example(),
        details(at),
        Optional.empty());
  }

  private static Map<String, String> details(FlowAtFirewall at) {
    return at.provided().isEmpty()
        ? Map.of("direction", at.direction())
        : Map.of("direction", at.direction(), "provided", String.join("; ", at.provided()));
  }

  private static String title(Flow flow) {
    return "Flow " + flow.id() + (flow.name().isEmpty() ? "" : " (" + flow.name() + ")");
  }

  private static String message(
      Flow flow, FlowAtFirewall at, FindingType type, List<Evidence> shown) {
    String by =
        shown.isEmpty()
            ? ""
            : " by " + shown.get(0).rule() + " (" + shown.get(0).span().where() + ")";
    String more = shown.size() > 1 ? " and " + (shown.size() - 1) + " more" : "";
    String start = title(flow) + " ";
    String provided = at.providedInShort();
    String here =
        " on " + at.firewall() + (provided.isEmpty() ? "" : ", " + provided + ",") + by + more;
    return switch (type) {
      case BLOCKED_FLOW -> start + "is blocked" + here;
      case PARTIAL_FLOW -> start + "passes in part only" + here;
      case FORBIDDEN_FLOW -> start + "must stay blocked, but passes" + here;
      default ->
          start
              + "is undecided on "
              + at.firewall()
              + (at.undecidedBecause().isEmpty()
                  ? perhaps(at)
                  : ": " + at.undecidedBecause().get(0).text());
    };
  }

  /** Where nothing is uncertain at the firewall: whether the flow comes by is. */
  private static String perhaps(FlowAtFirewall at) {
    boolean stops = at.verdict() == Verdict.BLOCKED || at.verdict() == Verdict.PARTIAL;
    return stops && List.of("assumed", "unknown").contains(at.onPath())
        ? ", which denies it, but may not be on its way"
        : "";
  }
}
