package flowgap.vendor.asa;

import flowgap.grammar.asa.AsaParser;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.policy.Schedule;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads time ranges. One is active within its absolute time and, if it has periodic ones, within
 * any of them; an end holds to the end of its minute ("Cisco ASA Series General Operations CLI
 * Configuration Guide", time ranges).
 */
final class TimeRanges {
  /** A schedule, or the condition that stands in its place. */
  record Read(Schedule schedule, Condition condition) {}

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private final AsaConfig config;
  private final StatementParser parser = new StatementParser();
  private final Map<String, Read> read = new HashMap<>();
  private final Optional<ZoneId> zone;
  final Set<String> used = new HashSet<>();

  TimeRanges(AsaConfig config) {
    this.config = config;
    this.zone = zone(config.timeZone, config.summerTime);
  }

  Read named(String name, SourceSpan user) {
    used.add(name);
    return read.computeIfAbsent(name, n -> readOf(n, user));
  }

  private Read readOf(String name, SourceSpan user) {
    AsaConfig.TimeRange range = config.timeRanges.get(name);
    if (range == null) {
      config.problems.add(Problem.error(user, "time-range " + name + " is not defined"));
      return condition("time-range " + name + " is not defined", user);
    }
    if (range.lines().isEmpty()) {
      return condition("time-range " + name + " is empty", range.span());
    }
    if (zone.isEmpty()) {
      return condition(
          "time-range " + name + " is in a time zone or summer time that is not modelled",
          config.summerTime != null ? config.summerTime : config.timeZone);
    }
    List<Schedule.Absolute> spans = new ArrayList<>();
    List<Schedule.Weekly> weekly = new ArrayList<>();
    for (SourceSpan line : range.lines()) {
      try {
        AsaParser.TimeRangeLineContext c =
            parser.parse(line.text().strip(), AsaParser::timeRangeLine);
        if (c instanceof AsaParser.AbsoluteContext a) {
          spans.add(absolute(a));
        } else {
          weekly.addAll(periodic((AsaParser.PeriodicContext) c));
        }
      } catch (StatementParser.NotUnderstood | DateTimeException | IllegalArgumentException e) {
        config.problems.add(Problem.error(line, "a time was not understood"));
        return condition("time-range " + name + ": not understood: " + line.text().strip(), line);
      }
    }
    return new Read(new Schedule(name, zone.get(), spans, weekly, range.span()), null);
  }

  private static Read condition(String text, SourceSpan span) {
    return new Read(
        null, Condition.of(Kind.SCHEDULE, text, "hand in the definition of the time range", span));
  }

  private static Schedule.Absolute absolute(AsaParser.AbsoluteContext c) {
    Optional<LocalDateTime> start = Optional.empty();
    Optional<LocalDateTime> end = Optional.empty();
    for (AsaParser.TimePartContext p : c.parts) {
      LocalDateTime at =
          LocalDateTime.of(
              Integer.parseInt(p.year.text.getText()),
              month(p.month.text.getText()),
              Integer.parseInt(p.day.text.getText()),
              0,
              0);
      LocalTime time = time(p.time.text.getText());
      at = at.with(time);
      if (p.edge.getType() == AsaParser.START) {
        start = Optional.of(at);
      } else {
        end = Optional.of(at.plusMinutes(1));
      }
    }
    return new Schedule.Absolute(start, end);
  }

  private static int month(String word) {
    int at = MONTHS.indexOf(word.toLowerCase(Locale.ROOT).substring(0, Math.min(3, word.length())));
    if (at < 0) {
      throw new IllegalArgumentException("month");
    }
    return at + 1;
  }

  private static LocalTime time(String word) {
    String[] parts = word.split(":");
    if (parts.length != 2) {
      throw new IllegalArgumentException("time");
    }
    return LocalTime.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  /** {@code weekdays 8:00 to 18:00}, {@code friday 22:00 to monday 6:00}. */
  private static List<Schedule.Weekly> periodic(AsaParser.PeriodicContext c) {
    List<String> words = new ArrayList<>();
    c.days.forEach(t -> words.add(t.getText()));
    LocalTime start = time(words.remove(words.size() - 1));
    List<DayOfWeek> days = days(words);
    LocalTime end = time(c.until.get(c.until.size() - 1).text.getText());
    int length = end.toSecondOfDay() / 60 - start.toSecondOfDay() / 60 + 1;
    if (c.until.size() > 1) {
      List<DayOfWeek> last = days(List.of(c.until.get(0).text.getText()));
      if (days.size() != 1 || last.size() != 1 || c.until.size() > 2) {
        throw new IllegalArgumentException("days");
      }
      int apart = Math.floorMod(last.get(0).getValue() - days.get(0).getValue(), 7);
      length += apart * 24 * 60;
    }
    if (length <= 0) {
      throw new IllegalArgumentException("a time that ends before it starts");
    }
    List<Schedule.Weekly> out = new ArrayList<>();
    for (DayOfWeek d : days) {
      out.add(new Schedule.Weekly(d, start, length));
    }
    return out;
  }

  private static List<DayOfWeek> days(List<String> words) {
    List<DayOfWeek> out = new ArrayList<>();
    for (String w : words) {
      switch (w.toLowerCase(Locale.ROOT)) {
        case "daily" -> out.addAll(List.of(DayOfWeek.values()));
        case "weekdays" -> out.addAll(List.of(DayOfWeek.values()).subList(0, 5));
        case "weekend" -> out.addAll(List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
        default -> out.add(DayOfWeek.valueOf(w.toUpperCase(Locale.ROOT)));
      }
    }
    if (out.isEmpty()) {
      throw new IllegalArgumentException("days");
    }
    return out;
  }

  /**
   * {@code clock timezone CST -6} with {@code clock summer-time CDT recurring}; empty where the
   * rule of the summer time is none that is known here. Without a rule of its own the ASA takes
   * that of the United States.
   */
  static Optional<ZoneId> zone(SourceSpan timeZone, SourceSpan summerTime) {
    int hours = 0;
    int minutes = 0;
    if (timeZone != null) {
      String[] w = timeZone.text().strip().split("\\s+");
      try {
        hours = w.length > 3 ? Integer.parseInt(w[3]) : 0;
        minutes = w.length > 4 ? Integer.parseInt(w[4]) : 0;
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
    if (summerTime == null) {
      try {
        return Optional.of(ZoneOffset.ofHoursMinutes(hours, hours < 0 ? -minutes : minutes));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
    String rule = summerTime.text().toLowerCase(Locale.ROOT);
    boolean american =
        rule.matches(".*\\brecurring\\s*")
            || rule.matches(".*\\brecurring 2 sun mar 2:00 1 sun nov 2:00.*");
    boolean european = rule.matches(".*\\brecurring last sun mar .* last sun oct .*");
    String name = null;
    if (american && minutes == 0) {
      name =
          switch (hours) {
            case -9 -> "America/Anchorage";
            case -8 -> "America/Los_Angeles";
            case -7 -> "America/Denver";
            case -6 -> "America/Chicago";
            case -5 -> "America/New_York";
            case -4 -> "America/Halifax";
            default -> null;
          };
    } else if (european && minutes == 0) {
      name =
          switch (hours) {
            case 0 -> "Europe/London";
            case 1 -> "Europe/Berlin";
            case 2 -> "Europe/Helsinki";
            default -> null;
          };
    }
    return Optional.ofNullable(name).map(ZoneId::of);
  }
}
