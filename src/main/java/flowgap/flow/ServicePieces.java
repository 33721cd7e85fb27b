package flowgap.flow;

import flowgap.grammar.flow.ServiceParser;
import flowgap.grammar.flow.ServiceParser.AnythingContext;
import flowgap.grammar.flow.ServiceParser.BareContext;
import flowgap.grammar.flow.ServiceParser.BracketedContext;
import flowgap.grammar.flow.ServiceParser.FieldAnyContext;
import flowgap.grammar.flow.ServiceParser.FieldNameContext;
import flowgap.grammar.flow.ServiceParser.FieldNumberContext;
import flowgap.grammar.flow.ServiceParser.IcmpItemContext;
import flowgap.grammar.flow.ServiceParser.LabelledContext;
import flowgap.grammar.flow.ServiceParser.NumberedProtocolContext;
import flowgap.grammar.flow.ServiceParser.PortAnyContext;
import flowgap.grammar.flow.ServiceParser.PortMangledContext;
import flowgap.grammar.flow.ServiceParser.PortNameContext;
import flowgap.grammar.flow.ServiceParser.PortRangeContext;
import flowgap.grammar.flow.ServiceParser.PortsAloneContext;
import flowgap.grammar.flow.ServiceParser.PortsFirstContext;
import flowgap.grammar.flow.ServiceParser.PortsWithProtocolBehindContext;
import flowgap.grammar.flow.ServiceParser.ProtocolFirstContext;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes pieces of a parsed service text. Ports without a protocol take that of a neighbour in the
 * same group: {@code udp/137,138}, {@code 22, 80 and 443 TCP}.
 */
final class ServicePieces {
  private final Set<Integer> fallback;
  private final List<String> errors;

  ServicePieces(Set<Integer> fallback, List<String> errors) {
    this.fallback = fallback;
    this.errors = errors;
  }

  List<ServicePiece> of(ServiceParser.ServicesContext tree) {
    List<ServicePiece> out = new ArrayList<>();
    tree.group().forEach(g -> out.addAll(of(g)));
    return out;
  }

  private List<ServicePiece> of(ServiceParser.GroupContext group) {
    List<ServicePiece> out = new ArrayList<>();
    List<ServiceParser.ItemContext> items = group.item();
    for (int i = 0; i < items.size(); i++) {
      ServiceParser.ItemContext item = items.get(i);
      if (item instanceof PortsAloneContext alone) {
        out.addAll(alone(alone, neighbours(items, i)));
      } else {
        out.addAll(of(item));
      }
    }
    return out;
  }

  private List<ServicePiece> of(ServiceParser.ItemContext item) {
    if (item instanceof IcmpItemContext icmp) {
      return List.of(icmp(icmp));
    }
    if (item instanceof NumberedProtocolContext numbered) {
      return numbered(numbered);
    }
    if (item instanceof ProtocolFirstContext first) {
      Set<Integer> protocols = protocols(first.protocols());
      PortSet ports = first.ports() == null ? PortSet.ANY : ports(first.ports(), protocols);
      return List.of(ServicePiece.ofPorts(protocols, ports, anyOne(first.qualifier())));
    }
    if (item instanceof PortsFirstContext last) {
      Set<Integer> protocols = protocols(last.protocols());
      boolean one = anyOne(last.first) | anyOne(last.second);
      return List.of(ServicePiece.ofPorts(protocols, ports(last.ports(), protocols), one));
    }
    if (item instanceof PortsWithProtocolBehindContext behind) {
      return List.of(behind(behind));
    }
    if (item instanceof LabelledContext labelled) {
      return of(labelled.group());
    }
    if (item instanceof AnythingContext) {
      return List.of(ServicePiece.ofPackets(PacketSet.ALL));
    }
    throw new IllegalStateException("no such item: " + item.getText());
  }

