package flowgap.analysis;

import flowgap.packet.PacketSet;
import java.util.List;

/** What certainly and possibly passes of one direction of a flow, as sent. */
public record Passage(PacketSet passes, PacketSet mayPass) {
  /** The same of directions that have been judged. */
  public static List<Passage> of(List<Judged> judged) {
    return judged.stream().map(j -> new Passage(j.passes(), j.mayPass())).toList();
  }
}
