package flowgap.vendor.asa;

import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;

/**
 * Packets of a protocol to a range of ports. Those that come again soon are the same object; how
 * many are kept is bounded.
 */
final class PortServices {
  private static final int SLOTS = 1 << 12;

  private final long[] keys = new long[SLOTS];
  private final PacketSet[] sets = new PacketSet[SLOTS];

  /** Both ends inclusive. */
  PacketSet of(int protocol, int low, int high) {
    long key = (long) protocol << 32 | (long) low << 16 | high;
    int at = (int) (key * 0x9E37_79B9_7F4A_7C15L >>> 40) & (SLOTS - 1);
    if (sets[at] == null || keys[at] != key) {
      keys[at] = key;
      sets[at] = PacketSet.ports(protocol, PortSet.ANY, PortSet.range(low, high));
    }
    return sets[at];
  }
}
