package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.policy.Condition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What may pass in two states hinges on the same things where it goes the same ways: for the same
 * reasons, by the same interfaces, past the same rules to the same end. Whatever settles the
 * reasons, the same becomes of it.
 */
final class SameDoubts {
  /** What the same words mean in both states: no line elsewhere in the export says more of it. */
  private static final Set<Condition.Kind> PLAIN =
      EnumSet.of(
          Condition.Kind.INTERFACE,
          Condition.Kind.OWN_ADDRESS,
          Condition.Kind.TRANSLATION,
          Condition.Kind.APPLICATION,
          Condition.Kind.USER,
          Condition.Kind.HOST_NAME,
          Condition.Kind.STATE,
          Condition.Kind.PACKET_FIELD);

  private SameDoubts() {}

  private record Way(
      boolean permitted, Set<String> reasons, Map<String, String> attributes, List<String> rules) {}

  /** The packets, of those that may pass, that do not go the same ways. */
  static PacketSet others(Division before, Division after, PacketSet open) {
    if (open.isEmpty()) {
      return open;
    }
    Map<Way, PacketSet> old = ways(before, open);
    Map<Way, PacketSet> now = ways(after, open);
    PacketSet out = notPlain(before, open).or(notPlain(after, open));
    for (Map.Entry<Way, PacketSet> e : old.entrySet()) {
      PacketSet there = now.getOrDefault(e.getKey(), PacketSet.NONE);
      out = out.or(e.getValue().minus(there));
    }
    for (Map.Entry<Way, PacketSet> e : now.entrySet()) {
      PacketSet there = old.getOrDefault(e.getKey(), PacketSet.NONE);
      out = out.or(e.getValue().minus(there));
    }
    return out;
  }

  private static PacketSet notPlain(Division d, PacketSet open) {
    PacketSet out = PacketSet.NONE;
    for (List<Cohort> side : List.of(d.permitted(), d.refused(), d.aside())) {
      for (Cohort c : side) {
        if (c.reasons().stream().anyMatch(r -> !PLAIN.contains(r.kind()))) {
          out = out.or(c.sent().and(open));
        }
      }
    }
    return out;
  }

  private static Map<Way, PacketSet> ways(Division d, PacketSet open) {
    Map<Way, PacketSet> out = new LinkedHashMap<>();
    add(out, d.permitted(), open, true);
    add(out, d.refused(), open, false);
    add(out, d.aside(), open, false);
    return out;
  }

  private static void add(
      Map<Way, PacketSet> out, List<Cohort> cohorts, PacketSet open, boolean permitted) {
    for (Cohort c : cohorts) {
      PacketSet sent = c.sent().and(open);
      if (sent.isEmpty()) {
        continue;
      }
      Set<String> reasons = new TreeSet<>();
      for (Condition r : c.reasons()) {
        String line = r.kind() == Condition.Kind.TRANSLATION ? line(r) : "";
        reasons.add(r.kind() + " " + r.text() + line);
      }
      List<String> rules = new ArrayList<>();
      for (Hit h = c.trail(); h != null; h = h.before()) {
        if (h.isEnd()) {
          rules.add(h.leg() + " " + h.what() + " " + h.rule().words());
        }
      }
      Way way = new Way(permitted, reasons, new TreeMap<>(c.attributes()), rules);
      out.merge(way, sent, PacketSet::or);
    }
  }

  /** The translation's own words: the same doubt about another translation is another one. */
  private static String line(Condition reason) {
    return reason.span().map(span -> " " + span.text().strip()).orElse("");
  }
}
