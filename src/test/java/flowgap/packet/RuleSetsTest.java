package flowgap.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
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
    RuleSet set = RuleSet.load(Path.of(folder, file));
    Universe universe = set.universe();
    int n = set.size();
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
}
