package flowgap.cli;

import flowgap.cli.Estate.Failed;
import flowgap.cli.Estate.Member;
import flowgap.flow.Flow;
import flowgap.flow.FlowFile;
import flowgap.flow.FlowPath;
import flowgap.source.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the firewalls that flows name. */
final class Placed {
  private Placed() {}

  /** The flows with their paths in the names of this run; an unknown name ends the command. */
  static List<Flow> flows(List<Flow> flows, Estate estate) throws UsageFailure {
    Map<String, String> known = new TreeMap<>();
    for (Member m : estate.members()) {
      known.put(m.name(), m.name());
      m.twins().forEach(t -> known.putIfAbsent(t, m.name()));
    }
    for (Failed f : estate.failed()) {
      known.putIfAbsent(f.name(), f.name());
    }
    List<Problem> errors = FlowFile.unknownFirewalls(flows, known.keySet());
    if (!errors.isEmpty()) {
      throw new UsageFailure(errors.stream().sorted().distinct().map(Problem::sentence).toList());
    }
    List<Flow> out = new ArrayList<>();
    for (Flow f : flows) {
      out.add(with(f, path(f.path(), known)));
    }
    return out;
  }

  private static FlowPath path(FlowPath path, Map<String, String> known) {
    List<String> names = path.firewalls().stream().map(known::get).toList();
    if (path instanceof FlowPath.Ordered) {
      return new FlowPath.Ordered(names);
    }
    return path instanceof FlowPath.Parallel
        ? new FlowPath.Parallel(names.stream().distinct().toList())
        : path;
  }

  private static Flow with(Flow f, FlowPath path) {
    return path.equals(f.path())
        ? f
        : new Flow(
            f.id(),
            f.name(),
            f.origin(),
            f.source(),
            f.destination(),
            f.service(),
            f.direction(),
            f.requirement(),
            f.condition(),
            f.applications(),
            f.inZone(),
            f.outZone(),
            path,
            f.validity(),
            f.remarks(),
            f.span());
  }
}
