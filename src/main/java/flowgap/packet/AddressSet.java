package flowgap.packet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A set of IPv4 and IPv6 addresses. */
public final class AddressSet {
  static final Ranges ALL_V4 = Ranges.of(0, 0xFFFF_FFFFL);
  static final Ranges ALL_V6 = Ranges.of(0, 0, -1, -1);

  public static final AddressSet NONE = new AddressSet(Ranges.EMPTY, Ranges.EMPTY);
  public static final AddressSet ANY_V4 = new AddressSet(ALL_V4, Ranges.EMPTY);
  public static final AddressSet ANY_V6 = new AddressSet(Ranges.EMPTY, ALL_V6);

  /** Every address of both families. */
  public static final AddressSet ANY = new AddressSet(ALL_V4, ALL_V6);

  private final Ranges v4;
  private final Ranges v6;

  AddressSet(Ranges v4, Ranges v6) {
    this.v4 = v4;
    this.v6 = v6;
  }

  public static AddressSet of(IpAddress address) {
    return range(address, address);
  }

  /** Both ends inclusive, of one family, ascending. */
  public static AddressSet range(IpAddress low, IpAddress high) {
    if (low.v6() != high.v6()) {
      throw new IllegalArgumentException("a range has one family: " + low + "-" + high);
    }
    return of(low.v6(), Ranges.of(low.hi(), low.lo(), high.hi(), high.lo()));
  }

  /** The addresses that share the first {@code length} bits with {@code address}. */
  public static AddressSet prefix(IpAddress address, int length) {
    int bits = address.bits();
    if (length < 0 || length > bits) {
      throw new IllegalArgumentException("prefix length /" + length + " of " + address);
    }
    if (!address.v6()) {
      long host = length == 0 ? 0xFFFF_FFFFL : (1L << (32 - length)) - 1;
      long low = address.lo() & ~host;
      return of(false, Ranges.of(low, low | host));
    }
    long hostHi = length >= 64 ? 0 : length == 0 ? -1 : -1L >>> length;
    long hostLo = length >= 128 ? 0 : length <= 64 ? -1 : -1L >>> (length - 64);
    long hi = address.hi() & ~hostHi;
    long lo = address.lo() & ~hostLo;
    return of(true, Ranges.of(hi, lo, hi | hostHi, lo | hostLo));
  }

  /**
   * The addresses that agree with {@code address} in every bit that is 1 in {@code mask}; the mask
   * need not be contiguous. Empty where that would be more than 65,536 ranges, and where address
   * and mask are of different families.
   */
  public static Optional<AddressSet> masked(IpAddress address, IpAddress mask) {
    if (address.v6() != mask.v6()) {
      return Optional.empty();
    }
    int bits = address.bits();
    int trailing = 0;
    while (trailing < bits && !bit(mask, trailing)) {
      trailing++;
    }
    List<Integer> free = new ArrayList<>();
    for (int i = trailing; i < bits; i++) {
      if (!bit(mask, i)) {
        free.add(i);
      }
    }
    if (free.size() > 16) {
      return Optional.empty();
    }
    long baseHi = address.hi() & mask.hi();
    long baseLo = address.lo() & mask.lo();
    long hostHi = trailing <= 64 ? 0 : trailing == 128 ? -1 : (1L << (trailing - 64)) - 1;
    long hostLo = trailing >= 64 ? -1 : (1L << trailing) - 1;
    Ranges.Builder out = new Ranges.Builder(1 << free.size());
    for (int n = 0; n < 1 << free.size(); n++) {
      long hi = baseHi;
      long lo = baseLo;
      for (int i = 0; i < free.size(); i++) {
        if ((n >> i & 1) == 1) {
          int b = free.get(i);
          if (b >= 64) {
            hi |= 1L << (b - 64);
          } else {
            lo |= 1L << b;
          }
        }
      }
      out.add(hi, lo, hi | hostHi, lo | hostLo);
    }
    return Optional.of(of(address.v6(), out.build()));
  }

  private static boolean bit(IpAddress a, int i) {
    return (i >= 64 ? a.hi() >>> (i - 64) : a.lo() >>> i) % 2 != 0;
  }

