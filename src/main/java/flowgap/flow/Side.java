package flowgap.flow;

import flowgap.packet.AddressSet;
import java.util.List;
import java.util.Objects;

/**
 * One end of a flow.
 *
 * @param text as given
 * @param endpoints what the words of the text stand for, in their order
 */
public record Side(String text, List<Endpoint> endpoints) {
  public Side {
    Objects.requireNonNull(text);
    endpoints = List.copyOf(endpoints);
  }

  /** All addresses that are known. */
  public AddressSet addresses() {
    return AddressSet.union(endpoints.stream().map(Endpoint::addresses).toList());
  }

  /** Host names that the site file does not resolve. */
  public List<String> unresolvedNames() {
    return names(Endpoint.Kind.UNRESOLVED);
  }

  /** Roles that the site file does not bind. */
  public List<String> unboundRoles() {
    return names(Endpoint.Kind.UNBOUND);
  }

  private List<String> names(Endpoint.Kind kind) {
    return endpoints.stream().filter(e -> e.kind() == kind).map(Endpoint::name).distinct().toList();
  }
}
