package flowgap.report;

import flowgap.analysis.FirewallAudit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The day of a text that names one, and how old what was made then is. */
public final class ExportDay {
  private static final List<Function<String, LocalDate>> READINGS =
      List.of(
          LocalDate::parse,
          t -> OffsetDateTime.parse(t).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate(),
          t -> Instant.parse(t).atOffset(ZoneOffset.UTC).toLocalDate(),
          t -> printed("EEE MMM d HH:mm:ss yyyy", t),
          t -> printed("EEE MMM d yyyy", t.replaceFirst("^[0-9:.]+ [A-Za-z0-9+-]+ ", "")));

  private ExportDay() {}

  /**
   * The day that a text names: of a time, its day in UTC; of what a device prints, the day of its
   * own clock.
   */
  public static Optional<LocalDate> of(String text) {
    for (Function<String, LocalDate> reading : READINGS) {
      try {
        return Optional.of(reading.apply(text));
      } catch (DateTimeParseException e) {
        // the next reading may fit
      }
    }
    return Optional.empty();
  }

  /** A date as {@code ctime} and the ASA print it. */
  private static LocalDate printed(String pattern, String text) {
    return LocalDate.parse(
        text.strip().replaceAll(" +", " "), DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
  }

  /**
   * Days from an export to the report; nothing where the export does not say when it was made.
   *
   * @param generated the report's own time
   */
  public static Optional<Long> age(FirewallAudit firewall, String generated) {
    Optional<LocalDate> made = firewall.exportedAt().flatMap(ExportDay::of);
    Optional<LocalDate> now = of(generated);
    return made.isEmpty() || now.isEmpty()
        ? Optional.empty()
        : Optional.of(ChronoUnit.DAYS.between(made.get(), now.get()));
  }
}
