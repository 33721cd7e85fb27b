package flowgap.vendor.aws;

import flowgap.source.SourceSpan;
import java.util.List;

/**
 * A security group.
 *
 * @param vpc its VPC, empty where the export does not say it
 * @param owner the account that owns it, empty where not said
 * @param whole false where further permissions may be missing from the export
 */
record SecurityGroup(
    String id,
    String name,
    String description,
    String vpc,
    String owner,
    List<Permission> permissions,
    boolean whole,
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

  List<Permission> permissions(boolean egress) {
    return permissions.stream().filter(p -> p.egress() == egress).toList();
  }
}
