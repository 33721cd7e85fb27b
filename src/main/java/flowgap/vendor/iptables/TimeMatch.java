package flowgap.vendor.iptables;

import flowgap.policy.Schedule;
import flowgap.source.SourceSpan;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The match time as a schedule (iptables-extensions(8)): UTC, the stop inclusive, every option
 * ANDed. The last second of {@code --timestop} is left out.
 */
final class TimeMatch {
  private static final List<String> DAYS = List.of("mo", "tu", "we", "th", "fr", "sa", "su");
  private static final int DAY = 24 * 60;

  private TimeMatch() {}

  /** The schedule; empty where a schedule cannot say it (month days, the kernel's own zone). */
  static Optional<Schedule> schedule(Use use, SourceSpan span) throws BadValue {
    Optional<LocalDateTime> start = Optional.empty();
    Optional<LocalDateTime> end = Optional.empty();
    int from = 0;
    int to = DAY;
    boolean timed = false;
    Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
    for (Option o : use.options()) {
      switch (o.name()) {
        case "--datestart" -> start = Optional.of(date(o));
        case "--datestop" -> end = Optional.of(date(o)).filter(d -> d.getYear() < 2038);
        case "--timestart" -> {
          from = minutes(o, false);
          timed = true;
        }
        case "--timestop" -> {
          to = minutes(o, true);
          timed = true;
        }
        case "--weekdays", "--days" -> {
          days = days(o);
          timed = true;
        }
        case "--utc", "--contiguous" -> {}
        default -> {
          return Optional.empty();
        }
      }
    }
    Optional<LocalDateTime> until = end.map(d -> d.plusSeconds(1));
    List<Schedule.Absolute> spans =
        start.isPresent() || until.isPresent()
            ? List.of(new Schedule.Absolute(start, until))
            : List.of();
    List<Schedule.Weekly> weekly =
        timed ? weekly(days, from, to, use.has("--contiguous")) : List.of();
    return Optional.of(new Schedule(use.text(), ZoneOffset.UTC, spans, weekly, span));
  }

  private static List<Schedule.Weekly> weekly(
      Set<DayOfWeek> days, int from, int to, boolean contiguous) {
    List<Schedule.Weekly> out = new ArrayList<>();
    for (DayOfWeek d : days) {
      if (from < to) {
        out.add(weekly(d, from, to - from));
      } else if (contiguous) {
        out.add(weekly(d, from, DAY - from + to));
      } else {
        // both ends of the same day
        out.add(weekly(d, from, DAY - from));
        if (to > 0) {
          out.add(weekly(d, 0, to));
        }
      }
    }
    return out;
  }

  private static Schedule.Weekly weekly(DayOfWeek day, int from, int length) {
    return new Schedule.Weekly(day, LocalTime.of(from / 60, from % 60), length);
  }

  private static LocalDateTime date(Option o) throws BadValue {
    String text = o.value().replace(' ', 'T');
    for (String pattern :
        List.of("yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH")) {
      try {
        return LocalDateTime.parse(text, DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
      } catch (DateTimeParseException e) {
        // the next pattern
      }
    }
    try {
      return java.time.LocalDate.parse(text).atStartOfDay();
    } catch (DateTimeParseException e) {
      throw new BadValue(o, "'" + o.value() + "' is no date; expected YYYY-MM-DDThh:mm:ss");
    }
  }

  /** Minutes since midnight; 23:59:59 is the end of the day. */
  private static int minutes(Option o, boolean stop) throws BadValue {
    if (!o.value().matches("[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?")) {
      throw new BadValue(o, "'" + o.value() + "' is no time of the day; expected hh:mm[:ss]");
    }
    String[] parts = o.value().split(":");
    int seconds = parts.length > 2 ? Integer.parseInt(parts[2]) : 0;
    int minutes = Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
    if (minutes >= DAY || seconds >= 60) {
      throw new BadValue(o, "'" + o.value() + "' is no time of the day");
    }
    return stop && seconds > 0 ? minutes + 1 : minutes;
  }

  private static Set<DayOfWeek> days(Option o) throws BadValue {
    Set<DayOfWeek> out = EnumSet.noneOf(DayOfWeek.class);
    for (String word : o.value().split(",")) {
      String day = word.strip().toLowerCase(Locale.ROOT);
      int at =
          day.matches("[1-7]")
              ? Integer.parseInt(day) - 1
              : DAYS.indexOf(day.length() > 2 ? day.substring(0, 2) : day);
      if (at < 0) {
        throw new BadValue(o, "'" + word + "' is no day of the week");
      }
      out.add(DayOfWeek.of(at + 1));
    }
    return o.negated() ? EnumSet.complementOf(EnumSet.copyOf(out)) : out;
  }
}
