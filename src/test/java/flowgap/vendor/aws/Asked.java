package flowgap.vendor.aws;

import flowgap.analysis.Circumstances;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowAtFirewall;
import flowgap.flow.Direction;
import flowgap.flow.Endpoint;
import flowgap.flow.Flow;
import flowgap.flow.FlowPath;
import flowgap.flow.Origin;
import flowgap.flow.Remarks;
import flowgap.flow.Requirement;
import flowgap.flow.Service;
import flowgap.flow.Side;
import flowgap.flow.Validity;
import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Firewall;
import flowgap.source.SourceSpan;
import java.util.List;
import java.util.Optional;

/** One question to a firewall, as a flow of one row. */
record Asked(
    String from,
    String to,
    String service,
    String sourcePorts,
    Optional<String> in,
    Optional<String> out) {
  static Asked of(String from, String to, String service) {
    return new Asked(from, to, service, "", Optional.empty(), Optional.empty());
  }

  FlowAtFirewall at(Firewall firewall) {
    return at(new FirewallJudge(firewall));
  }

  FlowAtFirewall at(FirewallJudge judge) {
    return judge.judge(flow(), Circumstances.NONE, false).get(0).shown();
  }

  Flow flow() {
    return new Flow(
        "1",
        "",
        Origin.LIST,
        side(from),
        side(to),
        new Service(service, packets(), !sourcePorts.isEmpty(), Optional.empty()),
        Direction.FORWARD,
        Requirement.REQUIRED,
        Optional.empty(),
        List.of(),
        in,
        out,
        FlowPath.UNSTATED,
        Validity.ALWAYS,
        Remarks.NONE,
        SourceSpan.implicit("", ""));
  }

  private static Side side(String text) {
    AddressSet set = text.equals("any") ? AddressSet.ANY_V4 : AddressSet.parse(text).orElseThrow();
    return new Side(text, List.of(new Endpoint(text, text, Endpoint.Kind.ADDRESS, set)));
  }

  private PacketSet packets() {
    if (service.equals("any")) {
      return PacketSet.ALL;
    }
    String[] parts = service.split("/");
    return switch (parts[0]) {
      case "tcp" -> ports(Protocols.TCP, parts[1], PortSet.range(1024, 65535));
      case "udp" -> ports(Protocols.UDP, parts[1], PortSet.ANY);
      case "icmp" ->
          parts.length == 1
              ? PacketSet.icmp(8, 0)
              : PacketSet.icmp(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
      case "icmp6" -> PacketSet.icmp6(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
      case "proto" -> PacketSet.protocol(Integer.parseInt(parts[1]));
      default -> throw new IllegalArgumentException(service);
    };
  }

  private PacketSet ports(int protocol, String text, PortSet sources) {
    PortSet from = sourcePorts.isEmpty() ? sources : range(sourcePorts);
    return PacketSet.ports(protocol, from, range(text));
  }

  private static PortSet range(String text) {
    String[] ends = text.split("-");
    return PortSet.range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
  }
}
