package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.source.LineLedger.Use;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** What the words of translations since 8.3 stand for: interfaces, addresses, services. */
final class NatOperands {
  private final AsaConfig config;
  private final Addresses addresses;
  private final Services services;
  private final Routes routes;

  /** Lines that were not understood. */
  private final Set<SourceSpan> tainted = new HashSet<>();

  NatOperands(AsaConfig config, Addresses addresses, Services services, Routes routes) {
    this.config = config;
    this.routes = routes;
    this.addresses = addresses;
    this.services = services;
  }

  /** Says that a translation was not understood; what it may translate is uncertain. */
  void taint(SourceSpan span, String message) {
    config.problems.add(Problem.error(span, message + "; what it may translate is uncertain"));
    config.ledger.enter(span.line(), Use.NOT_UNDERSTOOD);
    tainted.add(span);
  }

  boolean isTainted(SourceSpan span) {
    return tainted.contains(span);
  }

  static String[] pair(org.antlr.v4.runtime.Token token) {
    if (token == null) {
      return new String[] {"", ""};
    }
    String inner = token.getText().substring(1, token.getText().length() - 1);
    int comma = inner.indexOf(',');
    String real = comma < 0 ? inner : inner.substring(0, comma);
    String mapped = comma < 0 ? "" : inner.substring(comma + 1);
    return new String[] {real.equals("any") ? "" : real, mapped.equals("any") ? "" : mapped};
  }

  /** Interface names as the interfaces bear them. */
  String named(String name, SourceSpan span) {
    AsaInterface i = config.named(name);
    if (!name.isEmpty() && i == null) {
      config.problems.add(Problem.warning(span, "interface " + name + " is not in the export"));
    }
    return i == null ? name : i.name;
  }

  /** The addresses of a name in a translation: an object, a group, or an address. */
  AddressOperand addresses(String word, SourceSpan span) {
    if (word.equals("any")) {
      return AddressOperand.ANY;
    }
    if (config.networkObjects.containsKey(word)) {
      return addresses.object(word, span);
    }
    if (config.groups.containsKey(word)) {
      return addresses.group(word, span);
    }
    return addresses.address(word).isPresent()
        ? addresses.host(word, span)
        : addresses.object(word, span);
  }

  /** The elements of a group in order; one element for everything else. */
  List<AddressOperand> elements(String word, SourceSpan span) {
    AsaConfig.Group g = config.groups.get(word);
    if (g == null || g.members().size() > 256) {
      return List.of(addresses(word, span));
    }
    List<AddressOperand> out = new ArrayList<>();
    for (AsaConfig.Member m : g.members()) {
      out.add(addresses.member(m));
    }
    return out;
  }

  /**
   * The address of an interface; a leased one may be any that is not known to be elsewhere.
   *
   * @param six of IPv6 ({@code interface ipv6})
   */
  AddressOperand own(String interfaceName, boolean six, SourceSpan span) {
    AsaInterface i = config.named(interfaceName);
    List<AddressSet> own = new ArrayList<>();
    if (i != null) {
      i.addresses.stream().filter(a -> a.v6() == six).forEach(a -> own.add(AddressSet.of(a)));
    }
    if (own.size() == 1 || !six && !own.isEmpty()) {
      return AddressOperand.certain(own.get(0));
    }
    return AddressOperand.unknown(
        (six ? AddressSet.ANY_V6 : AddressSet.ANY_V4)
            .minus(routes.certainlyElsewhere(interfaceName)),
        Condition.of(
            Kind.TRANSLATION,
            "the address of interface " + interfaceName + " is not in the export",
            "hand in show interface ip brief, or bind it as self in the site file",
            span));
  }

  static AddressOperand joined(AddressOperand a, AddressOperand b) {
    List<Condition> doubts = new ArrayList<>(a.doubts());
    doubts.addAll(b.doubts());
    return new AddressOperand(a.may().or(b.may()), a.must().or(b.must()), doubts, a.uses());
  }

  static boolean isPoolOption(String word) {
    return switch (word) {
      case "round-robin",
          "extended",
          "flat",
          "include-reserve",
          "block-allocation",
          "preserve-port" ->
          true;
      default -> false;
    };
  }

  /**
   * The ports of a service object in a translation.
   *
   * @param packets those of the forward direction on its side of the translation
   */
  record Ports(PortSet sources, PortSet destinations, int protocol, List<Condition> doubts) {
    static final Ports NONE = new Ports(PortSet.ANY, PortSet.ANY, -1, List.of());

    PacketSet forward() {
      return protocol < 0 ? PacketSet.ALL : PacketSet.ports(protocol, sources, destinations);
    }

    PacketSet backward() {
      return protocol < 0 ? PacketSet.ALL : PacketSet.ports(protocol, destinations, sources);
    }
  }

  Ports ports(String name, SourceSpan span) {
    AsaConfig.ServiceWords words = config.serviceObjects.get(name);
    services.object(name, span);
    OptionalInt protocol = words == null ? OptionalInt.empty() : Names.protocol(words.protocol());
    if (protocol.isEmpty() || !Protocols.hasPorts(protocol.getAsInt())) {
      return new Ports(
          PortSet.ANY,
          PortSet.ANY,
          Protocols.TCP,
          List.of(
              Condition.of(
                  Kind.TRANSLATION,
                  "service object " + name + " of a translation is not known",
                  "hand in its definition",
                  span)));
    }
    PortSet from = PortSet.ANY;
    PortSet to = PortSet.ANY;
    for (AsaConfig.PortTest t : words.sources()) {
      from = from.and(Services.ports(t) == null ? PortSet.ANY : Services.ports(t));
    }
    for (AsaConfig.PortTest t : words.destinations()) {
      to = to.and(Services.ports(t) == null ? PortSet.ANY : Services.ports(t));
    }
    return new Ports(from, to, protocol.getAsInt(), List.of());
  }
}
