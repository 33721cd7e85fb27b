package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Guard;
import java.util.List;

/** An end of a flow, with the names of the attributes that say where it is. */
enum End {
  SOURCE("source", Attribute.STATED_IN, Attribute.IN_ZONE),
  DESTINATION("destination", Attribute.STATED_OUT, Attribute.OUT_ZONE);

  /** It lies in the VPC. */
  static final String INSIDE = "inside";

  /** It lies outside the VPC. */
  static final String OUTSIDE = "outside";

  /** It lies in another VPC of the account. */
  static final String ELSEWHERE = "elsewhere";

  /** A private address, and nothing says whether it lies in the VPC. */
  static final String PRIVATE = "private";

  /** A public address, and nothing says whether it stands for an interface of the VPC. */
  static final String PUBLIC = "public";

  /** No group, or no ACL, filters this end here. */
  static final String NONE = "none";

  /** A gateway's interface: it forwards for others and takes in no connections itself. */
  static final String GATEWAY = "gateway";

  /** Some group, or some ACL, filters this end; which one is not known. */
  static final String UNKNOWN = "unknown";

  private final String word;
  private final String stated;
  private final String zone;

  End(String word, String stated, String zone) {
    this.word = word;
    this.stated = stated;
    this.zone = zone;
  }

  String word() {
    return word;
  }

  String stated() {
    return stated;
  }

  String zone() {
    return zone;
  }

  String side() {
    return word + "-side";
  }

  String groups() {
    return word + "-groups";
  }

  String subnet() {
    return word + "-subnet";
  }

  String acl() {
    return word + "-acl";
  }

  PacketSet packets(AddressSet addresses) {
    return this == SOURCE ? PacketSet.from(addresses) : PacketSet.to(addresses);
  }

  Guard is(String... sides) {
    return Guard.is(side(), sides);
  }

  /** Says that it is outside. */
  List<Action> outside(String how) {
    return List.of(
        new Action.Set(side(), how),
        new Action.Set(groups(), NONE),
        new Action.Set(acl(), NONE),
        new Action.Set(subnet(), "none of the " + word),
        new Action.Set(zone(), OUTSIDE));
  }

  /** Says that it is inside, attached to what is not known. */
  List<Action> inside() {
    return List.of(
        new Action.Set(side(), INSIDE),
        new Action.Set(groups(), UNKNOWN),
        new Action.Set(acl(), UNKNOWN),
        new Action.Forget(subnet()),
        new Action.Set(zone(), INSIDE));
  }
}
