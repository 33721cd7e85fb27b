package flowgap.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Exact sizes against counting one packet after the other. */
class SharesTest {
  private static final int WIDTH = 6;
  private static final int PACKETS = (int) Math.pow(WIDTH, 4);

  /** Some rules of four fields that matter; half of the sets end with one that takes all. */
  private static RuleSet rules(Random random) {
    List<RuleSet.Line> lines = new ArrayList<>();
    int n = 2 + random.nextInt(60);
    for (int i = 0; i < n; i++) {
      lines.add(line(random, i == n - 1 && random.nextBoolean() ? 1 : 0.3));
    }
    return new RuleSet(lines);
  }

  private static RuleSet.Line line(Random random, double wide) {
    Ranges[] fields = new Ranges[RuleSet.FIELDS];
    for (int d = 0; d < fields.length; d++) {
      int low = random.nextInt(WIDTH);
      int high = low + random.nextInt(WIDTH - low);
      fields[d] =
          d > 3
              ? Ranges.of(7, 7)
              : random.nextDouble() < wide ? Ranges.of(0, WIDTH - 1) : Ranges.of(low, high);
    }
    return new RuleSet.Line(fields, random.nextInt(2));
  }

  private static boolean holds(RuleSet.Line line, int packet) {
    int rest = packet;
    for (int d = 0; d < 4; d++, rest /= WIDTH) {
      int value = rest % WIDTH;
      if (value < line.fields()[d].lowLo(0) || value > line.fields()[d].highLo(0)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void eachRuleGetsJustThePacketsThatItIsTheFirstToMatch() {
    Random random = new Random(11);
    int shared = 0;
    for (int round = 0; round < 400; round++) {
      RuleSet set = rules(random);
      int flow = set.size() - 1 - random.nextInt(2);
      int[] expected = new int[set.size()];
      for (int p = 0; p < PACKETS; p++) {
        for (int i = 0; holds(set.line(flow), p) && i < set.size(); i++) {
          if (holds(set.line(i), p)) {
            expected[i]++;
            break;
          }
        }
      }
      Universe universe = set.universe();
      int[] found = new int[set.size()];
      for (Universe.Share s :
          universe.shares(universe.pieces.product(flow), set.size(), set.axes(), 1_000_000)) {
        assertThat(s.packets().isExact()).isTrue();
        found[s.position()] = s.packets().atLeast().intValueExact();
        shared++;
      }
      assertThat(found).as("round " + round).isEqualTo(expected);
    }
    assertThat(shared).isGreaterThan(400);
  }

  /** With too few halvings the bounds still hold what is right. */
  @Test
  void whatIsNotDividedIsWithinBounds() {
    Random random = new Random(12);
    int open = 0;
    for (int round = 0; round < 300; round++) {
      RuleSet set = rules(random);
      Universe universe = set.universe();
      int[][] flow = universe.pieces.product(set.size() - 1);
      BigInteger[] exact = new BigInteger[set.size()];
      Arrays.fill(exact, BigInteger.ZERO);
      for (Universe.Share s : universe.shares(flow, set.size(), set.axes(), 1_000_000)) {
        exact[s.position()] = s.packets().atLeast();
      }
      BigInteger[] most = new BigInteger[set.size()];
      Arrays.fill(most, BigInteger.ZERO);
      for (Universe.Share s : universe.shares(flow, set.size(), set.axes(), random.nextInt(4))) {
        assertThat(s.packets().atLeast()).isLessThanOrEqualTo(exact[s.position()]);
        most[s.position()] = s.packets().atMost();
        open += s.packets().isExact() ? 0 : 1;
      }
      for (int i = 0; i < most.length; i++) {
        assertThat(exact[i]).isLessThanOrEqualTo(most[i]);
      }
    }
    assertThat(open).isGreaterThan(100);
  }

  /** What a rule takes of all packets, where few others meet it and where many do. */
  @Test
  void theSizeOfARuleIsWhatEarlierOnesLeave() {
    Random random = new Random(13);
    for (int round = 0; round < 400; round++) {
      RuleSet set = rules(random);
      Universe universe = set.universe();
      int last = set.size() - 1;
      int expected = 0;
      for (int p = 0; p < PACKETS; p++) {
        int packet = p;
        boolean earlier =
            java.util.stream.IntStream.range(0, last).anyMatch(i -> holds(set.line(i), packet));
        expected += !earlier && holds(set.line(last), p) ? 1 : 0;
      }
      Count taken =
          universe.taken(last, set.axes(), new Subtraction(universe.pieces, Precedence.EFFORT));
      assertThat(taken).isEqualTo(new Count(big(expected), big(expected)));
    }
  }

  private static BigInteger big(int value) {
    return BigInteger.valueOf(value);
  }
}
