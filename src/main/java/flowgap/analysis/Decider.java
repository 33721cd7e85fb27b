package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule that decides some packets.
 *
 * @param action {@code permit} or {@code deny}
 * @param leg {@code opening} or {@code answer}
 * @param span the line; implicit where no line says it
 */
public record Decider(String rule, String action, String leg, SourceSpan span) {
  /** The rules that decide something of these packets, in the order of the ways. */
  static List<Decider> of(Division division, PacketSet packets) {
    Map<String, Decider> out = new LinkedHashMap<>();
    for (List<Cohort> side : List.of(division.permitted(), division.refused())) {
      for (Cohort c : side) {
        if (c.sent().intersects(packets)) {
          of(c).forEach(d -> out.putIfAbsent(d.rule + d.action + d.leg, d));
        }
      }
    }
    return List.copyOf(out.values());
  }

  /** The rules of a way, first to last; permits count only where nothing denies later. */
  static List<Decider> of(Cohort c) {
    List<Decider> out = new ArrayList<>();
    for (Hit h = c.trail(); h != null; h = h.before()) {
      boolean denied = c.trail().what().equals("deny") && h != c.trail();
      boolean decides =
          h.what().equals("deny")
              || h.what().equals("permit") && h.stage().kind() == flowgap.policy.Stage.Kind.FILTER;
      if (decides && !denied) {
        out.add(0, new Decider(h.rule().id(), h.what(), h.leg(), h.rule().span()));
      }
    }
    return out;
  }

  /** {@code outside_in:3 (edge.cfg:120)}. */
  public String words() {
    return rule + " (" + span.where() + ")";
  }
}
