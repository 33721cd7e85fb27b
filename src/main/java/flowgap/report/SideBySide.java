package flowgap.report;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Pieces of work that write files, done several at a time; what takes longest comes first. */
final class SideBySide {
  /** Writes something. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  private final List<Work> all = new ArrayList<>();
  private volatile boolean ended;

  void add(Work work) {
    all.add(work);
  }

  /**
   * Does all of it. After a mishap nothing is begun any more; what has begun comes to an end, so
   * that nobody writes when this returns.
   *
   * @param jobs how many at a time
   * @throws IOException the mishap of the first piece that had one
   */
  void run(int jobs) throws IOException {
    if (jobs <= 1 || all.size() <= 1) {
      for (Work w : all) {
        w.run();
      }
      return;
    }
    int most = Math.min(jobs, all.size());
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            most,
            most,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread t = new Thread(work, "flowgap-writer");
              t.setDaemon(true);
              return t;
            });
    try {
      List<Future<?>> begun = new ArrayList<>();
      for (Work w : all) {
        begun.add(
            threads.submit(
                () -> {
                  run(w);
                  return null;
                }));
      }
      for (Future<?> f : begun) {
        finish(f);
      }
    } finally {
      end(threads);
    }
  }

  private void run(Work work) throws IOException {
    if (ended) {
      return;
    }
    boolean fine = false;
    try {
      work.run();
      fine = true;
    } finally {
      ended |= !fine;
    }
  }

  private static void finish(Future<?> work) throws IOException {
    try {
      work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException mishap) {
        throw mishap;
      }
      if (e.getCause() instanceof RuntimeException mistake) {
        throw mistake;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void end(ThreadPoolExecutor threads) {
    threads.getQueue().clear();
    // what runs is not interrupted, since that would close its channels
    threads.shutdown();
    try {
      while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        // a long sheet
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
