package flowgap.vendor.panos;

import flowgap.grammar.panos.PortsLexer;
import flowgap.grammar.panos.PortsParser;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;

/**
 * Port lists as services and applications write them.
 *
 * @param packets what the understood part says
 * @param dynamic whether {@code dynamic} stands among them: ports that nobody can list
 */
record Ports(PacketSet packets, boolean dynamic) {
  /** {@code 80,443,8000-8080}; empty where it is none. */
  static Optional<PortSet> list(String text) {
    if (!text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int port = Integer.parseInt(text);
      return port > 65535 ? Optional.empty() : Optional.of(PortSet.of(port));
    }
    Errors errors = new Errors();
    PortsParser parser = parser(text, errors);
    PortsParser.PortListContext tree = parser.portList();
    return errors.found() ? Optional.empty() : ports(tree.portItem());
  }

  /** {@code tcp/80,dynamic}, {@code icmp/8}, {@code proto/89}; empty where it is none. */
  static Optional<Ports> application(String text) {
    Errors errors = new Errors();
    PortsParser parser = parser(text, errors);
    PortsParser.ApplicationPortsContext tree = parser.applicationPorts();
    if (errors.found()) {
      return Optional.empty();
    }
    boolean dynamic =
        tree.portItem().stream().anyMatch(i -> i instanceof PortsParser.DynamicContext);
    List<PortsParser.PortItemContext> fixed =
        tree.portItem().stream().filter(i -> !(i instanceof PortsParser.DynamicContext)).toList();
    Optional<PortSet> numbers = fixed.isEmpty() ? Optional.of(PortSet.NONE) : ports(fixed);
    return numbers.map(n -> new Ports(packets(tree.protocol(), n, dynamic), dynamic));
  }

  private static PacketSet packets(
      PortsParser.ProtocolContext protocol, PortSet numbers, boolean dynamic) {
    if (protocol instanceof PortsParser.TcpContext) {
      return PacketSet.tcp(numbers);
    }
    if (protocol instanceof PortsParser.UdpContext) {
      return PacketSet.udp(numbers);
    }
    if (protocol instanceof PortsParser.SctpContext) {
      return PacketSet.ports(Protocols.SCTP, PortSet.ANY, numbers);
    }
    PacketSet out = PacketSet.NONE;
    boolean icmp = protocol instanceof PortsParser.IcmpContext;
    boolean icmp6 = protocol instanceof PortsParser.Icmp6Context;
    if (dynamic || numbers.isAny()) {
      return icmp ? PacketSet.icmp(-1, -1) : icmp6 ? PacketSet.icmp6(-1, -1) : PacketSet.NONE;
    }
    for (int[] r : numbers.intervals()) {
      for (int n = r[0]; n <= Math.min(r[1], 255); n++) {
        out =
            out.or(
                icmp
                    ? PacketSet.icmp(n, -1)
                    : icmp6 ? PacketSet.icmp6(n, -1) : PacketSet.protocol(n));
      }
    }
    return out;
  }

  private static PortsParser parser(String text, Errors errors) {
    PortsLexer lexer = new PortsLexer(CharStreams.fromString(text));
    PortsParser parser = new PortsParser(new CommonTokenStream(lexer));
    errors.listenTo(lexer, parser);
    return parser;
  }

  private static Optional<PortSet> ports(List<PortsParser.PortItemContext> items) {
    PortSet out = PortSet.NONE;
    for (PortsParser.PortItemContext i : items) {
      if (i instanceof PortsParser.AnyPortContext) {
        return Optional.of(PortSet.ANY);
      }
      if (!(i instanceof PortsParser.PortsContext p)) {
        return Optional.empty();
      }
      int low = number(p.low.getText());
      int high = p.high == null ? low : number(p.high.getText());
      if (low > high || high > 65535) {
        return Optional.empty();
      }
      out = out.or(PortSet.range(low, high));
    }
    return Optional.of(out);
  }

  private static int number(String text) {
    return text.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(text);
  }
}
