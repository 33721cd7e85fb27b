package flowgap.analysis;

import flowgap.flow.Flow;
import flowgap.flow.Requirement;
import flowgap.packet.Packet;
import flowgap.packet.PacketSet;
import flowgap.packet.PacketSetTooLarge;
import flowgap.policy.Attribute;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/** Finds the permit rules that come nearest to letting a packet pass. */
final class NearRules {
  /** Rules that are shown. */
  private static final int MOST = 4;

  /** Lists that are looked at, and their rules. */
  private static final int LISTS = 40;

  private static final int RULES = 20_000;

  /** What is said of a rule that matches, but is not asked any more. */
  private static final String LATE = "every field matches, but an earlier rule decides";

  /** Fields that may fail. */
  private static final int FIELDS = 2;

  private NearRules() {}

  /** The same judgements of a firewall by itself, with the rules that come nearest. */
  static List<Judged> added(
      FirewallJudge judge, List<Judged> judged, Flow flow, Circumstances circumstances) {
    List<Judged> out = new ArrayList<>();
    for (Judged j : judged) {
      boolean reverse = j.shown().direction().equals("reverse");
      FirewallJudge.Arrivals arrivals =
          FirewallJudge.Arrivals.of(flow, reverse, judge.firewall().own());
      List<Cohort> arriving = arrivals.cohorts(FirewallJudge.presets(flow, reverse));
      out.add(added(judge, j, arriving, flow, circumstances));
    }
    return out;
  }

  /**
   * @param arriving the packets that were judged
   */
  static Judged added(
      FirewallJudge judge,
      Judged judged,
      List<Cohort> arriving,
      Flow flow,
      Circumstances circumstances) {
    PacketSet bad = judged.denied().isEmpty() ? judged.mayPass() : judged.denied();
    Optional<Packet> packet = bad.example();
    if (packet.isEmpty() || flow.requirement() == Requirement.FORBIDDEN) {
      return judged;
    }
    for (Cohort c : arriving) {
      if (c.sent().contains(packet.get())) {
        try {
          return judged.with(
              of(judge, c.only(PacketSet.of(packet.get())), flow.applications(), circumstances));
        } catch (NotDecided | PacketSetTooLarge e) {
          return judged;
        }
      }
    }
    return judged;
  }

  private static List<NearRule> of(
      FirewallJudge judge, Cohort one, List<String> applications, Circumstances circumstances) {
    Optional<String> application = applications.stream().findFirst();
    Situation situation =
        new Situation(
            judge.segments(circumstances.windowAt(judge.firewall())).get(0),
            application,
            circumstances.assumptions());
    Cohort known =
        application.isPresent() ? one.with(Attribute.APPLICATION, application.get()) : one;
    return of(judge.walk(), known, situation);
  }

  /** Notes which lists a packet is asked by, and how it looks there. */
  private static final class Asked implements Walk.Listener {
    final Map<String, Met> lists = new LinkedHashMap<>();
    final Map<String, Set<String>> matched = new HashMap<>();
    private boolean filters;

    @Override
    public void enters(Stage stage, Cohort cohort) {
      filters = stage.kind() == Stage.Kind.FILTER;
    }

    @Override
    public void comesTo(RuleList list, Cohort cohort) {
      if (filters && list.written() && lists.size() < LISTS) {
        lists.putIfAbsent(list.name(), new Met(list, cohort));
      }
    }

    @Override
    public void asks(RuleList list, Rule rule, Cohort cohort, PacketSet part, boolean certain) {
      if (!part.isEmpty()) {
        matched.computeIfAbsent(list.name(), n -> new HashSet<>()).add(rule.id());
      }
    }
  }

  private record Met(RuleList list, Cohort cohort) {}

  private record Near(NearRule rule, int weight) {}

  /**
   * @param packet one packet, as it arrives
   */
  static List<NearRule> of(Walk walk, Cohort packet, Situation situation) {
    Asked asked = new Asked();
    try {
      walk.walk(packet, situation, asked);
    } catch (NotDecided e) {
      // what was asked until then is looked at
    }
    List<Near> out = new ArrayList<>();
    int[] left = {RULES};
    for (Met m : asked.lists.values()) {
      Set<String> matched = asked.matched.getOrDefault(m.list().name(), Set.of());
      Mismatch mismatch = new Mismatch(m.cohort(), situation);
      new Search(out, mismatch, left).through(m.list(), walk.index(m.list()), matched);
    }
    out.sort(Comparator.comparingInt(Near::weight));
    return out.stream().limit(MOST).map(Near::rule).toList();
  }

  /** The search of one list. */
  private record Search(
      List<Near> out, Mismatch mismatch, int[] left, PriorityQueue<Integer> nearest) {
    Search(List<Near> out, Mismatch mismatch, int[] left) {
      this(out, mismatch, left, new PriorityQueue<>(Comparator.reverseOrder()));
    }

    void through(RuleList list, RuleIndex index, Set<String> matched) {
      for (int i : index.candidates(mismatch.packets())) {
        Rule r = list.rules().get(i);
        boolean late = r.permits() && r.isWritten() && !matched.contains(r.id());
        if (late && mismatch.fields(r).isEmpty()) {
          add(r, List.of(LATE), 0);
        }
      }
      RuleIndex.Ends ends = index.new Ends(mismatch.packets());
      // no rule that fails is nearer than one that fails by its service alone
      for (int i = 0; i < list.rules().size() && !isFull(Mismatch.SERVICE); i++) {
        Rule r = list.rules().get(i);
        boolean asked = r.permits() && r.isWritten() && left[0]-- > 0;
        if (asked && !isFull(Mismatch.least(r, ends, i)) && !isFull(mismatch.least(r))) {
          List<String> fields = mismatch.fields(r);
          if (!fields.isEmpty() && fields.size() <= FIELDS && !r.matches().isEmpty()) {
            add(r, fields, Mismatch.weight(fields));
          }
        }
      }
    }

    /** Whether nothing of this weight is wanted any more. */
    private boolean isFull(int weight) {
      return nearest.size() == MOST && weight >= nearest.peek();
    }

    private void add(Rule r, List<String> why, int weight) {
      out.add(new Near(new NearRule(r.id(), r.label(), why, r.span()), weight));
      nearest.add(weight);
      if (nearest.size() > MOST) {
        nearest.remove();
      }
    }
  }
}
