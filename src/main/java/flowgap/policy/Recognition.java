package flowgap.policy;

import java.util.Objects;

/**
 * What a vendor makes of a file by its content.
 *
 * @param kind whether the vendor knows it
 * @param what the kind of export, in the reader's words ({@code ip6tables-save}); for a refused one
 *     the sentence that says why and what to hand in instead
 * @param part files of one stem with different parts are one firewall ({@code v4}, {@code v6});
 *     empty where a file is whole by itself
 * @param hostName the host name that the content gives, empty where it gives none
 */
public record Recognition(Kind kind, String what, String part, String hostName) {
  /** Whether a vendor knows a file. */
  public enum Kind {
    /** Not this vendor's. */
    UNKNOWN,
    /** A firewall of its own. */
    PRIMARY,
    /** Belongs to a primary export beside it. */
    COMPANION,
    /** One of several files of a folder that together are one input (AWS). */
    FOLDER_MEMBER,
    /** Known, but it cannot be audited; {@code what} says why. */
    REFUSED
  }

  public static final Recognition UNKNOWN = new Recognition(Kind.UNKNOWN, "", "", "");

  public Recognition {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(what);
    Objects.requireNonNull(part);
    Objects.requireNonNull(hostName);
  }

  public static Recognition primary(String what, String hostName) {
    return new Recognition(Kind.PRIMARY, what, "", hostName);
  }

  public static Recognition companion(String what, String hostName) {
    return new Recognition(Kind.COMPANION, what, "", hostName);
  }

  public static Recognition refused(String why) {
    return new Recognition(Kind.REFUSED, why, "", "");
  }
}
