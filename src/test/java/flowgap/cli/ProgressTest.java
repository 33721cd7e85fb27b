package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is said of how far a run is: on a terminal, elsewhere, and with --quiet. */
class ProgressTest {
  private static String said(Progress.Style style) throws InterruptedException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Progress progress =
        new Progress(
            new PrintStream(err, true, StandardCharsets.UTF_8), style, "firewalls", 5_000_000);
    progress.begin(4);
    progress.starts("slow-1");
    progress.starts("quick-1");
    progress.done("quick-1");
    Thread.sleep(200);
    progress.done("slow-1");
    progress.end();
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aTerminalHasOneLineWithRateTimeLeftAndTheSlowOne() throws InterruptedException {
    assertThat(said(Progress.Style.TERMINAL))
        .containsPattern("\\r1 of 4 firewalls, [0-9.]+/s, [0-9]+ s left, at slow-1 for [0-9]+ s")
        .doesNotContain("\n")
        .endsWith("\r\u001b[K");
  }

  @Test
  void elsewhereThereArePlainLines() throws InterruptedException {
    assertThat(said(Progress.Style.PLAIN).lines())
        .isNotEmpty()
        .allMatch(l -> l.matches("flowgap: [12] of 4 firewalls, [0-9.]+/s, [0-9]+ s left.*"));
  }

  @Test
  void quietSaysNothing() throws InterruptedException {
    assertThat(said(Progress.Style.NONE)).isEmpty();
  }
}
