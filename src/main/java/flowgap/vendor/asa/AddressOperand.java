package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.policy.Condition;
import flowgap.source.SourceSpan;
import java.util.List;

/**
 * What the addresses of an operand are.
 *
 * @param may all that it can be
 * @param must what it is for certain
 * @param doubts why the two differ
 * @param uses the lines of the objects and groups that say it
 */
record AddressOperand(
    AddressSet may, AddressSet must, List<Condition> doubts, List<SourceSpan> uses) {
  static final AddressOperand ANY = certain(AddressSet.ANY);
  static final AddressOperand ANY_V4 = certain(AddressSet.ANY_V4);
  static final AddressOperand ANY_V6 = certain(AddressSet.ANY_V6);

  static AddressOperand certain(AddressSet set) {
    return new AddressOperand(set, set, List.of(), List.of());
  }

  static AddressOperand unknown(AddressSet may, Condition why) {
    return new AddressOperand(may, AddressSet.NONE, List.of(why), List.of());
  }

  boolean isCertain() {
    return doubts.isEmpty();
  }
}
