package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.policy.SiteFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What an account's exports and the site file say of where addresses are. */
final class Places {
  /**
   * Addresses that lie inside of some network: RFC 1918, RFC 6598, and IPv6. Where no export says
   * which networks a VPC has, only these are taken for possible members.
   */
  static final AddressSet PRIVATE =
      AddressSet.union(
          List.of(
              AddressSet.parse("10.0.0.0/8").orElseThrow(),
              AddressSet.parse("172.16.0.0/12").orElseThrow(),
              AddressSet.parse("192.168.0.0/16").orElseThrow(),
              AddressSet.parse("100.64.0.0/10").orElseThrow(),
              AddressSet.ANY_V6));

  /**
   * Addresses that no interface of a VPC has: of this network or host, of the link, to many.
   *
   * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IANA's registries
   *     of special addresses</a>
   */
  static final AddressSet NOWHERE =
      AddressSet.union(
          List.of(
              AddressSet.parse("0.0.0.0/8").orElseThrow(),
              AddressSet.parse("127.0.0.0/8").orElseThrow(),
              AddressSet.parse("169.254.0.0/16").orElseThrow(),
              AddressSet.parse("224.0.0.0/3").orElseThrow(),
              AddressSet.parse("::/127").orElseThrow(),
              AddressSet.parse("fe80::/10").orElseThrow(),
              AddressSet.parse("ff00::/8").orElseThrow()));

  /** Addresses of the Internet. */
  static final AddressSet PUBLIC = AddressSet.ANY_V4.minus(PRIVATE).minus(NOWHERE);

  /**
   * What stands for a VPC's networks where no export says them, to measure how much a rule opens.
   */
  static final AddressSet SOMEWHERE =
      PRIVATE.minus(AddressSet.ANY_V6).or(AddressSet.parse("fc00::/7").orElseThrow());

  private final Account account;
  private final String fallbackName;
  private final Map<String, Set<String>> vpcsOfGroups = new HashMap<>();
  private final Map<String, AddressSet> networks = new LinkedHashMap<>();
  private final SiteBindings bindings;
  private final AddressSet settled;
  private final Map<String, AddressSet> members = new HashMap<>();
  private final Map<Set<String>, AddressSet> rest = new HashMap<>();

  /**
   * @param fallbackName the firewall's name where no export says a VPC
   */
  Places(Account account, SiteFacts facts, String fallbackName) {
    this.account = account;
    this.fallbackName = fallbackName;
    Map<String, List<AddressSet>> bySubnet = new LinkedHashMap<>();
    for (Subnet s : account.subnets().values()) {
      bySubnet.computeIfAbsent(s.vpc(), v -> new ArrayList<>()).add(s.networks());
    }
    if (account.has(Element.SUBNET)) {
      bySubnet.forEach((vpc, list) -> networks.put(vpc, AddressSet.union(list)));
    }
    account.vpcs().forEach((id, vpc) -> networks.merge(id, vpc.networks(), AddressSet::or));
    networks.values().removeIf(AddressSet::isEmpty);
    for (SecurityGroup g : account.allGroups()) {
      Set<String> in = vpcsOfGroups.computeIfAbsent(g.id(), i -> new TreeSet<>());
      if (!g.vpc().isEmpty()) {
        in.add(g.vpc());
      }
      in.addAll(account.associations().getOrDefault(g.id(), Set.of()));
    }
    Map<String, List<AddressSet>> attached = new HashMap<>();
    List<AddressSet> all = new ArrayList<>();
    for (Attachment a : account.attachments()) {
      all.add(a.addresses());
      for (String g : a.groups()) {
        vpcsOfGroups.computeIfAbsent(g, i -> new TreeSet<>()).add(a.vpc());
        attached.computeIfAbsent(g, i -> new ArrayList<>()).add(a.addresses());
      }
    }
    placeOfTheOnlyVpc();
    AddressSet known = AddressSet.union(all);
    bindings = new SiteBindings(account, this, facts);
    bindings
        .members()
        .forEach(
            (group, addresses) -> {
              all.add(addresses);
              attached.computeIfAbsent(group, i -> new ArrayList<>()).add(addresses.minus(known));
            });
    settled = AddressSet.union(all);
    attached.forEach((g, list) -> members.put(g, AddressSet.union(list)));
  }

