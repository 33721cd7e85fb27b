package flowgap.packet;

import java.util.ArrayList;
import java.util.List;

/** A set of port numbers, 0 to 65535. */
public final class PortSet {
  public static final PortSet ANY = new PortSet(Ranges.of(0, 65535));
  public static final PortSet NONE = new PortSet(Ranges.EMPTY);

  private final Ranges ranges;

  PortSet(Ranges ranges) {
    this.ranges = ranges;
  }

  public static PortSet of(int port) {
    return range(port, port);
  }

  /** Both ends inclusive. */
  public static PortSet range(int low, int high) {
    if (low < 0 || high > 65535) {
      throw new IllegalArgumentException("ports are 0 to 65535: " + low + "-" + high);
    }
    return new PortSet(Ranges.of(low, high));
  }

  public PortSet and(PortSet o) {
    return new PortSet(ranges.and(o.ranges));
  }

  public PortSet or(PortSet o) {
    return new PortSet(ranges.or(o.ranges));
  }

  public PortSet minus(PortSet o) {
    return new PortSet(ranges.minus(o.ranges));
  }

  public PortSet complement() {
    return ANY.minus(this);
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  public boolean isAny() {
    return ranges.equals(ANY.ranges);
  }

  public boolean contains(int port) {
    return ranges.contains(0, port);
  }

  public boolean containsAll(PortSet o) {
    return ranges.containsAll(o.ranges);
  }

  public int size() {
    return ranges.size().intValueExact();
  }

  /** Ascending {low, high} pairs, both inclusive. */
  public List<int[]> intervals() {
    List<int[]> out = new ArrayList<>(ranges.count());
    for (int i = 0; i < ranges.count(); i++) {
      out.add(new int[] {(int) ranges.lowLo(i), (int) ranges.highLo(i)});
    }
    return out;
  }

  Ranges ranges() {
    return ranges;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PortSet p && ranges.equals(p.ranges);
  }

  @Override
  public int hashCode() {
    return ranges.hashCode();
  }

  /** {@code 443,8000-8010}; {@code any} for all ports. */
  @Override
  public String toString() {
    if (isAny()) {
      return "any";
    }
    StringBuilder out = new StringBuilder();
    for (int[] r : intervals()) {
      out.append(out.isEmpty() ? "" : ",").append(r[0]);
      if (r[1] > r[0]) {
        out.append('-').append(r[1]);
      }
    }
    return out.toString();
  }
}
