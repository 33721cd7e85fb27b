package flowgap.analysis;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.policy.Firewall;
import flowgap.policy.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What firewalls of different vendors are compared by: packets from host to host. What is sent to
 * the firewalls themselves or to many hosts at once each vendor treats by rules of its own, which
 * no policy says.
 *
 * @param fromHosts those of which the source is a host
 * @param leftOut the rest in words; empty where there is none
 */
record ThroughTraffic(PacketSet packets, PacketSet fromHosts, String leftOut) {
  private static final AddressSet NO_HOSTS =
      AddressSet.union(
          Stream.of("0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/3", "::/127", "ff00::/8", "fe80::/10")
              .map(t -> AddressSet.parse(t).orElseThrow())
              .toList());

  /**
   * What is compared of packets: those from host to host, and those to an address of the firewalls
   * that one of them hands on to a host.
   */
  PacketSet of(Division before, Division after) {
    if (leftOut.isEmpty()) {
      return packets;
    }
    List<PacketSet> out = new ArrayList<>(List.of(packets));
    for (Division d : List.of(before, after)) {
      Stream.of(d.permitted(), d.refused())
          .flatMap(List::stream)
          .filter(c -> (c.opener() == null ? c : c.opener()).view().changesDestination())
          .forEach(c -> out.add(c.sent().and(fromHosts)));
    }
    return PacketSet.union(out);
  }

  static ThroughTraffic of(Firewall before, Firewall after) {
    if (before.format().equals(after.format())) {
      return new ThroughTraffic(PacketSet.ALL, PacketSet.ALL, "");
    }
    List<AddressSet> no = new ArrayList<>(List.of(NO_HOSTS, before.own(), after.own()));
    for (Firewall f : List.of(before, after)) {
      for (NetworkInterface i : f.interfaces()) {
        no.add(i.own());
        for (IpAddress[] network : i.networks().and(AddressSet.ANY_V4).intervals()) {
          if (!network[0].equals(network[1])) {
            no.add(AddressSet.of(network[1]));
          }
        }
      }
    }
    AddressSet not = AddressSet.union(no);
    AddressSet v4 = AddressSet.ANY_V4.minus(not);
    AddressSet v6 = AddressSet.ANY_V6.minus(not);
    return new ThroughTraffic(
        PacketSet.between(v4, v4).or(PacketSet.between(v6, v6)),
        PacketSet.from(v4.or(v6)),
        "not compared: what goes to or comes from the firewalls themselves, addresses that a cloud"
            + " keeps of each network, broadcasts, multicast, loopback and link-local addresses,"
            + " which each vendor treats by rules of its own");
  }
}
