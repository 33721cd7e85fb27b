package flowgap.vendor.aws;

import java.util.Objects;

/**
 * The far end that a permission names.
 *
 * @param value CIDR, prefix list id or group id; for {@link Kind#UNKNOWN} what was found
 * @param account the account of a referenced group, empty where not said
 * @param vpc the VPC of a referenced group, empty where not said
 * @param peering the peering connection over which it is referenced, empty where not said
 * @param peeringStatus the state of the peering, empty where not said
 */
record Peer(
    Kind kind, String value, String account, String vpc, String peering, String peeringStatus) {
  /** Sorts of far ends. */
  enum Kind {
    IPV4("CidrIp"),
    IPV6("CidrIpv6"),
    PREFIX_LIST("PrefixListId"),
    GROUP("GroupId"),
    /** The permission names no far end at all: it matches nothing. */
    NONE(""),
    /** Something that this program does not know. */
    UNKNOWN("");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    /** The name of the member that holds the value. */
    String key() {
      return key;
    }
  }

  Peer {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(value);
  }

  static Peer of(Kind kind, String value) {
    return new Peer(kind, value, "", "", "", "");
  }
}
