package flowgap.vendor.iptables;

/**
 * What the machine does with a packet, which decides the hooks that it passes: an attribute of this
 * vendor.
 */
final class Way {
  static final String ATTRIBUTE = "way";

  /** Came in, not routed yet. */
  static final String ARRIVING = "arriving";

  /** To the machine itself: INPUT. */
  static final String IN = "in";

  /** Through the machine: FORWARD. */
  static final String THROUGH = "through";

  /** From the machine itself: OUTPUT. */
  static final String OUT = "out";

  /** Its family's rules are not in the export. */
  static final String MISSING = "missing";

  /** It is not known whether an address is the machine's own. */
  static final String UNKNOWN = "unknown";

  /** Whether the destination has been translated ({@code yes}, {@code no}). */
  static final String DNAT = "dnat";

  /** Whether the source has been translated ({@code yes}, {@code no}). */
  static final String SNAT = "snat";

  /** Whether the opener's connection is tracked ({@code yes}, {@code no}). */
  static final String TRACKED = "tracked";

  private Way() {}
}
