package flowgap.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does a piece of work for each of many things, several at a time, results in their order. */
final class Workers {
  /** Deep nesting of groups or chains must not end a run. */
  private static final long STACK = 64L << 20;

  private final int jobs;
  private final Progress progress;

  Workers(int jobs, Progress progress) {
    this.jobs = jobs;
    this.progress = progress;
  }

  int jobs() {
    return jobs;
  }

  <T, R> List<R> all(List<T> things, Function<T, String> name, Function<T, R> work) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(jobs, things.size())),
            task -> {
              Thread t = new Thread(null, task, "flowgap-worker", STACK);
              t.setDaemon(true);
              return t;
            });
    progress.begin(things.size());
    try {
      List<Future<R>> futures = new ArrayList<>();
      for (T thing : things) {
        futures.add(
            threads.submit(
                () -> {
                  progress.starts(name.apply(thing));
                  try {
                    return work.apply(thing);
                  } finally {
                    progress.done(name.apply(thing));
                  }
                }));
      }
      List<R> out = new ArrayList<>();
      for (Future<R> f : futures) {
        out.add(result(f));
      }
      return out;
    } finally {
      threads.shutdownNow();
      progress.end();
    }
  }

  private static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException r) {
        throw r;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }
}
