package flowgap.model.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import flowgap.model.Choices;
import flowgap.model.End;
import flowgap.model.Ip;
import flowgap.model.Probe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the security groups and ACLs of one VPC do with one packet, by the VPC User Guide (Security
 * group rules, Network ACLs) and the EC2 API Reference (IpPermission, NetworkAclEntry). Addresses
 * that no interface holds, public addresses and gateways are left out.
 */
final class AwsModel {
  private record Interface(String subnet, List<String> groups, boolean plain) {}

  private record Net(Ip address, int length, String of) {}

  private final String vpc;
  private final Map<String, ArrayNode> all;
  private final Map<Ip, Interface> interfaces = new HashMap<>();
  private final List<Ip> publics = new ArrayList<>();
  private final List<Net> networks = new ArrayList<>();
  private final List<Net> subnets = new ArrayList<>();
  private final Map<String, JsonNode> groups = new HashMap<>();
  final List<String> doubts = new ArrayList<>();

  AwsModel(List<Pieces.Piece> pieces, String vpc) {
    this.vpc = vpc;
    all = Pieces.assembled(pieces);
    for (Pieces.Piece p : pieces) {
      if (p.kind().equals("~NextToken")
          || Set.of(
                  "SecurityGroupRules",
                  "NatGateways",
                  "TransitGatewayVpcAttachments",
                  "Reservations")
              .contains(p.kind())) {
        doubts.add(p.kind());
      }
    }
    for (JsonNode v : list("Vpcs")) {
      String id = v.path("VpcId").asText();
      networks(networks, v, id);
    }
    for (JsonNode s : list("Subnets")) {
      if (s.path("VpcId").asText().equals(vpc)) {
        networks(subnets, s, s.path("SubnetId").asText());
      }
    }
    for (JsonNode g : list("SecurityGroups")) {
      groups.put(g.path("GroupId").asText(), g);
    }
    list("NetworkInterfaces").forEach(this::read);
  }

  private Iterable<JsonNode> list(String kind) {
    return all.containsKey(kind) ? all.get(kind) : List.of();
  }

  private static void networks(List<Net> out, JsonNode node, String id) {
    for (String text :
        List.of(node.path("CidrBlock").asText(), node.path("Ipv6CidrBlock").asText())) {
      add(out, text, id);
    }
    node.path("CidrBlockAssociationSet").forEach(a -> add(out, a.path("CidrBlock").asText(), id));
    node.path("Ipv6CidrBlockAssociationSet")
        .forEach(a -> add(out, a.path("Ipv6CidrBlock").asText(), id));
  }

  private static void add(List<Net> out, String text, String id) {
    String[] parts = text.split("/");
    Ip a = Ip.parse(parts[0]);
    if (a != null) {
      out.add(new Net(a, Integer.parseInt(parts[1]), id));
    }
  }

  private void read(JsonNode eni) {
    List<String> of = new ArrayList<>();
    eni.path("Groups").forEach(g -> of.add(g.path("GroupId").asText()));
    boolean plain = eni.path("InterfaceType").asText("interface").equals("interface");
    Interface i = new Interface(eni.path("SubnetId").asText(), of, plain);
    List<JsonNode> addresses = new ArrayList<>();
    eni.path("PrivateIpAddresses").forEach(addresses::add);
    addresses.add(eni);
    eni.path("Ipv6Addresses").forEach(addresses::add);
    for (JsonNode a : addresses) {
      for (String key : List.of("PrivateIpAddress", "Ipv6Address")) {
        Ip address = Ip.parse(a.path(key).asText());
        if (address != null && eni.path("VpcId").asText().equals(vpc)) {
          interfaces.put(address, i);
        }
      }
      Ip shown = Ip.parse(a.path("Association").path("PublicIp").asText());
      if (shown != null) {
        publics.add(shown);
      }
    }
    if (eni.has("Ipv4Prefixes") || eni.has("Ipv6Prefixes")) {
      doubts.add("prefixes of interfaces");
    }
  }

