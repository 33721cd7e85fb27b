package flowgap.packet;

import java.util.Objects;

/**
 * One packet: the first of a connection, unless said otherwise.
 *
 * @param sourcePort for protocols with ports the source port, for ICMP the type, else 0
 * @param destinationPort for protocols with ports the destination port, for ICMP the code, else 0
 */
public record Packet(
    IpAddress source, IpAddress destination, int protocol, int sourcePort, int destinationPort) {
  public Packet {
    Objects.requireNonNull(source);
    Objects.requireNonNull(destination);
    if (source.v6() != destination.v6()) {
      throw new IllegalArgumentException("a packet has one family");
    }
  }

  /** {@code tcp 10.0.0.1:1024 -> 10.9.0.1:443}, {@code icmp 8/0 10.0.0.1 -> 10.9.0.1}. */
  @Override
  public String toString() {
    String name = Protocols.name(protocol, source.v6());
    if (Protocols.isIcmp(protocol, source.v6())) {
      return name + " " + sourcePort + "/" + destinationPort + " " + source + " -> " + destination;
    }
    if (Protocols.hasPorts(protocol)) {
      return name
          + " "
          + Texts.withPort(source, sourcePort)
          + " -> "
          + Texts.withPort(destination, destinationPort);
    }
    return name + " " + source + " -> " + destination;
  }
}
