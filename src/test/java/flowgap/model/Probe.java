package flowgap.model;

/**
 * One packet, the first of its connection.
 *
 * @param first source port, or ICMP type
 * @param second destination port, or ICMP code
 * @param in the zone or interface that is stated, empty = none
 * @param out likewise
 * @param application the application that is stated, empty = none
 */
public record Probe(
    Ip source,
    Ip destination,
    int protocol,
    int first,
    int second,
    String in,
    String out,
    String application) {
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int SCTP = 132;

  public boolean hasPorts() {
    return protocol == TCP || protocol == UDP || protocol == SCTP;
  }

  /** ICMP of the packet's own family. */
  public boolean isIcmp() {
    return protocol == (source.six() ? 58 : 1);
  }

  public Probe from(Ip other) {
    return new Probe(other, destination, protocol, first, second, in, out, application);
  }

  public Probe to(Ip other) {
    return new Probe(source, other, protocol, first, second, in, out, application);
  }

  public Probe toPort(int port) {
    return new Probe(source, destination, protocol, first, port, in, out, application);
  }

  public Probe fromPort(int port) {
    return new Probe(source, destination, protocol, port, second, in, out, application);
  }

  /** What answers: the ends swapped, an ICMP request's reply; the stated places are left out. */
  public Probe answer() {
    int a = hasPorts() ? second : first;
    int b = hasPorts() ? first : second;
    if (isIcmp()) {
      a = first == 8 ? 0 : first == 128 ? 129 : first % 2 == 1 && first < 18 ? first + 1 : first;
    }
    return new Probe(destination, source, protocol, a, b, "", "", application);
  }

  /** Whether something answers at all: not to ICMP errors and replies. */
  public boolean isAnswered() {
    return !isIcmp()
        || (source.six() ? first == 128 : first == 8 || first == 13 || first == 15 || first == 17);
  }

  @Override
  public String toString() {
    return "%d %s:%d -> %s:%d in=%s out=%s app=%s"
        .formatted(protocol, source, first, destination, second, in, out, application);
  }
}