  /**
   * Reads {@code 10.0.0.1}, {@code 10.0.0.0/24}, {@code 10.0.0.1-10.0.0.9}, {@code 10.0.0.1-9} is
   * not one of them; host bits below the prefix length are cut off. Empty where the text is none.
   */
  public static Optional<AddressSet> parse(String text) {
    int slash = text.indexOf('/');
    if (slash >= 0) {
      Optional<IpAddress> address = IpAddress.parse(text.substring(0, slash));
      String rest = text.substring(slash + 1);
      if (address.isEmpty() || rest.isEmpty() || rest.length() > 3) {
        return Optional.empty();
      }
      for (int i = 0; i < rest.length(); i++) {
        if (rest.charAt(i) < '0' || rest.charAt(i) > '9') {
          return Optional.empty();
        }
      }
      int length = Integer.parseInt(rest);
      return length > address.get().bits()
          ? Optional.empty()
          : Optional.of(prefix(address.get(), length));
    }
    int dash = text.indexOf('-');
    if (dash >= 0) {
      Optional<IpAddress> low = IpAddress.parse(text.substring(0, dash).trim());
      Optional<IpAddress> high = IpAddress.parse(text.substring(dash + 1).trim());
      boolean ascending =
          low.isPresent()
              && high.isPresent()
              && low.get().v6() == high.get().v6()
              && low.get().compareTo(high.get()) <= 0;
      return ascending ? Optional.of(range(low.get(), high.get())) : Optional.empty();
    }
    return IpAddress.parse(text).map(AddressSet::of);
  }

  /** The union of many sets, in one step. */
  public static AddressSet union(Collection<AddressSet> sets) {
    Ranges.Builder four = new Ranges.Builder(sets.size());
    Ranges.Builder six = new Ranges.Builder(1);
    for (AddressSet set : sets) {
      four.add(set.v4);
      six.add(set.v6);
    }
    return new AddressSet(four.build(), six.build());
  }

  private static AddressSet of(boolean v6, Ranges ranges) {
    return v6 ? new AddressSet(Ranges.EMPTY, ranges) : new AddressSet(ranges, Ranges.EMPTY);
  }

  public AddressSet and(AddressSet o) {
    return new AddressSet(v4.and(o.v4), v6.and(o.v6));
  }

  public AddressSet or(AddressSet o) {
    return new AddressSet(v4.or(o.v4), v6.or(o.v6));
  }

  public AddressSet minus(AddressSet o) {
    return new AddressSet(v4.minus(o.v4), v6.minus(o.v6));
  }

  /** The addresses of both families that are not in this set. */
  public AddressSet complement() {
    return ANY.minus(this);
  }

  public boolean isEmpty() {
    return v4.isEmpty() && v6.isEmpty();
  }

  public boolean intersects(AddressSet o) {
    return v4.intersects(o.v4) || v6.intersects(o.v6);
  }

  public boolean contains(IpAddress a) {
    return (a.v6() ? v6 : v4).contains(a.hi(), a.lo());
  }

  public boolean containsAll(AddressSet o) {
    return v4.containsAll(o.v4) && v6.containsAll(o.v6);
  }

  public boolean hasV4() {
    return !v4.isEmpty();
  }

  public boolean hasV6() {
    return !v6.isEmpty();
  }

  /** How many addresses, both families together. */
  public BigInteger size() {
    return v4.size().add(v6.size());
  }

  /** The lowest address, IPv4 first. */
  public Optional<IpAddress> first() {
    if (!v4.isEmpty()) {
      return Optional.of(new IpAddress(false, v4.lowHi(0), v4.lowLo(0)));
    }
    return v6.isEmpty()
        ? Optional.empty()
        : Optional.of(new IpAddress(true, v6.lowHi(0), v6.lowLo(0)));
  }

  /** The one address of a set that has just one. */
  public Optional<IpAddress> single() {
    boolean one = v4.isEmpty() ? v6.isSingle() : v6.isEmpty() && v4.isSingle();
    return one ? first() : Optional.empty();
  }

  /** Ascending {low, high} pairs, both inclusive, IPv4 first. */
  public List<IpAddress[]> intervals() {
    List<IpAddress[]> out = new ArrayList<>(v4.count() + v6.count());
    for (boolean six : new boolean[] {false, true}) {
      Ranges r = six ? v6 : v4;
      for (int i = 0; i < r.count(); i++) {
        out.add(
            new IpAddress[] {
              new IpAddress(six, r.lowHi(i), r.lowLo(i)),
              new IpAddress(six, r.highHi(i), r.highLo(i))
            });
      }
    }
    return out;
  }

  Ranges ranges(boolean six) {
    return six ? v6 : v4;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof AddressSet s && v4.equals(s.v4) && v6.equals(s.v6);
  }

  @Override
  public int hashCode() {
    return 31 * v4.hashCode() + v6.hashCode();
  }

  /**
   * {@code 10.0.0.0/24,10.1.0.5-10.1.0.9}; {@code any}, {@code any4}, {@code any6}, {@code none}.
   */
  @Override
  public String toString() {
    return Texts.addresses(this, Integer.MAX_VALUE);
  }
}
