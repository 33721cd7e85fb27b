package flowgap.cli;

import flowgap.policy.SiteFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The site file's words for a firewall that bears another name in this run than in its export. */
final class Renamed {
  private Renamed() {}

  /**
   * Rows about {@code name} hold for the firewall that its export calls {@code ownName}; rows about
   * {@code ownName} are about another firewall then, and left out.
   */
  static SiteFacts facts(SiteFacts facts, String name, String ownName) {
    List<SiteFacts.Binding> out = new ArrayList<>();
    boolean changed = false;
    for (SiteFacts.Binding b : facts.bindings()) {
      String about = b.firewall().orElse("");
      if (about.equals(name)) {
        out.add(
            new SiteFacts.Binding(
                b.addresses(), Optional.of(ownName), b.zone(), b.securityGroup()));
        changed = true;
      } else if (about.equals(ownName)) {
        changed = true;
      } else {
        out.add(b);
      }
    }
    return changed ? new SiteFacts(facts.hostNames(), out, facts.settings()) : facts;
  }
}
