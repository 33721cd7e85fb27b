package flowgap.analysis;

import flowgap.flow.Flow;
import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.policy.Attribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges a flow along firewalls in their order: what one translates reaches the next translated.
 */
public final class OrderedPath {
  private OrderedPath() {}

  /**
   * @param firewalls in the order of the path as the source sees it
   * @return what each does with what reaches it, in the order of the path, forward before reverse
   */
  public static List<Judged> judge(
      List<FirewallJudge> firewalls, Flow flow, Circumstances circumstances) {
    List<Judged> out = new ArrayList<>(along(firewalls, flow, circumstances, false));
    if (!flow.reverse().isEmpty()) {
      List<FirewallJudge> back = new ArrayList<>(firewalls);
      java.util.Collections.reverse(back);
      out.addAll(along(back, flow, circumstances, true));
    }
    return out;
  }

  private static List<Judged> along(
      List<FirewallJudge> firewalls, Flow flow, Circumstances circumstances, boolean reverse) {
    List<Judged> out = new ArrayList<>();
    FirewallJudge.Arrivals first = FirewallJudge.Arrivals.of(flow, reverse, AddressSet.NONE);
    List<Cohort> arriving = first.cohorts(FirewallJudge.presets(flow, reverse));
    for (FirewallJudge judge : firewalls) {
      if (arriving.isEmpty()) {
        break; // nothing reaches this one: it has no say
      }
      FirewallJudge.Ends ends = FirewallJudge.Ends.of(flow, reverse, judge.firewall().own());
      List<Cohort> through = new ArrayList<>();
      PacketSet own = PacketSet.NONE;
      for (Cohort c : arriving) {
        PacketSet meant = meant(c, ends);
        own = own.or(c.sent().minus(meant));
        if (!meant.isEmpty()) {
          through.add(c.only(meant));
        }
      }
      Division d = judge.divide(through, flow, circumstances);
      FirewallJudge.Arrivals here =
          new FirewallJudge.Arrivals(
              through.stream()
                  .map(c -> new FirewallJudge.Arrivals.Arrival(c.sent(), c.view()))
                  .toList(),
              own,
              first.placeholders());
      Judged judged = new Showing(judge.firewall(), flow, reverse, here).judged(d, true, List.of());
      out.add(NearRules.added(judge, judged, through, flow, circumstances));
      arriving = next(d, FirewallJudge.presets(flow, reverse));
    }
    return out;
  }

  /** The packets but those to and from the firewall's own addresses inside the flow's networks. */
  private static PacketSet meant(Cohort c, FirewallJudge.Ends ends) {
    PacketSet out = c.sent();
    if (!c.view().changesSource()) {
      out = out.and(PacketSet.from(ends.sources()));
    }
    if (!c.view().changesDestination()) {
      out = out.and(PacketSet.to(ends.destinations()));
    }
    return out;
  }

  /** What reaches the next firewall: as the last one sent it on, with what that hinges on. */
  private static List<Cohort> next(Division d, Map<String, String> presets) {
    List<Cohort> out = new ArrayList<>();
    Map<String, String> attributes = new HashMap<>(presets);
    attributes.remove(Attribute.STATED_IN);
    attributes.remove(Attribute.STATED_OUT);
    for (List<Cohort> side : List.of(d.permitted(), d.aside())) {
      for (Cohort c : side) {
        Cohort fresh = Cohort.arriving(c.sent(), c.view(), attributes);
        out.add(fresh.because(c.reasons()));
      }
    }
    return Cohort.merged(out);
  }
}
