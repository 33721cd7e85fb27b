package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.SiteFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes sets of packets as entries; objects and groups that say just the same are used. */
final class EntryWriter {
  /** Entries that one rule may become. */
  private static final int MOST = 64;

  private final AsaConfig config;

  /** ICMP codes can be written since 9.0(1). */
  private boolean needsCodes;

  private final Map<AddressSet, String> named = new LinkedHashMap<>();

  EntryWriter(AsaConfig config) {
    this.config = config;
    Addresses addresses = new Addresses(config, SiteFacts.NONE, Map.of());
    for (String name : config.groups.keySet()) {
      AsaConfig.Group g = config.groups.get(name);
      if (g.type().equals("network")) {
        keep(addresses.group(name, g.span()), "object-group " + name);
      }
    }
    config.networkObjects.forEach(
        (name, o) -> keep(addresses.object(name, o.span()), "object " + name));
  }

  private void keep(AddressOperand o, String words) {
    if (o.isCertain() && !o.may().isEmpty() && o.may().single().isEmpty()) {
      named.putIfAbsent(o.may(), words);
    }
  }

  /** The words after permit or deny; empty where it would be too many entries. */
  Optional<List<String>> entries(PacketSet packets) {
    Map<List<AddressSet>, List<PacketSet>> pairs = new LinkedHashMap<>();
    for (PacketSet p : packets.products()) {
      pairs.computeIfAbsent(List.of(p.sources(), p.destinations()), k -> new ArrayList<>()).add(p);
    }
    needsCodes = false;
    List<String> out = new ArrayList<>();
    for (Map.Entry<List<AddressSet>, List<PacketSet>> e : pairs.entrySet()) {
      AddressSet source = e.getKey().get(0);
      AddressSet destination = e.getKey().get(1);
      PacketSet all = PacketSet.union(e.getValue());
      List<String[]> services = new ArrayList<>();
      if (all.containsAll(PacketSet.between(source, destination))) {
        services.add(new String[] {"ip", "", ""});
      } else {
        e.getValue().forEach(p -> services(p, services));
      }
      List<String> from = addresses(source);
      List<String> to = addresses(destination);
      if (needsCodes && !config.unified()) {
        return Optional.empty();
      }
      if ((long) from.size() * to.size() * services.size() + out.size() > MOST) {
        return Optional.empty();
      }
      for (String[] s : services) {
        for (String f : from) {
          for (String t : to) {
            out.add((s[0] + " " + f + s[1] + " " + t + s[2]));
          }
        }
      }
    }
    return Optional.of(out);
  }

  private List<String> addresses(AddressSet set) {
    if (set.equals(AddressSet.ANY_V4)) {
      return List.of(config.unified() ? "any4" : "any");
    }
    if (set.equals(AddressSet.ANY_V6)) {
      return List.of(config.unified() ? "any6" : "any");
    }
    if (named.containsKey(set)) {
      return List.of(named.get(set));
    }
    List<String> out = new ArrayList<>();
    for (IpAddress[] range : set.intervals()) {
      prefixes(range[0], range[1], out);
    }
    return out;
  }

  /** Splits a range into prefixes. */
  private static void prefixes(IpAddress low, IpAddress high, List<String> out) {
    AddressSet rest = AddressSet.range(low, high);
    while (!rest.isEmpty() && out.size() <= MOST) {
      IpAddress first = rest.first().orElseThrow();
      int length = first.bits();
      while (length > 0 && fits(first, length - 1, rest)) {
        length--;
      }
      AddressSet prefix = AddressSet.prefix(first, length);
      if (length == first.bits()) {
        out.add("host " + first);
      } else if (first.v6()) {
        out.add(first + "/" + length);
      } else {
        long mask = length == 0 ? 0 : 0xFFFF_FFFFL << (32 - length) & 0xFFFF_FFFFL;
        out.add(first + " " + IpAddress.v4(mask));
      }
      rest = rest.minus(prefix);
    }
  }

  private static boolean fits(IpAddress first, int length, AddressSet within) {
    AddressSet prefix = AddressSet.prefix(first, length);
    return prefix.first().orElseThrow().equals(first) && within.containsAll(prefix);
  }

  /** {protocol, what stands behind the source, what stands behind the destination}. */
  private void services(PacketSet p, List<String[]> out) {
    boolean six = p.sources().hasV6();
    for (int protocol : p.protocols()) {
      if (Protocols.isIcmp(protocol, six)) {
        icmp(p, six, out);
      } else if (Protocols.hasPorts(protocol)) {
        String name = Protocols.name(protocol, six);
        boolean known =
            protocol == Protocols.TCP || protocol == Protocols.UDP || protocol == Protocols.SCTP;
        for (String s : ports(p.sourcePorts(protocol))) {
          for (String d : ports(p.destinationPorts(protocol))) {
            out.add(new String[] {known ? name : String.valueOf(protocol), s, d});
          }
        }
      } else {
        out.add(new String[] {String.valueOf(protocol), "", ""});
      }
    }
  }

  private static List<String> ports(PortSet set) {
    if (set.isAny()) {
      return List.of("");
    }
    List<String> out = new ArrayList<>();
    for (int[] r : set.intervals()) {
      out.add(r[0] == r[1] ? " eq " + r[0] : " range " + r[0] + " " + r[1]);
    }
    return out;
  }

  private void icmp(PacketSet p, boolean six, List<String[]> out) {
    String name = six ? "icmp6" : "icmp";
    PacketSet between = PacketSet.between(p.sources(), p.destinations());
    if (p.containsAll(between.and(six ? PacketSet.icmp6(-1, -1) : PacketSet.icmp(-1, -1)))) {
      out.add(new String[] {name, "", ""});
      return;
    }
    for (int type = 0; type < 256 && out.size() <= MOST; type++) {
      PacketSet one = six ? PacketSet.icmp6(type, -1) : PacketSet.icmp(type, -1);
      PacketSet some = p.and(one);
      if (some.isEmpty()) {
        continue;
      }
      if (some.containsAll(between.and(one))) {
        out.add(new String[] {name, "", " " + type});
        continue;
      }
      for (int code = 0; code < 256 && out.size() <= MOST; code++) {
        PacketSet exact = six ? PacketSet.icmp6(type, code) : PacketSet.icmp(type, code);
        if (some.intersects(exact)) {
          needsCodes = true;
          out.add(new String[] {name, "", " " + type + " " + code});
        }
      }
    }
  }
}
