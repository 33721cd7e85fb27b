package flowgap.analysis;

import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * For every rule that is not dead a packet that it decides in its list, as the list sees it: what
 * no other rule takes before. Where a rule asks for more than the header (a connection state, an
 * interface), so does the packet.
 */
public final class Witnesses {
  private Witnesses() {}

  /** By rule id; rules without are dead, match nothing, or it would take too long to say. */
  public static Map<String, String> of(Firewall firewall) {
    Map<String, String> out = new TreeMap<>();
    for (RuleList list : firewall.writtenLists()) {
      Optional<DeadRules> dead = DeadRules.of(firewall, list);
      if (dead.isPresent()) {
        for (Rule r : list.rules()) {
          if (dead.get().dead(r).isEmpty()) {
            dead.get().decides(r).ifPresent(p -> out.put(r.id(), p.packet().toString()));
          }
        }
      }
    }
    return out;
  }
}
