package flowgap.packet;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** A product of five sets of numbers within one space; never empty. */
final class Box {
  final Space space;
  private final Ranges[] fields;

  Box(Space space, Ranges[] fields) {
    this.space = space;
    this.fields = fields;
  }

  /** The same with other ports. */
  Box ports(PortSet sources, PortSet destinations) {
    Ranges[] copy = fields.clone();
    copy[Space.FIRST] = sources.isAny() ? space.full(Space.FIRST) : sources.ranges();
    copy[Space.SECOND] = destinations.isAny() ? space.full(Space.SECOND) : destinations.ranges();
    return new Box(space, copy);
  }

  Ranges get(int field) {
    return fields[field];
  }

  Box with(int field, Ranges value) {
    Ranges[] copy = fields.clone();
    copy[field] = value;
    return new Box(space, copy);
  }

  /** Those addresses of a side that are among others. */
  Ranges narrowed(int side, AddressSet to) {
    Ranges wanted = to.ranges(space.v6);
    return fields[side] == space.full(side) ? wanted : fields[side].and(wanted);
  }

  /** The same with other addresses. */
  Box between(Ranges source, Ranges destination) {
    Ranges[] copy = fields.clone();
    copy[Space.SOURCE] = source;
    copy[Space.DESTINATION] = destination;
    return new Box(space, copy);
  }

  boolean intersects(Box o) {
    if (space != o.space) {
      return false;
    }
    for (int k = 0; k < Space.FIELDS; k++) {
      if (!fields[k].intersects(o.fields[k])) {
        return false;
      }
    }
    return true;
  }

  boolean containsAll(Box o) {
    if (space != o.space) {
      return false;
    }
    for (int k = Space.FIELDS - 1; k >= 0; k--) {
      if (!fields[k].containsAll(o.fields[k])) {
        return false;
      }
    }
    return true;
  }

  /** The common part, null where there is none. */
  Box and(Box o) {
    if (!intersects(o)) {
      return null;
    }
    Ranges[] common = new Ranges[Space.FIELDS];
    for (int k = 0; k < Space.FIELDS; k++) {
      common[k] = fields[k].and(o.fields[k]);
    }
    return new Box(space, common);
  }

  /** Adds to {@code out} what is left of this box without the other: at most five boxes. */
  void minus(Box o, List<Box> out) {
    if (!intersects(o)) {
      out.add(this);
      return;
    }
    Ranges[] rest = fields.clone();
    for (int k = 0; k < Space.FIELDS; k++) {
      Ranges outside = rest[k].minus(o.fields[k]);
      if (!outside.isEmpty()) {
        Ranges[] piece = rest.clone();
        piece[k] = outside;
        out.add(new Box(space, piece));
        rest[k] = rest[k].and(o.fields[k]);
      }
    }
  }

  boolean contains(Packet p) {
    return space == Space.of(p.source().v6(), p.protocol())
        && fields[0].contains(p.source().hi(), p.source().lo())
        && fields[1].contains(p.destination().hi(), p.destination().lo())
        && fields[2].contains(0, p.protocol())
        && fields[3].contains(0, p.sourcePort())
        && fields[4].contains(0, p.destinationPort());
  }

  BigInteger size() {
    BigInteger product = BigInteger.ONE;
    for (Ranges r : fields) {
      product = product.multiply(r.size());
    }
    return product;
  }

  /** The packet with the lowest value in each field. */
  Packet first() {
    return new Packet(
        new IpAddress(space.v6, fields[0].lowHi(0), fields[0].lowLo(0)),
        new IpAddress(space.v6, fields[1].lowHi(0), fields[1].lowLo(0)),
        (int) fields[2].lowLo(0),
        (int) fields[3].lowLo(0),
        (int) fields[4].lowLo(0));
  }

  /** The field in which alone the boxes differ; -1 where they differ in none or in several. */
  int onlyDifference(Box o) {
    int found = -1;
    for (int k = 0; k < Space.FIELDS; k++) {
      if (!fields[k].equals(o.fields[k])) {
        if (found >= 0) {
          return -1;
        }
        found = k;
      }
    }
    return found;
  }

  int hashWithout(int field) {
    int h = space.ordinal();
    for (int k = 0; k < Space.FIELDS; k++) {
      h = 31 * h + (k == field ? 0 : fields[k].hashCode());
    }
    return h;
  }

  boolean equalsWithout(int field, Box o) {
    if (space != o.space) {
      return false;
    }
    for (int k = 0; k < Space.FIELDS; k++) {
      if (k != field && !fields[k].equals(o.fields[k])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Box b && space == b.space && Arrays.equals(fields, b.fields);
  }

  @Override
  public int hashCode() {
    return hashWithout(-1);
  }
}
