package flowgap.report.workbook;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What readers filled in, by the row's lasting id and the column's title; dates as {@code
 * 2026-11-30}.
 *
 * @param cells by {@code sheet kind/id}, then by column
 */
public record Filled(Map<String, Map<String, String>> cells) {
  public static final Filled NOTHING = new Filled(Map.of());

  public Filled {
    Map<String, Map<String, String>> copy = new TreeMap<>();
    cells.forEach((k, v) -> copy.put(k, Collections.unmodifiableMap(new TreeMap<>(v))));
    cells = Collections.unmodifiableMap(copy);
  }

  public boolean isEmpty() {
    return cells.isEmpty();
  }

  /** What either holds; where both hold something for a cell, this one's. */
  public Filled and(Filled other) {
    Map<String, Map<String, String>> all = new TreeMap<>();
    other.cells.forEach((k, v) -> all.put(k, new TreeMap<>(v)));
    cells.forEach((k, v) -> all.computeIfAbsent(k, x -> new TreeMap<>()).putAll(v));
    return new Filled(all);
  }

  /** What the cell held: a date where it was one, else text; null where it was empty. */
  Object cell(String kind, String id, Column column) {
    String text = cells.getOrDefault(kind + "/" + id, Map.of()).get(column.title());
    if (text != null && column.kind() == Column.Kind.INPUT_DATE) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeParseException e) {
        return text;
      }
    }
    return text;
  }
}
