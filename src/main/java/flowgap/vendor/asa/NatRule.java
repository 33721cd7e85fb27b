package flowgap.vendor.asa;

import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.source.SourceSpan;
import java.util.List;

/**
 * A translation rule, old or new, in the form in which both are asked.
 *
 * @param id shown as the rule's name
 * @param section of the table since 8.3: 1, 2 (object rules), 3 ({@code after-auto}); else 0
 * @param realIf interface of the real side, empty = every one
 * @param mappedIf interface of the mapped side, empty = every one
 * @param joint it decides source and destination together and ends the search (twice NAT)
 * @param forwardIn what arrives from the real side and has its destination translated
 * @param forwardSource what leaves towards the mapped side and has its source translated
 * @param backwardIn what arrives from the mapped side and has its destination translated
 * @param backwardSource what then has its source translated, too
 * @param answerForward packets whose answers would have their source translated by this rule,
 *     entering by the real side
 * @param answerBackward the same, entering by the mapped side
 * @param egressByRule whether a destination that it translates leaves by the rule's interface,
 *     whatever the routes say
 * @param outs interfaces that {@code forwardSource} is limited to, besides {@code mappedIf}; empty
 *     = no limit
 * @param drops it drops what it matches in {@code forwardSource}: there is no address to translate
 *     to
 */
record NatRule(
    String id,
    SourceSpan span,
    int section,
    String realIf,
    String mappedIf,
    boolean joint,
    List<Piece> forwardIn,
    List<Piece> forwardSource,
    List<Piece> backwardIn,
    List<Piece> backwardSource,
    PacketSet answerForward,
    PacketSet answerBackward,
    boolean egressByRule,
    List<String> outs,
    boolean drops,
    List<Condition> doubts) {
  /**
   * Packets, and what is done to them.
   *
   * @param must what of {@code may} is certain
   */
  record Piece(PacketSet may, PacketSet must, List<Action> rewrites, List<Condition> doubts) {
    Piece {
      rewrites = List.copyOf(rewrites);
      doubts = List.copyOf(doubts);
    }
  }

  NatRule {
    forwardIn = List.copyOf(forwardIn);
    forwardSource = List.copyOf(forwardSource);
    backwardIn = List.copyOf(backwardIn);
    backwardSource = List.copyOf(backwardSource);
    outs = List.copyOf(outs);
    doubts = List.copyOf(doubts);
  }

  /** Value of the attribute that names this rule. */
  String forward() {
    return id + " forward";
  }

  String backward() {
    return id + " backward";
  }
}
