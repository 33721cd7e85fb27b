package flowgap.flow;

import flowgap.grammar.flow.ServiceParser;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A service as it stands in a row.
 *
 * @param text the service notation
 * @param protocol protocol of ports that name none, from a column of its own; empty = none
 * @param sourcePorts as given; empty = the protocol's own
 * @param anyOne whether the row says that one port is enough
 */
record ServiceText(
    String text, String protocol, String sourcePorts, boolean anyOne, SourceSpan span) {
  /** Ports that clients open connections from, RFC 6335 section 6: registered and dynamic ones. */
  private static final PortSet CLIENT_PORTS = PortSet.range(1024, 65535);

  /** The service, or empty with the problems entered. */
  Optional<Service> read(List<Problem> problems) {
    int before = problems.size();
    Optional<PortSet> sources = sourcePorts(problems);
    Set<Integer> fallback = protocol.isEmpty() ? Set.of() : protocols(problems);
    List<ServicePiece> pieces = List.of();
    if (problems.size() == before) {
      pieces = pieces(fallback, problems);
    }
    if (problems.size() > before) {
      return Optional.empty();
    }
    boolean one = anyOne || pieces.stream().anyMatch(ServicePiece::anyOne);
    Optional<AnyOne> choice = one ? choice(pieces, problems) : Optional.empty();
    boolean hasPorts = pieces.stream().anyMatch(p -> p.ports().isPresent() || p.isAny());
    if (sources.isPresent() && !hasPorts) {
      fail(problems, "source ports are given, but the service has no ports");
    }
    if (problems.size() > before) {
      return Optional.empty();
    }
    List<PacketSet> sets = pieces.stream().map(p -> packets(p, sources)).toList();
    return Optional.of(new Service(text, PacketSet.union(sets), sources.isPresent(), choice));
  }

  private Set<Integer> protocols(List<Problem> problems) {
    Set<Integer> out = new TreeSet<>();
    for (String word : protocol.split("[/,;+]")) {
      ServiceWords.protocol(TableText.trim(word))
          .ifPresentOrElse(
              out::add,
              () ->
                  fail(
                      problems,
                      "\"%s\" is no protocol with ports; expected tcp, udp or sctp"
                          .formatted(protocol)));
    }
    return out;
  }

  private List<ServicePiece> pieces(Set<Integer> fallback, List<Problem> problems) {
    SyntaxTrouble trouble = new SyntaxTrouble();
    ServiceParser parser = trouble.parser(text);
    ServiceParser.ServicesContext tree = parser.services();
    if (trouble.first().isPresent()) {
      fail(problems, "%s; expected a service such as tcp/443".formatted(trouble.first().get()));
      return List.of();
    }
    List<String> errors = new ArrayList<>();
    List<ServicePiece> pieces = new ServicePieces(fallback, errors).of(tree);
    errors.forEach(e -> fail(problems, e));
    return pieces;
  }

  private Optional<PortSet> sourcePorts(List<Problem> problems) {
    if (sourcePorts.isEmpty()) {
      return Optional.empty();
    }
    SyntaxTrouble trouble = new SyntaxTrouble();
    ServiceParser.ServicesContext tree =
        trouble.parser("tcp " + sourcePorts.replace(';', ',')).services();
    List<String> errors = new ArrayList<>();
    PortSet out = PortSet.NONE;
    if (trouble.first().isEmpty()) {
      for (ServicePiece p : new ServicePieces(Set.of(), errors).of(tree)) {
        boolean plain =
            p.ports().isPresent() && !p.anyOne() && p.protocols().equals(Set.of(Protocols.TCP));
        out = plain ? out.or(p.ports().get()) : out;
        trouble.refuse(!plain);
      }
    }
    if (!errors.isEmpty() || trouble.first().isPresent() || out.isEmpty()) {
      String reason = errors.isEmpty() ? "expected ports such as 1024-65535" : errors.get(0);
      problems.add(Problem.error(span, "source_ports \"%s\": %s".formatted(sourcePorts, reason)));
      return Optional.empty();
    }
    return Optional.of(out);
  }

  private Optional<AnyOne> choice(List<ServicePiece> pieces, List<Problem> problems) {
    Set<Integer> protocols = new TreeSet<>();
    PortSet ports = PortSet.NONE;
    for (ServicePiece p : pieces) {
      protocols.addAll(p.protocols());
      ports = p.ports().map(ports::or).orElse(ports);
    }
    boolean mixed = !anyOne && !pieces.stream().allMatch(ServicePiece::anyOne);
    boolean portless = pieces.stream().anyMatch(p -> p.ports().isEmpty());
    if (mixed || portless || protocols.size() != 1) {
      fail(problems, "any one port of several needs ports of one protocol; split the flow");
      return Optional.empty();
    }
    return Optional.of(new AnyOne(protocols.iterator().next(), ports));
  }

  private static PacketSet packets(ServicePiece piece, Optional<PortSet> sources) {
    if (piece.isAny()) {
      List<PacketSet> sets = new ArrayList<>();
      PacketSet rest = PacketSet.ALL;
      for (int p = 0; p < 256; p++) {
        if (Protocols.hasPorts(p)) {
          rest = rest.minus(PacketSet.protocol(p));
          sets.add(PacketSet.ports(p, sources.orElse(usual(p)), PortSet.ANY));
        }
      }
      sets.add(rest);
      return PacketSet.union(sets);
    }
    if (piece.ports().isEmpty()) {
      return piece.packets();
    }
    return PacketSet.union(
        piece.protocols().stream()
            .map(p -> PacketSet.ports(p, sources.orElse(usual(p)), piece.ports().get()))
            .toList());
  }

  private static PortSet usual(int protocol) {
    return protocol == Protocols.TCP || protocol == Protocols.SCTP ? CLIENT_PORTS : PortSet.ANY;
  }

  private void fail(List<Problem> problems, String reason) {
    problems.add(Problem.error(span, "service \"%s\": %s".formatted(text, reason)));
  }
}
