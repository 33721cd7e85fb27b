package flowgap.policy;

import flowgap.source.SourceSpan;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that the export cannot decide. It makes a match uncertain; it never makes a rule wider
 * or narrower.
 *
 * @param kind what sort of thing, by which undecided flows are gathered
 * @param text what hinges on it, in the reader's words ({@code App-ID ssl}, {@code unknown match -m
 *     foo})
 * @param settledBy what would settle it ({@code bind the name in the site file})
 * @param span where it stands, where one line says it
 * @param opposite {@code text} for where it does not hold ({@code category other than gambling});
 *     empty for what is said of the export and not of the traffic
 */
public record Condition(
    Kind kind,
    String text,
    String settledBy,
    Optional<SourceSpan> span,
    Optional<String> opposite) {
  /** Sorts of conditions. */
  public enum Kind {
    /** The application that the firewall identifies. */
    APPLICATION("App-ID"),
    /** A rate limit or a like dependence on load. */
    RATE_LIMIT("rate limit"),
    /** A host name that the device resolves. */
    HOST_NAME("host name"),
    /** A user, a group of users or a device posture. */
    USER("user"),
    /** A schedule, without a window that it could be held against. */
    SCHEDULE("schedule"),
    /** A group, list or set whose members are not in the export. */
    MEMBERSHIP("members not in the export"),
    /** The interface or zone by which the packet enters or leaves. */
    INTERFACE("interface"),
    /** Whose address it is: the firewall's own or not. */
    OWN_ADDRESS("own address"),
    /** A translation whose result is not known. */
    TRANSLATION("translation"),
    /** A part of the policy that is not in the export. */
    MISSING_POLICY("part of the policy is missing"),
    /** State of a connection or history that no header shows. */
    STATE("connection state"),
    /** Inspection, tunnels, and other features that may act besides the rules. */
    FEATURE("feature"),
    /** A field of the packet that a flow does not state (TTL, length, MAC address …). */
    PACKET_FIELD("packet field"),
    /** A statement that was not understood. */
    NOT_UNDERSTOOD("not understood");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** What a reader calls it. */
    public String words() {
      return words;
    }
  }

  public Condition {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(text);
    Objects.requireNonNull(settledBy);
    Objects.requireNonNull(span);
    Objects.requireNonNull(opposite);
  }

  public static Condition of(Kind kind, String text, String settledBy, SourceSpan span) {
    return new Condition(kind, text, settledBy, Optional.of(span), Optional.empty());
  }

  public static Condition of(Kind kind, String text, String settledBy) {
    return new Condition(kind, text, settledBy, Optional.empty(), Optional.empty());
  }

  /** The same of traffic, in words for both cases. */
  public Condition or(String opposite) {
    return new Condition(kind, text, settledBy, span, Optional.of(opposite));
  }

  /**
   * The same seen from the other side: a flow passes a rule that denies where the rule's condition
   * does not hold.
   */
  public Condition reversed() {
    return opposite
        .map(o -> new Condition(kind, o, settledBy, span, Optional.of(text)))
        .orElse(this);
  }

  /** The same with the line where it stands. */
  public Condition at(SourceSpan place) {
    return new Condition(kind, text, settledBy, Optional.of(place), opposite);
  }
}
