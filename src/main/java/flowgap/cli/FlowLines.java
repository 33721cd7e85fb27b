package flowgap.cli;

import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.Place;
import flowgap.analysis.SpooledPlaces;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Where the lines about one flow stand: first what firewalls do with it, then the findings.
 *
 * @param at where each entry for a firewall begins, and where the last one ends
 * @param places what is known of these without reading them
 * @param starts where each finding begins, and where the last one ends
 * @param ids the findings' identifiers, as numbers
 * @param kinds their types and severities
 * @param said check values of what they say
 * @param firewalls the firewalls that they are about
 * @param changes what would mend them; null where nothing is known to
 */
record FlowLines(
    Path file,
    String flow,
    long[] at,
    List<Place> places,
    long[] starts,
    long[] ids,
    byte[] kinds,
    byte[] said,
    String[] firewalls,
    FindingMark.Change[] changes) {
  int findings() {
    return ids.length;
  }

  Finding finding(int i, Lines lines) {
    return lines.value(starts[i], starts[i + 1], Finding.class);
  }

  FindingMark mark(int i) {
    return new FindingMark(
        Marks.id(ids[i]),
        Marks.type(kinds[i]),
        Marks.severity(kinds[i]),
        firewalls[i],
        flow,
        Optional.ofNullable(changes[i]));
  }

  /** What firewalls do with the flow. */
  List<FlowAtFirewall> entries() {
    return new Entries(file, at, places);
  }

  private static final class Entries extends SpooledPlaces {
    private final Path file;
    private final long[] at;
    private final List<Place> places;

    Entries(Path file, long[] at, List<Place> places) {
      this.file = file;
      this.at = at;
      this.places = places;
    }

    @Override
    public List<Place> places() {
      return places;
    }

    @Override
    public Iterator<FlowAtFirewall> iterator() {
      Lines lines = new Lines(file);
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < size();
        }

        @Override
        public FlowAtFirewall next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          next++;
          return lines.value(at[next - 1], at[next], FlowAtFirewall.class);
        }
      };
    }

    @Override
    public FlowAtFirewall get(int index) {
      java.util.Objects.checkIndex(index, size());
      return new Lines(file).value(at[index], at[index + 1], FlowAtFirewall.class);
    }

    @Override
    public int size() {
      return places.size();
    }
  }
}
