package flowgap.cli;

import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Window;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The window of the migration as given: {@code START/END} in ISO 8601; a time without offset is in
 * the time zone of each device, where its export names one, else in UTC.
 */
record Windows(String text, Point start, Point end) {
  /** A time, with or without its offset. */
  private record Point(LocalDateTime local, Optional<ZoneOffset> offset) {
    static Optional<Point> parse(String text) {
      try {
        OffsetDateTime t = OffsetDateTime.parse(text);
        return Optional.of(new Point(t.toLocalDateTime(), Optional.of(t.getOffset())));
      } catch (DateTimeException e) {
        try {
          LocalDateTime local =
              text.length() == 10
                  ? LocalDate.parse(text).atStartOfDay()
                  : LocalDateTime.parse(text);
          return Optional.of(new Point(local, Optional.empty()));
        } catch (DateTimeException again) {
          return Optional.empty();
        }
      }
    }

    java.time.Instant in(ZoneId zone) {
      return offset.isPresent() ? local.toInstant(offset.get()) : local.atZone(zone).toInstant();
    }
  }

  static Windows parse(String text) throws UsageFailure {
    String[] ends = text.split("/", -1);
    if (ends.length == 2) {
      Optional<Point> start = Point.parse(ends[0].strip());
      Optional<Point> end = Point.parse(ends[1].strip());
      if (start.isPresent() && end.isPresent()) {
        Windows out = new Windows(text, start.get(), end.get());
        if (!out.start.in(ZoneOffset.UTC).isBefore(out.end.in(ZoneOffset.UTC))) {
          throw new UsageFailure("--window: '" + text + "' ends before it starts");
        }
        return out;
      }
    }
    throw new UsageFailure(
        "--window: '%s' is no window; expected START/END in ISO 8601, such as 2026-05-01T22:00/2026-05-02T06:00"
            .formatted(text));
  }

  boolean isLocal() {
    return start.offset.isEmpty() || end.offset.isEmpty();
  }

  Window in(ZoneId zone) {
    return new Window(start.in(zone), end.in(zone));
  }

  /** The time zone of a device, as its export or its schedules know it. */
  static ZoneId zone(Firewall firewall) {
    String named = firewall.facts().get(Firewall.TIME_ZONE);
    if (named != null) {
      return ZoneId.of(named);
    }
    for (RuleList list : firewall.lists().values()) {
      for (Rule r : list.rules()) {
        if (r.schedule().isPresent()) {
          return r.schedule().get().zone();
        }
      }
    }
    return ZoneOffset.UTC;
  }
}
