package flowgap.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.cli.input.FirewallNames.Proposed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "edge-1.cfg, edge-1.acl.txt, 1",
    "edge-1.cfg, edge-1.v6.rules, 1",
    "rules.v4, rules.v6, 1",
    "fw.example.net.cfg, fw.example.net.routes.txt, 3",
    "edge-1.cfg, edge-2.acl.txt, 0",
    "edge-1.cfg, edge-10.acl.txt, 0",
    "10.0.0.1.cfg, 10.0.0.2.acl.txt, 0",
    "10.0.0.1.cfg, 10.0.0.1.acl.txt, 4",
  })
  void fileNamesShareWhatStandsBeforeTheFirstDifferingSuffix(
      String first, String second, int shared) {
    assertThat(Names.shared("a/" + first, "b/" + second)).isEqualTo(shared);
    assertThat(Names.shared("b/" + second, "a/" + first)).isEqualTo(shared);
  }

  @Test
  void aNameWithoutEqualsIsKept() {
    assertThat(settle(of("edge-1", "x", "edge"), of("edge-2", "x", "edge")))
        .containsExactly("edge-1", "edge-2");
  }

  @Test
  void equalNamesGetTheShortestDistinguishingFolders() {
    assertThat(settle(of("fw", "a", "north", "run"), of("fw", "b", "south", "run")))
        .containsExactly("north/fw", "south/fw");
    assertThat(settle(of("fw", "a", "site", "run"), of("fw", "b", "site", "run")))
        .containsExactly("a/site/fw", "b/site/fw");
  }

  @Test
  void equalNamesOfOneFolderAreToldApartByTheirFiles() {
    assertThat(settle(of("fw", "site", "may"), of("fw", "site", "june")))
        .containsExactly("may/fw", "june/fw");
  }

  @Test
  void namesDoNotDependOnTheOrder() {
    Proposed a = of("fw", "a", "run");
    Proposed b = of("fw", "b", "run");
    Proposed c = of("other", "a", "run");
    assertThat(settle(a, b, c)).containsExactly("a/fw", "b/fw", "other");
    assertThat(settle(c, b, a)).containsExactly("other", "b/fw", "a/fw");
  }

  @Test
  void anArchiveIsAFolder() {
    assertThat(Names.folders("in/a.zip!/x/edge.cfg")).containsExactly("in", "a.zip", "x");
  }

  private static Proposed of(String name, String... place) {
    return new Proposed(name, List.of(place));
  }

  private static List<String> settle(Proposed... all) {
    return FirewallNames.settle(List.of(all));
  }
}
