package flowgap.vendor.panos;

import flowgap.policy.Schedule;
import flowgap.policy.Schedule.Absolute;
import flowgap.policy.Schedule.Weekly;
import flowgap.source.SourceSpan;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Schedules: {@code 08:00-18:00} daily or by day of the week, {@code
 * 2026/03/01@22:00-2026/03/02@06:00}; times do not run over midnight.
 */
final class Schedules {
  private static final Pattern TIMES =
      Pattern.compile("(\\d{1,2}):(\\d{2})\\s*-\\s*(\\d{1,2}):(\\d{2})");
  private static final Pattern DATES =
      Pattern.compile(
          "(\\d{4})/(\\d{1,2})/(\\d{1,2})@(\\d{1,2}):(\\d{2})\\s*-\\s*"
              + "(\\d{4})/(\\d{1,2})/(\\d{1,2})@(\\d{1,2}):(\\d{2})");

  private Schedules() {}

  /** Empty where the schedule is not understood. */
  static Optional<Schedule> read(Node schedule, ZoneId zone, SourceSpan span) {
    Node type = schedule.child("schedule-type");
    if (type == null) {
      return Optional.empty();
    }
    try {
      List<Absolute> dates = new ArrayList<>();
      for (String t : type.words("non-recurring")) {
        dates.add(date(t));
      }
      List<Weekly> weekly = new ArrayList<>();
      for (String t : type.words("recurring", "daily")) {
        for (DayOfWeek d : DayOfWeek.values()) {
          weekly.add(time(d, t));
        }
      }
      for (Node day : type.under("recurring", "weekly")) {
        for (String t : day.words()) {
          weekly.add(time(DayOfWeek.valueOf(day.word.toUpperCase(Locale.ROOT)), t));
        }
      }
      return dates.isEmpty() && weekly.isEmpty()
          ? Optional.empty()
          : Optional.of(new Schedule(schedule.word, zone, dates, weekly, span));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Absolute date(String text) {
    Matcher m = DATES.matcher(text.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException(text);
    }
    int[] n = numbers(m);
    return new Absolute(
        Optional.of(LocalDateTime.of(n[0], n[1], n[2], 0, 0).plusMinutes(n[3] * 60L + n[4])),
        Optional.of(LocalDateTime.of(n[5], n[6], n[7], 0, 0).plusMinutes(n[8] * 60L + n[9])));
  }

  private static Weekly time(DayOfWeek day, String text) {
    Matcher m = TIMES.matcher(text.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException(text);
    }
    int[] n = numbers(m);
    int length = (n[2] - n[0]) * 60 + n[3] - n[1];
    if (length <= 0) {
      throw new IllegalArgumentException(text);
    }
    return new Weekly(day, LocalTime.of(n[0], n[1]), length);
  }

  private static int[] numbers(Matcher m) {
    int[] out = new int[m.groupCount()];
    for (int i = 0; i < out.length; i++) {
      out[i] = Integer.parseInt(m.group(i + 1));
    }
    return out;
  }
}
