package flowgap.vendor.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The kinds of things that an account's exports list, and the names under which lists of them
 * stand.
 */
enum Element {
  GROUP("describe-security-groups", "SecurityGroups", "security_groups"),
  GROUP_RULE("describe-security-group-rules", "SecurityGroupRules", "security_group_rules"),
  ACL("describe-network-acls", "NetworkAcls", "network_acls"),
  INTERFACE("describe-network-interfaces", "NetworkInterfaces", "network_interfaces"),
  RESERVATION("describe-instances", "Reservations", "reservations"),
  INSTANCE("describe-instances", "Instances", "instances"),
  SUBNET("describe-subnets", "Subnets", "subnets"),
  VPC("describe-vpcs", "Vpcs", "vpcs"),
  PREFIX_LIST("describe-prefix-lists", "PrefixLists", "prefix_lists"),
  PREFIX_ENTRY("get-managed-prefix-list-entries", "Entries"),
  ASSOCIATION("describe-security-group-vpc-associations", "SecurityGroupVpcAssociations");

  private static final Map<String, Element> BY_LIST = new HashMap<>();

  static {
    for (Element e : values()) {
      for (String name : e.lists) {
        BY_LIST.put(name, e);
      }
    }
  }

  /** Lists of an account dump that say nothing about security groups and ACLs. */
  private static final Set<String> KNOWN_AND_IGNORED =
      Set.of(
          "RouteTables",
          "NatGateways",
          "Addresses",
          "VpcEndpoints",
          "VpcEndpointServices",
          "ServiceNames",
          "ServiceDetails",
          "TargetGroups",
          "InternetGateways",
          "EgressOnlyInternetGateways",
          "CarrierGateways",
          "VpnGateways",
          "VpnConnections",
          "CustomerGateways",
          "TransitGateways",
          "TransitGatewayAttachments",
          "TransitGatewayVpcAttachments",
          "TransitGatewayRouteTables",
          "TransitGatewayStaticRoutes",
          "TransitGatewayPropagations",
          "TransitGatewayPeeringAttachments",
          "LoadBalancers",
          "LoadBalancerDescriptions",
          "LoadBalancerListeners",
          "LoadBalancerTargetHealth",
          "LoadBalancerAttributes",
          "Listeners",
          "TargetHealthDescriptions",
          "VpcPeeringConnections",
          "DBInstances",
          "DBClusters",
          "InstanceStatuses",
          "PlacementGroups",
          "AvailabilityZones",
          "MovingAddressStatuses",
          "DhcpOptions",
          "Tags",
          "DomainStatusList",
          "Hosts",
          "ClassicLinkInstances",
          "Firewalls",
          "FirewallPolicies",
          "FlowLogs",
          "Volumes",
          "Snapshots",
          "Images",
          "KeyPairs",
          "AccountAttributes",
          "Regions",
          "LaunchTemplates",
          "SecurityGroupReferenceSet",
          "StaleSecurityGroupSet",
          "internet_gateways",
          "CacheClusters",
          "ManagedPrefixLists",
          "DirectConnectGateways",
          "VirtualInterfaces");

  private final String command;
  private final String[] lists;

  Element(String command, String... lists) {
    this.command = command;
    this.lists = lists;
  }

  /** The command of the AWS CLI that gives them. */
  String command() {
    return command;
  }

  static Optional<Element> ofList(String name) {
    return Optional.ofNullable(BY_LIST.get(name));
  }

  /** Whether it is a list of an account dump that has no bearing here. */
  static boolean isIgnoredList(String name) {
    return KNOWN_AND_IGNORED.contains(name);
  }

  /** What an object without a list around it is, by the names of its members. */
  static Optional<Element> ofMembers(Set<String> names) {
    if (names.contains("SecurityGroupRuleId")
        || names.contains("IsEgress") && names.contains("GroupId")) {
      return Optional.of(GROUP_RULE);
    }
    if (names.contains("GroupId")
        && (names.contains("IpPermissions") || names.contains("IpPermissionsEgress"))) {
      return Optional.of(GROUP);
    }
    if (names.contains("NetworkAclId") && names.contains("Entries")) {
      return Optional.of(ACL);
    }
    if (names.contains("InstanceId") && names.contains("ImageId")) {
      return Optional.of(INSTANCE);
    }
    if (names.contains("ReservationId") && names.contains("Instances")) {
      return Optional.of(RESERVATION);
    }
    if (names.contains("NetworkInterfaceId") && names.contains("Groups")) {
      return Optional.of(INTERFACE);
    }
    if (names.contains("SubnetId") && names.contains("CidrBlock")) {
      return Optional.of(SUBNET);
    }
    if (names.contains("VpcId") && names.contains("CidrBlock")) {
      return Optional.of(VPC);
    }
    if (names.contains("PrefixListId") && names.contains("PrefixListName")) {
      return Optional.of(PREFIX_LIST);
    }
    return Optional.empty();
  }

  /** Members that an object has if it is an element itself, not a document around lists. */
  static boolean marksElement(String name) {
    return switch (name) {
      case "GroupId",
          "GroupName",
          "IpPermissions",
          "IpPermissionsEgress",
          "OwnerId",
          "VpcId",
          "NetworkAclId",
          "Associations",
          "NetworkInterfaceId",
          "InstanceId",
          "ImageId",
          "AmiLaunchIndex",
          "SubnetId",
          "CidrBlock",
          "SecurityGroupRuleId",
          "IsEgress",
          "ReservationId",
          "PrefixListId",
          "Groups",
          "Attachment",
          "AvailabilityZone",
          "Architecture",
          "Description",
          "Association" ->
          true;
      default -> false;
    };
  }
}
