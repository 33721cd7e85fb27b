package flowgap.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds a small counterexample: leaves out parts while what is wrong stays wrong. */
public final class Shrink {
  private Shrink() {}

  /** The fewest parts found, in their order, for which {@code wrong} still holds. */
  public static <T> List<T> of(List<T> parts, Predicate<List<T>> wrong) {
    List<T> now = new ArrayList<>(parts);
    for (int size = Math.max(1, now.size() / 2); size >= 1; size = size == 1 ? 0 : size / 2) {
      boolean again = true;
      while (again) {
        again = false;
        for (int at = now.size() - size; at >= 0; at -= size) {
          List<T> fewer = new ArrayList<>(now.subList(0, at));
          fewer.addAll(now.subList(Math.min(now.size(), at + size), now.size()));
          if (holds(wrong, fewer)) {
            now = fewer;
            again = true;
            at = Math.min(at, now.size() - size + 1);
          }
        }
      }
    }
    return now;
  }

  private static <T> boolean holds(Predicate<List<T>> wrong, List<T> parts) {
    try {
      return wrong.test(parts);
    } catch (RuntimeException e) {
      return false;
    }
  }
}
