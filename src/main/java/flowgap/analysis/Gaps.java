package flowgap.analysis;

import flowgap.flow.Flow;
import flowgap.packet.PacketSet;
import flowgap.policy.Attribute;
import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds what stands between a flow and its passing, list by list. */
public final class Gaps {
  private static final List<String> KEPT =
      List.of(
          Attribute.IN,
          Attribute.OUT,
          Attribute.IN_ZONE,
          Attribute.OUT_ZONE,
          Attribute.APPLICATION);

  private final FirewallJudge judge;
  private final Map<Rule, RuleList> home = new IdentityHashMap<>();

  /** Places of rules, by the lists that were asked for. */
  private final Map<String, Map<Rule, Integer>> places = new HashMap<>();

  public Gaps(FirewallJudge judge) {
    this.judge = judge;
    Firewall f = judge.firewall();
    for (RuleList list : f.lists().values()) {
      list.rules().forEach(r -> home.put(r, list));
      home.put(list.end(), list);
    }
  }

  /**
   * What certainly denies parts of a flow, one entry for each list and place; first lists first.
   */
  public List<Gap> of(Flow flow, Circumstances circumstances) {
    List<Gap> out = new ArrayList<>();
    for (boolean reverse : new boolean[] {false, true}) {
      if (reverse && flow.reverse().isEmpty()) {
        continue;
      }
      FirewallJudge.Arrivals arrivals =
          FirewallJudge.Arrivals.of(flow, reverse, judge.firewall().own());
      Division d =
          judge.divide(arrivals.cohorts(FirewallJudge.presets(flow, reverse)), flow, circumstances);
      out.addAll(gaps(flow, d, arrivals.ownLeftOut()));
    }
    return out;
  }

  private List<Gap> gaps(Flow flow, Division d, PacketSet own) {
    record Place(String list, String leg, Map<String, String> attributes) {}
    record Found(List<PacketSet> sent, List<PacketSet> seen, List<Rule> rules) {}
    Map<Place, Found> places = new LinkedHashMap<>();
    for (Cohort c : d.refused()) {
      PacketSet certain = c.sent().and(d.denied());
      Hit hit = c.trail();
      if (certain.isEmpty() || hit.stage().kind() != Stage.Kind.FILTER) {
        continue;
      }
      Map<String, String> kept = new TreeMap<>();
      KEPT.forEach(
          k -> {
            if (c.attributes().containsKey(k)) {
              kept.put(k, c.attributes().get(k));
            }
          });
      Found found =
          places.computeIfAbsent(
              new Place(listOf(hit.rule()), hit.leg(), kept),
              p -> new Found(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
      found.sent.add(certain);
      found.seen.add(c.view().image(certain));
      found.rules.add(hit.rule());
    }
    List<Gap> out = new ArrayList<>();
    places.forEach(
        (place, found) ->
            out.add(
                new Gap(
                    flow.id(),
                    place.list,
                    earliest(judge.firewall().list(place.list), found.rules).id(),
                    place.leg,
                    PacketSet.union(found.sent),
                    OwnAddresses.filledIn(PacketSet.union(found.seen), own),
                    place.attributes)));
    return out;
  }

  /** The list that a rule's id names; a default may stand in a list made for it alone. */
  private String listOf(Rule rule) {
    int colon = rule.id().lastIndexOf(':');
    String named = colon < 0 ? "" : rule.id().substring(0, colon);
    return judge.firewall().lists().containsKey(named) ? named : home.get(rule).name();
  }

  private Rule earliest(RuleList list, List<Rule> rules) {
    int none = list.rules().size();
    Map<Rule, Integer> at = places.computeIfAbsent(list.name(), n -> places(list));
    int first = rules.stream().mapToInt(r -> at.getOrDefault(r, none)).min().orElse(none);
    return first < none ? list.rules().get(first) : list.end();
  }

  private static Map<Rule, Integer> places(RuleList list) {
    Map<Rule, Integer> out = new IdentityHashMap<>();
    for (int i = 0; i < list.rules().size(); i++) {
      out.putIfAbsent(list.rules().get(i), i);
    }
    return out;
  }
}
