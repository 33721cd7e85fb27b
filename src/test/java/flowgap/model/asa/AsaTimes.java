package flowgap.model.asa;

import flowgap.model.Choices;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Time ranges at one moment of the device's clock; without a moment they are open. */
final class AsaTimes {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("HH:mm d MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm");

  private final AsaText text;
  private final LocalDateTime now;

  /**
   * @param now null = nobody says
   */
  AsaTimes(AsaText text, LocalDateTime now) {
    this.text = text;
    this.now = now;
  }

  boolean active(Choices c, String name) {
    for (AsaText.Statement s : text.statements) {
      if (s.starts("time-range " + name) && now != null && !s.below().isEmpty()) {
        return active(c, name, s.below());
      }
    }
    return c.whether("time-range " + name);
  }

  private boolean active(Choices c, String name, List<List<String>> lines) {
    boolean periodic = false;
    boolean inPeriod = false;
    for (List<String> l : lines) {
      if (l.get(0).equals("absolute")) {
        int start = l.indexOf("start");
        int end = l.indexOf("end");
        if (start > 0 && now.isBefore(date(l, start))) {
          return false;
        }
        if (end > 0 && !now.isBefore(date(l, end).plusMinutes(1))) {
          return false;
        }
      } else if (l.get(0).equals("periodic")) {
        periodic = true;
        int to = l.indexOf("to");
        if (to + 2 != l.size()) {
          return c.whether("time-range " + name);
        }
        LocalTime from = LocalTime.parse(l.get(to - 1), TIME);
        LocalTime until = LocalTime.parse(l.get(to + 1), TIME).plusMinutes(1);
        LocalTime clock = now.toLocalTime();
        inPeriod |= onDay(l.subList(1, to - 1)) && !clock.isBefore(from) && clock.isBefore(until);
      }
    }
    return !periodic || inPeriod;
  }

  private static LocalDateTime date(List<String> words, int at) {
    return LocalDateTime.parse(String.join(" ", words.subList(at + 1, at + 5)), DATE);
  }

  private boolean onDay(List<String> days) {
    DayOfWeek day = now.getDayOfWeek();
    boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    return days.stream()
        .anyMatch(
            d ->
                d.equals("daily")
                    || d.equals(weekend ? "weekend" : "weekdays")
                    || d.equalsIgnoreCase(day.name()));
  }
}