  /** Groups that no export places belong to the account's only VPC, where there is just one. */
  private void placeOfTheOnlyVpc() {
    Set<String> all = new TreeSet<>(networks.keySet());
    vpcsOfGroups.values().forEach(all::addAll);
    account.acls().forEach(a -> all.add(a.vpc()));
    if (all.size() == 1) {
      Vpc only = account.vpcs().get(all.iterator().next());
      vpcsOfGroups.forEach(
          (group, in) -> {
            if (in.isEmpty() && (only == null || mayOwn(only, group))) {
              in.addAll(all);
            }
          });
    }
  }

  private boolean mayOwn(Vpc vpc, String group) {
    SecurityGroup g = account.groups().get(group);
    return g == null
        || vpc.owner().isEmpty()
        || g.owner().isEmpty()
        || g.owner().equals(vpc.owner());
  }

  /** The VPCs that a firewall of the site file stands for. */
  Set<String> vpcsNamed(String firewall) {
    Set<String> out = new TreeSet<>();
    for (String vpc : allVpcs()) {
      Vpc known = account.vpcs().get(vpc);
      String title = vpc.isEmpty() ? fallbackName : known == null ? vpc : known.title();
      if (firewall.equals(vpc) || firewall.equals(title)) {
        out.add(vpc);
      }
    }
    return out;
  }

  /** What the site file says of groups. */
  SiteBindings bindings() {
    return bindings;
  }

  /** The VPCs in which a group may be used; empty = not known. */
  Set<String> vpcs(String group) {
    return vpcsOfGroups.getOrDefault(group, Set.of());
  }

  /** Groups that may be used in a VPC, the ones without a known VPC for {@code ""}. */
  List<String> groups(String vpc) {
    return vpcsOfGroups.entrySet().stream()
        .filter(e -> vpc.isEmpty() ? e.getValue().isEmpty() : e.getValue().contains(vpc))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** All VPCs that have groups or ACLs; {@code ""} stands for groups that no export places. */
  Set<String> allVpcs() {
    Set<String> out = new TreeSet<>();
    vpcsOfGroups.forEach(
        (group, in) -> {
          if (account.groups().containsKey(group)) {
            if (in.isEmpty()) {
              out.add("");
            }
            out.addAll(in);
          }
        });
    account.acls().forEach(a -> out.add(a.vpc()));
    return out;
  }

  /** A VPC's networks; empty where no export says them. */
  AddressSet networks(String vpc) {
    return networks.getOrDefault(vpc, AddressSet.NONE);
  }

  /** The networks of all other VPCs. */
  AddressSet otherNetworks(String vpc) {
    return AddressSet.union(
        networks.entrySet().stream()
            .filter(e -> !e.getKey().equals(vpc))
            .map(Map.Entry::getValue)
            .toList());
  }

  /** Private addresses of the interfaces that have a group, by exports and site file. */
  AddressSet members(String group) {
    return members.getOrDefault(group, AddressSet.NONE);
  }

  /** Addresses of which nothing says whether they belong to a group. */
  AddressSet perhapsMembers(String group) {
    Set<String> in = vpcs(group);
    return rest.computeIfAbsent(in, this::unsettled);
  }

  private AddressSet unsettled(Set<String> in) {
    boolean known = !in.isEmpty() && networks.keySet().containsAll(in);
    AddressSet where =
        known
            ? AddressSet.union(in.stream().map(networks::get).toList())
            : PRIVATE.or(AddressSet.union(networks.values()));
    return where.minus(settled);
  }
}
