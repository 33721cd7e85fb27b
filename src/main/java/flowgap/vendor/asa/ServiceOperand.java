package flowgap.vendor.asa;

import flowgap.packet.PacketSet;
import flowgap.policy.Condition;
import flowgap.source.SourceSpan;
import java.util.List;

/**
 * What the service of an operand is: packets of any address.
 *
 * @param may all that it can be
 * @param must what it is for certain
 * @param doubts why the two differ
 * @param uses the lines of the objects and groups that say it
 */
record ServiceOperand(
    PacketSet may, PacketSet must, List<Condition> doubts, List<SourceSpan> uses) {
  static ServiceOperand certain(PacketSet set) {
    return new ServiceOperand(set, set, List.of(), List.of());
  }

  static ServiceOperand unknown(PacketSet may, Condition why) {
    return new ServiceOperand(may, PacketSet.NONE, List.of(why), List.of());
  }
}
