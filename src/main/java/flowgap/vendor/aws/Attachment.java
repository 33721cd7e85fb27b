package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.source.SourceSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network interface of a VPC and the security groups that it is attached to.
 *
 * @param groups group ids, ascending; none = no group filters it
 * @param saysGroups false where the export leaves out its groups
 * @param addresses its private addresses of both families, delegated prefixes included
 * @param publicly public addresses by the private address that each stands for
 * @param type {@code interface}, {@code nat_gateway}, {@code transit_gateway} …, empty where not
 *     said
 */
record Attachment(
    String id,
    String vpc,
    String subnet,
    List<String> groups,
    boolean saysGroups,
    AddressSet addresses,
    Map<IpAddress, IpAddress> publicly,
    String type,
    String description,
    SourceSpan span) {
  private static final String LISTENERS =
      "a load balancer's interface: which ports it takes in its listeners decide besides, which are"
          + " not read";

  Attachment {
    groups = groups.stream().distinct().sorted().toList();
    publicly = Map.copyOf(publicly);
  }

  /**
   * Whether it forwards for others and takes in no connections itself.
   *
   * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html">NAT
   *     gateways: external services cannot initiate a connection</a>
   */
  boolean isGateway() {
    return isNatGateway() || isTransitGateway();
  }

  /**
   * What decides on top of groups which ports it takes in; empty where nothing is known to.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html">
   *     InterfaceType</a>
   */
  String decider() {
    return switch (type) {
      case "network_load_balancer", "gateway_load_balancer", "load_balancer" -> LISTENERS;
      case "vpc_endpoint", "gateway_load_balancer_endpoint" ->
          "an endpoint's interface: what its service takes in and its policy decide besides";
      default -> description.startsWith("ELB ") ? LISTENERS : "";
    };
  }

  /** Whether it is at the same place with the same groups and public addresses. */
  boolean saysTheSame(Attachment other) {
    return isAtTheSamePlace(other) && publicly.equals(other.publicly);
  }

  /** Whether it is in the same subnet with the same groups. */
  boolean isAtTheSamePlace(Attachment other) {
    return vpc.equals(other.vpc) && subnet.equals(other.subnet) && groups.equals(other.groups);
  }

  /** The private addresses that a public one stands for. */
  List<IpAddress> behind(IpAddress there) {
    return publicly.entrySet().stream()
        .filter(e -> e.getValue().equals(there))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** The same interface without some addresses, and without what stands for them. */
  Attachment without(AddressSet inside, AddressSet outside) {
    Map<IpAddress, IpAddress> rest = new HashMap<>();
    publicly.forEach(
        (here, there) -> {
          if (!inside.contains(here) && !outside.contains(there)) {
            rest.put(here, there);
          }
        });
    return new Attachment(
        id,
        vpc,
        subnet,
        groups,
        saysGroups,
        addresses.minus(inside),
        rest,
        type,
        description,
        span);
  }

  Attachment in(String itsVpc) {
    return new Attachment(
        id, itsVpc, subnet, groups, saysGroups, addresses, publicly, type, description, span);
  }

  boolean isNatGateway() {
    return type.equals("nat_gateway");
  }

  boolean isTransitGateway() {
    return type.equals("transit_gateway");
  }
}
