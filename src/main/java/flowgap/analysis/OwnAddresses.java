package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.packet.Protocols;

/** A firewall's own addresses inside the networks of flows, which no flow means. */
final class OwnAddresses {
  private OwnAddresses() {}

  /**
   * The packets, and those of the firewall's own addresses inside the same networks where that
   * makes them fewer ranges: a rule for a whole network reads better than one with a hole.
   */
  static PacketSet filledIn(PacketSet seen, PacketSet own) {
    if (own.isEmpty()) {
      return seen;
    }
    PacketSet service = PacketSet.NONE;
    for (int protocol : seen.protocols()) {
      service =
          service.or(
              Protocols.hasPorts(protocol)
                  ? PacketSet.ports(
                      protocol, seen.sourcePorts(protocol), seen.destinationPorts(protocol))
                  : PacketSet.protocol(protocol));
    }
    PacketSet whole = seen.or(own.and(service));
    boolean simpler =
        whole.boxCount() <= seen.boxCount()
            && whole.sources().intervals().size() + whole.destinations().intervals().size()
                < seen.sources().intervals().size() + seen.destinations().intervals().size();
    return simpler ? whole : seen;
  }
}
