package flowgap.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The audit's only clock: {@code --at}, else {@code SOURCE_DATE_EPOCH}, else now. */
final class Clock {
  private Clock() {}

  static Instant at(String given, Console console) throws UsageFailure {
    if (given != null) {
      return parse(given);
    }
    String epoch = console.environment().get("SOURCE_DATE_EPOCH");
    if (epoch != null && !epoch.isEmpty()) {
      try {
        return Instant.ofEpochSecond(Long.parseLong(epoch));
      } catch (NumberFormatException | DateTimeException e) {
        throw new UsageFailure(
            "SOURCE_DATE_EPOCH: '" + epoch + "' is no number of seconds since 1970");
      }
    }
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static Instant parse(String text) throws UsageFailure {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      try {
        return text.length() == 10
            ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      } catch (DateTimeException again) {
        throw new UsageFailure(
            "--at: '" + text + "' is no time; expected ISO 8601, such as 2026-05-01T22:00:00Z");
      }
    }
  }
}
