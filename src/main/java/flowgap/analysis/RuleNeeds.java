package flowgap.analysis;

import flowgap.flow.Direction;
import flowgap.flow.Flow;
import flowgap.flow.FlowPath;
import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PacketSetTooLarge;
import flowgap.packet.View;
import flowgap.policy.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the flows need of the rules of one firewall, under any reading of what is uncertain. */
public final class RuleNeeds {
  /**
   * What flows need of one permit rule.
   *
   * @param flows ids of the flows
   * @param packets the opening packets that it decides or may decide, as it sees them
   */
  public record Need(Set<String> flows, PacketSet packets) {
    public Need {
      flows = java.util.Collections.unmodifiableSet(new TreeSet<>(flows));
    }
  }

  private static final Need NONE = new Need(Set.of(), PacketSet.NONE);

  private final Map<String, Need> needs;
  private final Set<String> touched;
  private final Set<String> unsure;
  private final List<PacketSet> open;
  private final AddressSet sources;
  private final AddressSet destinations;
  private final int flows;
  private final int unbound;
  private final AddressSet own;

  private RuleNeeds(
      Map<String, Need> needs,
      Set<String> touched,
      Set<String> unsure,
      List<PacketSet> open,
      AddressSet sources,
      AddressSet destinations,
      int flows,
      int unbound,
      AddressSet own) {
    this.needs = needs;
    this.touched = touched;
    this.unsure = unsure;
    this.open = open;
    this.sources = sources;
    this.destinations = destinations;
    this.flows = flows;
    this.unbound = unbound;
    this.own = own;
  }

  /**
   * @param judged what the firewall does with the flows that it judges by itself, by flow id
   */
  public static RuleNeeds of(FirewallJudge judge, FlowRun run, Map<String, List<Judged>> judged) {
    Map<String, Set<String>> served = new HashMap<>();
    Map<String, List<PacketSet>> packets = new HashMap<>();
    Set<String> touched = new HashSet<>();
    Set<String> unsure = new HashSet<>();
    List<PacketSet> open = new ArrayList<>();
    List<AddressSet> sources = new ArrayList<>();
    List<AddressSet> destinations = new ArrayList<>();
    int flows = 0;
    int unbound = 0;
    for (Flow flow : run.flows()) {
      if (!flow.requirement().needsRules()) {
        continue;
      }
      if (run.notJudged(flow).isPresent()) {
        unbound += flow.unboundRoles().isEmpty() ? 0 : 1;
        continue;
      }
      flows++;
      sources.add(flow.source().addresses());
      destinations.add(flow.destination().addresses());
      if (flow.direction() == Direction.BOTH) {
        sources.add(flow.destination().addresses());
        destinations.add(flow.source().addresses());
      }
      List<Judged> here =
          isFirst(judge, flow)
              ? judge.judge(flow, run.circumstances(), true)
              : judged.getOrDefault(flow.id(), List.of());
      for (Judged j : here) {
        for (RulePart part : j.uses()) {
          touched.add(part.rule());
          if (part.action().equals("permit")) {
            served.computeIfAbsent(part.rule(), r -> new TreeSet<>()).add(flow.id());
          }
          if (part.action().equals("permit") && part.leg().equals("opening")) {
            packets.computeIfAbsent(part.rule(), r -> new ArrayList<>()).add(part.seen());
            sources.add(part.seen().sources());
            destinations.add(part.seen().destinations());
          }
        }
        if (j.uses().isEmpty() && !j.mayPass().isEmpty()) {
          open.add(j.needed());
        }
      }
      if (flow.path() instanceof FlowPath.Ordered
          && flow.path().firewalls().contains(judge.firewall().name())) {
        Set<String> met = anywhere(judge, flow, run.circumstances(), open);
        touched.addAll(met);
        if (!isFirst(judge, flow)) {
          unsure.addAll(met);
        }
      }
    }
    Map<String, Need> needs = new HashMap<>();
    served.forEach(
        (rule, ids) ->
            needs.put(rule, new Need(ids, union(packets.getOrDefault(rule, List.of())))));
    return new RuleNeeds(
        needs,
        touched,
        unsure,
        open,
        AddressSet.union(sources),
        AddressSet.union(destinations),
        flows,
        unbound,
        judge.firewall().own());
  }