  End end(Probe p) {
    if (networks.stream().noneMatch(n -> n.of().equals(vpc))) {
      return End.UNKNOWN;
    }
    if (!doubts.isEmpty() || publics.contains(p.source()) || publics.contains(p.destination())) {
      return End.UNKNOWN;
    }
    return isSpecial(p.source()) || isSpecial(p.destination())
        ? End.UNKNOWN
        : Choices.of(c -> through(c, p));
  }

  /** Addresses that the service itself uses, or two VPCs have. */
  private boolean isSpecial(Ip a) {
    boolean local = a.within(Ip.parse("169.254.0.0"), 16) || a.within(Ip.parse("fd00:ec2::"), 32);
    long here =
        networks.stream()
            .filter(n -> a.within(n.address(), n.length()))
            .map(Net::of)
            .distinct()
            .count();
    if (local || here > 1) {
      return true;
    }
    for (List<Net> nets : List.of(networks, subnets)) {
      for (Net n : nets) {
        if (a.within(n.address(), n.length())
            && (a.between(n.address().network(n.length()), n.address().network(n.length()).plus(3))
                || a.equals(n.address().last(n.length())))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean inside(Ip a) {
    return interfaces.containsKey(a)
        || networks.stream().anyMatch(n -> n.of().equals(vpc) && a.within(n.address(), n.length()));
  }

  /** An address about which this model says nothing: no interface holds it. */
  boolean isUnsettled(Ip a) {
    return isSpecial(a) || inside(a) && !interfaces.containsKey(a);
  }

  private End through(Choices c, Probe p) {
    boolean from = inside(p.source());
    boolean to = inside(p.destination());
    if (!from && !to) {
      // An address of the Internet may be one of the VPC's, where no interface tells.
      return interfaces.isEmpty() ? End.UNKNOWN : End.LEFT;
    }
    Interface s = interfaces.get(p.source());
    Interface d = interfaces.get(p.destination());
    if (from && s == null || to && d == null || s != null && s == d) {
      return End.UNKNOWN;
    }
    if (s != null && !s.plain() || d != null && !d.plain()) {
      return End.UNKNOWN;
    }
    boolean passes =
        (s == null || group(c, s, "IpPermissionsEgress", p, p.destination()))
            && (d == null || group(c, d, "IpPermissions", p, p.source()));
    boolean oneSubnet = s != null && d != null && s.subnet().equals(d.subnet());
    if (!oneSubnet) {
      passes = passes && acls(c, p, s, d);
      passes = passes && (!p.isAnswered() || acls(c, p.answer(), d, s));
    }
    return passes ? End.PASSES : End.DENIED;
  }

  private boolean acls(Choices c, Probe p, Interface s, Interface d) {
    return (s == null || acl(c, s.subnet(), true, p, p.destination()))
        && (d == null || acl(c, d.subnet(), false, p, p.source()));
  }

  private boolean group(Choices c, Interface i, String side, Probe p, Ip far) {
    if (i.groups().isEmpty()) {
      return true;
    }
    for (String id : i.groups()) {
      JsonNode g = groups.get(id);
      if (g == null) {
        if (c.whether("group " + id)) {
          return true;
        }
        continue;
      }
      for (JsonNode permission : g.path(side)) {
        if (service(c, permission, p) && reaches(c, permission, far, g)) {
          return true;
        }
      }
    }
    return false;
  }

  private static int protocol(String text) {
    return switch (text) {
      case "-1", "all" -> -1;
      case "tcp" -> 6;
      case "udp" -> 17;
      case "icmp" -> 1;
      case "icmpv6" -> 58;
      default -> text.matches("\\d+") ? Integer.parseInt(text) : -2;
    };
  }

  private boolean service(Choices c, JsonNode permission, Probe p) {
    int protocol = protocol(permission.path("IpProtocol").asText());
    if (protocol == -1) {
      return true;
    }
    if (protocol == -2) {
      return c.whether("protocol " + permission.path("IpProtocol"));
    }
    if (protocol != p.protocol()) {
      return false;
    }
    int from = permission.path("FromPort").asInt(-1);
    int to = permission.path("ToPort").asInt(-1);
    if (protocol == 6 || protocol == 17) {
      return from < 0 || to < 0
          ? c.whether("ports " + permission)
          : from <= p.second() && p.second() <= to;
    }
    return protocol != 1 && protocol != 58 || icmp(from, to, p);
  }

  private static boolean icmp(int type, int code, Probe p) {
    return type < 0 || type == p.first() && (code < 0 || code == p.second());
  }

  private boolean reaches(Choices c, JsonNode permission, Ip far, JsonNode group) {
    for (JsonNode r : permission.path("IpRanges")) {
      if (holds(c, r.path("CidrIp").asText(), far)) {
        return true;
      }
    }
    for (JsonNode r : permission.path("Ipv6Ranges")) {
      if (holds(c, r.path("CidrIpv6").asText(), far)) {
        return true;
      }
    }
    if (!permission.path("PrefixListIds").isEmpty()
        && c.whether("" + permission.path("PrefixListIds"))) {
      return true;
    }
    for (JsonNode pair : permission.path("UserIdGroupPairs")) {
      if (pairHolds(c, pair, far, group)) {
        return true;
      }
    }
    return false;
  }

  private boolean pairHolds(Choices c, JsonNode pair, Ip far, JsonNode group) {
    String id = pair.path("GroupId").asText();
    boolean foreign =
        !pair.path("UserId").asText().equals(group.path("OwnerId").asText())
            || pair.has("PeeringStatus")
            || pair.has("VpcPeeringConnectionId")
            || !pair.path("VpcId").asText(vpc).equals(vpc)
            || !groups.containsKey(id);
    Interface i = interfaces.get(far);
    if (i != null && i.groups().contains(id)) {
      return !foreign || c.whether("" + pair);
    }
    return foreign && c.whether("" + pair);
  }

  private boolean holds(Choices c, String text, Ip a) {
    String[] parts = text.split("/");
    Ip net = Ip.parse(parts[0]);
    if (net == null || parts.length < 2 || Integer.parseInt(parts[1]) > net.bits()) {
      return c.whether("network " + text);
    }
    return a.within(net, Integer.parseInt(parts[1]));
  }

  private boolean acl(Choices c, String subnet, boolean egress, Probe p, Ip far) {
    JsonNode acl = MissingNode.getInstance();
    for (JsonNode a : list("NetworkAcls")) {
      boolean bound = false;
      for (JsonNode b : a.path("Associations")) {
        bound |= b.path("SubnetId").asText().equals(subnet);
      }
      boolean standard = a.path("IsDefault").asBoolean() && a.path("VpcId").asText().equals(vpc);
      if (bound || standard && acl.isMissingNode()) {
        acl = a;
      }
    }
    if (acl.isMissingNode()) {
      return c.whether("acl of " + subnet);
    }
    List<JsonNode> entries = new ArrayList<>();
    acl.path("Entries").forEach(entries::add);
    entries.sort(Comparator.comparingInt(e -> e.path("RuleNumber").asInt()));
    for (JsonNode e : entries) {
      if (e.path("Egress").asBoolean() == egress && matches(c, e, p, far)) {
        String action = e.path("RuleAction").asText();
        return action.equals("allow") || !action.equals("deny") && c.whether("action " + e);
      }
    }
    return false;
  }

  private boolean matches(Choices c, JsonNode e, Probe p, Ip far) {
    String cidr = e.path(far.six() ? "Ipv6CidrBlock" : "CidrBlock").asText();
    if (cidr.isEmpty() || !holds(c, cidr, far)) {
      return false;
    }
    int protocol = protocol(e.path("Protocol").asText());
    if (protocol == -1) {
      return true;
    }
    if (protocol != p.protocol()) {
      return false;
    }
    if (protocol == 6 || protocol == 17) {
      JsonNode range = e.path("PortRange");
      return range.isMissingNode()
          ? c.whether("ports " + e)
          : range.path("From").asInt() <= p.second() && p.second() <= range.path("To").asInt();
    }
    if (protocol == 1 || protocol == 58 && far.six()) {
      JsonNode type = e.path("IcmpTypeCode");
      return type.isMissingNode()
          ? c.whether("icmp " + e)
          : icmp(type.path("Type").asInt(), type.path("Code").asInt(), p);
    }
    return true;
  }
}
