package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Packets that may come out of a tunnel: from address pools, from the remote networks of crypto
 * maps, by tunnel interfaces. With {@code sysopt connection permit-vpn}, which is on unless
 * switched off and not shown, they skip the interfaces' lists; filters of group policies still
 * apply.
 */
final class Tunnels {
  private final AsaConfig config;
  private final Routes routes;
  private final AddressSet remote;
  private final AddressSet pools;

  /** Interfaces at which tunnels end. */
  private final Set<String> ends = new TreeSet<>();

  Tunnels(AsaConfig config, Routes routes, Map<String, RuleList> lists) {
    this.config = config;
    this.routes = routes;
    List<AddressSet> all = new ArrayList<>();
    for (AsaConfig.Command pool : config.pools) {
      pool(pool.words()).ifPresent(all::add);
    }
    pools = AddressSet.union(all);
    for (AsaConfig.Command map : config.cryptoMaps) {
      List<String> w = map.words();
      if (w.size() > 6 && w.get(4).equals("match") && w.get(5).equals("address")) {
        RuleList list = lists.get(w.get(6));
        // "Standard ACLs identify the destination IP addresses of OSPF routes": no crypto map has
        // one
        if (list != null && !Lists.isStandard(config, w.get(6))) {
          list.rules().stream()
              .filter(Rule::permits)
              .forEach(r -> r.matches().forEach(m -> all.add(m.packets().destinations())));
        }
      } else if (w.size() > 4 && w.get(3).equals("interface")) {
        AsaInterface i = config.named(w.get(4));
        ends.add(i == null ? w.get(4) : i.name);
      }
    }
    remote = AddressSet.union(all);
  }

  /** {@code ip local pool NAME 10.1.1.1-10.1.1.9 mask 255.255.255.0}. */
  private static Optional<AddressSet> pool(List<String> words) {
    for (String w : words) {
      int dash = w.indexOf('-');
      if (dash > 0 && IpAddress.parse(w.substring(0, dash)).isPresent()) {
        return AddressSet.parse(w);
      }
    }
    return words.size() > 4 ? AddressSet.parse(words.get(4)) : Optional.empty();
  }

  /** Networks at the other ends of tunnels. */
  AddressSet sites() {
    return remote.minus(pools);
  }

  /** Interfaces at which tunnels of crypto maps end. */
  Set<String> ends() {
    return ends;
  }

  Routes routes() {
    return routes;
  }

  /** Addresses that users of the VPN are given. */
  AddressSet pools() {
    return pools;
  }

  /** Interfaces by which users of the VPN come, as far as the export says it. */
  List<AsaInterface> entrances() {
    Set<AsaInterface> out = new LinkedHashSet<>();
    Stream.concat(ends.stream(), config.tunnelEnds.stream())
        .map(config::named)
        .filter(i -> i != null && i.carriesTraffic())
        .forEach(out::add);
    return List.copyOf(out);
  }

  boolean exist() {
    return !remote.isEmpty()
        || config.interfaces.values().stream().anyMatch(i -> i.tunnel && !i.name.isEmpty());
  }

  void addTo(Derived list) {
    if (!pools.isEmpty()) {
      filter(list, PacketSet.to(pools), List.of());
      tunnel(list, PacketSet.from(pools), List.of());
    }
    AddressSet sites = remote.minus(pools);
    if (!sites.isEmpty()) {
      filter(list, PacketSet.to(sites), at(Attribute.OUT));
      tunnel(list, PacketSet.from(sites), at(Attribute.IN));
    }
    for (AsaInterface i : config.interfaces.values()) {
      if (i.tunnel && !i.name.isEmpty()) {
        filter(list, PacketSet.ALL, List.of(Guard.is(Attribute.OUT, i.name)));
        tunnel(list, PacketSet.ALL, List.of(Guard.is(Attribute.IN, i.name)));
      }
    }
  }

  private List<Guard> at(String side) {
    return ends.isEmpty() ? List.of() : List.of(new Guard.Is(side, ends, false));
  }

  /**
   * A filter of a group policy "is applied to postdecrypted traffic after it exits a tunnel and to
   * preencrypted traffic before it enters a tunnel" ("Configure VPN Filters on Cisco ASA", 99103).
   */
  private void filter(Derived list, PacketSet packets, List<Guard> guards) {
    if (config.vpnFilters.isEmpty()) {
      return;
    }
    SourceSpan filter = config.vpnFilters.get(0);
    Condition filtered =
        Condition.of(
            Condition.Kind.FEATURE,
            "a vpn-filter may apply to packets into or out of the tunnel",
            "look at the filter of the group policy",
            filter);
    list.add(
        "vpn-filter",
        filter,
        packets,
        guards,
        new Action.OneOf(List.of(List.of(), List.of(Action.DENY)), filtered));
  }

  private void tunnel(Derived list, PacketSet packets, List<Guard> guards) {
    SourceSpan span =
        config.permitVpnSpan != null
            ? config.permitVpnSpan
            : list.implicit("sysopt connection permit-vpn is on by default");
    filter(list, packets, guards);
    if (config.permitVpn) {
      Condition through =
          Condition.of(
              Condition.Kind.FEATURE,
              "the source may come out of a tunnel, where sysopt connection permit-vpn skips the lists",
              "say whether it does");
      list.add(
          "out of a tunnel",
          span,
          packets,
          guards,
          new Action.OneOf(
              List.of(
                  List.of(new Action.Set(Filters.ATTRIBUTE_SKIPS, "nothing")),
                  List.of(new Action.Set(Filters.ATTRIBUTE_SKIPS, "tunnel"), Action.PERMIT)),
              through));
    }
  }
}
