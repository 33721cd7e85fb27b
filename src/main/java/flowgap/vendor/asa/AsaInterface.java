package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An interface as its block of commands describes it; filled line by line. */
final class AsaInterface {
  /** Name of the hardware or sub-interface. */
  final String hardware;

  final SourceSpan span;

  /** {@code nameif}; empty = carries no traffic. */
  String name = "";

  int level;
  boolean levelSet;
  SourceSpan levelSpan;
  boolean shutdown;
  boolean managementOnly;

  /** The address comes by DHCP or PPPoE: it is not in the export. */
  boolean addressUnknown;

  /** The default route comes with the address. */
  boolean defaultUnknown;

  /** Number of the bridge group that it is a member of, empty = none. */
  String bridgeGroup = "";

  /** Traffic zone, empty = none. */
  String zone = "";

  /** A tunnel interface: what comes in by it comes out of a tunnel. */
  boolean tunnel;

  /** Interfaces by lower-case hardware name that nothing may be opened towards. */
  final Map<String, SourceSpan> notTowards = new TreeMap<>();

  SourceSpan policyRoute;
  SourceSpan verifyReversePath;
  final List<IpAddress> addresses = new ArrayList<>();
  final List<IpAddress> standby = new ArrayList<>();
  final List<AddressSet> networks = new ArrayList<>();

  AsaInterface(String hardware, SourceSpan span) {
    this.hardware = hardware;
    this.span = span;
    this.levelSpan = span;
  }

  boolean isBridge() {
    return hardware.toUpperCase(java.util.Locale.ROOT).startsWith("BVI");
  }

  /** Whether packets may pass through it. */
  boolean carriesTraffic() {
    return !name.isEmpty() && !shutdown && !managementOnly;
  }

  /** Its own addresses, those of the standby unit too. */
  AddressSet own() {
    List<AddressSet> all = new ArrayList<>();
    addresses.forEach(a -> all.add(AddressSet.of(a)));
    standby.forEach(a -> all.add(AddressSet.of(a)));
    return AddressSet.union(all);
  }

  AddressSet connected() {
    return AddressSet.union(networks);
  }

  /** The last address of each IPv4 network that has one for all of its hosts. */
  AddressSet broadcasts() {
    List<AddressSet> all = new ArrayList<>();
    for (AddressSet network : networks) {
      if (network.hasV4() && network.size().longValueExact() > 2) {
        all.add(AddressSet.of(network.intervals().get(0)[1]));
      }
    }
    return AddressSet.union(all);
  }
}
