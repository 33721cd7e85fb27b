package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;

/**
 * The IPv4 hosts and networks of operands. Those that come again soon are the same object, so that
 * long lists share their sets; how many are kept is bounded.
 */
final class Hosts {
  private static final long ALL = 0xFFFF_FFFFL;
  private static final int SLOTS = 1 << 14;

  private final long[] keys = new long[SLOTS];
  private final AddressOperand[] operands = new AddressOperand[SLOTS];

  /** The addresses that share the mask's bits, which are the first ones, with this one. */
  AddressOperand of(long address, long mask) {
    long key = (address & mask) << 32 | mask;
    int at = (int) (key * 0x9E37_79B9_7F4A_7C15L >>> 32) & (SLOTS - 1);
    if (operands[at] == null || keys[at] != key) {
      keys[at] = key;
      operands[at] =
          AddressOperand.certain(AddressSet.prefix(IpAddress.v4(address), Long.bitCount(mask)));
    }
    return operands[at];
  }

  /** Whether the bits of a netmask are the first ones. */
  static boolean isPrefix(long mask) {
    long rest = ~mask & ALL;
    return (rest & (rest + 1)) == 0;
  }
}
