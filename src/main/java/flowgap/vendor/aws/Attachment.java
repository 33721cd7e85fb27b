package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.source.SourceSpan;
import java.util.List;
import java.util.Map;

/**
 * A network interface of a VPC and the security groups that it is attached to.
 *
 * @param groups group ids, ascending; none = no group filters it
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
    AddressSet addresses,
    Map<IpAddress, IpAddress> publicly,
    String type,
    String description,
    SourceSpan span) {
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

  boolean isNatGateway() {
    return type.equals("nat_gateway");
  }

  boolean isTransitGateway() {
    return type.equals("transit_gateway");
  }
}
