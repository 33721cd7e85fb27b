package flowgap.vendor.panos;

import flowgap.analysis.Assumptions;
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
import flowgap.policy.Condition;
import flowgap.policy.Firewall;
import flowgap.policy.Window;
import flowgap.source.SourceSpan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One question to a firewall: {@code tcp/443 10.0.0.1 10.9.0.1}, with {@code in}, {@code app} … */
record Asked(String service, String from, String to, Map<String, String> options) {
  FlowAtFirewall at(Firewall firewall) {
    Flow flow =
        new Flow(
            "1",
            "",
            Origin.LIST,
            side(from),
            side(to),
            new Service(service, packets(), false, Optional.empty()),
            Direction.FORWARD,
            Requirement.REQUIRED,
            Optional.empty(),
            Optional.ofNullable(options.get("app")).map(List::of).orElse(List.of()),
            Optional.ofNullable(options.get("in")),
            Optional.ofNullable(options.get("out")),
            FlowPath.UNSTATED,
            Validity.ALWAYS,
            Remarks.NONE,
            SourceSpan.implicit("", ""));
    Optional<Window> window =
        Optional.ofNullable(options.get("window"))
            .map(w -> w.split("/"))
            .map(w -> new Window(Instant.parse(w[0]), Instant.parse(w[1])));
    Assumptions assumptions =
        "as-named".equals(options.get("app-id"))
            ? new Assumptions(Set.of(Condition.Kind.APPLICATION))
            : Assumptions.NONE;
    return new FirewallJudge(firewall)
        .judge(flow, new Circumstances(window, assumptions), false)
        .get(0)
        .shown();
  }

  private static Side side(String text) {
    AddressSet set = AddressSet.parse(text).orElseThrow();
    return new Side(text, List.of(new Endpoint(text, text, Endpoint.Kind.ADDRESS, set)));
  }

  private PacketSet packets() {
    String[] parts = service.split("/");
    return switch (parts[0]) {
      case "tcp" -> PacketSet.ports(Protocols.TCP, PortSet.range(1024, 65535), range(parts[1]));
      case "udp" -> PacketSet.ports(Protocols.UDP, PortSet.ANY, range(parts[1]));
      case "icmp" -> PacketSet.icmp(8, 0);
      case "icmp6" -> PacketSet.icmp6(128, 0);
      case "proto" -> PacketSet.protocol(Integer.parseInt(parts[1]));
      default -> throw new IllegalArgumentException(service);
    };
  }

  private static PortSet range(String text) {
    String[] ends = text.split("-");
    return PortSet.range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
  }
}
