package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private static Workers workers(int jobs) {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    return new Workers(jobs, new Progress(nowhere, Progress.Style.NONE, "things"));
  }

  @Test
  void oneJobIsOneThread() {
    Workers workers = workers(1);
    List<Boolean> same =
        workers.all(
            List.of("a", "b"),
            t -> t,
            t -> {
              Thread here = Thread.currentThread();
              return workers.beside(() -> Thread.currentThread() == here).get();
            });
    assertThat(same).containsExactly(true, true);
  }

  @Test
  void aPartGoesBesideWhereAThreadIsLeft() {
    Workers workers = workers(2);
    List<Boolean> met =
        workers.all(
            List.of("a"),
            t -> t,
            t -> {
              CountDownLatch both = new CountDownLatch(2);
              Supplier<Boolean> part = workers.beside(() -> meets(both));
              return meets(both) && part.get();
            });
    assertThat(met).containsExactly(true);
  }

  private static boolean meets(CountDownLatch both) {
    both.countDown();
    try {
      return both.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void noMoreThanTheJobsAreAtWorkAndNothingIsLost() {
    Workers workers = workers(3);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> things = IntStream.range(0, 40).boxed().toList();
    List<Integer> sums =
        workers.all(
            things,
            String::valueOf,
            t -> {
              List<Supplier<Integer>> parts = new ArrayList<>();
              for (int i = 0; i < 5; i++) {
                int part = t * 10 + i;
                parts.add(workers.beside(() -> counted(now, most, part)));
              }
              return parts.stream().mapToInt(Supplier::get).sum();
            });
    assertThat(sums).isEqualTo(things.stream().map(t -> t * 50 + 10).toList());
    assertThat(most.get()).isBetween(1, 3);
  }

  private static int counted(AtomicInteger now, AtomicInteger most, int result) {
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    now.decrementAndGet();
    return result;
  }

  @Test
  void aPartThatFailsFailsWhereItsResultIsAskedFor() {
    for (int jobs : new int[] {1, 2}) {
      Workers workers = workers(jobs);
      assertThatThrownBy(
              () ->
                  workers.all(
                      List.of("a"),
                      t -> t,
                      t -> {
                        Supplier<String> part =
                            workers.beside(
                                () -> {
                                  throw new StackOverflowError("deep");
                                });
                        return part.get();
                      }))
          .isInstanceOf(StackOverflowError.class);
    }
  }
}
