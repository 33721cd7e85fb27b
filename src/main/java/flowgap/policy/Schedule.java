package flowgap.policy;

import flowgap.source.SourceSpan;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When a rule is active: within one of the spans (if there are any), and within one of the weekly
 * times (if there are any).
 *
 * @param name the vendor's name of it
 * @param zone the device's time zone
 * @param spans absolute times; none = always
 * @param weekly weekly times; none = always
 * @param span where it is defined
 */
public record Schedule(
    String name, ZoneId zone, List<Absolute> spans, List<Weekly> weekly, SourceSpan span) {
  /**
   * An absolute time, either end open.
   *
   * @param start inclusive
   * @param end exclusive
   */
  public record Absolute(Optional<LocalDateTime> start, Optional<LocalDateTime> end) {}

  /**
   * A time of every week; {@code to} at or before {@code from} on the same day reaches into the
   * next week.
   *
   * @param start inclusive
   * @param length minutes
   */
  public record Weekly(DayOfWeek day, LocalTime start, int length) {}

  public Schedule {
    spans = List.copyOf(spans);
    weekly = List.copyOf(weekly);
  }

  public boolean isActiveAt(Instant time) {
    ZonedDateTime t = time.atZone(zone);
    LocalDateTime local = t.toLocalDateTime();
    boolean inSpan = spans.isEmpty();
    for (Absolute a : spans) {
      inSpan |=
          a.start().map(s -> !local.isBefore(s)).orElse(true)
              && a.end().map(local::isBefore).orElse(true);
    }
    if (!inSpan || weekly.isEmpty()) {
      return inSpan;
    }
    for (Weekly w : weekly) {
      LocalDateTime begin =
          local.toLocalDate().with(TemporalAdjusters.previousOrSame(w.day())).atTime(w.start());
      if (begin.isAfter(local)) {
        begin = begin.minusWeeks(1);
      }
      if (ChronoUnit.SECONDS.between(begin, local) < w.length() * 60L) {
        return true;
      }
    }
    return false;
  }

  /** The times within the window at which the schedule may switch on or off. */
  public SortedSet<Instant> changes(Window window) {
    SortedSet<Instant> out = new TreeSet<>();
    for (Absolute a : spans) {
      a.start().ifPresent(s -> add(out, s, window));
      a.end().ifPresent(e -> add(out, e, window));
    }
    LocalDateTime first = window.start().atZone(zone).toLocalDateTime().minusWeeks(2);
    LocalDateTime last = window.end().atZone(zone).toLocalDateTime();
    for (Weekly w : weekly) {
      LocalDateTime begin =
          first.toLocalDate().with(TemporalAdjusters.next(w.day())).atTime(w.start());
      for (int n = 0; !begin.isAfter(last) && n < 5_000; n++) {
        add(out, begin, window);
        add(out, begin.plusMinutes(w.length()), window);
        begin = begin.plusWeeks(1);
      }
    }
    return out;
  }

  private void add(SortedSet<Instant> out, LocalDateTime time, Window window) {
    Instant t = time.atZone(zone).toInstant();
    if (t.isAfter(window.start()) && t.isBefore(window.end())) {
      out.add(t);
    }
  }

  /** Whether it will never be active again. */
  public boolean isOver(Instant now) {
    LocalDateTime local = now.atZone(zone).toLocalDateTime();
    return !spans.isEmpty()
        && spans.stream().allMatch(a -> a.end().map(e -> !local.isBefore(e)).orElse(false));
  }
}
