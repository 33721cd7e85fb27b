package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What of an account concerns one VPC. */
final class VpcScope {
  private final Account account;
  private final Places places;
  private final String vpc;
  private final List<String> groups;
  private final List<Subnet> subnets;
  private final List<NetworkAcl> acls;
  private final List<Attachment> attachments;
  private final AddressSet attachedElsewhere;
  private final boolean knowsAllAttachments;
  private final Map<String, String> aclOfSubnet = new TreeMap<>();
  private final Map<String, List<String>> keys = new LinkedHashMap<>();

  /**
   * @param vpc its id; empty for groups that no export places
   */
  VpcScope(Account account, Places places, String vpc) {
    this.account = account;
    this.places = places;
    this.vpc = vpc;
    this.groups = places.groups(vpc);
    this.subnets = account.subnets().values().stream().filter(s -> s.vpc().equals(vpc)).toList();
    this.acls = account.acls().stream().filter(a -> a.vpc().equals(vpc)).toList();
    this.attachments = account.attachments().stream().filter(a -> a.vpc().equals(vpc)).toList();
    this.knowsAllAttachments = account.knowsAllAttachments(vpc);
    List<AddressSet> elsewhere = new ArrayList<>();
    for (Attachment a : account.attachments()) {
      if (!a.vpc().equals(vpc)) {
        elsewhere.add(a.addresses());
        a.publicly().values().forEach(p -> elsewhere.add(AddressSet.of(p)));
      }
    }
    this.attachedElsewhere = AddressSet.union(elsewhere);
    for (NetworkAcl a : acls) {
      a.subnets().forEach(s -> aclOfSubnet.merge(s, a.id(), (old, now) -> End.UNKNOWN));
    }
  }

  Account account() {
    return account;
  }

  Places places() {
    return places;
  }

  String vpc() {
    return vpc;
  }

  /** {@code vpc-0ab1 (prod)}, the id alone where it has no name. */
  String title() {
    if (vpc.isEmpty()) {
      return "the VPC";
    }
    Vpc known = account.vpcs().get(vpc);
    return known == null ? vpc : known.title();
  }

  /** A file that speaks of it. */
  String file() {
    for (String g : groups) {
      if (account.groups().containsKey(g)) {
        return account.groups().get(g).span().file();
      }
    }
    return acls.isEmpty() ? "" : acls.get(0).span().file();
  }

  boolean networkKnown() {
    return account.vpcs().containsKey(vpc);
  }

  AddressSet resolver() {
    Vpc known = account.vpcs().get(vpc);
    return known == null ? AddressSet.NONE : known.resolver();
  }

  /**
   * The router's address in each subnet: the second of its IPv4 network.
   *
   * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html">Subnet CIDR
   *     blocks</a>
   */
  AddressSet routers() {
    List<AddressSet> out = new ArrayList<>();
    for (Subnet s : subnets) {
      for (IpAddress[] network : s.networks().and(AddressSet.ANY_V4).intervals()) {
        out.add(AddressSet.of(IpAddress.v4(network[0].lo() + 1)));
      }
    }
    return AddressSet.union(out);
  }

  /** Ids of all groups that may be used here, exported or not. */
  List<String> groups() {
    return groups;
  }

  /** The groups that may be used here and are in the export. */
  List<SecurityGroup> exported() {
    return groups.stream()
        .filter(account.groups()::containsKey)
        .map(account.groups()::get)
        .toList();
  }

  SourceSpan span(String group) {
    SecurityGroup g = account.groups().get(group);
    return g == null ? SourceSpan.implicit(file(), group) : g.span();
  }

  List<Subnet> subnets() {
    return subnets;
  }

  String subnetTitle(String subnet) {
    Subnet s = account.subnets().get(subnet);
    return s == null ? subnet : s.title();
  }

  List<NetworkAcl> acls() {
    return acls;
  }

  /** Whether ACLs are asked: some of the VPC are in the export, or their export breaks off. */
  boolean asksAcls() {
    return !acls.isEmpty() || account.incomplete().contains(Element.ACL);
  }

