package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Static translation before 8.3: of an address, of a port, by a list. */
final class OldStatic {
  private final AsaConfig config;
  private final Addresses addresses;
  private final OldOperands operands;

  OldStatic(AsaConfig config, Addresses addresses, OldOperands operands) {
    this.config = config;
    this.addresses = addresses;
    this.operands = operands;
  }

  /**
   * {@code static (inside,outside) MAPPED REAL netmask M}, {@code static (inside,outside) tcp
   * MAPPED PORT REAL PORT}; the mapped address stands first.
   */
  boolean read(AsaConfig.Command c, String id, List<NatRule> into) {
    List<String> w = c.words();
    String pair = w.size() > 3 ? OldOperands.inner(w.get(1)) : "";
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
              into,
              c,
              id,
              realIf,
              mappedIf,
              mapped.get(),
              w.get(at + 1),
              protocol,
              mappedPort,
              doubts);
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
    limits(c, w.indexOf("netmask") + 2, realSet.get().or(mappedSet.get()));
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
    into.add(
        new NatRule(
            id,
            c.span(),
            0,
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
      List<NatRule> into,
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
    PacketSet forward = operands.permitted(list, doubts, c.span());
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
    limits(c, c.words().indexOf(list) + 1, real.or(b.may()));
    Mapping mapping = Mapping.fixed(List.of(a), List.of(b), a, b);
    PacketSet back =
        PacketSet.from(forward.destinations())
            .and(protocol < 0 ? PacketSet.ALL : PacketSet.ports(protocol, PortSet.ANY, mappedPort));
    boolean sure = doubts.isEmpty();
    boolean ports = protocol > 0 && !realPort.isAny() && !realPort.equals(mappedPort);
    List<Action> inPorts = ports ? List.of(Mapping.port(false, mappedPort, realPort)) : List.of();
    List<Action> outPorts = ports ? List.of(Mapping.port(true, realPort, mappedPort)) : List.of();
    into.add(
        new NatRule(
            id,
            c.span(),
            0,
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
            OldOperands.mirrored(forward),
            PacketSet.NONE,
            true,
            List.of(),
            false,
            doubts));
    return true;
  }

  /**
   * {@code static … netmask M 100 50 udp 20}, {@code tcp 100 50}: so many connections at most, none
   * where it is 0 ("Command Reference" 8.2, static).
   */
  void limits(AsaConfig.Command c, int from, AddressSet hosts) {
    List<String> w = c.words();
    for (int i = Math.max(from, 3); i < w.size(); i++) {
      boolean most = i == from || w.get(i - 1).equals("tcp") || w.get(i - 1).equals("udp");
      if (most && Names.number(w.get(i), 65535).orElse(0) > 0) {
        config.limits.put(c.span(), PacketSet.from(hosts).or(PacketSet.to(hosts)));
        return;
      }
    }
  }
}
