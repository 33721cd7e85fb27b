package flowgap.flow;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads ISO 8601 dates and times; without an offset they are UTC. */
final class Times {
  private Times() {}

  /**
   * The instant that a text means.
   *
   * @param end whether a date alone means the end of that day
   */
  static Optional<Instant> read(String text, boolean end) {
    String iso = text.trim().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) +", "$1T");
    try {
      if (iso.length() == 10) {
        LocalDate day = LocalDate.parse(iso);
        return Optional.of((end ? day.plusDays(1) : day).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      if (iso.matches(".*T.*(Z|[+-]\\d{2}(:?\\d{2})?)$")) {
        String offset = iso.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
        return Optional.of(
            OffsetDateTime.parse(offset.replaceFirst("([+-]\\d{2})$", "$1:00")).toInstant());
      }
      return Optional.of(LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
