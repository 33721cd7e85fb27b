package flowgap.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Says how far a long run is: one moving line on a terminal, a line now and then elsewhere. */
final class Progress {
  /** How progress is said. */
  enum Style {
    TERMINAL,
    PLAIN,
    NONE
  }

  private static final long PLAIN_EVERY = 10_000_000_000L;
  private static final long TERMINAL_EVERY = 200_000_000L;

  private final PrintStream err;
  private final Style style;
  private final String what;
  private final long every;
  private final Map<String, Long> running = new LinkedHashMap<>();
  private int all;
  private int done;
  private long begun;
  private long last;
  private boolean shown;
  private Thread ticker;

  Progress(PrintStream err, Style style, String what) {
    this(err, style, what, style == Style.TERMINAL ? TERMINAL_EVERY : PLAIN_EVERY);
  }

  /**
   * @param every nanoseconds between two lines
   */
  Progress(PrintStream err, Style style, String what, long every) {
    this.err = err;
    this.style = style;
    this.what = what;
    this.every = every;
  }

  synchronized void begin(int count) {
    end();
    if (style != Style.NONE && count > 1) {
      ticker = new Thread(this::tick, "flowgap-progress");
      ticker.setDaemon(true);
      ticker.start();
    }
    all = count;
    done = 0;
    begun = System.nanoTime();
    last = begun;
    shown = false;
  }

  synchronized void starts(String name) {
    running.put(name, System.nanoTime());
  }

  synchronized void done(String name) {
    running.remove(name);
    done++;
    sayIfDue();
  }

  private synchronized void sayIfDue() {
    long now = System.nanoTime();
    if (style != Style.NONE && all > 1 && now - last >= every) {
      last = now;
      say(now);
    }
  }

  /** Time passes also while one firewall takes long. */
  private void tick() {
    try {
      while (true) {
        Thread.sleep(Math.max(1, every / 1_000_000));
        synchronized (this) {
          if (Thread.currentThread() != ticker) {
            return;
          }
          sayIfDue();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void end() {
    if (ticker != null) {
      ticker.interrupt();
      ticker = null;
    }
    if (shown && style == Style.TERMINAL) {
      err.print("\r\u001b[K");
      err.flush();
    }
    shown = false;
  }

  private void say(long now) {
    double seconds = (now - begun) / 1e9;
    double rate = done / seconds;
    String left = rate > 0 ? duration((all - done) / rate) : "?";
    String slow =
        running.entrySet().stream()
            .min(Map.Entry.comparingByValue())
            .map(e -> ", at " + e.getKey() + " for " + duration((now - e.getValue()) / 1e9))
            .orElse("");
    String line =
        String.format(
            Locale.ROOT, "%d of %d %s, %.1f/s, %s left%s", done, all, what, rate, left, slow);
    if (style == Style.TERMINAL) {
      err.print("\r" + line + "\u001b[K");
      err.flush();
    } else {
      err.println("flowgap: " + line);
    }
    shown = true;
  }

  private static String duration(double seconds) {
    long s = Math.round(seconds);
    return s < 60 ? s + " s" : s / 60 + " min " + s % 60 + " s";
  }
}
