package flowgap.packet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets of packets as text that loses nothing: boxes separated by {@code ;}, each its space and five
 * fields separated by {@code /}, a field its ranges {@code low-high} in hexadecimal, separated by
 * {@code ,}.
 */
final class Encoded {
  private Encoded() {}

  static String of(PacketSet set) {
    List<String> boxes = new ArrayList<>();
    for (Box b : set.boxes()) {
      StringBuilder out = new StringBuilder().append(b.space.ordinal());
      for (int k = 0; k < Space.FIELDS; k++) {
        out.append('/');
        Ranges r = b.get(k);
        for (int i = 0; i < r.count(); i++) {
          out.append(i == 0 ? "" : ",").append(hex(r.lowHi(i), r.lowLo(i)));
          out.append('-').append(hex(r.highHi(i), r.highLo(i)));
        }
      }
      boxes.add(out.toString());
    }
    boxes.sort(null);
    return String.join(";", boxes);
  }

  private static String hex(long hi, long lo) {
    return Ranges.unsigned(hi, lo).toString(16);
  }

  static PacketSet parse(String text) {
    List<Box> boxes = new ArrayList<>();
    for (String box : text.isEmpty() ? new String[0] : text.split(";")) {
      String[] parts = box.split("/");
      if (parts.length != Space.FIELDS + 1) {
        throw new IllegalArgumentException("no set of packets: " + box);
      }
      Space space = Space.values()[Integer.parseInt(parts[0])];
      Ranges[] fields = new Ranges[Space.FIELDS];
      for (int k = 0; k < Space.FIELDS; k++) {
        Ranges.Builder ranges = new Ranges.Builder(1);
        for (String range : parts[k + 1].split(",")) {
          int dash = range.indexOf('-');
          BigInteger low = new BigInteger(range.substring(0, dash), 16);
          BigInteger high = new BigInteger(range.substring(dash + 1), 16);
          ranges.add(
              low.shiftRight(64).longValue(),
              low.longValue(),
              high.shiftRight(64).longValue(),
              high.longValue());
        }
        fields[k] = ranges.build().and(space.full(k));
        if (fields[k].isEmpty()) {
          throw new IllegalArgumentException("no set of packets: " + box);
        }
      }
      boxes.add(new Box(space, fields));
    }
    return boxes.isEmpty() ? PacketSet.NONE : new PacketSet(boxes);
  }
}
