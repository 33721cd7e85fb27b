package flowgap.vendor.asa;

import flowgap.grammar.asa.AsaParser;
import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.source.LineLedger.Use;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Translation since 8.3, in the order of its table ("Cisco ASA Series Firewall CLI Configuration
 * Guide", NAT rule order): twice NAT, object NAT (static before dynamic; fewest addresses, lowest
 * address, name), twice NAT {@code after-auto}.
 */
final class NewNat {
  private final AsaConfig config;
  private final Addresses addresses;
  private final Services services;
  private final Routes routes;
  private final StatementParser parser = new StatementParser();

  NewNat(AsaConfig config, Addresses addresses, Services services, Routes routes) {
    this.config = config;
    this.routes = routes;
    this.addresses = addresses;
    this.services = services;
  }

  List<NatRule> rules() {
    List<NatRule> first = new ArrayList<>();
    List<NatRule> last = new ArrayList<>();
    int number = 0;
    for (SourceSpan span : config.twiceNat) {
      number++;
      try {
        AsaParser.TwiceNatContext c = parser.parse(span.text().strip(), AsaParser::twiceNat);
        boolean after = c.after != null;
        NatRule rule = twice(c, "nat:" + number, span);
        if (rule != null) {
          List<NatRule> section = after ? last : first;
          section.add(place(c.position, section.size(), span), rule);
        }
      } catch (StatementParser.NotUnderstood e) {
        taint(span, e.getMessage());
      }
    }
    first.addAll(objectRules());
    first.addAll(last);
    return first;
  }

  /** Where a rule goes in its section: to the end, or to the line that it states. */
  private int place(org.antlr.v4.runtime.Token position, int size, SourceSpan span) {
    if (position == null) {
      return size;
    }
    int line = Names.number(position.getText(), Integer.MAX_VALUE).orElse(0);
    if (line == 0) {
      taint(span, "a line of the section was expected");
    }
    return line == 0 ? size : Math.min(line - 1, size);
  }

  private void taint(SourceSpan span, String message) {
    config.problems.add(
        Problem.error(span, message + "; every verdict may hang on this translation"));
    config.ledger.enter(span.line(), Use.NOT_UNDERSTOOD);
    config.taints.add(span);
  }

