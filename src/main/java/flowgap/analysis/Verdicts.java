package flowgap.analysis;

import flowgap.flow.AnyOne;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import java.util.Optional;

/** The tests by which sets become a verdict, in their order. */
final class Verdicts {
  private Verdicts() {}

  /**
   * @param needed the packets concerned, without those that do not come by
   * @param passes what certainly passes
   * @param mayPass what may pass
   * @param denied what is certainly denied
   * @param anyOne where one port is enough
   */
  static Verdict of(
      PacketSet needed,
      PacketSet passes,
      PacketSet mayPass,
      PacketSet denied,
      Optional<AnyOne> anyOne) {
    if (needed.isEmpty()) {
      return Verdict.NOT_ON_PATH;
    }
    if (anyOne.isPresent()) {
      return ofAnyOne(needed, passes, mayPass, denied, anyOne.get());
    }
    if (passes.isEmpty() && mayPass.isEmpty()) {
      return Verdict.BLOCKED;
    }
    if (passes.containsAll(needed)) {
      return Verdict.PERMITTED;
    }
    return denied.isEmpty() ? Verdict.UNDECIDED : Verdict.PARTIAL;
  }

  private static Verdict ofAnyOne(
      PacketSet needed, PacketSet passes, PacketSet mayPass, PacketSet denied, AnyOne anyOne) {
    if (!certainPorts(needed, passes, anyOne).isEmpty()) {
      return Verdict.PERMITTED;
    }
    PortSet open = anyOne.ports().minus(denied.destinationPorts(anyOne.protocol()));
    if (!open.isEmpty()) {
      return Verdict.UNDECIDED;
    }
    return passes.isEmpty() && mayPass.isEmpty() ? Verdict.BLOCKED : Verdict.PARTIAL;
  }

  /** The ports that certainly pass for every address pair. */
  static PortSet certainPorts(PacketSet needed, PacketSet passes, AnyOne anyOne) {
    PacketSet rest = needed.minus(passes);
    return anyOne.ports().minus(rest.destinationPorts(anyOne.protocol()));
  }
}
