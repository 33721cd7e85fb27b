package flowgap.analysis;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The findings of several lists, one after the other. */
final class AllFindings extends Spooled<Finding> {
  private final List<List<Finding>> parts;

  AllFindings(List<List<Finding>> parts) {
    this.parts = List.copyOf(parts);
  }

  @Override
  public Iterator<Finding> iterator() {
    return stream().iterator();
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
