package flowgap.vendor.asa;

import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import flowgap.vendor.asa.AsaConfig.Member;
import flowgap.vendor.asa.AsaConfig.PortTest;
import flowgap.vendor.asa.AsaConfig.ServiceWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Resolves the services of operands, objects and groups. */
final class Services {
  /** Ports of a typed group; {@code ports} null = not known. */
  record Ports(
      PortSet ports, boolean tcp, boolean udp, List<Condition> doubts, List<SourceSpan> uses) {}

  static final PacketSet ICMP = PacketSet.icmp(-1, -1);
  static final PacketSet ICMP6 = PacketSet.icmp6(-1, -1);

  private final AsaConfig config;
  private final Map<String, ServiceOperand> protocols = new HashMap<>();
  private final Map<String, ServiceOperand> objects = new HashMap<>();
  private final Map<String, ServiceOperand> groups = new HashMap<>();
  private final Map<String, Ports> portGroups = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  final Set<String> used = new HashSet<>();

  Services(AsaConfig config) {
    this.config = config;
  }

  /** A protocol by its name or number; {@code ip} is every protocol. */
  ServiceOperand protocol(String word, SourceSpan span) {
    ServiceOperand known = protocols.get(word);
    if (known == null) {
      PacketSet set = protocolSet(word);
      known = set != null ? ServiceOperand.certain(set) : unknown("unknown protocol " + word, span);
      protocols.put(word, known);
    }
    return known;
  }

  /** Packets of a protocol by its name, null where it is none. */
  static PacketSet protocolSet(String word) {
    switch (word) {
      case "ip", "any" -> {
        return PacketSet.ALL;
      }
      case "icmp" -> {
        return ICMP;
      }
      case "icmp6" -> {
        return ICMP6;
      }
      case "tcp-udp" -> {
        return PacketSet.protocol(Protocols.TCP).or(PacketSet.protocol(Protocols.UDP));
      }
      default -> {
        OptionalInt number = Names.protocol(word);
        return number.isPresent() ? PacketSet.protocol(number.getAsInt()) : null;
      }
    }
  }

  private ServiceOperand unknown(String what, SourceSpan span) {
    config.problems.add(Problem.error(span, what + "; what uses it is uncertain"));
    return ServiceOperand.unknown(PacketSet.ALL, Condition.of(Kind.NOT_UNDERSTOOD, what, "", span));
  }

  ServiceOperand object(String name, SourceSpan span) {
    used.add(name);
    ServiceOperand known = objects.get(name);
    if (known == null) {
      known = objectOf(name, span);
      objects.put(name, known);
    }
    return known;
  }

  /** Objects that nobody defined may be built in: {@code icmp-echo}, {@code ospf}. */
  private ServiceOperand objectOf(String name, SourceSpan span) {
    ServiceWords words = config.serviceObjects.get(name);
    if (words != null) {
      ServiceOperand o = of(words);
      return new ServiceOperand(o.may(), o.must(), o.doubts(), List.of(words.span()));
    }
    if (protocolSet(name) != null) {
      return ServiceOperand.certain(protocolSet(name));
    }
    boolean six = name.startsWith("icmp6-");
    if (six || name.startsWith("icmp-")) {
      int[] type = Names.icmp(name.substring(six ? 6 : 5), six);
      if (type != null) {
        return ServiceOperand.certain(
            six ? PacketSet.icmp6(type[0], type[1]) : PacketSet.icmp(type[0], type[1]));
      }
    }
    config.problems.add(Problem.error(span, "service object " + name + " is not defined"));
    return ServiceOperand.unknown(
        PacketSet.ALL,
        Condition.of(
            Kind.MEMBERSHIP,
            "service object " + name + " is not defined",
            "hand in its definition",
            span));
  }

