package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.LineLedger.Use;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Translation before 8.3 ("Cisco Security Appliance Command Line Configuration Guide 8.2", order of
 * NAT rules used to match real addresses): exemption, static rules in order, policy rules in order,
 * then regular rules by the longest match. Source and destination are looked up separately.
 */
final class OldNat {
  private final AsaConfig config;
  private final Addresses addresses;
  private final Map<String, RuleList> lists;
  private final List<AsaInterface> through;
  private final List<NatRule> exempt = new ArrayList<>();
  private final List<NatRule> fixed = new ArrayList<>();
  private final List<NatRule> policy = new ArrayList<>();
  private final List<Sized> regular = new ArrayList<>();

  private record Sized(int length, int order, NatRule rule) {}

  OldNat(
      AsaConfig config,
      Addresses addresses,
      Map<String, RuleList> lists,
      List<AsaInterface> through) {
    this.config = config;
    this.addresses = addresses;
    this.lists = lists;
    this.through = through;
  }

  List<NatRule> rules() {
    int number = 0;
    for (AsaConfig.Command c : config.oldNat) {
      number++;
      List<String> w = c.words();
      boolean done =
          switch (w.get(0)) {
            case "nat" -> nat(c, "nat:" + number);
            case "static" -> fixed(c, "static:" + number);
            default -> true;
          };
      if (!done) {
        config.problems.add(
            Problem.error(c.span(), "not understood; every verdict may hang on this translation"));
        config.ledger.enter(c.span().line(), Use.NOT_UNDERSTOOD);
        config.taints.add(c.span());
      }
    }
    regular.sort(Comparator.comparingInt(Sized::length).reversed().thenComparingInt(Sized::order));
    List<NatRule> out = new ArrayList<>(exempt);
    out.addAll(fixed);
    out.addAll(policy);
    regular.forEach(r -> out.add(r.rule()));
    if (config.natControl || config.product.equals("PIX") && !config.atLeast(7, 0)) {
      control(out);
    }
    return out;
  }

  private static String inner(String word) {
    return word.startsWith("(") && word.endsWith(")") ? word.substring(1, word.length() - 1) : "";
  }

  /** Interfaces that a rule of this interface translates towards: those of a lower level. */
  private List<String> lower(String name, boolean outside) {
    AsaInterface real = config.named(name);
    List<String> out = new ArrayList<>();
    for (AsaInterface i : through) {
      if (real == null || i != real && (outside ? i.level >= real.level : i.level < real.level)) {
        out.add(i.name);
      }
    }
    return out;
  }

  private PacketSet permitted(String list, List<Condition> doubts, SourceSpan span) {
    RuleList found = lists.get(list);
    if (found == null) {
      doubts.add(
          Condition.of(
              Kind.TRANSLATION,
              "list " + list + " of a translation is not in the export",
              "hand it in",
              span));
      return PacketSet.ALL;
    }
    PacketSet denied = PacketSet.NONE;
    List<PacketSet> all = new ArrayList<>();
    for (Rule r : found.rules()) {
      for (flowgap.policy.Match m : r.enabled() ? r.matches() : List.<flowgap.policy.Match>of()) {
        if (r.permits()) {
          all.add(m.packets().minus(denied));
        } else {
          denied = denied.or(m.certain());
        }
        doubts.addAll(m.doubts());
      }
    }
    return PacketSet.union(all);
  }

  /** {@code nat (inside) 0 access-list A}, {@code nat (inside) 1 10.0.0.0 255.0.0.0}. */
  private boolean nat(AsaConfig.Command c, String id) {
    List<String> w = c.words();
    if (w.size() < 4 || inner(w.get(1)).isEmpty()) {
      return false;
    }
    AsaInterface named = config.named(inner(w.get(1)));
    String real = named == null ? inner(w.get(1)) : named.name;
    String pool = w.get(2);
    boolean outside = w.contains("outside");
    List<Condition> doubts = new ArrayList<>();
    boolean byList = w.get(3).equals("access-list") && w.size() > 4;
    PacketSet from;
    int length = 0;
    if (byList) {
      config.use(w.get(4), "nat (" + real + ") " + pool);
      from = permitted(w.get(4), doubts, c.span());
    } else {
      Optional<AddressSet> net =
          Routes.prefix4(
              config.names,
              w.size() > 4 ? w : List.of(w.get(0), w.get(1), w.get(2), w.get(3), "255.255.255.255"),
              3);
      if (net.isEmpty()) {
        return false;
      }
      from = PacketSet.from(net.get());
      length = Routes.length(net.get());
    }
    boolean nowhere = lower(real, outside).isEmpty();
    if (pool.equals("0")) {
      if (!byList && nowhere) {
        return true;
      }
      NatRule.Piece same = piece(from, List.of(), doubts);
      // exemption holds for both directions; identity lets nothing in from outside
      NatRule rule =
          rule(
              id,
              c.span(),
              real,
              List.of(same),
              mirrored(from),
              lower(real, outside),
              false,
              doubts,
              byList);
      if (byList) {
        exempt.add(rule);
      } else {
        regular.add(new Sized(length, regular.size(), rule));
      }
      return true;
    }
    List<NatRule> into = new ArrayList<>();
    for (AsaConfig.Command g : config.oldNat) {
      List<String> v = g.words();
      if (v.get(0).equals("global") && v.size() > 3 && v.get(2).equals(pool)) {
        AsaInterface out = config.named(inner(v.get(1)));
        Optional<AddressSet> set = pool(v.get(3), out);
        if (out == null || set.isEmpty() && !v.get(3).equals("interface")) {
          return false;
        }
        AddressSet to = set.orElse(AddressSet.ANY_V4);
        Action translate =
            new Action.Translate(
                flowgap.packet.View.Field.SOURCE,
                new flowgap.packet.Rewrite.Into(to),
                "source "
                    + from.sources()
                    + " -> "
                    + (set.isEmpty() ? "the interface's address" : to.toString()));
        into.add(
            rule(
                id,
                c.span(),
                real,
                List.of(piece(from, List.of(translate), doubts)),
                mirrored(from),
                List.of(out.name),
                false,
                doubts,
                false));
      }
    }
    if (!nowhere) {
      into.add(
          rule(
              id,
              c.span(),
              real,
              List.of(piece(from, List.of(), doubts)),
              PacketSet.NONE,
              lower(real, outside),
              true,
              doubts,
              false));
    }
    for (NatRule r : into) {
      if (byList) {
        policy.add(r);
      } else {
        regular.add(new Sized(length, regular.size(), r));
      }
    }
    return true;
  }

