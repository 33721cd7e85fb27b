package flowgap.vendor.aws;

import flowgap.source.SourceSpan;
import java.util.List;

/**
 * A security group.
 *
 * @param vpc its VPC, empty where the export does not say it
 * @param owner the account that owns it, empty where not said
 * @param wholeIngress, wholeEgress false where further permissions of the direction may be missing
 *     from the export
 */
record SecurityGroup(
    String id,
    String name,
    String description,
    String vpc,
    String owner,
    List<Permission> permissions,
    boolean wholeIngress,
    boolean wholeEgress,
    SourceSpan span) {
  SecurityGroup {
    permissions = List.copyOf(permissions);
  }

  /** {@code sg-0ab1 (web)}. */
  String title() {
    return name.isEmpty() ? id : id + " (" + name + ")";
  }

  /** Whether it is its VPC's default group. */
  boolean isDefault() {
    return name.equals("default");
  }

  /** Whether the export has all permissions of a direction. */
  boolean whole(boolean egress) {
    return egress ? wholeEgress : wholeIngress;
  }

  List<Permission> permissions(boolean egress) {
    return permissions.stream().filter(p -> p.egress() == egress).toList();
  }
}