  /** {@code tcp source eq 1 destination range 2 3}, {@code icmp echo 0}. */
  ServiceOperand of(ServiceWords w) {
    PacketSet protocol = protocolSet(w.protocol());
    if (protocol == null) {
      return unknown("unknown service " + w.span().text().strip(), w.span());
    }
    boolean icmp = w.protocol().equals("icmp");
    boolean icmp6 = w.protocol().equals("icmp6");
    if (!w.icmp().isEmpty()) {
      PacketSet types = icmp || icmp6 ? icmp(w.icmp(), icmp6) : null;
      return types != null
          ? ServiceOperand.certain(types)
          : doubtful(protocol, "not understood: " + w.span().text().strip(), w.span());
    }
    if (w.sources().isEmpty() && w.destinations().isEmpty()) {
      return ServiceOperand.certain(protocol);
    }
    PortSet sources = all(w.sources());
    PortSet destinations = all(w.destinations());
    if (sources == null || destinations == null || !protocol.haveAllPorts()) {
      return doubtful(protocol, "not understood: " + w.span().text().strip(), w.span());
    }
    return ServiceOperand.certain(withPorts(protocol, sources, destinations));
  }

  private ServiceOperand doubtful(PacketSet may, String what, SourceSpan span) {
    config.problems.add(
        Problem.error(span, "a port or ICMP type is unknown; what uses it is uncertain"));
    return ServiceOperand.unknown(may, Condition.of(Kind.NOT_UNDERSTOOD, what, "", span));
  }

  private static PortSet all(List<PortTest> tests) {
    PortSet out = PortSet.ANY;
    for (PortTest t : tests) {
      PortSet one = ports(t);
      if (one == null) {
        return null;
      }
      out = out.and(one);
    }
    return out;
  }

  static PortSet ports(PortTest t) {
    return t.operator().equals("range")
        ? Names.range(t.first(), t.second())
        : Names.ports(t.operator(), t.first());
  }

  /** {type} or {type, code} by their words; null where they are unknown. */
  static PacketSet icmp(List<String> words, boolean six) {
    int[] type = Names.icmp(words.get(0), six);
    if (type == null || words.size() > 2) {
      return null;
    }
    int code = type[1];
    if (words.size() == 2) {
      OptionalInt number = Names.number(words.get(1), 255);
      if (number.isEmpty()) {
        return null;
      }
      code = number.getAsInt();
    }
    return six ? PacketSet.icmp6(type[0], code) : PacketSet.icmp(type[0], code);
  }

  /** The packets of a service that have these ports, too. */
  static PacketSet withPorts(PacketSet service, PortSet sources, PortSet destinations) {
    List<PacketSet> parts = new ArrayList<>();
    for (int p : service.protocols()) {
      if (Protocols.hasPorts(p)) {
        parts.add(PacketSet.ports(p, sources, destinations));
      }
    }
    PacketSet all = parts.size() == 1 ? parts.get(0) : PacketSet.union(parts);
    return service.and(all);
  }

  /** Whether the group stands in the place of ports rather than of the protocol. */
  boolean isPortGroup(String name) {
    AsaConfig.Group g = config.groups.get(name);
    return g != null && g.type().equals("service") && !g.ports().isEmpty();
  }

  /** A group in the place of the protocol: of protocols, or of services. */
  ServiceOperand group(String name, SourceSpan span) {
    used.add(name);
    ServiceOperand known = groups.get(name);
    if (known == null) {
      if (open.size() == Addresses.DEEPEST) {
        return missing(name, " is nested more than " + Addresses.DEEPEST + " deep", span);
      }
      known = groupOf(name, span);
      groups.put(name, known);
    }
    return known;
  }

  private ServiceOperand groupOf(String name, SourceSpan span) {
    AsaConfig.Group g = config.groups.get(name);
    if (g == null) {
      return missing(name, " is not defined", span);
    }
    if (!open.add(name)) {
      return missing(name, " contains itself", span);
    }
    List<PacketSet> may = new ArrayList<>();
    List<PacketSet> must = new ArrayList<>();
    List<Condition> doubts = new ArrayList<>();
    Set<SourceSpan> uses = new LinkedHashSet<>();
    uses.add(g.span());
    for (Member m : g.members()) {
      ServiceOperand o = member(g, m);
      may.add(o.may());
      must.add(o.must());
      doubts.addAll(o.doubts());
      uses.add(m.span());
      uses.addAll(o.uses());
    }
    open.remove(name);
    if (g.members().isEmpty()) {
      return missing(name, " is empty", g.span());
    }
    return new ServiceOperand(
        PacketSet.union(may),
        PacketSet.union(must),
        doubts.stream().distinct().toList(),
        Addresses.limited(uses));
  }

