package flowgap.analysis;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What one firewall does with a flow.
 *
 * @param flow the flow's id
 * @param direction {@code forward} or {@code reverse}
 * @param inZone zone or interface by which it enters; several separated by {@code ", "}; may be
 *     empty
 * @param outZone the same for leaving
 * @param onPath {@code proved}, {@code stated}, {@code assumed} or {@code unknown}
 * @param asSeen how the firewall's rules see the flow, where it is translated; else empty
 * @param passes parts that certainly pass, in words
 * @param mayPass parts that may pass
 * @param denied parts that are certainly denied
 * @param leftOut parts that do not pass through this firewall, with the reason
 * @param decidedBy at most 50, largest first
 * @param decidedByMore how many more there are
 * @param nearest where it does not certainly pass: the permit rules that come nearest to the
 *     example
 * @param undecidedBecause why parts may pass
 * @param notes what is to be said beside the verdict
 * @param example one packet that is denied, else one that may pass, else one that passes (of a
 *     forbidden flow the other way round); may be empty
 */
public record FlowAtFirewall(
    String flow,
    String firewall,
    Verdict verdict,
    String direction,
    String inZone,
    String outZone,
    String onPath,
    String asSeen,
    List<String> passes,
    List<String> mayPass,
    List<String> denied,
    List<String> leftOut,
    List<Evidence> decidedBy,
    int decidedByMore,
    List<NearRule> nearest,
    List<Reason> undecidedBecause,
    List<String> notes,
    String example) {
  public FlowAtFirewall {
    passes = List.copyOf(passes);
    mayPass = List.copyOf(mayPass);
    denied = List.copyOf(denied);
    leftOut = List.copyOf(leftOut);
    decidedBy = List.copyOf(decidedBy);
    nearest = List.copyOf(nearest);
    undecidedBecause = List.copyOf(undecidedBecause);
    notes = List.copyOf(notes);
  }

  /** What the verdict takes for granted: the notes that begin with {@code if}. */
  public List<String> provided() {
    return notes.stream().filter(n -> n.startsWith("if ")).toList();
  }

  /** The same in a word or two, such as {@code if attached}. */
  public String providedInShort() {
    return provided().stream()
        .map(n -> n.substring(0, n.indexOf(':') < 0 ? n.length() : n.indexOf(':')))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** The same with the rules that come nearest. */
  public FlowAtFirewall with(List<NearRule> rules) {
    return new FlowAtFirewall(
        flow,
        firewall,
        verdict,
        direction,
        inZone,
        outZone,
        onPath,
        asSeen,
        passes,
        mayPass,
        denied,
        leftOut,
        decidedBy,
        decidedByMore,
        rules,
        undecidedBecause,
        notes,
        example);
  }
}
