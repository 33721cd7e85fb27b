package flowgap.analysis;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** The findings of several lists, one after the other. */
final class AllFindings extends Spooled<Finding> {
  private final List<List<Finding>> parts;

  AllFindings(List<List<Finding>> parts) {
    this.parts = List.copyOf(parts);
  }

  @Override
  public Iterator<Finding> iterator() {
    return some((part, place) -> true);
  }

  /** Which of the findings are read: by the number of the list, and the place in it. */
  @FunctionalInterface
  interface Wanted {
    boolean test(int part, int place);
  }

  /** Passes over some of them, one list after the other: a stream of streams would hold a list. */
  Iterator<Finding> some(Wanted wanted) {
    return new Iterator<>() {
      private int part = 0;
      private Iterator<Finding> own = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!own.hasNext() && part < parts.size()) {
          int at = part++;
          own = SpooledFindings.some(parts.get(at), place -> wanted.test(at, place)).iterator();
        }
        return own.hasNext();
      }

      @Override
      public Finding next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return own.next();
      }
    };
  }

  @Override
  public Stream<Finding> stream() {
    return parts.stream().flatMap(List::stream);
  }

  @Override
  public Finding get(int index) {
    int at = index;
    for (List<Finding> part : parts) {
      if (at < part.size()) {
        return part.get(at);
      }
      at -= part.size();
    }
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public int size() {
    return parts.stream().mapToInt(List::size).sum();
  }
}
