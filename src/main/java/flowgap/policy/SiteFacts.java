package flowgap.policy;

import flowgap.packet.AddressSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the user knows of the site and the exports do not say.
 *
 * @param hostNames addresses of host names, lower case
 * @param bindings which zone, interface or security group an address belongs to
 * @param settings switches by name ({@code ancestors_first})
 */
public record SiteFacts(
    Map<String, AddressSet> hostNames, List<Binding> bindings, Map<String, String> settings) {
  public static final SiteFacts NONE = new SiteFacts(Map.of(), List.of(), Map.of());

  /**
   * What one row of the site file says of some addresses.
   *
   * @param firewall the firewall that it holds for, empty = every one
   * @param zone zone or interface; {@code self} = the addresses are the firewall's own
   * @param securityGroup group ids, empty = not said
   */
  public record Binding(
      AddressSet addresses,
      Optional<String> firewall,
      Optional<String> zone,
      List<String> securityGroup) {
    public Binding {
      securityGroup = List.copyOf(securityGroup);
    }
  }

  public SiteFacts {
    hostNames = Map.copyOf(hostNames);
    bindings = List.copyOf(bindings);
    settings = Map.copyOf(settings);
  }

  /** The addresses that are the named firewall's own. */
  public AddressSet own(String firewallName) {
    return AddressSet.union(
        bindings.stream()
            .filter(b -> b.zone().equals(Optional.of("self")))
            .filter(b -> b.firewall().map(f -> f.equals(firewallName)).orElse(false))
            .map(Binding::addresses)
            .toList());
  }

  /**
   * The zones or interfaces that rows bind addresses to, for one firewall; without {@code self}.
   */
  public List<Binding> zones(String firewallName) {
    return bindings.stream()
        .filter(b -> b.zone().isPresent() && !b.zone().get().equals("self"))
        .filter(b -> b.firewall().map(f -> f.equals(firewallName)).orElse(true))
        .toList();
  }
}
