package flowgap.report.page;

import flowgap.analysis.Evidence;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.RuleRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A rule that decides a part of a flow, with its neighbours.
 *
 * @param evidence what it decides
 * @param lines the rule and up to three rules before and two after it, in the list's order
 */
public record Quoted(Evidence evidence, List<Line> lines) {
  /** Rules of one flow at one firewall that are shown with their neighbours. */
  private static final int SHOWN = 12;

  private static final int BEFORE = 3;
  private static final int AFTER = 2;

  /**
   * A quoted line.
   *
   * @param number empty where no line says it
   */
  public record Line(String number, String rule, String text, boolean decides) {}

  /**
   * @param places where each rule stands among the firewall's rules
   */
  static List<Quoted> of(FirewallAudit audit, Map<String, Integer> places, FlowAtFirewall at) {
    List<Quoted> out = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Evidence e : at.decidedBy()) {
      boolean first = seen.add(e.rule());
      boolean near = first && out.size() < SHOWN;
      out.add(new Quoted(e, near ? neighbours(audit.allRules(), places, e) : List.of(alone(e))));
    }
    return out;
  }

  static List<Quoted> alone(FlowAtFirewall at) {
    return at.decidedBy().stream().map(e -> new Quoted(e, List.of(alone(e)))).toList();
  }

  private static Line alone(Evidence e) {
    return line(e.span().line(), e.rule(), e.span().text(), true);
  }

  private static List<Line> neighbours(
      List<RuleRow> rules, Map<String, Integer> places, Evidence e) {
    Integer place = places.get(e.rule());
    List<Line> out = new ArrayList<>();
    if (place == null) {
      // the end of a list: the rules before it are those that did not match
      String list =
          e.rule().endsWith(":default") ? e.rule().substring(0, e.rule().length() - 8) : "";
      List<RuleRow> own = rules.stream().filter(r -> r.list().equals(list)).toList();
      own.subList(Math.max(0, own.size() - BEFORE), own.size())
          .forEach(r -> out.add(line(r.span().line(), r.rule(), r.span().text(), false)));
      out.add(alone(e));
      return out;
    }
    int at = place;
    String list = rules.get(at).list();
    for (int i = Math.max(0, at - BEFORE); i <= Math.min(rules.size() - 1, at + AFTER); i++) {
      RuleRow r = rules.get(i);
      if (r.list().equals(list)) {
        out.add(line(r.span().line(), r.rule(), r.span().text(), i == at));
      }
    }
    return out;
  }

  private static Line line(int number, String rule, String text, boolean decides) {
    return new Line(number == 0 ? "" : Integer.toString(number), rule, text, decides);
  }
}
