package flowgap.packet;

/**
 * The kinds of packets that have their own coordinates: per family those with ports, ICMP, and all
 * others. Within a space a packet is five numbers: source, destination, protocol, and two more
 * (source and destination port; ICMP type and code; 0 and 0).
 */
enum Space {
  V4_PORTS(false),
  V4_ICMP(false),
  V4_OTHER(false),
  V6_PORTS(true),
  V6_ICMP(true),
  V6_OTHER(true);

  static final int SOURCE = 0;
  static final int DESTINATION = 1;
  static final int PROTOCOL = 2;
  static final int FIRST = 3;
  static final int SECOND = 4;
  static final int FIELDS = 5;

  final boolean v6;
  private final Ranges[] full;

  Space(boolean v6) {
    this.v6 = v6;
    Ranges addresses = v6 ? AddressSet.ALL_V6 : AddressSet.ALL_V4;
    Ranges ports = Ranges.EMPTY;
    for (int p : new int[] {6, 17, 33, 132, 136}) {
      ports = ports.or(Ranges.of(p, p));
    }
    int icmp = v6 ? Protocols.ICMP6 : Protocols.ICMP;
    int kind = ordinal() % 3;
    Ranges protocols =
        switch (kind) {
          case 0 -> ports;
          case 1 -> Ranges.of(icmp, icmp);
          default -> Ranges.of(0, 255).minus(ports).minus(Ranges.of(icmp, icmp));
        };
    Ranges rest = kind == 0 ? Ranges.of(0, 65535) : kind == 1 ? Ranges.of(0, 255) : Ranges.of(0, 0);
    full = new Ranges[] {addresses, addresses, protocols, rest, rest};
  }

  /** All values of a field in this space. */
  Ranges full(int field) {
    return full[field];
  }

  Ranges[] all() {
    return full.clone();
  }

  boolean hasPorts() {
    return ordinal() % 3 == 0;
  }

  boolean isIcmp() {
    return ordinal() % 3 == 1;
  }

  static Space of(boolean v6, int protocol) {
    int kind = Protocols.hasPorts(protocol) ? 0 : Protocols.isIcmp(protocol, v6) ? 1 : 2;
    return values()[(v6 ? 3 : 0) + kind];
  }
}
