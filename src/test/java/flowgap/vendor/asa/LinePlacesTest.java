package flowgap.vendor.asa;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against a list in which lines are put in and taken out one by one. */
class LinePlacesTest {
  private static final SourceSpan SPAN = SourceSpan.implicit("edge-1.cfg", "");

  @Test
  void everyEntryStandsWhereTheListHasIt() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<AsaConfig.Entry> entries = new ArrayList<>();
      List<String> model = new ArrayList<>();
      int lines = 1 + random.nextInt(12);
      for (int line = 1; line <= lines; line++) {
        if (random.nextInt(4) > 0) {
          entries.add(new AsaConfig.Entry(SPAN, "", line));
        }
        model.add("");
      }
      for (int i = 0; i < entries.size(); i++) {
        model.set(entries.get(i).line() - 1, "in:" + (i + 1));
      }
      LinePlaces places =
          new LinePlaces(new AsaConfig.AccessList("in", false, entries, new int[] {lines}, SPAN));
      for (int step = 0; step < 20; step++) {
        String id = "in:" + (1 + random.nextInt(entries.size() + 1));
        if (random.nextInt(3) == 0 && model.contains(id)) {
          places.remove(id);
          model.remove(id);
        } else {
          int at = random.nextInt(model.size() + 1);
          for (int more = random.nextInt(3); more >= 0; more--) {
            places.insert(at);
            model.add(at, "");
            at++;
          }
        }
        assertThat(places.end()).isEqualTo(model.size());
        for (int i = 0; i <= entries.size() + 1; i++) {
          assertThat(places.of("in:" + i)).isEqualTo(model.indexOf("in:" + i));
        }
      }
    }
  }

  @Test
  void whatIsNoIdOfTheListIsNotThere() {
    LinePlaces places =
        new LinePlaces(
            new AsaConfig.AccessList(
                "in", false, List.of(new AsaConfig.Entry(SPAN, "", 1)), new int[] {1}, SPAN));
    for (String id : List.of("in:01", "in:", "in:default", "out:1", "in:1x", "in:12345678901")) {
      assertThat(places.of(id)).as(id).isNegative();
    }
    assertThat(places.of("in:1")).isZero();
  }
}