  private static PacketSet mirrored(PacketSet packets) {
    List<PacketSet> out = new ArrayList<>();
    for (PacketSet p : packets.products()) {
      out.add(PacketSet.between(p.destinations(), p.sources()));
    }
    return PacketSet.union(out);
  }

  private static NatRule.Piece piece(
      PacketSet packets, List<Action> rewrites, List<Condition> doubts) {
    return new NatRule.Piece(
        packets, doubts.isEmpty() ? packets : PacketSet.NONE, rewrites, doubts);
  }

  private static NatRule rule(
      String id,
      SourceSpan span,
      String real,
      List<NatRule.Piece> pieces,
      PacketSet answer,
      List<String> outs,
      boolean drops,
      List<Condition> doubts,
      boolean everywhere) {
    return new NatRule(
        id,
        span,
        real,
        "",
        false,
        List.of(),
        pieces,
        List.of(),
        List.of(),
        answer,
        PacketSet.NONE,
        false,
        everywhere ? List.of() : outs,
        drops,
        doubts);
  }

  private Optional<AddressSet> pool(String word, AsaInterface out) {
    if (word.equals("interface")) {
      return out == null || out.addresses.isEmpty()
          ? Optional.empty()
          : Optional.of(AddressSet.of(out.addresses.get(0)));
    }
    return AddressSet.parse(config.names.getOrDefault(word, word));
  }

  /**
   * {@code static (inside,outside) MAPPED REAL netmask M}, {@code static (inside,outside) tcp
   * MAPPED PORT REAL PORT}; the mapped address stands first.
   */
  private boolean fixed(AsaConfig.Command c, String id) {
    List<String> w = c.words();
    String pair = w.size() > 3 ? inner(w.get(1)) : "";
    if (!pair.contains(",")) {
      return false;
    }
    String realIf = name(pair.substring(0, pair.indexOf(',')));
    String mappedIf = name(pair.substring(pair.indexOf(',') + 1));
    int at = 2;
    int protocol = -1;
    if (w.get(at).equals("tcp") || w.get(at).equals("udp")) {
      protocol = w.get(at).equals("tcp") ? Protocols.TCP : Protocols.UDP;
      at++;
    }
    Optional<IpAddress> mapped = mapped(w.get(at), mappedIf);
    PortSet mappedPort = PortSet.ANY;
    PortSet realPort = PortSet.ANY;
    at++;
    if (protocol > 0) {
      OptionalInt port = w.size() > at ? Names.port(w.get(at)) : OptionalInt.empty();
      if (port.isEmpty()) {
        return false;
      }
      mappedPort = PortSet.of(port.getAsInt());
      at++;
    }
    if (w.size() <= at || mapped.isEmpty()) {
      return false;
    }
    List<Condition> doubts = new ArrayList<>();
    if (w.get(at).equals("access-list")) {
      return w.size() > at + 1
          && byList(
              c, id, realIf, mappedIf, mapped.get(), w.get(at + 1), protocol, mappedPort, doubts);
    }
    Optional<IpAddress> real = addresses.address(w.get(at));
    at++;
    if (protocol > 0) {
      OptionalInt port = w.size() > at ? Names.port(w.get(at)) : OptionalInt.empty();
      if (port.isEmpty()) {
        return false;
      }
      realPort = PortSet.of(port.getAsInt());
    }
    int maskAt = w.indexOf("netmask");
    String mask = maskAt > 0 && w.size() > maskAt + 1 ? w.get(maskAt + 1) : "255.255.255.255";
    Optional<IpAddress> bits = IpAddress.parse(mask);
    if (real.isEmpty() || bits.isEmpty()) {
      return false;
    }
    Optional<AddressSet> realSet = AddressSet.masked(real.get(), bits.get());
    Optional<AddressSet> mappedSet = AddressSet.masked(mapped.get(), bits.get());
    if (realSet.isEmpty() || mappedSet.isEmpty()) {
      return false;
    }
    AddressOperand a = AddressOperand.certain(realSet.get());
    AddressOperand b = AddressOperand.certain(mappedSet.get());
    Mapping mapping = Mapping.fixed(List.of(a), List.of(b), a, b);
    PacketSet out = protocol < 0 ? PacketSet.ALL : PacketSet.ports(protocol, realPort, PortSet.ANY);
    PacketSet in =
        protocol < 0 ? PacketSet.ALL : PacketSet.ports(protocol, PortSet.ANY, mappedPort);
    PacketSet answered =
        protocol < 0 ? PacketSet.ALL : PacketSet.ports(protocol, PortSet.ANY, realPort);
    List<Action> outPorts =
        realPort.equals(mappedPort) ? List.of() : List.of(Mapping.port(true, realPort, mappedPort));
    List<Action> inPorts =
        realPort.equals(mappedPort)
            ? List.of()
            : List.of(Mapping.port(false, mappedPort, realPort));
    fixed.add(
        new NatRule(
            id,
            c.span(),
            realIf,
            mappedIf,
            false,
            List.of(),
            mapping.pieces(true, out, out, outPorts, doubts, c.span()),
            mapping.inverse().pieces(false, in, in, inPorts, doubts, c.span()),
            List.of(),
            PacketSet.to(realSet.get()).and(answered),
            PacketSet.NONE,
            true,
            List.of(),
            false,
            doubts));
    return true;
  }

