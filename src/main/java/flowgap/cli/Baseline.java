package flowgap.cli;

import flowgap.analysis.AuditReport.Accepted;
import flowgap.source.Encoding;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads which findings somebody accepted: {@code id,reason,owner,approved_by,expires}. */
final class Baseline {
  private Baseline() {}

  /**
   * @param at an acceptance holds to the end of the day (UTC) on which it expires
   */
  static Map<String, Accepted> read(Path file, Instant at) throws UsageFailure {
    Map<String, Accepted> out = new LinkedHashMap<>();
    List<String> errors = new ArrayList<>();
    String name = file.toString().replace('\\', '/');
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .setIgnoreHeaderCase(true)
            .get();
    try (CSVParser rows =
        CSVParser.parse(new StringReader(Encoding.decode(Files.readAllBytes(file))), format)) {
      if (!rows.getHeaderNames().stream().anyMatch("id"::equalsIgnoreCase)) {
        throw new UsageFailure(
            name
                + ":1:1: the baseline has no column 'id'; expected id,reason,owner,approved_by,expires");
      }
      for (CSVRecord row : rows) {
        row(name, row, rows.getCurrentLineNumber(), at, out, errors);
      }
    } catch (java.nio.file.NoSuchFileException e) {
      throw new UsageFailure("--baseline: there is no file " + name);
    } catch (IOException | java.io.UncheckedIOException | IllegalArgumentException e) {
      throw new UsageFailure("--baseline: " + name + " cannot be read: " + e.getMessage());
    }
    if (!errors.isEmpty()) {
      throw new UsageFailure(errors);
    }
    return out;
  }

  private static void row(
      String name,
      CSVRecord row,
      long line,
      Instant at,
      Map<String, Accepted> out,
      List<String> errors) {
    String id = cell(row, "id").toLowerCase(Locale.ROOT);
    String expires = cell(row, "expires");
    if (!id.matches("[0-9a-f]{12}")) {
      errors.add(
          "%s:%d:1: '%s' is no id of a finding; expected 12 hexadecimal digits"
              .formatted(name, line, id));
      return;
    }
    boolean expired = false;
    if (!expires.isEmpty()) {
      try {
        Instant end = LocalDate.parse(expires).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        expired = !at.isBefore(end);
      } catch (DateTimeException e) {
        errors.add(
            "%s:%d:1: '%s' in column expires is no date; expected YYYY-MM-DD"
                .formatted(name, line, expires));
        return;
      }
    }
    Accepted accepted =
        new Accepted(
            id,
            cell(row, "reason"),
            cell(row, "owner"),
            cell(row, "approved_by"),
            expires,
            expired);
    if (out.putIfAbsent(id, accepted) != null) {
      errors.add("%s:%d:1: finding %s is accepted twice".formatted(name, line, id));
    }
  }

  private static String cell(CSVRecord row, String column) {
    return row.isMapped(column) && row.isSet(column) ? row.get(column) : "";
  }
}
