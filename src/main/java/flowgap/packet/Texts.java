package flowgap.packet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How sets are written for people. */
final class Texts {
  /** Addresses or ranges that one line shows at the most. */
  private static final int SHOWN = 12;

  private static final Ranges CLIENT_PORTS = Ranges.of(1024, 65535);

  private Texts() {}

  static String addresses(AddressSet set, int most) {
    if (set.equals(AddressSet.ANY)) {
      return "any";
    }
    if (set.isEmpty()) {
      return "none";
    }
    List<String> parts = new ArrayList<>();
    int more = 0;
    for (IpAddress[] r : set.intervals()) {
      if (parts.size() < most) {
        parts.add(interval(r[0], r[1]));
      } else {
        more++;
      }
    }
    return String.join(",", parts) + (more > 0 ? " and " + more + " more" : "");
  }

  private static String interval(IpAddress low, IpAddress high) {
    if (low.equals(high)) {
      return low.toString();
    }
    int length = prefixLength(low, high);
    return length >= 0 ? low + "/" + length : low + "-" + high;
  }

  /** The length of the prefix that the interval is, -1 where it is none. */
  private static int prefixLength(IpAddress low, IpAddress high) {
    int bits = low.bits();
    long xorHi = low.hi() ^ high.hi();
    long xorLo = low.lo() ^ high.lo();
    int host =
        xorHi != 0 ? 128 - Long.numberOfLeadingZeros(xorHi) : 64 - Long.numberOfLeadingZeros(xorLo);
    IpAddress[] prefix = AddressSet.prefix(low, bits - host).intervals().get(0);
    return prefix[0].equals(low) && prefix[1].equals(high) ? bits - host : -1;
  }

  static String withPort(IpAddress address, int port) {
    return address.v6() ? "[" + address + "]:" + port : address + ":" + port;
  }

  private static String withPorts(String addresses, boolean v6, Ranges ports) {
    String text = new PortSet(ports).toString();
    boolean brackets = v6 || addresses.indexOf(',') >= 0;
    return (brackets ? "[" + addresses + "]:" : addresses + ":") + text;
  }

  static List<String> describe(PacketSet set, int most) {
    Map<List<Ranges>, List<Box>> pairs = new LinkedHashMap<>();
    for (Box b : set.boxes()) {
      pairs.computeIfAbsent(List.of(b.get(0), b.get(1)), k -> new ArrayList<>()).add(b);
    }
    record Line(java.math.BigInteger size, String text) {}
    List<Line> lines = new ArrayList<>();
    for (List<Box> same : pairs.values()) {
      for (boolean six : new boolean[] {false, true}) {
        List<Box> rest = new ArrayList<>(same.stream().filter(b -> b.space.v6 == six).toList());
        List<Box> whole = rest.stream().filter(Texts::anyService).toList();
        if (whole.size() == 3) {
          Box b = whole.get(0);
          java.math.BigInteger size =
              whole.stream()
                  .map(Box::size)
                  .reduce(java.math.BigInteger.ZERO, java.math.BigInteger::add);
          lines.add(new Line(size, "any " + side(b, 0) + " -> " + side(b, 1)));
          rest.removeAll(whole);
        }
        for (Box b : rest) {
          lines.add(new Line(b.size(), line(b)));
        }
      }
    }
    lines.sort(Comparator.comparing(Line::size).reversed().thenComparing(Line::text));
    List<String> out = new ArrayList<>();
    for (Line l : lines) {
      if (out.size() == most) {
        out.add("and " + (lines.size() - most) + " more");
        break;
      }
      out.add(l.text());
    }
    return out;
  }

  private static boolean anyService(Box b) {
    for (int k = Space.PROTOCOL; k < Space.FIELDS; k++) {
      if (!b.get(k).equals(b.space.full(k))) {
        return false;
      }
    }
    return true;
  }

  private static String side(Box b, int field) {
    AddressSet set =
        b.space.v6
            ? new AddressSet(Ranges.EMPTY, b.get(field))
            : new AddressSet(b.get(field), Ranges.EMPTY);
    return addresses(set, SHOWN);
  }

  private static String line(Box b) {
    String source = side(b, 0);
    String destination = side(b, 1);
    StringBuilder out = new StringBuilder(protocols(b));
    if (b.space.isIcmp()) {
      if (!b.get(Space.FIRST).equals(b.space.full(Space.FIRST))) {
        out.append(' ').append(new PortSet(b.get(Space.FIRST)));
        if (!b.get(Space.SECOND).equals(b.space.full(Space.SECOND))) {
          out.append('/').append(new PortSet(b.get(Space.SECOND)));
        }
      } else if (!b.get(Space.SECOND).equals(b.space.full(Space.SECOND))) {
        out.append(" any/").append(new PortSet(b.get(Space.SECOND)));
      }
    }
    Ranges from = b.get(Space.FIRST);
    boolean showSource =
        b.space.hasPorts() && !from.equals(b.space.full(Space.FIRST)) && !from.equals(CLIENT_PORTS);
    out.append(' ').append(showSource ? withPorts(source, b.space.v6, from) : source);
    out.append(" -> ");
    boolean showDestination =
        b.space.hasPorts() && !b.get(Space.SECOND).equals(b.space.full(Space.SECOND));
    out.append(
        showDestination ? withPorts(destination, b.space.v6, b.get(Space.SECOND)) : destination);
    return out.toString();
  }

  private static String protocols(Box b) {
    Ranges p = b.get(Space.PROTOCOL);
    if (!b.space.hasPorts() && !b.space.isIcmp() && p.equals(b.space.full(Space.PROTOCOL))) {
      return "other protocols";
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < p.count(); i++) {
      long low = p.lowLo(i);
      long high = p.highLo(i);
      if (high - low > 3) {
        names.add("proto/" + low + "-" + high);
      } else {
        for (long n = low; n <= high; n++) {
          names.add(Protocols.name((int) n, b.space.v6));
        }
      }
    }
    return String.join(",", names);
  }
}