  private String name(String word) {
    AsaInterface i = config.named(word);
    return i == null ? word : i.name;
  }

  private Optional<IpAddress> mapped(String word, String mappedIf) {
    if (word.equals("interface")) {
      AsaInterface i = config.named(mappedIf);
      return i == null || i.addresses.isEmpty()
          ? Optional.empty()
          : Optional.of(i.addresses.get(0));
    }
    return addresses.address(word);
  }

  /** Policy static: the list's source is the real address, its destination the other end. */
  private boolean byList(
      AsaConfig.Command c,
      String id,
      String realIf,
      String mappedIf,
      IpAddress mapped,
      String list,
      int protocol,
      PortSet mappedPort,
      List<Condition> doubts) {
    config.use(list, "static (" + realIf + "," + mappedIf + ")");
    PacketSet forward = permitted(list, doubts, c.span());
    AddressSet real = forward.sources();
    if (real.intervals().size() != 1) {
      doubts.add(
          Condition.of(
              Kind.TRANSLATION,
              "which address list " + list + " gives is not plain",
              "look at it",
              c.span()));
    }
    PortSet realPort = protocol < 0 ? PortSet.ANY : forward.sourcePorts(protocol);
    IpAddress first = real.first().orElse(mapped);
    IpAddress last = real.intervals().isEmpty() ? first : real.intervals().get(0)[1];
    long high = mapped.lo() + (last.lo() - first.lo());
    if (real.isEmpty() || high > 0xFFFF_FFFFL) {
      return false;
    }
    AddressOperand a = AddressOperand.certain(real);
    AddressOperand b = AddressOperand.certain(AddressSet.range(mapped, IpAddress.v4(high)));
    Mapping mapping = Mapping.fixed(List.of(a), List.of(b), a, b);
    PacketSet back =
        PacketSet.from(forward.destinations())
            .and(protocol < 0 ? PacketSet.ALL : PacketSet.ports(protocol, PortSet.ANY, mappedPort));
    boolean sure = doubts.isEmpty();
    boolean ports = protocol > 0 && !realPort.isAny() && !realPort.equals(mappedPort);
    List<Action> inPorts = ports ? List.of(Mapping.port(false, mappedPort, realPort)) : List.of();
    List<Action> outPorts = ports ? List.of(Mapping.port(true, realPort, mappedPort)) : List.of();
    fixed.add(
        new NatRule(
            id,
            c.span(),
            realIf,
            mappedIf,
            false,
            List.of(),
            mapping.pieces(
                true, forward, sure ? forward : PacketSet.NONE, outPorts, doubts, c.span()),
            mapping
                .inverse()
                .pieces(false, back, sure ? back : PacketSet.NONE, inPorts, doubts, c.span()),
            List.of(),
            mirrored(forward),
            PacketSet.NONE,
            true,
            List.of(),
            false,
            doubts));
    return true;
  }

  /** {@code nat-control}: what goes to a lower level without a rule is dropped. */
  private void control(List<NatRule> out) {
    SourceSpan span = SourceSpan.implicit(config.file, "nat-control");
    for (AsaInterface i : through) {
      if (lower(i.name, false).isEmpty()) {
        continue;
      }
      out.add(
          rule(
              "nat-control " + i.name,
              span,
              i.name,
              List.of(piece(PacketSet.ALL_V4, List.of(), List.of())),
              PacketSet.NONE,
              lower(i.name, false),
              true,
              List.of(),
              false));
    }
  }
}
