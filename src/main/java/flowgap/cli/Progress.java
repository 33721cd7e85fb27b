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
  private static final long TERMINAL_EVERY = 100_000_000L;

  private final PrintStream err;
  private final Style style;
  private final String what;
  private final Map<String, Long> running = new LinkedHashMap<>();
  private int all;
  private int done;
  private long begun;
  private long last;
  private boolean shown;

  Progress(PrintStream err, Style style, String what) {
    this.err = err;
    this.style = style;
    this.what = what;
  }

  synchronized void begin(int count) {
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
    long now = System.nanoTime();
    long every = style == Style.TERMINAL ? TERMINAL_EVERY : PLAIN_EVERY;
    if (style != Style.NONE && all > 1 && now - last >= every) {
      last = now;
      say(now);
    }
  }

  synchronized void end() {
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
            .map(e -> ", at " + e.getKey())
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
