package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowResult;
import flowgap.analysis.FlowResult.Prohibition;
import flowgap.analysis.Place;
import flowgap.analysis.Readinesses;
import flowgap.analysis.Verdict;
import flowgap.flow.Requirement;
import flowgap.source.Coverage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What matters, in words: the first thing that a reader sees.
 *
 * @param state {@code Ready}, {@code Ready with conditions}, {@code Undetermined}, {@code Not
 *     ready}, or {@code Not assessed} where no flows are given
 * @param first what follows the state
 * @param further one sentence each
 */
public record Headline(String state, String first, List<String> further) {
  private static final int NAMES = 3;

  public Headline {
    further = List.copyOf(further);
  }

  /** What the report rests on: lines, and what no configuration shows. */
  public static List<String> basis(AuditReport report) {
    List<String> out = new ArrayList<>();
    List<FirewallAudit> read = report.firewalls().stream().filter(f -> !f.failed()).toList();
    Coverage sum = read.stream().map(FirewallAudit::coverage).reduce(Coverage.NONE, Coverage::plus);
    if (!read.isEmpty()) {
      Set<String> unclear = new TreeSet<>();
      read.stream()
          .filter(f -> f.coverage().notUnderstood() > 0)
          .forEach(f -> unclear.add(f.name()));
      out.add(
          "Coverage: of "
              + (read.size() == 1 ? "1 configuration" : read.size() + " configurations")
              + String.format(Locale.ROOT, ", %,d lines, ", sum.lines())
              + (unclear.isEmpty()
                  ? "every line is understood."
                  : Counts.understood(sum)
                      + " are understood; those that are not are on "
                      + names(unclear)
                      + "."));
    }
    assumed(read, a -> a.startsWith("if "))
        .forEach((a, on) -> out.add("Taken for granted on " + names(on) + ": " + a + "."));
    Scope.ages(report).ifPresent(out::add);
    int unseen = report.prerequisites().size();
    if (unseen > 0) {
      out.add(
          (unseen == 1 ? "1 prerequisite" : unseen + " prerequisites")
              + " cannot be seen in configurations; the list says what evidence to ask for.");
    }
    return out;
  }

  /** What is taken for granted, and of which firewalls. */
  static Map<String, Set<String>> assumed(List<FirewallAudit> all, Predicate<String> wanted) {
    Map<String, Set<String>> out = new LinkedHashMap<>();
    for (FirewallAudit f : all) {
      f.assumptions().stream()
          .filter(wanted)
          .forEach(a -> out.computeIfAbsent(a, k -> new TreeSet<>()).add(f.name()));
    }
    return out;
  }

  /** All of it in one paragraph. */
  public String text() {
    return state + ": " + first + (further.isEmpty() ? "" : " " + String.join(" ", further));
  }

  public static Headline of(AuditReport report) {
    List<FlowResult> required = with(report, Requirement.REQUIRED);
    List<String> further = new ArrayList<>();
    String state = state(report);
    String first;
    if (report.flows().isEmpty()) {
      first = "no flows were given, so rules are judged by themselves.";
    } else if (required.isEmpty()) {
      first = "no flow of the lists is required.";
    } else {
      first = ready(report, state, required) + required(report, required, further);
    }
    others(report, further);
    return new Headline(state, first, further);
  }

  private static String state(AuditReport report) {
    if (report.flows().isEmpty()) {
      return "Not assessed";
    }
    Collection<String> states =
        Readinesses.products(Readinesses.of(report.flows(), report.flowMarks())).values();
    return states.stream()
        .max(Comparator.comparingInt(Readinesses.STATES::indexOf))
        .orElse("Not assessed");
  }

  /** By which scenarios it is ready, where flows of others do not pass. */
  private static String ready(AuditReport report, String state, List<FlowResult> required) {
    boolean ready = Readinesses.STATES.indexOf(state) <= 1;
    if (!ready || required.stream().noneMatch(f -> isBad(f) || isUnsure(f))) {
      return "";
    }
    Set<String> ways = new LinkedHashSet<>();
    for (AuditReport.Readiness r : Readinesses.of(report.flows(), report.flowMarks())) {
      if (Readinesses.STATES.indexOf(r.state()) <= 1 && !r.scenario().isEmpty()) {
        ways.add((r.profile() + " with " + r.scenario()).strip());
      }
    }
    return ways.isEmpty() ? "" : String.join("; ", ways) + ". All scenarios together: ";
  }

