package flowgap.policy;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Rules that are asked together.
 *
 * @param name unique within the firewall
 * @param kind how they are asked
 * @param rules in order; disabled ones stand at their place
 * @param end what holds for packets that no rule has ended: a default, or a return to the caller
 * @param written whether the export has this list: findings may be about it; otherwise it was made
 *     from other statements (routes, bindings)
 * @param bindings where it is asked, in the reader's words ({@code in on outside}); empty = bound
 *     to nothing
 * @param arriving the packets that come to it at most, by what the export says of the addresses
 *     behind it: how much a rule opens is measured on these; verdicts never ask
 * @param own the end of packets that its rules cannot name, where there is one
 */
public record RuleList(
    String name,
    Kind kind,
    List<Rule> rules,
    Rule end,
    boolean written,
    List<String> bindings,
    PacketSet arriving,
    Optional<Own> own) {
  /**
   * The end of packets that is whatever the list is attached to, so that no rule names it.
   *
   * @param members the addresses that are known to be there; none where no export says them
   */
  public record Own(End end, AddressSet members) {
    /** An end of a packet. */
    public enum End {
      SOURCE,
      DESTINATION
    }
  }

  /** How the rules of a list are asked. */
  public enum Kind {
    /** In order; the first that matches and ends the list decides. */
    FIRST_MATCH,
    /** All at once, permits only: any that matches permits (security groups). */
    UNION
  }

  public RuleList {
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(end);
    rules = List.copyOf(rules);
    bindings = List.copyOf(bindings);
    Objects.requireNonNull(arriving);
    Objects.requireNonNull(own);
  }

  /** A list that any packet may come to. */
  public RuleList(
      String name, Kind kind, List<Rule> rules, Rule end, boolean written, List<String> bindings) {
    this(name, kind, rules, end, written, bindings, PacketSet.ALL, Optional.empty());
  }

  /** The same list with other rules. */
  public RuleList with(List<Rule> newRules) {
    return new RuleList(name, kind, newRules, end, written, bindings, arriving, own);
  }

  /** The same list with other packets that come to it. */
  public RuleList arriving(PacketSet packets) {
    return new RuleList(name, kind, rules, end, written, bindings, packets, own);
  }
}
