package flowgap.vendor.aws;

import java.util.List;
import java.util.Map;

/**
 * A JSON value with its place.
 *
 * @param value a {@code String} (numbers as written), {@code Boolean}, {@code List<Json>}, {@code
 *     Map<String, Json>}, or null
 * @param line 1-based; 0 where the value is missing
 * @param column 1-based; 0 where the value is missing
 * @param lastLine the line where the value ends
 */
record Json(Object value, int line, int column, int lastLine) {
  static final Json MISSING = new Json(null, 0, 0, 0);

  /** The member of this name; missing where there is none, or where this is no object. */
  Json get(String name) {
    return value instanceof Map<?, ?> map && map.get(name) instanceof Json found ? found : MISSING;
  }

  /** The elements of a list; none where this is no list. */
  @SuppressWarnings("unchecked")
  List<Json> items() {
    return value instanceof List<?> list ? (List<Json>) list : List.of();
  }

  /** The members of an object by name; none where this is no object. */
  @SuppressWarnings("unchecked")
  Map<String, Json> members() {
    return value instanceof Map<?, ?> map ? (Map<String, Json>) map : Map.of();
  }

  /** A text, a number as written, {@code true} or {@code false}; empty for everything else. */
  String text() {
    return value instanceof String || value instanceof Boolean ? value.toString() : "";
  }

  boolean isTrue() {
    return Boolean.TRUE.equals(value) || "true".equals(value);
  }

  /** Whether nothing is said: missing, null, an empty text, list or object. */
  boolean isBlank() {
    return value == null
        || value instanceof String s && s.isEmpty()
        || value instanceof List<?> l && l.isEmpty()
        || value instanceof Map<?, ?> m && m.isEmpty();
  }

  boolean isObject() {
    return value instanceof Map;
  }

  /** Whether there is a member of this name that is not null; it may be an empty list. */
  boolean says(String name) {
    return get(name).value() != null;
  }

  boolean has(String name) {
    return value instanceof Map<?, ?> map && map.containsKey(name);
  }
}
