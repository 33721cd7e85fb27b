package flowgap.change;

import flowgap.analysis.CheapestPort;
import flowgap.analysis.Judged;
import flowgap.flow.AnyOne;
import flowgap.flow.Flow;
import flowgap.flow.Service;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import java.util.List;
import java.util.Optional;

/** Of flows of which one port is enough, opens one port instead of the whole range. */
public final class OnePort {
  private OnePort() {}

  /**
   * The flow with the port alone that takes the fewest changes; the flow itself where all ports are
   * needed, or no port is certainly denied.
   *
   * @param at what all firewalls of its path do with the flow: one and the same port has to pass
   *     them all
   */
  public static Flow of(Flow flow, List<Judged> at) {
    Optional<Flow> one =
        flow.service()
            .anyOne()
            .flatMap(
                a -> CheapestPort.of(at, a).map(port -> flow.with(only(flow.service(), port))));
    return one.orElse(flow);
  }

  private static Service only(Service service, int port) {
    int protocol = service.anyOne().orElseThrow().protocol();
    PortSet one = PortSet.of(port);
    return new Service(
        service.text(),
        service.packets().and(PacketSet.ports(protocol, PortSet.ANY, one)),
        service.sourcePortsStated(),
        Optional.of(new AnyOne(protocol, one)));
  }

  /** What is to be said of the opened port, or of the range; empty where all ports are needed. */
  static String remark(Flow flow) {
    return flow.service()
        .anyOne()
        .map(
            a ->
                a.ports().size() == 1
                    ? "flow %s needs one port of %s: port %s is opened, the others stay closed"
                        .formatted(flow.id(), flow.service().text(), a.ports())
                    : "flow %s needs one port of %s, the same on every firewall of its path: keep one, where they agree"
                        .formatted(flow.id(), flow.service().text()))
        .orElse("");
  }
}
