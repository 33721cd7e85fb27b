package flowgap.cli;

import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.analysis.Said;
import flowgap.analysis.Spooled;
import flowgap.analysis.SpooledFindings;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntPredicate;

/**
 * Some lines of a file that stand one after the other.
 *
 * @param from offset of the first
 * @param to offset behind the last
 */
record Stretch(long from, long to, int count) {
  /** The values on the lines. */
  <T> List<T> list(Path file, Class<T> type) {
    Stretch all = this;
    return new Spooled<>() {
      @Override
      public Iterator<T> iterator() {
        return all.iterator(file, type, i -> true);
      }

      @Override
      public T get(int index) {
        return all.get(file, type, index);
      }

      @Override
      public int size() {
        return count;
      }
    };
  }

  /** The findings on the lines, which have these marks. */
  List<Finding> findings(Path file, Marks marks) {
    Stretch all = this;
    return new SpooledFindings() {
      @Override
      public List<FindingMark> marks() {
        return marks.list();
      }

      @Override
      public List<Said> said() {
        return marks.saying();
      }

      @Override
      public Iterator<Finding> iterator() {
        return all.iterator(file, Finding.class, i -> true);
      }

      @Override
      public Iterator<Finding> some(IntPredicate wanted) {
        return all.iterator(file, Finding.class, wanted);
      }

      @Override
      public Finding get(int index) {
        return all.get(file, Finding.class, index);
      }

      @Override
      public int size() {
        return count;
      }
    };
  }

  /** Passes over the values at the wanted places; the others are not read. */
  private <T> Iterator<T> iterator(Path file, Class<T> type, IntPredicate wanted) {
    Lines lines = new Lines(file);
    return new Iterator<>() {
      private long at = from;
      private int place = 0;

      @Override
      public boolean hasNext() {
        while (place < count && !wanted.test(place)) {
          at = lines.end(at, to);
          place++;
        }
        return place < count;
      }

      @Override
      public T next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        long end = lines.end(at, to);
        T value = lines.value(at, end, type);
        at = end;
        place++;
        return value;
      }
    };
  }

  private <T> T get(Path file, Class<T> type, int index) {
    java.util.Objects.checkIndex(index, count);
    Lines lines = new Lines(file);
    long at = from;
    for (int i = 0; i < index; i++) {
      at = lines.end(at, to);
    }
    return lines.value(at, lines.end(at, to), type);
  }
}
