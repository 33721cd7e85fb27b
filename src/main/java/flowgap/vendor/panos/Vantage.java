package flowgap.vendor.panos;

import flowgap.policy.Condition;
import flowgap.policy.SiteFacts;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One firewall as its exports see it: a virtual system, or a device group with what it inherits.
 *
 * @param name what reports call it
 * @param vsys the virtual system's name in {@code topology}
 * @param before rule bases in front of the local one, in order
 * @param local the local rule base, empty where the export has none
 * @param after rule bases behind it, in order
 * @param defaults where default rules are overridden, the strongest place first
 * @param missing what of the policy is not in the export, by where it would stand
 * @param zone the device's time zone
 * @param applies whether a rule's {@code target} includes this firewall
 * @param exports the files that its policy comes from, the one that is its own first
 * @param hits counters by rule base and rule name ({@code security/web})
 */
record Vantage(
    String name,
    String vsys,
    List<Layer> before,
    Optional<Layer> local,
    List<Layer> after,
    List<Layer> defaults,
    Missing missing,
    Names names,
    Topology topology,
    boolean tableGiven,
    Map<String, String> variables,
    Optional<ZoneId> zone,
    Predicate<Node> applies,
    Map<String, OptionalLong> hits,
    ApplicationTable applications,
    SiteFacts facts,
    Set<String> managedDevices,
    String firstFile,
    List<Export> exports) {
  /** Parts of the policy that are known to exist, or may exist, and are not in the export. */
  record Missing(Optional<Condition> front, Optional<Condition> local, Optional<Condition> back) {
    static final Missing NOTHING =
        new Missing(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