  private static String required(
      AuditReport report, List<FlowResult> required, List<String> further) {
    List<FlowResult> blocked = with(required, Verdict.BLOCKED);
    List<FlowResult> partial = with(required, Verdict.PARTIAL);
    List<FlowResult> undecided = with(required, Verdict.UNDECIDED);
    List<FlowResult> unbound = with(required, Verdict.UNBOUND);
    int all = required.size();
    String first;
    if (blocked.isEmpty() && partial.isEmpty()) {
      int permitted = with(required, Verdict.PERMITTED).size();
      first =
          permitted == all && all > 1
              ? "all " + all + " required flows are permitted."
              : permitted + " of " + flows(all, "required") + " " + are(permitted) + " permitted.";
    } else {
      first = gaps(all, blocked, partial) + openers(report, blocked, partial) + ".";
    }
    if (!undecided.isEmpty()) {
      further.add(count(undecided) + " undecided: " + kinds(undecided) + ".");
      perhaps(undecided).ifPresent(further::add);
    }
    if (!unbound.isEmpty()) {
      Set<String> roles = new TreeSet<>();
      unbound.forEach(f -> roles.addAll(f.flow().unboundRoles()));
      further.add(
          count(unbound)
              + " not judged: the site file binds no address to "
              + (roles.isEmpty() ? "a role" : names(roles))
              + ".");
    }
    return first;
  }

  /** {@code 2 of 6 required flows are blocked on a and b, 1 is permitted only in part on c}. */
  private static String gaps(int all, List<FlowResult> blocked, List<FlowResult> partial) {
    List<FlowResult> gravest = blocked.isEmpty() ? partial : blocked;
    String part = " permitted only in part";
    String first =
        gravest.size()
            + " of "
            + flows(all, "required")
            + " "
            + are(gravest.size())
            + (blocked.isEmpty() ? part : " blocked")
            + on(gravest);
    return blocked.isEmpty() || partial.isEmpty()
        ? first
        : first + ", " + count(partial) + part + on(partial);
  }

  private static void others(AuditReport report, List<String> further) {
    List<FlowResult> conditional = with(report, Requirement.CONDITIONAL);
    long open = conditional.stream().filter(f -> isBad(f) || isUnsure(f)).count();
    if (open > 0) {
      further.add(
          conditional.size() == 1
              ? "The conditional flow, whose condition nobody has confirmed, would not certainly pass."
              : "Of the "
                  + flows(conditional.size(), "conditional")
                  + ", whose conditions nobody has confirmed, "
                  + open
                  + " would not certainly pass.");
    }
    List<FlowResult> forbidden = with(report, Requirement.FORBIDDEN);
    long passing =
        forbidden.stream()
            .filter(f -> f.prohibition().filter(p -> p == Prohibition.BROKEN).isPresent())
            .count();
    if (passing > 0) {
      further.add(
          passing + " of " + flows(forbidden.size(), "forbidden") + " " + pass(passing) + ".");
    }
    long mayPass =
        forbidden.stream()
            .filter(f -> f.prohibition().filter(p -> p == Prohibition.UNCERTAIN).isPresent())
            .count();
    if (mayPass > 0) {
      further.add(mayPass + " of " + flows(forbidden.size(), "forbidden") + " may pass.");
    }
    long elsewhere =
        report.flows().stream().filter(f -> f.verdict() == Verdict.NOT_ON_PATH).count();
    if (elsewhere > 0) {
      further.add(
          (elsewhere == 1 ? "1 flow is" : elsewhere + " flows are")
              + " carried by no firewall that was given.");
    }
    List<FirewallAudit> failed = report.firewalls().stream().filter(FirewallAudit::failed).toList();
    if (!failed.isEmpty()) {
      further.add(
          (failed.size() == 1 ? "1 configuration" : failed.size() + " configurations")
              + " could not be read: "
              + names(failed.stream().map(FirewallAudit::name).toList())
              + ".");
    }
    long accepted = report.marks().filter(f -> Counts.isAccepted(report, f.id())).count();
    if (accepted > 0) {
      further.add(
          accepted == 1
              ? "1 finding is accepted as an exception."
              : accepted + " findings are accepted as exceptions.");
    }
  }

