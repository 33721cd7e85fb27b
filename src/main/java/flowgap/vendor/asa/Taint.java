package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.source.SourceSpan;
import java.util.List;

/** A statement that was not understood, and the packets that it may change. */
record Taint(SourceSpan span, List<Part> parts) {
  /**
   * Some of its packets.
   *
   * @param in interface that they arrive by, empty = every one
   * @param routed interface that the routes give for them, empty = every one
   * @param elsewhere it may send them elsewhere than the routes do
   */
  record Part(PacketSet packets, String in, String routed, boolean elsewhere) {}

  /** It may change every verdict. */
  static Taint of(SourceSpan span) {
    return new Taint(span, List.of(new Part(PacketSet.ALL, "", "", false)));
  }

  /**
   * A translation: whatever its unknown words do, it takes packets between its own addresses and
   * the far ones only, and only those that arrive by its interfaces. Without far ones its sources
   * leave by the interface that the routes give ("Determining the Egress Interface" in the CLI
   * guides).
   *
   * @param real addresses behind {@code realIf} (empty = every interface)
   * @param mapped what they may be shown as behind {@code mappedIf}
   * @param farMapped what the far ends are called behind {@code realIf}
   * @param farReal what they are behind {@code mappedIf}
   */
  static Taint translation(
      SourceSpan span,
      String realIf,
      String mappedIf,
      AddressSet real,
      AddressSet mapped,
      AddressSet farMapped,
      AddressSet farReal) {
    AddressSet near = real.or(mapped);
    AddressSet far = farMapped.or(farReal);
    String routed = far.equals(AddressSet.ANY) ? mappedIf : "";
    return new Taint(
        span,
        List.of(
            new Part(PacketSet.between(far, mapped.minus(real)), mappedIf, "", true),
            new Part(PacketSet.between(near, farMapped.minus(farReal)), realIf, "", true),
            new Part(PacketSet.between(far, near), mappedIf, "", false),
            new Part(PacketSet.between(near, far), realIf, routed, false)));
  }
}
