package flowgap.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Large rule sets (ClassBench families and adversarial ones) with the reference answers of two
 * other engines. The sets are not part of the project: {@code FLOWGAP_SETS} names their folder.
 * They have six fields; a rule is one product of them.
 */
@Tag("corpus")
class RuleSetsTest {
  /** One rule: source, destination, protocol, two ports, connection state; permit = 1. */
  private record Line(Ranges[] fields, int action) {}

  private static final int FIELDS = 6;

  /** {@code redundant} counts falling off the end as a deny; -1 = no reference answer. */
  @ParameterizedTest
  @CsvSource({
    "classbench/acl1_1k.txt.gz, 15, 15, 491",
    "classbench/acl1_10k.txt.gz, 63, 63, 5457",
    "classbench/acl3_10k.txt.gz, 8, 2, 3770",
    "classbench/fw1_1k.txt.gz, 18, 12, 110",
    "classbench/fw1_10k.txt.gz, 92, 31, 473",
    "classbench/fw5_10k.txt.gz, 168, 74, 413",
    "classbench/ipc1_10k.txt.gz, 26, 19, 2108",
    "adversarial/site_10k.fg.gz, 1486, 1486, 1341",
    "adversarial/v6_10k.fg.gz, 1603, 1603, 1461",
    "adversarial/rndrange_10k.fg.gz, 37, 37, 3915",
    "adversarial/wild_10k.fg.gz, 2147, 2147, 548",
    "classbench/acl1_100k.txt.gz, 73, 62, 62776",
    "classbench/fw1_100k.txt.gz, 771, 454, -1",
    "classbench/fw5_100k.txt.gz, 1144, 856, -1",
    "classbench/ipc1_100k.txt.gz, 64, 29, -1",
    "adversarial/rndrange_100k.fg.gz, 4423, 4400, -1",
    "adversarial/anymid_100k.fg.gz, 58446, 58446, -1",
    "adversarial/wild_100k.fg.gz, 58861, 58746, -1"
  })
  void agreesWithTheReferenceAnswers(String file, int shadowed, int byOne, int redundant)
      throws IOException {
    String folder = System.getProperty("FLOWGAP_SETS", System.getenv("FLOWGAP_SETS"));
    org.junit.jupiter.api.Assumptions.assumeTrue(folder != null, "FLOWGAP_SETS is not set");
    List<Line> lines = load(Path.of(folder, file));
    Universe universe = universe(lines);
    int n = lines.size();
    BitSet dead = new BitSet();
    int one = 0;
    for (int i = 0; i < n; i++) {
      int[][] product = universe.pieces.product(i);
      if (universe.tree.cover(product, p -> true, -1, i) >= 0) {
        one++;
      }
      Subtraction by = new Subtraction(universe.pieces, Precedence.EFFORT);
      if (universe.open(product, -1, i, new BitSet(), by) == null) {
        dead.set(i);
      }
    }
    assertThat(dead.cardinality()).isEqualTo(shadowed);
    assertThat(one).isEqualTo(byOne);
    if (redundant < 0) {
      return;
    }
    dead.stream().forEach(universe.tree::remove);
    int found = 0;
    for (int i = n - 2; i >= 0; i--) {
      if (!dead.get(i)
          && universe.changed(i, i, new Subtraction(universe.pieces, Precedence.EFFORT)) == null) {
        found++;
        universe.tree.remove(i);
      }
    }
    // the last rule, which denies everything, only repeats the end of the list; the reference
    // counts it where something reaches it
    assertThat(found).isBetween(redundant - 1, redundant);
  }

  private static Universe universe(List<Line> lines) {
    int[] sizes = new int[FIELDS];
    Axis[] axes = new Axis[FIELDS];
    for (int d = 0; d < FIELDS; d++) {
      int field = d;
      axes[d] = Axis.of(() -> lines.stream().map(l -> l.fields[field]).iterator());
      sizes[d] = axes[d].size();
    }
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

  private static List<Line> load(Path file) throws IOException {
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
    return out;
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
