package flowgap.policy;

import flowgap.packet.PacketSet;
import java.util.List;

/**
 * One way to match a rule; a rule with several matches is met by any of them.
 *
 * @param packets what may match: all that the understood fields allow
 * @param certain what matches for certain, as far as headers go; a subset of {@code packets}
 * @param guards what must hold besides the header
 * @param doubts why {@code packets} and {@code certain} differ; empty where they are the same
 */
public record Match(
    PacketSet packets, PacketSet certain, List<Guard> guards, List<Condition> doubts) {
  public Match {
    guards = List.copyOf(guards);
    doubts = List.copyOf(doubts);
    if (packets != certain && doubts.isEmpty() && !certain.containsAll(packets)) {
      throw new IllegalArgumentException("an uncertain match says why");
    }
  }

  public static final Match ALL = of(PacketSet.ALL);

  public static Match of(PacketSet packets, Guard... guards) {
    return new Match(packets, packets, List.of(guards), List.of());
  }

  /** A match of which only {@code certain} is sure. */
  public static Match uncertain(PacketSet packets, PacketSet certain, List<Condition> doubts) {
    return new Match(packets, certain, List.of(), doubts);
  }

  public Match with(List<Guard> newGuards) {
    return new Match(packets, certain, newGuards, doubts);
  }
}