  /** {@code ; 3 proved changes open them (changes/edge-1/open.txt)}. */
  private static String openers(
      AuditReport report, List<FlowResult> blocked, List<FlowResult> partial) {
    List<String> wanted =
        Stream.concat(blocked.stream(), partial.stream()).map(f -> f.flow().id()).toList();
    Set<String> known = Set.copyOf(wanted);
    Map<String, List<FindingMark>> gaps =
        report
            .flowMarks()
            .filter(
                f -> f.type() == FindingType.BLOCKED_FLOW || f.type() == FindingType.PARTIAL_FLOW)
            .filter(f -> known.contains(f.flow()))
            .collect(Collectors.groupingBy(FindingMark::flow));
    Set<FindingMark.Change> changes = new HashSet<>();
    Set<String> files = new TreeSet<>();
    List<String> opened = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (String flow : wanted) {
      List<FindingMark> own = gaps.getOrDefault(flow, List.of());
      boolean all =
          !own.isEmpty()
              && own.stream()
                  .allMatch(f -> f.change().map(FindingMark.Change::proved).orElse(false));
      (all ? opened : left).add(flow);
      if (all) {
        own.forEach(f -> changes.add(f.change().get()));
        own.forEach(f -> files.add(ChangeFiles.open(f.firewall())));
      }
    }
    String them = wanted.size() == 1 ? "it" : "them";
    if (opened.isEmpty()) {
      return "; no proved change opens " + them;
    }
    return "; "
        + (changes.size() == 1
            ? "1 proved change opens "
            : String.format(Locale.ROOT, "%,d proved changes open ", changes.size()))
        + (left.isEmpty() ? them : names(opened))
        + " ("
        + (files.size() > NAMES ? "changes/" : String.join(", ", files))
        + ")"
        + (left.isEmpty() ? "" : ", none opens " + names(left));
  }

  private static String on(List<FlowResult> flows) {
    Set<String> names = new TreeSet<>();
    for (FlowResult f : flows) {
      for (Place a : f.places()) {
        if (a.verdict() == Verdict.BLOCKED || a.verdict() == Verdict.PARTIAL) {
          names.add(a.firewall());
        }
      }
    }
    return names.isEmpty() ? "" : " on " + names(names);
  }

  /** The sorts of reasons, the one first that most flows hinge on. */
  private static String kinds(List<FlowResult> flows) {
    Map<String, Integer> kinds = new TreeMap<>();
    for (FlowResult f : flows) {
      f.places().stream()
          .flatMap(p -> p.kinds().stream())
          .distinct()
          .forEach(k -> kinds.merge(k, 1, Integer::sum));
    }
    List<String> sorted = new ArrayList<>(kinds.keySet());
    sorted.sort(Comparator.comparingInt(k -> -kinds.get(k)));
    return sorted.isEmpty() ? "see each flow" : names(sorted);
  }

  /**
   * Firewalls that stop flows whose way is not known to lead through them: elsewhere a flow that
   * one of them stops is blocked.
   */
  private static Optional<String> perhaps(List<FlowResult> undecided) {
    Set<String> names = new TreeSet<>();
    undecided.forEach(
        f ->
            f.places().stream()
                .filter(p -> p.verdict() == Verdict.BLOCKED)
                .forEach(p -> names.add(p.firewall())));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            names(names)
                + (names.size() == 1 ? " blocks" : " block")
                + " some of them, but nothing proves that they pass there: name the firewalls of"
                + " each flow in the flow list.");
  }

  /** {@code a, b and c}, {@code a, b, c and 4 more}. */
  public static String names(Collection<String> all) {
    List<String> names = all.stream().map(n -> Plain.brief(n, 60)).toList();
    if (names.size() == 1) {
      return names.get(0);
    }
    int shown = names.size() <= NAMES + 1 ? names.size() - 1 : NAMES;
    String last = shown == names.size() - 1 ? names.get(shown) : (names.size() - shown) + " more";
    return String.join(", ", names.subList(0, shown)) + " and " + last;
  }

  private static List<FlowResult> with(AuditReport report, Requirement requirement) {
    return report.flows().stream().filter(f -> f.flow().requirement() == requirement).toList();
  }

  private static List<FlowResult> with(List<FlowResult> flows, Verdict verdict) {
    return flows.stream().filter(verdict(verdict)).toList();
  }

  private static Predicate<FlowResult> verdict(Verdict verdict) {
    return f -> f.verdict() == verdict;
  }

  private static boolean isBad(FlowResult f) {
    return f.verdict() == Verdict.BLOCKED || f.verdict() == Verdict.PARTIAL;
  }

  private static boolean isUnsure(FlowResult f) {
    return f.verdict() == Verdict.UNDECIDED || f.verdict() == Verdict.UNBOUND;
  }

  private static String flows(int n, String kind) {
    return n + " " + kind + (n == 1 ? " flow" : " flows");
  }

  private static String count(List<FlowResult> flows) {
    return flows.size() + " " + are(flows.size());
  }

  private static String are(int n) {
    return n == 1 ? "is" : "are";
  }

  private static String pass(long n) {
    return n == 1 ? "passes" : "pass";
  }
}
