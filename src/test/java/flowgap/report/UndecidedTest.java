package flowgap.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UndecidedTest {
  private static String summary(String kind, List<String> texts, String... flows) {
    return new Undecided(kind, "", texts, List.of(flows), List.of("edge")).summary();
  }

  @Test
  void anApplicationIsSaidWithWhatItWouldDecide() {
    assertThat(summary("App-ID", List.of("App-ID ssl"), "A", "B"))
        .isEqualTo("2 flows hinge on App-ID ssl: permitted if the traffic is ssl");
    assertThat(summary("App-ID", List.of("App-ID icmp, ping"), "A"))
        .isEqualTo("1 flow hinges on App-ID icmp, ping: permitted if the traffic is icmp or ping");
    assertThat(summary("App-ID", List.of("App-ID other than ssh"), "A"))
        .isEqualTo("1 flow hinges on App-ID other than ssh: permitted if the traffic is not ssh");
    assertThat(summary("App-ID", List.of("application filter media (a.xml:7)"), "A"))
        .isEqualTo("1 flow hinges on application filter media (a.xml:7)");
  }

  @Test
  void ofManyReasonsTheFirstAreNamed() {
    assertThat(summary("host name", List.of("host name a"), "A"))
        .isEqualTo("1 flow hinges on host name a");
    assertThat(summary("user", List.of("a", "b", "c", "d", "e"), "A", "B"))
        .isEqualTo("2 flows hinge on user: a; b; c; and 2 more");
  }
}
