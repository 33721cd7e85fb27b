package flowgap.vendor.asa;

import java.util.ArrayList;
import java.util.List;

/** Interfaces that packets pass, and those that may stand for one: members of bridges and zones. */
final class Members {
  private final AsaConfig config;

  Members(AsaConfig config) {
    this.config = config;
  }

  /** Interfaces that packets may pass, in the export's order. */
  List<AsaInterface> through() {
    return config.interfaces.values().stream()
        .filter(i -> i.carriesTraffic() && !(i.isBridge() && hasMembers(i)))
        .toList();
  }

  private boolean hasMembers(AsaInterface bridge) {
    return config.interfaces.values().stream().anyMatch(i -> isMember(i, bridge));
  }

  private static boolean isMember(AsaInterface i, AsaInterface bridge) {
    return !i.bridgeGroup.isEmpty() && bridge.hardware.substring(3).equals(i.bridgeGroup);
  }

  /** The interfaces that a packet known to be at this one may be at. */
  List<AsaInterface> alternatives(AsaInterface i) {
    if (i.isBridge()) {
      return through().stream().filter(m -> isMember(m, i)).toList();
    }
    if (!i.zone.isEmpty()) {
      List<AsaInterface> members = through().stream().filter(m -> m.zone.equals(i.zone)).toList();
      boolean alike = members.stream().map(m -> lists(m.name)).distinct().count() <= 1;
      return alike ? List.of(i) : members;
    }
    return List.of(i);
  }

  private List<String> lists(String name) {
    List<String> out = new ArrayList<>();
    for (AsaConfig.Binding b : config.bindings) {
      if (b.interfaceName().equals(name)) {
        out.add(b.direction() + " " + b.list());
      }
    }
    return out;
  }
}