  private ServiceOperand missing(String name, String what, SourceSpan span) {
    config.problems.add(Problem.error(span, "object group " + name + what));
    return ServiceOperand.unknown(
        PacketSet.ALL,
        Condition.of(
            Kind.MEMBERSHIP, "object group " + name + what, "hand in its definition", span));
  }

  private ServiceOperand member(AsaConfig.Group g, Member m) {
    if (m instanceof Member.Service s) {
      return of(s.words());
    }
    if (m instanceof Member.ObjectName o) {
      return object(o.name(), o.span());
    }
    if (m instanceof Member.GroupName n) {
      return group(n.name(), n.span());
    }
    if (m instanceof Member.Protocol p) {
      return protocol(p.word(), p.span());
    }
    if (m instanceof Member.Icmp i) {
      PacketSet types = icmp(List.of(i.word()), false);
      return types != null
          ? ServiceOperand.certain(types)
          : doubtful(PacketSet.icmp(-1, -1), "unknown ICMP type " + i.word(), i.span());
    }
    if (m instanceof Member.Port p) {
      PortSet ports = ports(p.test());
      PacketSet protocol = protocolSet(g.ports().isEmpty() ? "tcp-udp" : g.ports());
      return ports != null && protocol != null
          ? ServiceOperand.certain(withPorts(protocol, PortSet.ANY, ports))
          : doubtful(PacketSet.ALL, "unknown port in " + m.span().text().strip(), m.span());
    }
    return ServiceOperand.unknown(
        PacketSet.ALL,
        Condition.of(
            Kind.NOT_UNDERSTOOD, "not understood: " + m.span().text().strip(), "", m.span()));
  }

  /** The ports of a typed group. */
  Ports portGroup(String name, SourceSpan span) {
    used.add(name);
    Ports known = portGroups.get(name);
    if (known == null) {
      known = portGroupOf(name, span);
      portGroups.put(name, known);
    }
    return known;
  }

  private Ports portGroupOf(String name, SourceSpan span) {
    AsaConfig.Group g = config.groups.get(name);
    List<Condition> doubts = new ArrayList<>();
    Set<SourceSpan> uses = new LinkedHashSet<>();
    PortSet ports = PortSet.NONE;
    String trouble =
        g == null
            ? " is not defined"
            : g.ports().isEmpty()
                ? " is no group of ports"
                : open.contains(name)
                    ? " contains itself"
                    : open.size() == Addresses.DEEPEST
                        ? " is nested more than " + Addresses.DEEPEST + " deep"
                        : g.members().isEmpty() ? " is empty" : "";
    if (!trouble.isEmpty()) {
      ServiceOperand missing = missing(name, trouble, span);
      return new Ports(PortSet.NONE, true, true, missing.doubts(), List.of());
    }
    open.add(name);
    uses.add(g.span());
    for (Member m : g.members()) {
      uses.add(m.span());
      PortSet one = m instanceof Member.Port p ? ports(p.test()) : null;
      if (m instanceof Member.GroupName n) {
        Ports inner = portGroup(n.name(), n.span());
        one = inner.ports();
        doubts.addAll(inner.doubts());
        uses.addAll(inner.uses());
      }
      if (one == null) {
        doubts.addAll(
            doubtful(PacketSet.ALL, "unknown port in " + m.span().text().strip(), m.span())
                .doubts());
      } else {
        ports = ports.or(one);
      }
    }
    open.remove(name);
    return new Ports(
        ports,
        !g.ports().equals("udp"),
        !g.ports().equals("tcp"),
        doubts.stream().distinct().toList(),
        Addresses.limited(uses));
  }
}
