package flowgap.report.page;

import java.util.List;

/**
 * The first of a list that may be too long for a page.
 *
 * @param more how many there are besides; a page says so
 */
public record Few<T>(List<T> shown, int more) {
  static <T> Few<T> of(List<T> all, int most) {
    int size = all.size();
    return size <= most
        ? new Few<>(all, 0)
        : new Few<>(all.stream().limit(most).toList(), size - most);
  }
}
