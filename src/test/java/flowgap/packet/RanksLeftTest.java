package flowgap.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Cutting in place against making a new set for each cut. */
class RanksLeftTest {
  private static int[] spans(Random random, int most, int longest) {
    int[] out = new int[2 * (1 + random.nextInt(most))];
    int at = random.nextInt(200);
    for (int i = 0; i < out.length; i++) {
      out[i] = at;
      at += i % 2 == 0 ? random.nextInt(longest) : 2 + random.nextInt(longest);
    }
    return out;
  }

  @Test
  void leavesWhatSetsWithoutTheOthersWouldBe() {
    Random random = new Random(5);
    int[] relations = new int[3];
    for (int round = 0; round < 500; round++) {
      int longest = round % 2 == 0 ? 4 : 150;
      int[] expected = spans(random, 30, longest);
      RanksLeft left = new RanksLeft(expected);
      assertThat(left.spans()).isEqualTo(expected);
      for (int i = 0; i < 40; i++) {
        int[] other = spans(random, 1 + i % 3, longest);
        int relation = Spans.relation(expected, other);
        relations[relation]++;
        assertThat(left.relation(other)).isEqualTo(relation);
        int low = Spans.first(other);
        int high = Spans.last(other);
        assertThat(left.relation(low, high)).isEqualTo(Spans.relation(expected, low, high));
        if (relation == Spans.PARTIAL) {
          expected = Spans.minus(expected, other);
          left.remove(other);
          assertThat(left.spans()).isEqualTo(expected);
        }
      }
    }
    assertThat(Arrays.stream(relations).min().orElse(0)).isGreaterThan(50);
  }

  /** Points of a plane, of which many rules take slabs and blocks. */
  @Test
  void whatManySlabsLeaveIsCountedExactly() {
    Random random = new Random(6);
    int width = 300;
    int open = 0;
    for (int round = 0; round < 60; round++) {
      int n = 40 + random.nextInt(120);
      Pieces pieces = new Pieces(2, n);
      BitSet taken = new BitSet();
      int[] all = new int[n];
      for (int i = 0; i < n; i++) {
        int[][] product = {{0, width - 1}, {0, width - 1}};
        for (int d = random.nextInt(2), last = random.nextInt(4) > 0 ? d : 1; d <= last; d++) {
          product[d] = spans(random, 3, 3);
        }
        pieces.add(i, Pieces.CERTAIN, product);
        all[i] = i;
        for (int p = 0; p < width * width; p++) {
          if (pieces.contains(i, new int[] {p / width, p % width})) {
            taken.set(p);
          }
        }
      }
      int[][] whole = {{0, width - 1}, {0, width - 1}};
      Subtraction by = new Subtraction(pieces, 100_000);
      int[] point = by.remaining(whole, all, null);
      assertThat(point == null || !taken.get(point[0] * width + point[1])).isTrue();
      assertThat(point == null).isEqualTo(taken.cardinality() == width * width);
      BigInteger left =
          by.size(
              whole,
              all,
              new boolean[2],
              (p, ignored) -> BigInteger.valueOf((long) count(p[0]) * count(p[1])));
      assertThat(left.intValueExact()).isEqualTo(width * width - taken.cardinality());
      open += point == null ? 0 : 1;
    }
    assertThat(open).isGreaterThan(30);
  }

  private static int count(int[] spans) {
    int sum = 0;
    for (int i = 0; i < spans.length; i += 2) {
      sum += spans[i + 1] - spans[i] + 1;
    }
    return sum;
  }
}
