package flowgap.policy;

import flowgap.packet.PacketSet;
import java.util.Set;

/** Something that a rule asks of a packet besides its header; all guards of a match must hold. */
public sealed interface Guard {
  /** The attribute has one of the values, or, negated, none of them. */
  record Is(String attribute, Set<String> values, boolean negated) implements Guard {
    public Is {
      values = Set.copyOf(values);
    }
  }

  /** The attribute's value begins with {@code prefix} (iptables {@code -i eth+}). */
  record Begins(String attribute, String prefix, boolean negated) implements Guard {}

  /** The attribute has a value at all; never uncertain. */
  record Known(String attribute, boolean negated) implements Guard {}

  /** Two attributes have the same value (PAN-OS intrazone; same ingress and egress). */
  record Same(String first, String second, boolean negated) implements Guard {}

  /** {@code (value & mask) == wanted} for an attribute that is a number. */
  record Bits(String attribute, long mask, long wanted, boolean negated) implements Guard {}

  /** The packet as it was sent, before any translation here, is one of these. */
  record Sent(PacketSet packets, boolean negated) implements Guard {}

  /** What the packet will be, or already is, after the translations so far. */
  record Translated(Side side, boolean negated) implements Guard {}

  /** Which side of a packet. */
  enum Side {
    SOURCE,
    DESTINATION
  }

  static Guard is(String attribute, String... values) {
    return new Is(attribute, Set.of(values), false);
  }

  static Guard isNot(String attribute, String... values) {
    return new Is(attribute, Set.of(values), true);
  }
}
