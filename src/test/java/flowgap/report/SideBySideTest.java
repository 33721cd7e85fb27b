package flowgap.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SideBySideTest {
  private final SideBySide all = new SideBySide();
  private final List<Integer> done = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everythingIsDone(int jobs) throws IOException {
    for (int i = 0; i < 20; i++) {
      int n = i;
      all.add(() -> done.add(n));
    }
    all.run(jobs);
    assertThat(done).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void twoRunAtATime() throws IOException {
    CountDownLatch both = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      all.add(
          () -> {
            both.countDown();
            waitFor(both);
            done.add(1);
          });
    }
    all.run(2);
    assertThat(done).hasSize(2);
  }

  /**
   * What was begun before the mishap has ended when it is told; hardly anything was begun since.
   */
  @Test
  void aMishapEndsAllOfIt() {
    CountDownLatch failing = new CountDownLatch(1);
    all.add(
        () -> {
          waitFor(failing);
          await(new CountDownLatch(1), 1_000);
          done.add(0);
        });
    all.add(
        () -> {
          failing.countDown();
          throw new IOException("no space left on device");
        });
    for (int i = 2; i < 50; i++) {
      all.add(
          () -> {
            await(new CountDownLatch(1), 50);
            done.add(1);
          });
    }
    assertThatThrownBy(() -> all.run(2))
        .isInstanceOf(IOException.class)
        .hasMessage("no space left on device");
    assertThat(done).contains(0).hasSizeLessThan(10);
  }

  @Test
  void aMistakeOfOursStaysWhatItIs() {
    all.add(() -> done.add(0));
    all.add(
        () -> {
          throw new IllegalArgumentException("mistake");
        });
    assertThatThrownBy(() -> all.run(2)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void waitFor(CountDownLatch latch) {
    assertThat(await(latch, 20_000)).isTrue();
  }

  private static boolean await(CountDownLatch latch, long milliseconds) {
    try {
      return latch.await(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
