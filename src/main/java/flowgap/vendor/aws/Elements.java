package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes VPCs, subnets, interfaces and prefix lists of what a file says. */
final class Elements {
  private final String file;

  Elements(String file) {
    this.file = file;
  }

  SourceSpan span(Json json, String path) {
    return new SourceSpan(file, json.line(), json.column(), path, path);
  }

  Vpc vpc(Json json) {
    String id = json.get("VpcId").text();
    List<AddressSet> networks = new ArrayList<>();
    List<Json> associations = json.get("CidrBlockAssociationSet").items();
    for (Json a : associations) {
      if (isAssociated(a.get("CidrBlockState"))) {
        network(a.get("CidrBlock")).ifPresent(networks::add);
      }
    }
    if (associations.isEmpty()) {
      network(json.get("CidrBlock")).ifPresent(networks::add);
    }
    addIpv6(json, networks);
    AddressSet resolver =
        network(json.get("CidrBlock"))
            .flatMap(AddressSet::first)
            .map(base -> AddressSet.of(IpAddress.v4(base.lo() + 2)))
            .orElse(AddressSet.NONE);
    return new Vpc(
        id,
        name(json),
        json.get("OwnerId").text(),
        AddressSet.union(networks),
        resolver,
        span(json, id));
  }

  Subnet subnet(Json json) {
    String id = json.get("SubnetId").text();
    List<AddressSet> networks = new ArrayList<>();
    network(json.get("CidrBlock")).ifPresent(networks::add);
    addIpv6(json, networks);
    return new Subnet(
        id, name(json), json.get("VpcId").text(), AddressSet.union(networks), span(json, id));
  }

  private static void addIpv6(Json json, List<AddressSet> networks) {
    for (Json a : json.get("Ipv6CidrBlockAssociationSet").items()) {
      if (isAssociated(a.get("Ipv6CidrBlockState"))) {
        network(a.get("Ipv6CidrBlock")).ifPresent(networks::add);
      }
    }
  }

  private static boolean isAssociated(Json state) {
    String word = state.get("State").text();
    return word.isEmpty() || word.equals("associated") || word.equals("associating");
  }

  private static Optional<AddressSet> network(Json json) {
    return AddressSet.parse(json.text());
  }

  /** The value of the tag {@code Name}. */
  static String name(Json json) {
    for (String key : List.of("Tags", "TagSet")) {
      for (Json tag : json.get(key).items()) {
        if (tag.get("Key").text().equals("Name")) {
          return tag.get("Value").text();
        }
      }
    }
    return "";
  }

  /** An interface of {@code describe-network-interfaces} or of an instance. */
  Attachment attachment(Json json, String vpcOfInstance, String subnetOfInstance) {
    List<AddressSet> addresses = new ArrayList<>();
    Map<IpAddress, IpAddress> publicly = new HashMap<>();
    add(addresses, json.get("PrivateIpAddress"));
    publish(publicly, json);
    for (Json one : json.get("PrivateIpAddresses").items()) {
      add(addresses, one.get("PrivateIpAddress"));
      publish(publicly, one);
    }
    for (Json one : json.get("Ipv6Addresses").items()) {
      add(addresses, one.isObject() ? one.get("Ipv6Address") : one);
    }
    for (Json one : json.get("Ipv4Prefixes").items()) {
      add(addresses, one.get("Ipv4Prefix"));
    }
    for (Json one : json.get("Ipv6Prefixes").items()) {
      add(addresses, one.get("Ipv6Prefix"));
    }
    List<String> groups = new ArrayList<>();
    for (Json group : json.get("Groups").items()) {
      groups.add(group.isObject() ? group.get("GroupId").text() : group.text());
    }
    String id = json.get("NetworkInterfaceId").text();
    String vpc = json.get("VpcId").text();
    String subnet = json.get("SubnetId").text();
    return new Attachment(
        id,
        vpc.isEmpty() ? vpcOfInstance : vpc,
        subnet.isEmpty() ? subnetOfInstance : subnet,
        groups,
        json.says("Groups"),
        AddressSet.union(addresses),
        publicly,
        json.get("InterfaceType").text(),
        json.get("Description").text(),
        span(json, id));
  }

  private static void add(List<AddressSet> addresses, Json text) {
    AddressSet.parse(text.text()).ifPresent(addresses::add);
  }

  private static void publish(Map<IpAddress, IpAddress> publicly, Json json) {
    Optional<IpAddress> inside = IpAddress.parse(json.get("PrivateIpAddress").text());
    Optional<IpAddress> outside = IpAddress.parse(json.get("Association").get("PublicIp").text());
    if (inside.isPresent() && outside.isPresent()) {
      publicly.put(inside.get(), outside.get());
    }
  }

  /** The interfaces of an instance; an instance without any (terminated) has none. */
  List<Attachment> attachments(Json instance) {
    List<Attachment> out = new ArrayList<>();
    for (Json one : instance.get("NetworkInterfaces").items()) {
      out.add(attachment(one, instance.get("VpcId").text(), instance.get("SubnetId").text()));
    }
    if (out.isEmpty() && !instance.get("PrivateIpAddress").isBlank()) {
      out.add(ofInstance(instance));
    }
    return out;
  }

  /** An instance whose interfaces are not listed: its own groups are those of the only one. */
  private Attachment ofInstance(Json instance) {
    List<String> groups = new ArrayList<>();
    for (Json group : instance.get("SecurityGroups").items()) {
      groups.add(group.get("GroupId").text());
    }
    Map<IpAddress, IpAddress> publicly = new HashMap<>();
    Optional<IpAddress> inside = IpAddress.parse(instance.get("PrivateIpAddress").text());
    Optional<IpAddress> outside = IpAddress.parse(instance.get("PublicIpAddress").text());
    if (inside.isPresent() && outside.isPresent()) {
      publicly.put(inside.get(), outside.get());
    }
    String id = instance.get("InstanceId").text();
    return new Attachment(
        id,
        instance.get("VpcId").text(),
        instance.get("SubnetId").text(),
        groups,
        instance.says("SecurityGroups"),
        inside.map(AddressSet::of).orElse(AddressSet.NONE),
        publicly,
        "interface",
        "",
        span(instance, id));
  }

  PrefixList prefixList(Json json) {
    String id = json.get("PrefixListId").text();
    boolean given = json.has("Cidrs") && !json.get("Cidrs").isBlank();
    List<AddressSet> entries = new ArrayList<>();
    boolean whole = true;
    for (Json cidr : json.get("Cidrs").items()) {
      Optional<AddressSet> network = AddressSet.parse(cidr.text());
      whole &= network.isPresent();
      network.ifPresent(entries::add);
    }
    return new PrefixList(
        id,
        json.get("PrefixListName").text(),
        given ? Optional.of(AddressSet.union(entries)) : Optional.empty(),
        whole,
        span(json, id));
  }
}
