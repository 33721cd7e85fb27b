package flowgap.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sizes that are counted together against counting one packet after the other. */
class TakenSizesTest {
  private static final int WIDTH = 12;
  private static final int PACKETS = WIDTH * WIDTH * WIDTH;

  /** Many that differ in one of three fields only, wide ones among them. */
  private static RuleSet rules(Random random) {
    List<RuleSet.Line> lines = new ArrayList<>();
    int n = 60 + random.nextInt(80);
    for (int i = 0; i < n; i++) {
      Ranges[] fields = new Ranges[RuleSet.FIELDS];
      int kind = random.nextInt(3);
      for (int d = 0; d < fields.length; d++) {
        int low = random.nextInt(WIDTH);
        fields[d] =
            d > 2
                ? Ranges.of(7, 7)
                : d == kind || random.nextInt(3) == 0
                    ? Ranges.of(low, Math.min(WIDTH - 1, low + random.nextInt(2)))
                    : Ranges.of(0, WIDTH - 1);
      }
      // a few of the first would take nearly all
      if (i > n / 2 || random.nextInt(4) > 0) {
        fields[(kind + 1) % 3] = Ranges.of(low(random), WIDTH / 2);
      }
      lines.add(new RuleSet.Line(fields, 1));
    }
    return new RuleSet(lines);
  }

  private static int low(Random random) {
    return 2 * random.nextInt(3);
  }

  private static int[] taken(RuleSet set) {
    int[] out = new int[set.size()];
    for (int p = 0; p < PACKETS; p++) {
      int[] packet = {p % WIDTH, p / WIDTH % WIDTH, p / WIDTH / WIDTH};
      for (int i = 0; i < out.length; i++) {
        boolean holds = true;
        for (int d = 0; d < packet.length; d++) {
          Ranges r = set.line(i).fields()[d];
          holds &= packet[d] >= r.lowLo(0) && packet[d] <= r.highLo(0);
        }
        if (holds) {
          out[i]++;
          break;
        }
      }
    }
    return out;
  }

  @Test
  void eachPositionIsCountedOnceAndExactly() {
    Random random = new Random(31);
    int together = 0;
    int open = 0;
    for (int round = 0; round < 300; round++) {
      RuleSet set = rules(random);
      int[] expected = taken(set);
      int[] found = new int[set.size()];
      int[] counted = new int[set.size()];
      TakenSizes sizes = new TakenSizes(set.universe(), set.axes(), 100_000);
      for (TakenSizes.Together some : sizes.together(set.size())) {
        together += some.positions().length > 3 ? some.positions().length : 0;
        sizes.count(
            some,
            (position, c) -> {
              assertThat(c.isExact()).isTrue();
              found[position] = c.atLeast().intValueExact();
              counted[position]++;
            });
      }
      assertThat(found).as("round " + round).isEqualTo(expected);
      assertThat(counted).containsOnly(1);
      for (int f : found) {
        open += f > 0 ? 1 : 0;
      }
    }
    assertThat(together).isGreaterThan(5_000);
    assertThat(open).isGreaterThan(5_000);
  }

  /** With too few steps the bounds still hold what is right. */
  @Test
  void whatTakesTooLongIsWithinBounds() {
    Random random = new Random(32);
    int[] bounded = {0};
    for (int round = 0; round < 100; round++) {
      RuleSet set = rules(random);
      int[] expected = taken(set);
      TakenSizes sizes = new TakenSizes(set.universe(), set.axes(), random.nextInt(2));
      for (TakenSizes.Together some : sizes.together(set.size())) {
        sizes.count(
            some,
            (position, c) -> {
              BigInteger right = BigInteger.valueOf(expected[position]);
              assertThat(c.atLeast()).isLessThanOrEqualTo(right);
              assertThat(c.atMost()).isGreaterThanOrEqualTo(right);
              bounded[0] += c.isExact() ? 0 : 1;
            });
      }
    }
    assertThat(bounded[0]).isGreaterThan(20);
  }
}
