package flowgap.packet;

import java.util.Objects;

/** What a translation does to one field of a packet. */
public sealed interface Rewrite {
  /**
   * Every address keeps its distance: {@code from} becomes {@code to}, the next one the next
   * (static and prefix translation).
   */
  record Shift(IpAddress from, IpAddress to) implements Rewrite {
    public Shift {
      if (from.v6() != to.v6()) {
        throw new IllegalArgumentException("a shift stays within one family");
      }
    }
  }

  /** Some address of the set, which one is not known unless it has just one. */
  record Into(AddressSet addresses) implements Rewrite {
    public Into {
      if (addresses.isEmpty()) {
        throw new IllegalArgumentException("a translation needs an address");
      }
    }
  }

  /** Every port keeps its distance: {@code from} becomes {@code to}. */
  record PortShift(int from, int to) implements Rewrite {}

  /** Some port of the set, which one is not known unless it has just one. */
  record IntoPorts(PortSet ports) implements Rewrite {
    public IntoPorts {
      Objects.requireNonNull(ports);
      if (ports.isEmpty()) {
        throw new IllegalArgumentException("a translation needs a port");
      }
    }
  }
}
