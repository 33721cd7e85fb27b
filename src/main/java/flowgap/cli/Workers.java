package flowgap.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Does a piece of work for each of many things, several at a time, results in their order. Where
 * fewer things than jobs are left, parts of one thing's work go beside each other.
 */
final class Workers {
  /** Deep nesting of groups or chains must not end a run. */
  private static final long STACK = 64L << 20;

  private final int jobs;
  private final Progress progress;

  /** One for each thread that may be at work. */
  private final Semaphore free;

  private final Queue<FutureTask<?>> offered = new ConcurrentLinkedQueue<>();

  Workers(int jobs, Progress progress) {
    this.jobs = jobs;
    this.progress = progress;
    this.free = new Semaphore(jobs);
  }

  int jobs() {
    return jobs;
  }

  <T, R> List<R> all(List<T> things, Function<T, String> name, Function<T, R> work) {
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.max(1, Math.min(jobs, things.size())), Workers::thread);
    progress.begin(things.size());
    try {
      List<Future<R>> futures = new ArrayList<>();
      for (T thing : things) {
        futures.add(
            threads.submit(
                () -> {
                  free.acquire();
                  progress.starts(name.apply(thing));
                  try {
                    return work.apply(thing);
                  } finally {
                    progress.done(name.apply(thing));
                    free.release();
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
      offered.clear();
      progress.end();
    }
  }

  /**
   * Offers a part of a thing's work to threads that have nothing else to do.
   *
   * @return waits for its result, or does it now where no thread has begun with it
   */
  <R> Supplier<R> beside(Supplier<R> work) {
    FutureTask<R> task = new FutureTask<>(work::get);
    offered.add(task);
    if (free.tryAcquire()) {
      thread(this::takeOffered).start();
    }
    return () -> {
      offered.remove(task);
      task.run();
      return result(task);
    };
  }

  private void takeOffered() {
    try {
      for (FutureTask<?> t = offered.poll(); t != null; t = offered.poll()) {
        t.run();
      }
    } finally {
      free.release();
    }
  }

  private static Thread thread(Runnable task) {
    Thread t = new Thread(null, task, "flowgap-worker", STACK);
    t.setDaemon(true);
    return t;
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
