package flowgap.flow;

import flowgap.packet.AddressSet;
import java.util.Objects;

/**
 * One piece of a flow's source or destination.
 *
 * @param word the word of the flow that it came from: an address, a role, a host name
 * @param name what the word led to: itself, or the host name inside a role
 * @param kind how far the addresses are known
 * @param addresses the addresses; none where they are not known
 */
public record Endpoint(String word, String name, Kind kind, AddressSet addresses) {
  /** How far the addresses of an endpoint are known. */
  public enum Kind {
    /** Written in the flow itself. */
    ADDRESS,
    /** Bound by the site file: a role, or a host name that it resolves. */
    BOUND,
    /** A host name that the site file does not resolve; this part of the flow is undecided. */
    UNRESOLVED,
    /** A role that the site file does not bind; the flow is unbound. */
    UNBOUND
  }

  public Endpoint {
    Objects.requireNonNull(word);
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    boolean known = kind == Kind.ADDRESS || kind == Kind.BOUND;
    if (known == addresses.isEmpty()) {
      throw new IllegalArgumentException(kind + " endpoint " + word + " with " + addresses);
    }
  }

  /** Whether the addresses are known. */
  public boolean isKnown() {
    return kind == Kind.ADDRESS || kind == Kind.BOUND;
  }

  @Override
  public String toString() {
    return word.equals(name) ? word : word + " (" + name + ")";
  }
}
