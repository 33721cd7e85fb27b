package flowgap.analysis;

import java.util.AbstractList;
import java.util.List;

/**
 * A list that is not in memory: every pass reads it again, so that memory does not grow with it.
 * Passes may run at the same time. Reading single elements by their index is slow; pass over it.
 */
public abstract class Spooled<T> extends AbstractList<T> {
  /** The list itself where it is not in memory, else a copy that nobody changes. */
  static <T> List<T> keep(List<T> list) {
    return list instanceof Spooled ? list : List.copyOf(list);
  }
}
