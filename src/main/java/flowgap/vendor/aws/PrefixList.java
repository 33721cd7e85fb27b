package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.source.SourceSpan;
import java.util.Optional;

/**
 * A prefix list.
 *
 * @param entries its networks; empty where the export does not give them
 * @param whole false where further entries may be missing
 */
record PrefixList(
    String id, String name, Optional<AddressSet> entries, boolean whole, SourceSpan span) {
  /**
   * Whether AWS maintains it: lists of users cannot have such a name.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateManagedPrefixList.html">
   *     CreateManagedPrefixList</a>
   */
  boolean isManagedByAws() {
    return name.startsWith("com.amazonaws.");
  }
}
