package flowgap.flow;

import flowgap.packet.PacketSet;
import java.util.Objects;
import java.util.Optional;

/**
 * What is spoken between the ends of a flow.
 *
 * @param text as given
 * @param packets opening packets of the service between any addresses, source ports included
 * @param sourcePortsStated whether the source ports are the user's own words
 * @param anyOne present where one port of the range is enough; else every port is needed
 */
public record Service(
    String text, PacketSet packets, boolean sourcePortsStated, Optional<AnyOne> anyOne) {
  public Service {
    Objects.requireNonNull(text);
    Objects.requireNonNull(packets);
    Objects.requireNonNull(anyOne);
  }
}
