package flowgap.analysis;

import flowgap.packet.Packet;
import flowgap.packet.PacketSet;
import flowgap.packet.View;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The way of one packet through a firewall, step by step.
 *
 * @param packet as sent
 * @param verdict what becomes of it
 * @param steps in order
 */
public record Trace(
    String firewall, String packet, Verdict verdict, List<Step> steps, FlowAtFirewall summary) {
  /**
   * One step.
   *
   * @param leg {@code opening} or {@code answer}
   * @param stage name of the stage
   * @param list the list that was asked
   * @param rule id of the rule; empty where the step is about the stage
   * @param matched {@code yes}, {@code no}, {@code may}
   * @param why for a rule that does not match the field that failed; else what it does
   * @param packet how the packet looks at this point
   * @param where file and line
   * @param text the quoted line
   */
  public record Step(
      String leg,
      String stage,
      String list,
      String rule,
      String matched,
      String why,
      String packet,
      String where,
      String text) {}

  public Trace {
    steps = List.copyOf(steps);
  }

  /** Collects the steps of a walk. */
  static final class Recorder implements Walk.Listener {
    private final Situation situation;
    final List<Step> steps = new ArrayList<>();
    private Stage stage;

    Recorder(Situation situation) {
      this.situation = situation;
    }

    @Override
    public void enters(Stage newStage, Cohort cohort) {
      stage = newStage;
      steps.add(
          new Step(
              cohort.leg(),
              newStage.name(),
              newStage.list(),
              "",
              "",
              place(cohort),
              look(cohort),
              "",
              ""));
    }

    @Override
    public void asks(RuleList list, Rule rule, Cohort cohort, PacketSet matched, boolean certain) {
      boolean silent = !list.written() && matched.isEmpty();
      if (silent) {
        return;
      }
      String answer = matched.isEmpty() ? "no" : certain ? "yes" : "may";
      steps.add(
          new Step(
              cohort.leg(),
              stage.name(),
              list.name(),
              rule.id(),
              answer,
              matched.isEmpty()
                  ? String.join("; ", new Mismatch(cohort, situation).fields(rule))
                  : does(rule),
              look(cohort),
              rule.span().where(),
              rule.span().text()));
    }

    private static String look(Cohort c) {
      return c.view().image(c.sent()).toString();
    }

    private static String place(Cohort c) {
      List<String> out = new ArrayList<>();
      for (String a :
          List.of(
              Attribute.IN,
              Attribute.IN_ZONE,
              Attribute.OUT,
              Attribute.OUT_ZONE,
              Attribute.STATE)) {
        String value = c.attributes().get(a);
        if (value != null && !value.isEmpty()) {
          out.add(a + " " + value);
        }
      }
      return String.join(", ", out);
    }

    private static String does(Rule rule) {
      if (rule.permits()) {
        return "permit";
      }
      if (rule.denies()) {
        return "deny";
      }
      List<String> out = new ArrayList<>();
      for (Action a : rule.actions()) {
        if (a instanceof Action.Translate t) {
          out.add(t.shown());
        } else if (a instanceof Action.Call c) {
          out.add("asks " + c.list());
        } else if (a instanceof Action.GoTo g) {
          out.add("goes on with " + g.list());
        } else if (a instanceof Action.Set s) {
          out.add(s.attribute() + " " + s.value());
        } else if (a instanceof Action.OneOf o) {
          out.add("not known: " + o.why().text());
        } else if (a == Action.End.RETURN) {
          out.add("returns");
        } else if (a == Action.End.LEAVE) {
          out.add("does not come by here");
        }
      }
      return String.join("; ", out);
    }
  }

  /** Follows one packet through a firewall. */
  public static Trace of(
      FirewallJudge judge, Packet packet, Map<String, String> stated, Situation situation) {
    Recorder recorder = new Recorder(situation);
    Map<String, String> attributes = FirewallJudge.arrivingAttributes();
    attributes.putAll(stated);
    situation.application().ifPresent(a -> attributes.put(Attribute.APPLICATION, a));
    PacketSet sent = PacketSet.of(packet);
    Cohort cohort = Cohort.arriving(sent, View.IDENTITY, attributes);
    Division d;
    try {
      d = Division.of(sent, judge.walk().walk(cohort, situation, recorder));
    } catch (NotDecided e) {
      d = Division.notDecided(sent, e.getMessage());
    }
    FlowAtFirewall summary = Showing.ofPacket(judge.firewall(), packet, d);
    return new Trace(
        judge.firewall().name(), packet.toString(), summary.verdict(), recorder.steps, summary);
  }
}
