package flowgap.packet;

/** A set of packets grew past its budget; whoever asked answers "not decided". */
public final class PacketSetTooLarge extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PacketSetTooLarge(int boxes) {
    super("the set of packets needs more than " + boxes + " boxes");
  }
}