  private static String[] pair(org.antlr.v4.runtime.Token token) {
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
  private String named(String name, SourceSpan span) {
    AsaInterface i = config.named(name);
    if (!name.isEmpty() && i == null) {
      config.problems.add(Problem.warning(span, "interface " + name + " is not in the export"));
    }
    return i == null ? name : i.name;
  }

  /** The addresses of a name in a translation: an object, a group, or an address. */
  private AddressOperand addresses(String word, SourceSpan span) {
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
  private List<AddressOperand> elements(String word, SourceSpan span) {
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

  /** The address of an interface; a leased one may be any that is not known to be elsewhere. */
  private AddressOperand own(String interfaceName, SourceSpan span) {
    AsaInterface i = config.named(interfaceName);
    List<AddressSet> own = new ArrayList<>();
    if (i != null) {
      i.addresses.stream().filter(a -> !a.v6()).forEach(a -> own.add(AddressSet.of(a)));
    }
    if (!own.isEmpty()) {
      return AddressOperand.certain(own.get(0));
    }
    return AddressOperand.unknown(
        AddressSet.ANY_V4.minus(routes.certainlyElsewhere(interfaceName)),
        Condition.of(
            Kind.TRANSLATION,
            "the address of interface " + interfaceName + " is not in the export",
            "hand in show interface ip brief, or bind it as self in the site file",
            span));
  }

  private static AddressOperand joined(AddressOperand a, AddressOperand b) {
    List<Condition> doubts = new ArrayList<>(a.doubts());
    doubts.addAll(b.doubts());
    return new AddressOperand(a.may().or(b.may()), a.must().or(b.must()), doubts, a.uses());
  }

  // ---- twice NAT

  private NatRule twice(AsaParser.TwiceNatContext c, String id, SourceSpan span) {
    String[] pair = pair(c.pair);
    boolean fixed = c.kind.getType() == AsaParser.STATIC;
    boolean oneWay = false;
    boolean lookup = false;
    boolean fallback = false;
    String pool = null;
    AsaParser.NatDestinationContext destination = null;
    AsaParser.NatServiceContext service = null;
    for (AsaParser.NatPartContext p : c.parts) {
      if (p instanceof AsaParser.NatInactiveContext) {
        return null;
      } else if (p instanceof AsaParser.NatDestinationContext d) {
        destination = d;
      } else if (p instanceof AsaParser.NatServiceContext s) {
        service = s;
      } else if (p instanceof AsaParser.NatUnidirectionalContext) {
        oneWay = true;
      } else if (p instanceof AsaParser.NatRouteLookupContext) {
        lookup = true;
      } else if (p instanceof AsaParser.NatFallbackContext) {
        fallback = true;
      } else if (p instanceof AsaParser.NatPoolContext n) {
        pool = n.pool.text.getText();
      } else if (p instanceof AsaParser.NatWordContext w && !isPoolOption(w.value.getText())) {
        taint(span, "the option " + w.value.getText() + " is not known");
      }
    }
    String realIf = named(pair[0], span);
    String mappedIf = named(pair[1], span);
    String realWord = c.real.text.getText();
    AddressOperand real = addresses(realWord, span);
    String mappedWord =
        c.mapped instanceof AsaParser.MappedPoolContext p
            ? p.pool.text.getText()
            : ((AsaParser.MappedNameContext) c.mapped).text.getText();
    AddressOperand mapped =
        mappedWord.equals("interface") ? own(mappedIf, span) : addresses(mappedWord, span);
    if (pool != null) {
      mapped = addresses(pool, span);
    }
    if (fallback) {
      mapped = joined(mapped, own(mappedIf, span));
    }
    Mapping source =
        fixed
            ? Mapping.fixed(
                elements(realWord, span),
                mappedWord.equals("interface") ? List.of(mapped) : elements(mappedWord, span),
                real,
                mapped)
            : Mapping.pool(real, mapped);
    Mapping target = null;
    AddressOperand mappedTo = AddressOperand.ANY;
    AddressOperand realTo = AddressOperand.ANY;
    if (destination != null) {
      String from = destination.mapped.text.getText();
      String to = destination.real.text.getText();
      mappedTo = from.equals("interface") ? own(realIf, span) : addresses(from, span);
      realTo = addresses(to, span);
      target =
          Mapping.fixed(
              from.equals("interface") ? List.of(mappedTo) : elements(from, span),
              elements(to, span),
              mappedTo,
              realTo);
    }
    Ports a = service == null ? Ports.NONE : ports(service.real.text.getText(), span);
    Ports b = service == null ? Ports.NONE : ports(service.mapped.text.getText(), span);
    return rule(
        new Words(id, span, realIf, mappedIf, fixed, oneWay, lookup),
        source,
        target,
        real,
        mapped,
        mappedTo,
        realTo,
        a,
        b);
  }

  private static boolean isPoolOption(String word) {
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

  private record Words(
      String id,
      SourceSpan span,
      String realIf,
      String mappedIf,
      boolean fixed,
      boolean oneWay,
      boolean lookup) {}

  /**
   * The ports of a service object in a translation.
   *
   * @param packets those of the forward direction on its side of the translation
   */
  private record Ports(
      PortSet sources, PortSet destinations, int protocol, List<Condition> doubts) {
    static final Ports NONE = new Ports(PortSet.ANY, PortSet.ANY, -1, List.of());

    PacketSet forward() {
      return protocol < 0 ? PacketSet.ALL : PacketSet.ports(protocol, sources, destinations);
    }

    PacketSet backward() {
      return protocol < 0 ? PacketSet.ALL : PacketSet.ports(protocol, destinations, sources);
    }
  }

  private Ports ports(String name, SourceSpan span) {
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

  private static List<Action> changed(boolean source, PortSet from, PortSet to) {
    return from.equals(to) ? List.of() : List.of(Mapping.port(source, from, to));
  }

  private NatRule rule(
      Words w,
      Mapping source,
      Mapping target,
      AddressOperand real,
      AddressOperand mapped,
      AddressOperand mappedTo,
      AddressOperand realTo,
      Ports a,
      Ports b) {
    List<Condition> doubts = new ArrayList<>(a.doubts());
    doubts.addAll(b.doubts());
    SourceSpan span = w.span();
    List<NatRule.Piece> forwardIn = new ArrayList<>();
    List<NatRule.Piece> forwardSource;
    List<NatRule.Piece> backwardIn = new ArrayList<>();
    List<NatRule.Piece> backwardSource = new ArrayList<>();
    PacketSet from = PacketSet.from(real.may()).and(a.forward());
    PacketSet sureFrom = PacketSet.from(real.must()).and(a.forward());
    List<Condition> sourceDoubts = plus(doubts, real.doubts());
    List<Action> toPorts = changed(false, a.destinations(), b.destinations());
    List<Action> fromPorts = changed(true, a.sources(), b.sources());
    if (target != null) {
      forwardIn.addAll(target.pieces(false, from, sureFrom, toPorts, sourceDoubts, span));
      forwardSource = source.pieces(true, PacketSet.ALL, PacketSet.ALL, fromPorts, doubts, span);
    } else {
      forwardSource =
          source.pieces(true, a.forward(), a.forward(), plus2(fromPorts, toPorts), doubts, span);
    }
    if (w.fixed() && !w.oneWay()) {
      PacketSet back = PacketSet.from(realTo.may()).and(b.backward());
      PacketSet sureBack = PacketSet.from(realTo.must()).and(b.backward());
      backwardIn.addAll(
          source
              .inverse()
              .pieces(
                  false,
                  back,
                  sureBack,
                  changed(false, b.sources(), a.sources()),
                  plus(doubts, realTo.doubts()),
                  span));
      if (target != null) {
        backwardSource.addAll(
            target
                .inverse()
                .pieces(
                    true,
                    PacketSet.ALL,
                    PacketSet.ALL,
                    changed(true, b.destinations(), a.destinations()),
                    doubts,
                    span));
      }
    }
    AddressSet common = Mapping.families(real.may()).and(Mapping.families(mapped.may()));
    if (common.isEmpty()
        || Mapping.families(realTo.may()).and(Mapping.families(mappedTo.may())).isEmpty()) {
      taint(span, "a translation between IPv4 and IPv6 is not modelled");
    }
    PacketSet answerForward =
        PacketSet.between(mappedTo.may(), real.may().and(common)).and(a.backward());
    PacketSet answerBackward =
        w.fixed() && !w.oneWay() && target != null && !target.isIdentity()
            ? PacketSet.between(mapped.may(), realTo.may()).and(b.forward())
            : PacketSet.NONE;
    boolean identity = source.isIdentity() && (target == null || target.isIdentity());
    boolean byRule = !w.lookup() && !(identity && !config.atLeast842());
    return new NatRule(
        w.id(),
        span,
        w.realIf(),
        w.mappedIf(),
        true,
        forwardIn,
        forwardSource,
        backwardIn,
        backwardSource,
        answerForward,
        answerBackward,
        byRule,
        List.of(),
        false,
        sourceDoubts);
  }

  private static List<Condition> plus(List<Condition> a, List<Condition> b) {
    List<Condition> out = new ArrayList<>(a);
    out.addAll(b);
    return out;
  }

  private static List<Action> plus2(List<Action> a, List<Action> b) {
    List<Action> out = new ArrayList<>(a);
    out.addAll(b);
    return out;
  }

  // ---- object NAT

  private record ObjectRule(NatRule rule, boolean fixed, AddressSet real, String name) {}

  private List<NatRule> objectRules() {
    List<ObjectRule> out = new ArrayList<>();
    for (AsaConfig.ObjectNat n : config.objectNat) {
      try {
        AsaParser.ObjectNatContext c = parser.parse(n.span().text().strip(), AsaParser::objectNat);
        out.add(object(c, n));
      } catch (StatementParser.NotUnderstood e) {
        taint(n.span(), e.getMessage());
      }
    }
    out.sort(
        Comparator.comparing((ObjectRule r) -> !r.fixed())
            .thenComparing(r -> r.real().size())
            .thenComparing(r -> r.real().first().orElse(IpAddress.v4(0)))
            .thenComparing(ObjectRule::name));
    return out.stream().map(ObjectRule::rule).toList();
  }

  private ObjectRule object(AsaParser.ObjectNatContext c, AsaConfig.ObjectNat n) {
    SourceSpan span = n.span();
    String[] pair = pair(c.pair);
    boolean fixed = c.kind.getType() == AsaParser.STATIC;
    String realIf = named(pair[0], span);
    String mappedIf = named(pair[1], span);
    boolean lookup = false;
    boolean fallback = false;
    String pool = null;
    Ports a = Ports.NONE;
    Ports b = Ports.NONE;
    for (AsaParser.ObjectNatPartContext p : c.parts) {
      if (p instanceof AsaParser.ObjectNatServiceContext s) {
        OptionalInt protocol = Names.protocol(s.protocol.text.getText());
        OptionalInt from = Names.port(s.real.text.getText());
        OptionalInt to = Names.port(s.mapped.text.getText());
        if (protocol.isEmpty()
            || from.isEmpty()
            || to.isEmpty()
            || !Protocols.hasPorts(protocol.getAsInt())) {
          taint(span, "a protocol and two ports were expected");
        } else {
          a = new Ports(PortSet.of(from.getAsInt()), PortSet.ANY, protocol.getAsInt(), List.of());
          b = new Ports(PortSet.of(to.getAsInt()), PortSet.ANY, protocol.getAsInt(), List.of());
        }
      } else if (p instanceof AsaParser.ObjectNatRouteLookupContext) {
        lookup = true;
      } else if (p instanceof AsaParser.ObjectNatFallbackContext) {
        fallback = true;
      } else if (p instanceof AsaParser.ObjectNatPoolContext s) {
        pool = s.pool.text.getText();
      } else if (p instanceof AsaParser.ObjectNatWordContext w
          && !isPoolOption(w.value.getText())) {
        taint(span, "the option " + w.value.getText() + " is not known");
      }
    }
    AddressOperand real = addresses(n.object(), span);
    String mappedWord =
        c.mapped instanceof AsaParser.MappedPoolContext p
            ? p.pool.text.getText()
            : ((AsaParser.MappedNameContext) c.mapped).text.getText();
    AddressOperand mapped =
        mappedWord.equals("interface") ? own(mappedIf, span) : addresses(mappedWord, span);
    mapped = pool != null ? addresses(pool, span) : mapped;
    if (fixed
        && real.isCertain()
        && mapped.may().single().isPresent()
        && mapped.isCertain()
        && real.may().intervals().size() == 1) {
      // an inline mapped address is the first of as many as there are real ones
      mapped = block(mapped.may().first().orElseThrow(), real.may());
    }
    mapped = fallback ? joined(mapped, own(mappedIf, span)) : mapped;
    Mapping source =
        fixed
            ? Mapping.fixed(List.of(real), List.of(mapped), real, mapped)
            : Mapping.pool(real, mapped);
    NatRule whole =
        rule(
            new Words("nat:" + n.object(), span, realIf, mappedIf, fixed, false, lookup),
            source,
            null,
            real,
            mapped,
            AddressOperand.ANY,
            AddressOperand.ANY,
            a,
            b);
    NatRule rule =
        new NatRule(
            whole.id(),
            span,
            realIf,
            mappedIf,
            false,
            List.of(),
            whole.forwardSource(),
            whole.backwardIn(),
            List.of(),
            whole.answerForward(),
            PacketSet.NONE,
            whole.egressByRule(),
            List.of(),
            false,
            whole.doubts());
    return new ObjectRule(rule, fixed, real.may(), n.object());
  }

  /** As many addresses from {@code first} on as {@code like} has. */
  private static AddressOperand block(IpAddress first, AddressSet like) {
    IpAddress[] range = like.intervals().get(0);
    if (range[0].v6() != first.v6()) {
      return AddressOperand.certain(AddressSet.of(first));
    }
    long span = range[1].lo() - range[0].lo();
    long high = first.lo() + span;
    boolean fits = first.v6() ? range[0].hi() == range[1].hi() : high <= 0xFFFF_FFFFL;
    return AddressOperand.certain(
        fits
            ? AddressSet.range(first, new IpAddress(first.v6(), first.hi(), high))
            : AddressSet.of(first));
  }
}
