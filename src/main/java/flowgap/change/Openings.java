package flowgap.change;

import flowgap.analysis.Judged;
import flowgap.analysis.ProposedChange;
import flowgap.analysis.Verdict;
import flowgap.flow.Flow;
import flowgap.flow.Requirement;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What opens the flows that one firewall certainly denies: all of them together, and each by
 * itself.
 *
 * @param all empty where it denies none
 * @param each by flow id
 * @param patch the same as {@code all} for the file that the device loads, where it loads one
 */
public record Openings(
    Optional<ProposedChange> all, Map<String, ProposedChange> each, List<String> patch) {
  public static final Openings NONE = new Openings(Optional.empty(), Map.of(), List.of());

  public Openings {
    each = Map.copyOf(each);
    patch = List.copyOf(patch);
  }

  /** Whether a flow is one that rules are opened for. */
  public static boolean isWanted(Flow flow) {
    return flow.requirement() != Requirement.FORBIDDEN
        && flow.requirement() != Requirement.ADVISORY;
  }

  /** Whether the firewall certainly denies a part of the flow. */
  public static boolean isDenied(Collection<Judged> judged) {
    return judged.stream()
        .anyMatch(
            j -> j.shown().verdict() == Verdict.BLOCKED || j.shown().verdict() == Verdict.PARTIAL);
  }

  /**
   * @param flows those that are wanted and denied
   * @param rules how many rules the firewall has: bounds the effort
   */
  public static Openings of(Opening opening, List<Flow> flows, int rules) throws IOException {
    if (flows.isEmpty()) {
      return NONE;
    }
    Map<String, ProposedChange> each = new TreeMap<>();
    flows.stream()
        .filter(f -> !f.unresolvedNames().isEmpty())
        .forEach(f -> each.put(f.id(), toBeResolved(f)));
    List<Flow> known = flows.stream().filter(f -> !each.containsKey(f.id())).toList();
    Openings open = ofKnown(opening, known, rules);
    each.putAll(open.each);
    return new Openings(open.all, each, open.patch);
  }

  /** Rules for a name that could be any address would open the flow to every address. */
  private static ProposedChange toBeResolved(Flow flow) {
    return new ProposedChange(
        List.of(),
        List.of(),
        false,
        "no rule is proposed before the site file resolves "
            + String.join(", ", flow.unresolvedNames()));
  }

  private static Openings ofKnown(Opening opening, List<Flow> flows, int rules) throws IOException {
    if (flows.isEmpty()) {
      return NONE;
    }
    Attempt first = opening.attempt(flows);
    Optional<ProposedChange> all = first.together();
    if (all.isEmpty()) {
      return NONE;
    }
    ProposedChange see =
        new ProposedChange(
            List.of(),
            List.of(),
            all.get().proved(),
            "its rules are among those of open.txt, which open all flows together");
    List<String> patch = opening.patch(first, all.get());
    return new Openings(all, new EachFlow(opening, rules, see).of(first, flows), patch);
  }
}
