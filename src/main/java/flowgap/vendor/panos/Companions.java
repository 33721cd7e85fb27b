package flowgap.vendor.panos;

import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What files beside an export add: counters, route tables, the device's own list of applications.
 */
final class Companions {
  private final List<Problem> problems = new ArrayList<>();

  static Companions read(List<InputFile> files) throws IOException, InputFailure {
    return new Companions();
  }

  List<Problem> problems() {
    return problems;
  }

  Topology routed(Topology topology) {
    return topology;
  }

  boolean hasRoutes() {
    return false;
  }

  Map<String, OptionalLong> hits(String vsys, String firewall) {
    return Map.of();
  }

  ApplicationTable applications(List<Layer> before, Optional<Layer> local, List<Layer> after) {
    return ApplicationTable.BUNDLED;
  }
}
