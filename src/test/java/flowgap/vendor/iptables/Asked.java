package flowgap.vendor.iptables;

import flowgap.analysis.Circumstances;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.Judged;
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
import flowgap.policy.Firewall;
import flowgap.source.SourceSpan;
import java.util.List;
import java.util.Optional;

/** Asks a firewall about one flow. */
final class Asked {
  private final FirewallJudge judge;

  Asked(Firewall firewall) {
    this.judge = new FirewallJudge(firewall);
  }

  /** The sets of one question. */
  Judged sets(String from, String to, PacketSet service, String in, String out) {
    Flow flow =
        new Flow(
            "1",
            "",
            Origin.LIST,
            side(from),
            side(to),
            new Service("", service, true, Optional.empty()),
            Direction.FORWARD,
            Requirement.REQUIRED,
            Optional.empty(),
            List.of(),
            in.isEmpty() ? Optional.empty() : Optional.of(in),
            out.isEmpty() ? Optional.empty() : Optional.of(out),
            FlowPath.UNSTATED,
            Validity.ALWAYS,
            Remarks.NONE,
            SourceSpan.implicit("test", ""));
    return judge.judge(flow, Circumstances.NONE, false).get(0);
  }

  FlowAtFirewall ask(String from, String to, String service, String in, String out) {
    return sets(from, to, service(service), in, out).shown();
  }

  private static Side side(String text) {
    AddressSet addresses =
        text.equals("any4") ? AddressSet.ANY_V4 : AddressSet.parse(text).orElseThrow();
    return new Side(text, List.of(new Endpoint(text, text, Endpoint.Kind.ADDRESS, addresses)));
  }

  /**
   * {@code tcp/443}, {@code udp/53:1024} (with source port), {@code icmp/8/0}, {@code proto/47}.
   */
  static PacketSet service(String text) {
    String[] parts = text.split("[/:]");
    return switch (parts[0]) {
      case "tcp", "udp", "sctp" -> {
        int protocol = parts[0].equals("tcp") ? 6 : parts[0].equals("udp") ? 17 : 132;
        String[] range = parts[1].split("-");
        PortSet to =
            PortSet.range(Integer.parseInt(range[0]), Integer.parseInt(range[range.length - 1]));
        PortSet from =
            parts.length > 2 ? PortSet.of(Integer.parseInt(parts[2])) : PortSet.range(1024, 65535);
        yield PacketSet.ports(protocol, from, to);
      }
      case "icmp" -> PacketSet.icmp(number(parts, 1, 8), number(parts, 2, 0));
      case "icmp6" -> PacketSet.icmp6(number(parts, 1, 128), number(parts, 2, 0));
      default -> PacketSet.protocol(Integer.parseInt(parts[1]));
    };
  }

  private static int number(String[] parts, int at, int otherwise) {
    return parts.length > at ? Integer.parseInt(parts[at]) : otherwise;
  }
}