  /** The ACL of a subnet; {@link End#NONE} where no export has ACLs of this VPC. */
  String acl(String subnet) {
    if (!asksAcls()) {
      return End.NONE;
    }
    String own = aclOfSubnet.get(subnet);
    if (own != null) {
      return own;
    }
    if (mayHaveFurtherAcls() || acls.stream().anyMatch(a -> !a.saysSubnets())) {
      return End.UNKNOWN;
    }
    return acls.stream()
        .filter(NetworkAcl::standard)
        .map(NetworkAcl::id)
        .findFirst()
        .orElse(End.UNKNOWN);
  }

  /** Whether an export of interfaces breaks off, or is contradicted by another. */
  boolean mayHaveFurtherInterfaces() {
    return account.incomplete().contains(Element.INTERFACE);
  }

  /** Whether an export of groups breaks off, so that interfaces may have groups that it lacks. */
  boolean mayHaveFurtherGroups() {
    return account.incomplete().contains(Element.GROUP)
        || account.incomplete().contains(Element.GROUP_RULE) && !account.has(Element.GROUP);
  }

  /**
   * Whether ACLs of the VPC are missing: their export breaks off, or it lacks the default one, that
   * every VPC has.
   */
  boolean mayHaveFurtherAcls() {
    return account.incomplete().contains(Element.ACL)
        || acls.stream().noneMatch(NetworkAcl::standard);
  }

  List<SiteBindings.Bound> bound() {
    return places.bindings().of(vpc);
  }

  List<Attachment> attachments() {
    return attachments;
  }

  AddressSet attachedElsewhere() {
    return attachedElsewhere;
  }

  AddressSet networks() {
    return places.networks(vpc);
  }

  AddressSet otherNetworks() {
    return places.otherNetworks(vpc);
  }

  /** Whether every interface of the VPC is in the export. */
  boolean knowsAllAttachments() {
    return knowsAllAttachments;
  }

  /** The addresses of the interfaces that have a group, as far as anything is known of them. */
  AddressSet members(String group) {
    List<AddressSet> out = new ArrayList<>();
    out.add(places.members(group));
    for (Attachment a : attachments) {
      if (a.groups().contains(group)) {
        a.publicly().values().forEach(p -> out.add(AddressSet.of(p)));
      }
    }
    return AddressSet.union(out);
  }

  /** The same, or where they may be. */
  AddressSet behind(String group) {
    AddressSet all = members(group);
    return all.isEmpty() ? somewhere() : all;
  }

  /** The addresses of an ACL's subnets, as far as anything is known of them. */
  AddressSet behind(NetworkAcl acl) {
    AddressSet all =
        acl.standard()
            ? networks()
            : AddressSet.union(
                subnets.stream()
                    .filter(s -> acl.subnets().contains(s.id()))
                    .map(Subnet::networks)
                    .toList());
    return all.isEmpty() ? somewhere() : all;
  }

  private AddressSet somewhere() {
    return networks().isEmpty() ? Places.SOMEWHERE : networks();
  }

  /** The name under which a set of groups is known in attributes. */
  String key(List<String> ids) {
    if (ids.isEmpty()) {
      return End.NONE;
    }
    List<String> sorted = List.copyOf(new TreeSet<>(ids));
    String key = String.join("+", sorted);
    keys.put(key, sorted);
    return key;
  }

  /** All sets of groups that were named so far. */
  Map<String, List<String>> keys() {
    return keys;
  }

  /** Subnets with the attachment of a transit gateway in them. */
  Set<String> transitSubnets() {
    Set<String> out = new TreeSet<>();
    attachments.stream().filter(Attachment::isTransitGateway).forEach(a -> out.add(a.subnet()));
    return out;
  }

  /**
   * Public addresses of interfaces of other VPCs, by the private ones that only one of them has.
   */
  Map<IpAddress, IpAddress> publicElsewhere() {
    Map<IpAddress, IpAddress> out = new TreeMap<>();
    Set<IpAddress> twice = new TreeSet<>();
    for (Attachment a : account.attachments()) {
      if (!a.vpc().equals(vpc)) {
        a.publicly()
            .forEach(
                (here, there) -> {
                  IpAddress old = out.putIfAbsent(here, there);
                  if (old != null && !old.equals(there)) {
                    twice.add(here);
                  }
                });
      }
    }
    twice.forEach(out::remove);
    return out;
  }

  /** Subnets with a NAT gateway in them. */
  Set<String> gatewaySubnets() {
    Set<String> out = new TreeSet<>();
    attachments.stream().filter(Attachment::isNatGateway).forEach(a -> out.add(a.subnet()));
    return out;
  }
}
