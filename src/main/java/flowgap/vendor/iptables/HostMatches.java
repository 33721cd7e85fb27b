package flowgap.vendor.iptables;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Matches that the machine's addresses, interfaces and sockets decide: addrtype, owner, physdev,
 * pkttype, rpfilter, iprange (iptables-extensions(8)).
 */
final class HostMatches {
  private final Host host;

  HostMatches(Host host) {
    this.host = host;
  }

  Factor factor(Use use) throws BadValue {
    return switch (use.module()) {
      case "addrtype" -> addressTypes(use);
      case "owner" -> owner(use);
      case "physdev" -> physdev(use);
      case "pkttype" -> packetType(use);
      case "iprange" -> ranges(use);
      // interfaces are taken from the routes to the source, so the reverse path is the path
      default -> Factor.of(!use.has("--invert"));
    };
  }

  private Factor ranges(Use use) throws BadValue {
    Factor out = Factor.ALWAYS;
    for (Option o : use.options()) {
      String[] ends = o.value().split("-", -1);
      Optional<IpAddress> low = IpAddress.parse(ends[0]).filter(host::isOfFamily);
      Optional<IpAddress> high = IpAddress.parse(ends[ends.length - 1]).filter(host::isOfFamily);
      if (ends.length > 2 || low.isEmpty() || high.isEmpty()) {
        throw new BadValue(o, "'" + o.value() + "' is no range of " + host.family() + " addresses");
      }
      if (low.get().compareTo(high.get()) > 0) {
        throw new BadValue(o, "address range " + o.value() + " is reversed");
      }
      AddressSet range = AddressSet.range(low.get(), high.get());
      AddressSet wanted = o.negated() ? range.complement() : range;
      boolean source = o.name().equals("--src-range");
      out = out.and(Factor.of(source ? PacketSet.from(wanted) : PacketSet.to(wanted)));
    }
    return out;
  }

  private Factor addressTypes(Use use) throws BadValue {
    Factor out = Factor.ALWAYS;
    for (Option o : use.options()) {
      if (o.name().startsWith("--limit-iface")) {
        continue;
      }
      boolean source = o.name().equals("--src-type");
      Factor any = Factor.NEVER;
      for (String word : o.value().split(",")) {
        any = any.or(addressType(o, word.toUpperCase(Locale.ROOT), source, use));
      }
      out = out.and(any.not(o.negated()));
    }
    return out;
  }

  private Factor addressType(Option o, String type, boolean source, Use use) throws BadValue {
    AddressSet sure = host.loopback();
    return switch (type) {
      case "LOCAL" -> local(o, source, use);
      case "MULTICAST" -> of(host.multicast(), source);
      case "BROADCAST" -> {
        if (host.v6()) {
          yield Factor.NEVER;
        }
        yield host.ownKnown()
            ? of(host.knownBroadcasts(), source)
            : Factor.between(
                packets(host.knownBroadcasts(), source),
                packets(unicast(), source).or(packets(host.knownBroadcasts(), source)),
                Conditions.own(o.text()));
      }
      case "UNICAST" ->
          host.ownKnown()
              ? of(unicast().minus(host.own()), source)
              : local(o, source, use).not().and(of(unicast(), source));
      case "UNSPEC",
          "ANYCAST",
          "BLACKHOLE",
          "UNREACHABLE",
          "PROHIBIT",
          "THROW",
          "NAT",
          "XRESOLVE" ->
          type.equals("UNSPEC")
              ? of(AddressSet.of(zero()), source)
              : Factor.between(
                  PacketSet.NONE,
                  packets(unicast().minus(sure), source),
                  Conditions.feature(o.text()));
      default -> throw new BadValue(o, "'" + type + "' is no type of address");
    };
  }

  private IpAddress zero() {
    return host.v6() ? new IpAddress(true, 0, 0) : IpAddress.v4(0);
  }

  /** Every address that is neither loopback nor broadcast nor multicast. */
  private AddressSet unicast() {
    return host.any().minus(host.multicast()).minus(host.loopback()).minus(host.knownBroadcasts());
  }

