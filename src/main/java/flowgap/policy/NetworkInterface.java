package flowgap.policy;

import flowgap.packet.AddressSet;
import flowgap.source.SourceSpan;
import java.util.List;
import java.util.Objects;

/**
 * An interface of a firewall.
 *
 * @param name as rules and flow lists name it
 * @param zone its zone, empty where the vendor has none or it is in none
 * @param own its own addresses, and those that are kept from hosts
 * @param networks the connected networks
 * @param details what else matters, in the vendor's words ({@code security-level 100})
 */
public record NetworkInterface(
    String name,
    String zone,
    AddressSet own,
    AddressSet networks,
    List<String> details,
    SourceSpan span) {
  public NetworkInterface {
    Objects.requireNonNull(name);
    Objects.requireNonNull(zone);
    details = List.copyOf(details);
  }
}