  private ServicePiece behind(PortsWithProtocolBehindContext behind) {
    Set<Integer> protocols = protocols(behind.protocols());
    PortSet ports = ports(behind.ports(), protocols);
    if (behind.name != null) {
      String name = behind.name.getText();
      for (int p : protocols) {
        int registered = ServiceWords.port(name, p).orElse(-1);
        if (registered < 0 || !ports.contains(registered)) {
          errors.add(behind.getText() + ": " + name + " is not the service of that port");
        }
      }
    }
    return ServicePiece.ofPorts(protocols, ports, anyOne(behind.qualifier()));
  }

  private List<ServicePiece> numbered(NumberedProtocolContext item) {
    int number = number(item.number.getText(), 255, "protocol number");
    if (Protocols.hasPorts(Math.max(number, 0))) {
      return List.of(ServicePiece.ofPorts(Set.of(number), PortSet.ANY, false));
    }
    return List.of(ServicePiece.ofPackets(PacketSet.protocol(Math.max(number, 0))));
  }

  private ServicePiece icmp(IcmpItemContext item) {
    boolean v6 = item.icmp.getType() == ServiceParser.ICMP6;
    int echo = v6 ? 128 : 8;
    int type = item.type == null ? echo : field(item.type, v6);
    // an echo request has code 0
    int code = item.code != null ? field(item.code, v6) : type == echo ? 0 : -1;
    return ServicePiece.ofPackets(v6 ? PacketSet.icmp6(type, code) : PacketSet.icmp(type, code));
  }

  private int field(ServiceParser.IcmpFieldContext field, boolean v6) {
    if (field instanceof FieldAnyContext) {
      return -1;
    }
    if (field instanceof FieldNumberContext number) {
      return number(number.getText(), 255, "ICMP type or code");
    }
    String name = ((FieldNameContext) field).getText();
    int type = ServiceWords.icmpType(name, v6);
    if (type < 0) {
      errors.add("\"" + name + "\" is no ICMP type known here; expected its number");
    }
    return type;
  }

  /** The protocols that neighbours lend: of the nearest before and of the nearest behind. */
  private Set<Integer> neighbours(List<ServiceParser.ItemContext> items, int at) {
    Set<Integer> before = Set.of();
    for (int i = at - 1; i >= 0 && before.isEmpty(); i--) {
      if (items.get(i) instanceof ProtocolFirstContext first) {
        before = protocols(first.protocols());
      }
    }
    Set<Integer> behind = Set.of();
    for (int i = at + 1; i < items.size() && behind.isEmpty(); i++) {
      if (items.get(i) instanceof PortsFirstContext last) {
        behind = protocols(last.protocols());
      } else if (items.get(i) instanceof PortsWithProtocolBehindContext last) {
        behind = protocols(last.protocols());
      }
    }
    if (!before.isEmpty() && !behind.isEmpty() && !before.equals(behind)) {
      errors.add(
          "\"" + items.get(at).getText() + "\" stands between two protocols; write one before it");
    }
    return before.isEmpty() ? behind : before;
  }

  private List<ServicePiece> alone(PortsAloneContext item, Set<Integer> lent) {
    boolean one = anyOne(item.qualifier());
    Set<Integer> given = lent.isEmpty() ? fallback : lent;
    List<ServicePiece> out = new ArrayList<>();
    for (ServiceParser.PortContext port : item.ports().port()) {
      Optional<ServicePiece> named =
          port instanceof PortNameContext name
              ? byName(name.getText(), given, one)
              : Optional.empty();
      if (named.isPresent()) {
        out.add(named.get());
      } else if (port instanceof PortMangledContext || !given.isEmpty()) {
        out.add(ServicePiece.ofPorts(given, port(port, given), one));
      } else if (port instanceof PortNameContext) {
        errors.add(unknownName(port.getText()));
      } else {
        errors.add(
            "\"%s\" has no protocol; expected tcp/%s or udp/%s"
                .formatted(port.getText(), port.getText(), port.getText()));
      }
    }
    return out;
  }

