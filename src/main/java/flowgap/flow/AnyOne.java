package flowgap.flow;

import flowgap.packet.PortSet;

/**
 * One and the same of these ports is enough, for every address pair on every firewall of the path.
 *
 * @param protocol the IP protocol that the ports belong to
 * @param ports the destination ports to choose from
 */
public record AnyOne(int protocol, PortSet ports) {
  public AnyOne {
    if (ports.isEmpty()) {
      throw new IllegalArgumentException("any one of no ports");
    }
  }
}