  /** Packets on their way through are to and from other machines, whatever the own addresses. */
  private Factor local(Option o, boolean source, Use use) {
    if (use.has("--limit-iface-in") || use.has("--limit-iface-out")) {
      String attribute = use.has("--limit-iface-in") ? Attribute.IN : Attribute.OUT;
      if (host.ownKnown()) {
        Factor out = Factor.NEVER;
        for (var e : host.ownOf().entrySet()) {
          out =
              out.or(
                  of(e.getValue().and(host.any()), source)
                      .and(Factor.of(Guard.is(attribute, e.getKey()))));
        }
        return out;
      }
    }
    if (host.ownKnown()) {
      return of(host.own().or(host.loopback()), source);
    }
    Factor may =
        Factor.between(
            packets(host.loopback(), source),
            packets(unicast().or(host.loopback()), source),
            Conditions.own(o.text()));
    Guard through = new Guard.Is(Way.ATTRIBUTE, Set.of(Way.THROUGH), true);
    return may.and(Factor.of(through));
  }

  private static Factor of(AddressSet addresses, boolean source) {
    return Factor.of(packets(addresses, source));
  }

  private static PacketSet packets(AddressSet addresses, boolean source) {
    return source ? PacketSet.from(addresses) : PacketSet.to(addresses);
  }

  /** Only packets that the machine itself sends have a socket with an owner. */
  private static Factor owner(Use use) {
    boolean allNegated = use.options().stream().allMatch(Option::negated);
    Factor elsewhere =
        allNegated && !use.options().isEmpty()
            ? Factor.of(Guard.isNot(Way.ATTRIBUTE, Way.OUT))
            : Factor.NEVER;
    Factor sent =
        Factor.of(Guard.is(Way.ATTRIBUTE, Way.OUT)).and(Factor.when(Conditions.field(use.text())));
    return elsewhere.or(sent);
  }

  /** A routed packet has no bridge port, unless its interface is a bridge. */
  private Factor physdev(Use use) {
    boolean allNegated = use.options().stream().allMatch(Option::negated);
    Factor routed = Factor.of(allNegated && !use.options().isEmpty());
    if (host.bridges().isEmpty()) {
      return routed;
    }
    String[] names = host.bridges().toArray(new String[0]);
    Factor bridged =
        Factor.of(Guard.is(Attribute.IN, names))
            .or(Factor.of(Guard.isNot(Attribute.IN, names), Guard.is(Attribute.OUT, names)));
    Factor may = Factor.when(Conditions.field(use.text()));
    Factor plain = Factor.of(Guard.isNot(Attribute.IN, names), Guard.isNot(Attribute.OUT, names));
    return bridged.and(may).or(plain.and(routed));
  }

  private Factor packetType(Use use) throws BadValue {
    Factor out = Factor.ALWAYS;
    for (Option o : use.options()) {
      Factor some =
          switch (o.value().toLowerCase(Locale.ROOT)) {
            case "unicast", "host" ->
                of(host.any().minus(host.multicast()).minus(host.knownBroadcasts()), false);
            case "broadcast", "bcast" -> of(host.knownBroadcasts(), false);
            case "multicast", "mcast" -> of(host.multicast(), false);
            default ->
                throw new BadValue(
                    o,
                    "'"
                        + o.value()
                        + "' is no packet type; expected unicast, broadcast, multicast");
          };
      Factor arrived = some.not(o.negated()).and(Factor.of(Guard.isNot(Way.ATTRIBUTE, Way.OUT)));
      Condition why = Conditions.field(o.text());
      Factor sent = Factor.of(Guard.is(Way.ATTRIBUTE, Way.OUT)).and(Factor.when(why));
      out = out.and(arrived.or(sent));
    }
    return out;
  }

  /** Modules that this class decides. */
  static final List<String> MODULES =
      List.of("addrtype", "owner", "physdev", "pkttype", "iprange", "rpfilter");
}
