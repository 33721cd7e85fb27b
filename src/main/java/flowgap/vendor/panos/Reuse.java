package flowgap.vendor.panos;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.source.SourceSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The export's own objects by what they stand for: new rules name them instead of making more. */
final class Reuse {
  private final Map<AddressSet, String> addresses = new HashMap<>();
  private final Map<PacketSet, String> services = new HashMap<>();

  /** No objects: those of a child are not known to its parents. */
  static final Reuse NOTHING = new Reuse();

  private Reuse() {}

  Reuse(Vantage v) {
    SourceSpan span = SourceSpan.implicit(v.firstFile(), "");
    AddressBook book = new AddressBook(v.names(), v.facts(), v.variables());
    for (String kind : List.of("address", "address-group")) {
      for (String name : v.names().visible(kind).keySet()) {
        Extent e = book.of(name, span);
        if (e.doubts().isEmpty() && !e.may().isEmpty()) {
          addresses.putIfAbsent(e.may(), name);
        }
      }
    }
    ServiceBook known = new ServiceBook(v.names());
    for (String kind : List.of("service", "service-group")) {
      for (String name : v.names().visible(kind).keySet()) {
        Traffic t = known.of(List.of(name), span);
        if (t.isCertain() && !t.may().isEmpty()) {
          services.putIfAbsent(t.may(), name);
        }
      }
    }
  }

  /** The name of an object or group that is just these addresses. */
  Optional<String> address(AddressSet set) {
    return Optional.ofNullable(addresses.get(set));
  }

  /** The name of an object or group that is just these ports. */
  Optional<String> service(int protocol, PortSet from, PortSet to) {
    return Optional.ofNullable(services.get(PacketSet.ports(protocol, from, to)));
  }
}
