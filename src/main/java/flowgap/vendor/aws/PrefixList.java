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
    String id, String name, Optional<AddressSet> entries, boolean whole, SourceSpan span) {}
