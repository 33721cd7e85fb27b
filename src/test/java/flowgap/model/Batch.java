package flowgap.model;

import flowgap.analysis.Circumstances;
import flowgap.analysis.FirewallJudge;
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
import flowgap.packet.IpAddress;
import flowgap.packet.Packet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Packets that are asked together as one flow: each source to each destination with each service.
 *
 * @param services protocol, source port or ICMP type, destination port or code
 */
public record Batch(
    List<Ip> sources,
    List<Ip> destinations,
    List<int[]> services,
    String in,
    String out,
    String application) {

  /** The batch of one packet. */
  public static Batch of(Probe p) {
    return new Batch(
        List.of(p.source()),
        List.of(p.destination()),
        List.of(new int[] {p.protocol(), p.first(), p.second()}),
        p.in(),
        p.out(),
        p.application());
  }

  /** The same with a stated application. */
  public Batch of(String named) {
    return new Batch(sources, destinations, services, in, out, named);
  }

  public List<Probe> probes() {
    List<Probe> probes = new ArrayList<>();
    for (Ip s : sources) {
      for (Ip d : destinations) {
        for (int[] v : services) {
          if (s.six() == d.six()) {
            probes.add(new Probe(s, d, v[0], v[1], v[2], in, out, application));
          }
        }
      }
    }
    return probes;
  }

  /** What the program says of them. */
  public Judged judged(FirewallJudge judge, Circumstances circumstances) {
    List<PacketSet> service = new ArrayList<>();
    for (int[] v : services) {
      service.add(
          switch (v[0]) {
            case 6, 17, 132 -> PacketSet.ports(v[0], PortSet.of(v[1]), PortSet.of(v[2]));
            case 1 -> PacketSet.icmp(v[1], v[2]);
            case 58 -> PacketSet.icmp6(v[1], v[2]);
            default -> PacketSet.protocol(v[0]);
          });
    }
    Flow flow =
        new Flow(
            "1",
            "",
            Origin.LIST,
            side(sources),
            side(destinations),
            new Service("", PacketSet.union(service), true, Optional.empty()),
            Direction.FORWARD,
            Requirement.REQUIRED,
            Optional.empty(),
            application.isEmpty() ? List.of() : List.of(application),
            in.isEmpty() ? Optional.empty() : Optional.of(in),
            out.isEmpty() ? Optional.empty() : Optional.of(out),
            FlowPath.UNSTATED,
            Validity.ALWAYS,
            Remarks.NONE,
            SourceSpan.implicit("", ""));
    return judge.judge(flow, circumstances, false).get(0);
  }

  private static Side side(List<Ip> addresses) {
    List<Endpoint> out = new ArrayList<>();
    for (Ip a : addresses) {
      String text = a.toString();
      out.add(
          new Endpoint(text, text, Endpoint.Kind.ADDRESS, AddressSet.parse(text).orElseThrow()));
    }
    return new Side("", out);
  }

  /** What the judgement of a batch says of one of its packets. */
  public static End end(Judged judged, Probe p) {
    Packet packet =
        new Packet(
            IpAddress.parse(p.source().toString()).orElseThrow(),
            IpAddress.parse(p.destination().toString()).orElseThrow(),
            p.protocol(),
            p.hasPorts() || p.isIcmp() ? p.first() : 0,
            p.hasPorts() || p.isIcmp() ? p.second() : 0);
    if (judged.mayPass().contains(packet)) {
      return End.UNKNOWN;
    }
    return judged.passes().contains(packet)
        ? End.PASSES
        : judged.denied().contains(packet)
            ? End.DENIED
            : judged.left().contains(packet) ? End.LEFT : End.UNKNOWN;
  }
}
