package flowgap.report.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PlacesTest {
  @Test
  void everyNameIsFoundWhereItWasFirst() {
    Places places = new Places();
    Map<String, String> expected = new HashMap<>();
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      String name = Link.rule("fw-" + random.nextInt(50), "acl:" + random.nextInt(4_000));
      String sheet = i % 7 == 0 ? "Auditor's own" : i % 2 == 0 ? "All rules" : "All rules (2)";
      int row = random.nextInt(1 << 20);
      places.mark(name, sheet, row);
      expected.putIfAbsent(name, "'" + sheet.replace("'", "''") + "'!A" + (row + 1));
    }
    expected.forEach((n, cell) -> assertThat(places.cell(Places.key(n))).isEqualTo(cell));
    assertThat(places.cell(Places.key("rule fw-51\nacl:1"))).isNull();
  }
}
