package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/** Makes of a translation's words what it does to packets, in both directions. */
final class NatDirections {
  private final NatOperands operands;

  /** Identity translation leaves the egress interface to the routes, as before 8.4(2). */
  private final boolean early;

  NatDirections(NatOperands operands, boolean early) {
    this.operands = operands;
    this.early = early;
  }

  record Words(
      String id,
      SourceSpan span,
      int section,
      String realIf,
      String mappedIf,
      boolean fixed,
      boolean oneWay,
      boolean lookup) {}

  private static List<Action> changed(boolean source, PortSet from, PortSet to) {
    return from.equals(to) ? List.of() : List.of(Mapping.port(source, from, to));
  }

  NatRule rule(
      Words w,
      Mapping source,
      Mapping target,
      AddressOperand real,
      AddressOperand mapped,
      AddressOperand mappedTo,
      AddressOperand realTo,
      NatOperands.Ports a,
      NatOperands.Ports b) {
    List<Condition> doubts = new ArrayList<>(a.doubts());
    doubts.addAll(b.doubts());
    SourceSpan span = w.span();
    List<NatRule.Piece> forwardIn = new ArrayList<>();
    List<NatRule.Piece> forwardSource;
    List<NatRule.Piece> backwardIn = new ArrayList<>();
    List<NatRule.Piece> backwardSource = new ArrayList<>();
    PacketSet from = PacketSet.from(real.may()).and(a.forward());
    PacketSet sureFrom = PacketSet.from(real.must()).and(a.forward());
    List<Condition> sourceDoubts = plus(doubts, real.doubts());
    List<Action> toPorts = changed(false, a.destinations(), b.destinations());
    List<Action> fromPorts = changed(true, a.sources(), b.sources());
    if (target != null) {
      forwardIn.addAll(target.pieces(false, from, sureFrom, toPorts, sourceDoubts, span));
      forwardSource = source.pieces(true, PacketSet.ALL, PacketSet.ALL, fromPorts, doubts, span);
    } else {
      forwardSource =
          source.pieces(true, a.forward(), a.forward(), plus2(fromPorts, toPorts), doubts, span);
    }
    if (w.fixed() && !w.oneWay()) {
      PacketSet back = PacketSet.from(realTo.may()).and(b.backward());
      PacketSet sureBack = PacketSet.from(realTo.must()).and(b.backward());
      backwardIn.addAll(
          source
              .inverse()
              .pieces(
                  false,
                  back,
                  sureBack,
                  changed(false, b.sources(), a.sources()),
                  plus(doubts, realTo.doubts()),
                  span));
      if (target != null) {
        backwardSource.addAll(
            target
                .inverse()
                .pieces(
                    true,
                    PacketSet.ALL,
                    PacketSet.ALL,
                    changed(true, b.destinations(), a.destinations()),
                    doubts,
                    span));
      }
    }
    AddressSet common = Mapping.families(real.may()).and(Mapping.families(mapped.may()));
    if (common.isEmpty()
        || Mapping.families(realTo.may()).and(Mapping.families(mappedTo.may())).isEmpty()) {
      operands.taint(span, "a translation between IPv4 and IPv6 is not modelled");
    }
    PacketSet answerForward =
        PacketSet.between(mappedTo.may(), real.may().and(common)).and(a.backward());
    PacketSet answerBackward =
        w.fixed() && !w.oneWay() && target != null && !target.isIdentity()
            ? PacketSet.between(mapped.may(), realTo.may()).and(b.forward())
            : PacketSet.NONE;
    boolean identity = source.isIdentity() && (target == null || target.isIdentity());
    boolean byRule = !w.lookup() && !(identity && early);
    return new NatRule(
        w.id(),
        span,
        w.section(),
        w.realIf(),
        w.mappedIf(),
        true,
        forwardIn,
        forwardSource,
        backwardIn,
        backwardSource,
        answerForward,
        answerBackward,
        byRule,
        List.of(),
        false,
        sourceDoubts);
  }

  private static List<Condition> plus(List<Condition> a, List<Condition> b) {
    List<Condition> out = new ArrayList<>(a);
    out.addAll(b);
    return out;
  }

  private static List<Action> plus2(List<Action> a, List<Action> b) {
    List<Action> out = new ArrayList<>(a);
    out.addAll(b);
    return out;
  }
}
