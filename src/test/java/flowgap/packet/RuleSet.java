package flowgap.packet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.zip.GZIPInputStream;

/**
 * Rules of six fields without a vendor's syntax, as public collections of rule sets have them. A
 * rule is one product of its fields.
 */
final class RuleSet {
  /** One rule: source, destination, protocol, two ports, connection state; permit = 1. */
  record Line(Ranges[] fields, int action) {}

  static final int FIELDS = 6;

  private final List<Line> lines;

  RuleSet(List<Line> lines) {
    this.lines = lines;
  }

  int size() {
    return lines.size();
  }

  Line line(int i) {
    return lines.get(i);
  }

  /** The numbers that the ranks of each field stand for. */
  Axis[] axes() {
    Axis[] axes = new Axis[FIELDS];
    for (int d = 0; d < FIELDS; d++) {
      int field = d;
      axes[d] = Axis.of(() -> lines.stream().map(l -> l.fields[field]).iterator());
    }
    return axes;
  }

  Universe universe() {
    Axis[] axes = axes();
    int[] sizes = Arrays.stream(axes).mapToInt(Axis::size).toArray();
    Pieces pieces = new Pieces(FIELDS, lines.size());
    int[] first = new int[lines.size() + 1];
    int[] actions = new int[lines.size()];
    for (int i = 0; i < lines.size(); i++) {
      int[][] product = new int[FIELDS][];
      for (int d = 0; d < FIELDS; d++) {
        product[d] = axes[d].spans(lines.get(i).fields[d]);
      }
      pieces.add(i, Pieces.CERTAIN | Pieces.POSSIBLE | Pieces.POSSIBLE_MATCH, product);
      first[i] = i;
      actions[i] = lines.get(i).action;
    }
    first[lines.size()] = lines.size();
    return new Universe(pieces, sizes, first, actions);
  }

  static RuleSet load(Path file) throws IOException {
    List<Line> out = new ArrayList<>();
    Map<Ranges, Ranges> pool = new HashMap<>();
    boolean own = file.toString().contains(".fg");
    boolean v6 = false;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file))))) {
      for (String l = in.readLine(); l != null; l = in.readLine()) {
        if (l.startsWith("#")) {
          v6 = l.endsWith("v6");
        } else if (own && !l.isBlank()) {
          out.add(own(l, v6));
        } else if (l.startsWith("@")) {
          out.add(classBench(l, out.size() + 1));
        }
      }
    }
    if (!own) {
      Ranges any = Ranges.of(0, 0xFFFF_FFFFL);
      Ranges ports = Ranges.of(0, 65535);
      out.add(
          new Line(new Ranges[] {any, any, Ranges.of(0, 255), ports, ports, Ranges.of(0, 3)}, 0));
    }
    for (Line l : out) {
      for (int d = 0; d < FIELDS; d++) {
        l.fields[d] = pool.computeIfAbsent(l.fields[d], r -> r);
      }
    }
    return new RuleSet(out);
  }

  private static Line own(String line, boolean v6) {
    StringTokenizer t = new StringTokenizer(line, "\t");
    t.nextToken();
    int action = t.nextToken().equals("permit") ? 1 : 0;
    Ranges[] fields = new Ranges[FIELDS];
    for (int d = 0; d < FIELDS; d++) {
      String[] ends = t.nextToken().split("-");
      if (d < 2 && v6) {
        fields[d] =
            Ranges.of(
                Long.parseUnsignedLong(ends[0].substring(0, 16), 16),
                Long.parseUnsignedLong(ends[0].substring(16), 16),
                Long.parseUnsignedLong(ends[1].substring(0, 16), 16),
                Long.parseUnsignedLong(ends[1].substring(16), 16));
      } else {
        int radix = d < 2 ? 16 : 10;
        fields[d] = Ranges.of(Long.parseLong(ends[0], radix), Long.parseLong(ends[1], radix));
      }
    }
    return new Line(fields, action);
  }

  /** The format has no actions: 7 of 10 rules permit, by a fixed hash of the rule's number. */
  private static Line classBench(String line, int number) {
    String[] w = line.substring(1).trim().split("[\\s:]+");
    Ranges[] fields = new Ranges[FIELDS];
    for (int d = 0; d < 2; d++) {
      AddressSet net = AddressSet.parse(w[d]).orElseThrow();
      fields[d] = net.ranges(false);
    }
    String[] protocol = w[6].split("/");
    int p = Integer.decode(protocol[0]);
    boolean one = Integer.decode(protocol[1]) == 255;
    fields[2] = one ? Ranges.of(p, p) : Ranges.of(0, 255);
    fields[3] = Ranges.of(Integer.parseInt(w[2]), Integer.parseInt(w[3]));
    fields[4] = Ranges.of(Integer.parseInt(w[4]), Integer.parseInt(w[5]));
    fields[5] = Ranges.of(0, 3);
    int h = number * 0x9E3779B1;
    h ^= h >>> 15;
    h *= 0x85EBCA77;
    h ^= h >>> 13;
    return new Line(fields, Integer.remainderUnsigned(h, 10) < 7 ? 1 : 0);
  }
}