  private static Optional<ServicePiece> byName(String name, Set<Integer> given, boolean one) {
    if (!given.isEmpty()) {
      return Optional.empty();
    }
    if (name.equalsIgnoreCase("ping")) {
      return Optional.of(ServicePiece.ofPackets(PacketSet.icmp(8, 0)));
    }
    Optional<Integer> portless = ServiceWords.portless(name);
    if (portless.isPresent()) {
      return Optional.of(ServicePiece.ofPackets(PacketSet.protocol(portless.get())));
    }
    Set<Integer> registered = ServiceWords.protocolsOf(name);
    if (registered.size() != 1) {
      return Optional.empty();
    }
    int protocol = registered.iterator().next();
    PortSet port = PortSet.of(ServiceWords.port(name, protocol).orElseThrow());
    return Optional.of(ServicePiece.ofPorts(registered, port, one));
  }

  private static String unknownName(String name) {
    Set<Integer> registered = ServiceWords.protocolsOf(name);
    if (registered.isEmpty()) {
      return "\"" + name + "\" is no service of the IANA registry known here";
    }
    List<String> choices =
        registered.stream().map(p -> Protocols.name(p, false) + "/" + name).toList();
    return "\""
        + name
        + "\" is registered for several protocols; expected "
        + String.join(" or ", choices);
  }

  private static Set<Integer> protocols(ServiceParser.ProtocolsContext list) {
    Set<Integer> out = new TreeSet<>();
    for (ServiceParser.ProtocolContext p : list.protocol()) {
      if (p.TCP_UDP() != null) {
        out.addAll(Set.of(Protocols.TCP, Protocols.UDP));
      } else {
        out.add(ServiceWords.protocol(p.getText()).orElseThrow());
      }
    }
    return out;
  }

  private PortSet ports(ServiceParser.PortsContext list, Set<Integer> protocols) {
    PortSet out = PortSet.NONE;
    for (ServiceParser.PortContext p : list.port()) {
      out = out.or(port(p, protocols));
    }
    return out;
  }

  private PortSet port(ServiceParser.PortContext port, Set<Integer> protocols) {
    if (port instanceof PortAnyContext) {
      return PortSet.ANY;
    }
    if (port instanceof PortMangledContext mangled) {
      return mangled(mangled);
    }
    if (port instanceof PortNameContext name) {
      return named(name.getText(), protocols);
    }
    PortRangeContext range = (PortRangeContext) port;
    int low = number(range.low.getText(), 65535, "port");
    int high = range.high == null ? low : number(range.high.getText(), 65535, "port");
    if (low < 0 || high < 0) {
      return PortSet.NONE;
    }
    if (low > high) {
      errors.add("the range " + low + "-" + high + " is reversed");
      return PortSet.NONE;
    }
    return PortSet.range(low, high);
  }

  private PortSet named(String name, Set<Integer> protocols) {
    PortSet out = PortSet.NONE;
    for (int p : protocols) {
      int number = ServiceWords.port(name, p).orElse(-1);
      if (number < 0) {
        errors.add("\"" + name + "\" is no " + Protocols.name(p, false) + " service known here");
        return PortSet.NONE;
      }
      out = out.or(PortSet.of(number));
    }
    return out;
  }

  /** {@code 443.0} is 443 for certain; the digits of {@code 2E+04} may be cut off. */
  private PortSet mangled(PortMangledContext port) {
    String text = port.getText();
    if (text.matches("[0-9]+\\.0+")) {
      int number = number(text.substring(0, text.indexOf('.')), 65535, "port");
      return number < 0 ? PortSet.NONE : PortSet.of(number);
    }
    errors.add(
        "\""
            + text
            + "\" looks like a number that a spreadsheet has changed; format the cell as text");
    return PortSet.NONE;
  }

  private int number(String digits, int most, String what) {
    int value = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (value > most) {
      errors.add(digits + " is no " + what + "; expected 0 to " + most);
      return -1;
    }
    return value;
  }

  private boolean anyOne(ServiceParser.QualifierContext qualifier) {
    if (qualifier instanceof BareContext) {
      return true;
    }
    if (qualifier instanceof BracketedContext bracketed) {
      if (bracketed.ANY() != null && bracketed.ANY().getText().equalsIgnoreCase("any")) {
        errors.add("\"(any)\" is not clear; expected (any one) or (all)");
      }
      return bracketed.ANY_ONE() != null;
    }
    return false;
  }
}
