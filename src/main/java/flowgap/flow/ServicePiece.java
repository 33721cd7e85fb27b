package flowgap.flow;

import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import java.util.Optional;
import java.util.Set;

/**
 * One item of a service text.
 *
 * @param protocols protocols with ports that the ports belong to; none where there are no ports
 * @param ports destination ports; empty for services without ports
 * @param packets the packets of a service without ports
 * @param anyOne whether the text says that one of the ports is enough
 */
record ServicePiece(
    Set<Integer> protocols, Optional<PortSet> ports, PacketSet packets, boolean anyOne) {
  static ServicePiece ofPorts(Set<Integer> protocols, PortSet ports, boolean anyOne) {
    return new ServicePiece(protocols, Optional.of(ports), PacketSet.NONE, anyOne);
  }

  static ServicePiece ofPackets(PacketSet packets) {
    return new ServicePiece(Set.of(), Optional.empty(), packets, false);
  }

  /** Whether it is every service. */
  boolean isAny() {
    return packets == PacketSet.ALL;
  }
}
