package flowgap.cli;

import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.analysis.Said;
import flowgap.analysis.Spooled;
import flowgap.analysis.SpooledFindings;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The findings about flows, flow by flow, in a file. */
final class KeptFindings extends SpooledFindings {
  private final Path file;
  private final List<FlowLines> flows;
  private final int[] starts;
  private final Map<String, Integer> byFlow = new HashMap<>();
  private final Map<String, int[]> byFirewall = new HashMap<>();

  KeptFindings(Path file, List<FlowLines> flows) {
    this.file = file;
    this.flows = List.copyOf(flows);
    this.starts = new int[flows.size() + 1];
    Map<String, IntStream.Builder> positions = new HashMap<>();
    for (int i = 0; i < flows.size(); i++) {
      FlowLines f = flows.get(i);
      byFlow.put(f.flow(), i);
      starts[i + 1] = starts[i] + f.findings();
      for (int k = 0; k < f.findings(); k++) {
        positions.computeIfAbsent(f.firewalls()[k], n -> IntStream.builder()).add(starts[i] + k);
      }
    }
    positions.forEach((name, p) -> byFirewall.put(name, p.build().toArray()));
  }

  @Override
  public int size() {
    return starts[flows.size()];
  }

  @Override
  public Finding get(int index) {
    return finding(index, new Lines(file));
  }

  private Finding finding(int index, Lines lines) {
    int flow = flow(index);
    return flows.get(flow).finding(index - starts[flow], lines);
  }

  private int flow(int index) {
    Objects.checkIndex(index, size());
    int at = Arrays.binarySearch(starts, index);
    if (at < 0) {
      return -at - 2;
    }
    while (starts[at + 1] == index) {
      at++; // flows without findings begin at the same place
    }
    return at;
  }

  @Override
  public Iterator<Finding> iterator() {
    return picked(IntStream.range(0, size()).toArray()).iterator();
  }

  @Override
  public List<FindingMark> marks() {
    return new AbstractList<>() {
      @Override
      public FindingMark get(int index) {
        int flow = flow(index);
        return flows.get(flow).mark(index - starts[flow]);
      }

      @Override
      public int size() {
        return KeptFindings.this.size();
      }
    };
  }

  @Override
  public List<Said> said() {
    return new AbstractList<>() {
      @Override
      public Said get(int index) {
        int flow = flow(index);
        return Marks.said(flows.get(flow).said(), index - starts[flow]);
      }

      @Override
      public int size() {
        return KeptFindings.this.size();
      }
    };
  }

  @Override
  public Iterator<Finding> some(IntPredicate wanted) {
    return picked(IntStream.range(0, size()).filter(wanted).toArray()).iterator();
  }

  @Override
  public List<Finding> ofFirewall(String firewall) {
    return picked(byFirewall.getOrDefault(firewall, new int[0]));
  }

  @Override
  public List<Finding> ofFlow(String flow) {
    Integer i = byFlow.get(flow);
    return i == null ? List.of() : picked(IntStream.range(starts[i], starts[i + 1]).toArray());
  }

  private List<Finding> picked(int[] positions) {
    return new Spooled<>() {
      @Override
      public Iterator<Finding> iterator() {
        Lines lines = new Lines(file);
        return Arrays.stream(positions).mapToObj(p -> finding(p, lines)).iterator();
      }

      @Override
      public Finding get(int index) {
        return KeptFindings.this.get(positions[index]);
      }

      @Override
      public int size() {
        return positions.length;
      }
    };
  }
}
