package flowgap.packet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An exact set of packets over source and destination address (IPv4 and IPv6), protocol, source and
 * destination port, ICMP type and code. Equality means the same packets. A set that would need more
 * than {@value #BUDGET} boxes is refused with {@link PacketSetTooLarge}.
 */
public final class PacketSet {
  /** Boxes that one set may need. */
  public static final int BUDGET = 50_000;

  public static final PacketSet NONE = new PacketSet(List.of());

  /** Every packet of both families. */
  public static final PacketSet ALL = all();

  public static final PacketSet ALL_V4 = family(false);
  public static final PacketSet ALL_V6 = family(true);

  /** The packets of each protocol that was asked for. */
  private static final PacketSet[] PROTOCOL = new PacketSet[256];

  private final List<Box> boxes;

  PacketSet(List<Box> boxes) {
    if (boxes.size() > BUDGET) {
      throw new PacketSetTooLarge(BUDGET);
    }
    this.boxes = boxes.size() == 1 ? List.of(boxes.get(0)) : boxes;
  }

  private static PacketSet all() {
    List<Box> boxes = new ArrayList<>();
    for (Space s : Space.values()) {
      boxes.add(new Box(s, s.all()));
    }
    return new PacketSet(List.copyOf(boxes));
  }

  private static PacketSet family(boolean v6) {
    return new PacketSet(ALL.boxes.stream().filter(b -> b.space.v6 == v6).toList());
  }

  /** Packets from these addresses, of any protocol. */
  public static PacketSet from(AddressSet sources) {
    return ALL.restrict(Space.SOURCE, sources);
  }

  /** Packets to these addresses, of any protocol. */
  public static PacketSet to(AddressSet destinations) {
    return ALL.restrict(Space.DESTINATION, destinations);
  }

  /** Packets between these addresses, of any protocol. */
  public static PacketSet between(AddressSet sources, AddressSet destinations) {
    return from(sources).restrict(Space.DESTINATION, destinations);
  }

  /** Those packets of a service that go between these addresses. */
  public static PacketSet between(AddressSet sources, AddressSet destinations, PacketSet service) {
    Box only = null;
    List<Box> out = null;
    for (int i = 0; i < service.boxes.size(); i++) {
      Box b = service.boxes.get(i);
      Ranges from = b.narrowed(Space.SOURCE, sources);
      Ranges to = from.isEmpty() ? from : b.narrowed(Space.DESTINATION, destinations);
      if (to.isEmpty()) {
        continue;
      }
      if (only == null) {
        only = b.between(from, to);
      } else {
        if (out == null) {
          out = new ArrayList<>(service.boxes.size());
          out.add(only);
        }
        out.add(b.between(from, to));
      }
    }
    return out != null ? new PacketSet(out) : only == null ? NONE : new PacketSet(List.of(only));
  }

  /** Packets of one IP protocol, both families. */
  public static PacketSet protocol(int number) {
    if (number < 0 || number > 255) {
      return protocols(number, number);
    }
    PacketSet known = PROTOCOL[number];
    if (known == null) {
      known = protocols(number, number);
      PROTOCOL[number] = known;
    }
    return known;
  }

  /** Packets of a range of IP protocols, both ends inclusive, both families. */
  public static PacketSet protocols(int low, int high) {
    if (low < 0 || high > 255) {
      throw new IllegalArgumentException("protocols are 0 to 255: " + low + "-" + high);
    }
    Ranges numbers = Ranges.of(low, high);
    List<Box> out = new ArrayList<>();
    for (Box b : ALL.boxes) {
      Ranges some = b.get(Space.PROTOCOL).and(numbers);
      if (!some.isEmpty()) {
        out.add(b.with(Space.PROTOCOL, some));
      }
    }
    return new PacketSet(out);
  }

  public static PacketSet tcp(PortSet destinations) {
    return ports(Protocols.TCP, PortSet.ANY, destinations);
  }

  public static PacketSet udp(PortSet destinations) {
    return ports(Protocols.UDP, PortSet.ANY, destinations);
  }

  /**
   * Packets of a protocol that has ports.
   *
   * @throws IllegalArgumentException for a protocol without ports
   */
  public static PacketSet ports(int protocol, PortSet sources, PortSet destinations) {
    if (!Protocols.hasPorts(protocol)) {
      throw new IllegalArgumentException("protocol " + protocol + " has no ports");
    }
    if (sources.isEmpty() || destinations.isEmpty()) {
      return NONE;
    }
    PacketSet all = protocol(protocol);
    return new PacketSet(
        List.of(
            all.boxes.get(0).ports(sources, destinations),
            all.boxes.get(1).ports(sources, destinations)));
  }

  /** ICMP of IPv4; {@code type} or {@code code} -1 = every one. */
  public static PacketSet icmp(int type, int code) {
    return ALL_V4.and(protocol(Protocols.ICMP)).fields(octet(type), octet(code));
  }

  /** ICMPv6; {@code type} or {@code code} -1 = every one. */
  public static PacketSet icmp6(int type, int code) {
    return ALL_V6.and(protocol(Protocols.ICMP6)).fields(octet(type), octet(code));
  }

  public static PacketSet of(Packet p) {
    Space s = Space.of(p.source().v6(), p.protocol());
    Ranges[] f = {
      Ranges.of(p.source().hi(), p.source().lo(), p.source().hi(), p.source().lo()),
      Ranges.of(
          p.destination().hi(), p.destination().lo(), p.destination().hi(), p.destination().lo()),
      Ranges.of(p.protocol(), p.protocol()),
      Ranges.of(p.sourcePort(), p.sourcePort()),
      Ranges.of(p.destinationPort(), p.destinationPort())
    };
    return new PacketSet(List.of(new Box(s, f)));
  }

  private static Ranges octet(int value) {
    if (value < -1 || value > 255) {
      throw new IllegalArgumentException("ICMP types and codes are 0 to 255: " + value);
    }
    return value < 0 ? Ranges.of(0, 255) : Ranges.of(value, value);
  }

  private PacketSet fields(Ranges first, Ranges second) {
    List<Box> out = new ArrayList<>(boxes.size());
    for (Box b : boxes) {
      Ranges a = b.get(Space.FIRST).and(first);
      Ranges c = b.get(Space.SECOND).and(second);
      if (!a.isEmpty() && !c.isEmpty()) {
        out.add(b.with(Space.FIRST, a).with(Space.SECOND, c));
      }
    }
    return new PacketSet(out);
  }

  private PacketSet restrict(int field, AddressSet addresses) {
    List<Box> out = new ArrayList<>(boxes.size());
    for (Box b : boxes) {
      Ranges some = b.get(field).and(addresses.ranges(b.space.v6));
      if (!some.isEmpty()) {
        out.add(b.with(field, some));
      }
    }
    return new PacketSet(out);
  }

  /** The same packets whatever their source ports. */
  public PacketSet withAnySourcePort() {
    List<Box> out = new ArrayList<>(boxes.size());
    for (Box b : boxes) {
      out.add(b.space.hasPorts() ? b.with(Space.FIRST, b.space.full(Space.FIRST)) : b);
    }
    return Tidying.tidy(out);
  }

  /** The same packets whatever the codes of their ICMP types. */
  public PacketSet withAnyIcmpCode() {
    List<Box> out = new ArrayList<>(boxes.size());
    for (Box b : boxes) {
      out.add(b.space.isIcmp() ? b.with(Space.SECOND, b.space.full(Space.SECOND)) : b);
    }
    return Tidying.tidy(out);
  }

  public PacketSet and(PacketSet o) {
    if (this == o || isEmpty() || o == ALL) {
      return this;
    }
    if (o.isEmpty() || this == ALL) {
      return o;
    }
    List<Box> out = new ArrayList<>();
    for (Box a : boxes) {
      for (Box b : o.boxes) {
        Box common = a.and(b);
        if (common != null) {
          out.add(common);
        }
      }
      check(out);
    }
    return Tidying.tidy(out);
  }

  public PacketSet or(PacketSet o) {
    if (this == o || o.isEmpty() || this == ALL) {
      return this;
    }
    if (isEmpty() || o == ALL) {
      return o;
    }
    List<Box> out = new ArrayList<>(boxes.size() + o.boxes.size());
    out.addAll(boxes);
    out.addAll(o.boxes);
    return Tidying.tidy(out);
  }

  /** The union of many sets, in one step. */
  public static PacketSet union(Collection<PacketSet> sets) {
    List<Box> out = new ArrayList<>();
    for (PacketSet s : sets) {
      out.addAll(s.boxes);
    }
    return Tidying.tidy(out);
  }

  public PacketSet minus(PacketSet o) {
    if (isEmpty() || o.isEmpty()) {
      return this;
    }
    if (this == o || o == ALL) {
      return NONE;
    }
    List<Box> rest = boxes;
    for (Box b : o.boxes) {
      List<Box> next = new ArrayList<>(rest.size() + 4);
      for (Box a : rest) {
        a.minus(b, next);
      }
      check(next);
      rest = next;
    }
    return rest == boxes ? this : Tidying.tidy(rest);
  }

  private static void check(List<Box> boxes) {
    if (boxes.size() > BUDGET) {
      throw new PacketSetTooLarge(BUDGET);
    }
  }

  public boolean isEmpty() {
    return boxes.isEmpty();
  }

  public boolean contains(Packet p) {
    for (Box b : boxes) {
      if (b.contains(p)) {
        return true;
      }
    }
    return false;
  }

  public boolean intersects(PacketSet o) {
    for (Box a : boxes) {
      for (Box b : o.boxes) {
        if (a.intersects(b)) {
          return true;
        }
      }
    }
    return false;
  }

  public boolean containsAll(PacketSet o) {
    for (Box b : o.boxes) {
      if (!contains(b)) {
        return false;
      }
    }
    return true;
  }

  private boolean contains(Box b) {
    for (Box a : boxes) {
      if (a.containsAll(b)) {
        return true;
      }
    }
    List<Box> rest = List.of(b);
    for (Box a : boxes) {
      if (a.intersects(b)) {
        List<Box> next = new ArrayList<>();
        for (Box r : rest) {
          r.minus(a, next);
        }
        check(next);
        rest = next;
      }
    }
    return rest.isEmpty();
  }

  /** How many packets: addresses × ports (or ICMP types × codes). */
  public BigInteger size() {
    BigInteger sum = BigInteger.ZERO;
    for (Box b : disjoint()) {
      sum = sum.add(b.size());
    }
    return sum;
  }

  /**
   * How many combinations of source, destination and service: protocol and destination port, or
   * ICMP type and code. Source ports are not counted.
   */
  public BigInteger pairs() {
    BigInteger sum = BigInteger.ZERO;
    for (Box b : withAnySourcePort().disjoint()) {
      sum = sum.add(b.space.hasPorts() ? b.size().shiftRight(16) : b.size());
    }
    return sum;
  }

  private List<Box> disjoint() {
    List<Box> done = new ArrayList<>();
    for (Box b : boxes) {
      List<Box> rest = List.of(b);
      for (Box d : done) {
        List<Box> next = new ArrayList<>();
        for (Box r : rest) {
          r.minus(d, next);
        }
        rest = next;
      }
      done.addAll(rest);
      check(done);
    }
    return done;
  }

  /** One packet of the set. */
  public Optional<Packet> example() {
    return boxes.stream().map(Box::first).min(EXAMPLES);
  }

  private static final Comparator<Packet> EXAMPLES =
      Comparator.comparing(Packet::source)
          .thenComparing(Packet::destination)
          .thenComparing(Packet::protocol)
          .thenComparing(Packet::sourcePort)
          .thenComparing(Packet::destinationPort);

  /** The sources of all packets. */
  public AddressSet sources() {
    return project(Space.SOURCE);
  }

  /** The destinations of all packets. */
  public AddressSet destinations() {
    return project(Space.DESTINATION);
  }

  private AddressSet project(int field) {
    Ranges.Builder four = new Ranges.Builder(boxes.size());
    Ranges.Builder six = new Ranges.Builder(1);
    for (Box b : boxes) {
      (b.space.v6 ? six : four).add(b.get(field));
    }
    return new AddressSet(four.build(), six.build());
  }

  /** The destination ports of the packets of one protocol with ports. */
  public PortSet destinationPorts(int protocol) {
    return ports(protocol, Space.SECOND);
  }

  /** The source ports of the packets of one protocol with ports. */
  public PortSet sourcePorts(int protocol) {
    return ports(protocol, Space.FIRST);
  }

  private PortSet ports(int protocol, int field) {
    Ranges out = Ranges.EMPTY;
    for (Box b : boxes) {
      if (b.space.hasPorts() && b.get(Space.PROTOCOL).contains(0, protocol)) {
        out = out.or(b.get(field));
      }
    }
    return new PortSet(out);
  }

  /** Whether there are packets, and all of protocols that have ports. */
  public boolean haveAllPorts() {
    for (Box b : boxes) {
      if (!b.space.hasPorts()) {
        return false;
      }
    }
    return !isEmpty();
  }

  /** The IP protocols that occur, ascending, without repetition. */
  public List<Integer> protocols() {
    Ranges all = Ranges.EMPTY;
    for (Box b : boxes) {
      all = all.or(b.get(Space.PROTOCOL));
    }
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < all.count(); i++) {
      for (long p = all.lowLo(i); p <= all.highLo(i); p++) {
        out.add((int) p);
      }
    }
    return out;
  }

  /** Parts of the set, each a product of its dimensions; together they are the set. */
  public List<PacketSet> products() {
    return boxes.stream().map(b -> new PacketSet(List.of(b))).toList();
  }

  /** How many boxes the set needs at present: a measure of effort, not of meaning. */
  public int boxCount() {
    return boxes.size();
  }

  /** The set as text that loses nothing, for {@link #decode}; not meant for people. */
  public String encode() {
    return Encoded.of(this);
  }

  /**
   * The set that {@link #encode} wrote.
   *
   * @throws IllegalArgumentException where the text is none
   */
  public static PacketSet decode(String text) {
    return Encoded.parse(text);
  }

  List<Box> boxes() {
    return boxes;
  }

  /**
   * The set in words, largest part first, e.g. {@code tcp 10.0.0.0/25 -> 10.9.0.1:443}; source
   * ports are left out where they are all or 1024-65535.
   *
   * @param most how many lines at the most; the last one says how many more there are
   */
  public List<String> describe(int most) {
    return Texts.describe(this, most);
  }

  /** The set in one line of at most three parts. */
  @Override
  public String toString() {
    return isEmpty() ? "nothing" : String.join("; ", describe(3));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PacketSet o
        && (this == o || boxes.equals(o.boxes) || (containsAll(o) && o.containsAll(this)));
  }

  @Override
  public int hashCode() {
    return 31 * sources().hashCode() + destinations().hashCode();
  }
}
