package flowgap.analysis;

import flowgap.packet.PacketSet;
import java.util.List;

/**
 * What one firewall does with one direction of a flow: in words, and as sets by which firewalls are
 * combined. All sets are in the flow's own addresses.
 *
 * @param needed the packets that were judged
 * @param placeCertain whether the firewall is certainly on the path; otherwise what it denies makes
 *     the whole flow undecided only
 * @param uses which rules decide which parts of it, all of them; not kept in merged reports
 */
public record Judged(
    FlowAtFirewall shown,
    PacketSet needed,
    PacketSet passes,
    PacketSet mayPass,
    PacketSet denied,
    PacketSet left,
    boolean placeCertain,
    List<RulePart> uses) {
  public Judged {
    uses = List.copyOf(uses);
  }

  /** The same, but nothing of what passes or is denied is certain. */
  Judged uncertain() {
    return new Judged(
        shown,
        needed,
        PacketSet.NONE,
        passes.or(mayPass).or(denied),
        PacketSet.NONE,
        left,
        placeCertain,
        uses);
  }

  /** The same with the rules that come nearest to letting pass what does not. */
  Judged with(List<NearRule> nearest) {
    return new Judged(
        shown.with(nearest), needed, passes, mayPass, denied, left, placeCertain, uses);
  }

  /** Without the rules. */
  public Judged(
      FlowAtFirewall shown,
      PacketSet needed,
      PacketSet passes,
      PacketSet mayPass,
      PacketSet denied,
      PacketSet left,
      boolean placeCertain) {
    this(shown, needed, passes, mayPass, denied, left, placeCertain, List.of());
  }
}
