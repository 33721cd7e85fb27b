package flowgap.policy;

/**
 * Names of what a firewall knows of a packet besides its header. A value may be unknown; a guard
 * that asks for it is then uncertain. Vendors may use further names of their own.
 */
public final class Attribute {
  /** Interface by which the packet enters. */
  public static final String IN = "in";

  /** Interface by which the packet leaves. */
  public static final String OUT = "out";

  /** Zone of the ingress interface, where the vendor has zones. */
  public static final String IN_ZONE = "in-zone";

  /** Zone of the egress interface, where the vendor has zones. */
  public static final String OUT_ZONE = "out-zone";

  /** Connection state: {@code NEW}, {@code ESTABLISHED}, {@code UNTRACKED}, {@code INVALID}. */
  public static final String STATE = "state";

  /** The application as the firewall's own identification names it (PAN-OS App-ID). */
  public static final String APPLICATION = "application";

  /** Packet mark, decimal, unsigned 32 bits. */
  public static final String MARK = "mark";

  /** Connection mark, decimal, unsigned 32 bits; answers carry what the opener has set. */
  public static final String CONNMARK = "connmark";

  /**
   * How the place on the path is known: {@code proved}, {@code stated}, {@code assumed}; unset =
   * unknown.
   */
  public static final String PATH = "path";

  /** Which packet of the connection this is: {@code opener}, {@code answer}, {@code follower}. */
  public static final String LEG = "leg";

  /**
   * Zone or interface by which the packet enters as the flow list states it; unset = not stated.
   */
  public static final String STATED_IN = "stated-in";

  /**
   * Zone or interface by which the packet leaves as the flow list states it; unset = not stated.
   */
  public static final String STATED_OUT = "stated-out";

  private Attribute() {}
}