  /** Whether nothing on an ordered path can have translated the flow before it comes here. */
  private static boolean isFirst(FirewallJudge judge, Flow flow) {
    return flow.path() instanceof FlowPath.Ordered ordered
        && flow.direction() == Direction.FORWARD
        && ordered.firewalls().get(0).equals(judge.firewall().name());
  }

  /** Rules that a flow may meet whose addresses other firewalls may have translated. */
  private static Set<String> anywhere(
      FirewallJudge judge, Flow flow, Circumstances circumstances, List<PacketSet> open) {
    Set<String> out = new HashSet<>();
    PacketSet service = flow.service().packets();
    Cohort all = Cohort.arriving(service, View.IDENTITY, FirewallJudge.arrivingAttributes());
    Division d = judge.divide(List.of(all), flow, circumstances);
    if (!d.undecided().isEmpty()) {
      open.add(service);
    }
    RuleParts.of(d).forEach(p -> out.add(p.rule()));
    return out;
  }

  private static PacketSet union(List<PacketSet> sets) {
    try {
      return PacketSet.union(sets);
    } catch (PacketSetTooLarge e) {
      return PacketSet.ALL;
    }
  }

  /** Whether there are flows by which rules can be judged. */
  boolean areKnown() {
    return flows > 0;
  }

  /** Whether what the rule does for flows is known: others may reach it from another firewall. */
  public boolean areKnown(String rule) {
    return areKnown() && !unsure.contains(rule);
  }

  /** Flows that need rules, but whose addresses the site file does not bind. */
  public int unbound() {
    return unbound;
  }

  /** What flows need of the rule. */
  public Need of(String rule) {
    return needs.getOrDefault(rule, NONE);
  }

  /**
   * What would have to be left of a permit rule: all that the flows need of it, from any source
   * port, with the firewall's own addresses where that makes fewer ranges.
   *
   * @return empty where no flow needs anything of it, or it is not known which packets
   */
  public PacketSet enough(Rule rule) {
    try {
      PacketSet opening = Opening.of(rule);
      PacketSet needed = of(rule.id()).packets().and(opening);
      if (needed.isEmpty()) {
        return PacketSet.NONE;
      }
      PacketSet around =
          PacketSet.between(within(needed.sources()), needed.destinations())
              .or(PacketSet.between(needed.sources(), within(needed.destinations())))
              .and(opening);
      return OwnAddresses.filledIn(needed.withAnySourcePort().and(opening), around);
    } catch (PacketSetTooLarge e) {
      return PacketSet.NONE;
    }
  }

  /** The firewall's own addresses between the first and the last of some. */
  private AddressSet within(AddressSet some) {
    AddressSet out = AddressSet.NONE;
    for (AddressSet family : List.of(AddressSet.ANY_V4, AddressSet.ANY_V6)) {
      List<IpAddress[]> all = some.and(family).intervals();
      if (!all.isEmpty()) {
        out = out.or(AddressSet.range(all.get(0)[0], all.get(all.size() - 1)[1]).and(own));
      }
    }
    return out;
  }

  /** Whether flows of which it is not known by which rules they come may need these packets. */
  public boolean mayBeNeeded(PacketSet packets) {
    return open.stream().anyMatch(o -> o.intersects(packets));
  }

  /** Whether a flow may come by the rule, or by one whose packets these are. */
  boolean mayServe(String rule, PacketSet packets) {
    return touched.contains(rule) || open.stream().anyMatch(o -> o.intersects(packets));
  }

  /** Whether the packets meet the addresses of both sides of the flows. */
  boolean areNear(PacketSet packets) {
    return packets.sources().intersects(sources) && packets.destinations().intersects(destinations);
  }
}
