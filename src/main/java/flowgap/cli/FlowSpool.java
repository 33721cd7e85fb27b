package flowgap.cli;

import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.Place;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file with what the report says of each flow at each firewall, and the findings about flows:
 * flows × firewalls of them, which memory must not hold. Flows may come from several threads.
 */
final class FlowSpool implements Closeable {
  private final Path file;
  private final LineWriter out;
  private final Map<Object, Object> known = new ConcurrentHashMap<>();

  FlowSpool(Path file) throws IOException {
    this.file = file;
    this.out = new LineWriter(file);
  }

  Path file() {
    return file;
  }

  /** Writes the lines about one flow. */
  FlowLines write(String flow, List<FlowAtFirewall> entries, List<Finding> findings)
      throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    long[] at = lines(entries, block);
    long[] starts = lines(findings, block);
    List<Place> places = new ArrayList<>();
    for (FlowAtFirewall a : entries) {
      Place p = Place.of(a);
      places.add(
          new Place(
              same(p.firewall()), same(p.direction()), p.verdict(), same(List.copyOf(p.kinds()))));
    }
    int count = findings.size();
    long[] ids = new long[count];
    byte[] kinds = new byte[count];
    String[] firewalls = new String[count];
    FindingMark.Change[] changes = new FindingMark.Change[count];
    for (int i = 0; i < count; i++) {
      FindingMark m = FindingMark.of(findings.get(i));
      ids[i] = Marks.number(m.id());
      kinds[i] = Marks.kind(m.type(), m.severity());
      firewalls[i] = same(m.firewall());
      changes[i] = m.change().map(this::same).orElse(null);
    }
    long begins = out.block(block.toByteArray());
    shift(at, begins);
    shift(starts, begins);
    return new FlowLines(
        file, flow, at, places, starts, ids, kinds, Marks.said(findings), firewalls, changes);
  }

  private static long[] lines(List<?> values, ByteArrayOutputStream block) throws IOException {
    long[] at = new long[values.size() + 1];
    for (int i = 0; i < values.size(); i++) {
      at[i] = block.size();
      block.write(RecordText.MAPPER.writeValueAsBytes(values.get(i)));
      block.write('\n');
    }
    at[values.size()] = block.size();
    return at;
  }

  private static void shift(long[] at, long by) {
    for (int i = 0; i < at.length; i++) {
      at[i] += by;
    }
  }

  /** An equal value of which there is only one. */
  @SuppressWarnings("unchecked")
  private <T> T same(T value) {
    Object before = known.putIfAbsent(value, value);
    return before == null ? value : (T) before;
  }

  void finish() throws IOException {
    out.finish();
  }

  /** Removes the file, and its folder where nothing else is kept in it. */
  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(file);
    try {
      Files.deleteIfExists(file.getParent());
    } catch (DirectoryNotEmptyException e) {
      return;
    }
  }
}
