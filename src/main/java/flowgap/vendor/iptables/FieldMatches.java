package flowgap.vendor.iptables;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The options that need no module: addresses, protocol, interfaces, fragments (iptables(8)). */
final class FieldMatches {
  private final Host host;

  FieldMatches(Host host) {
    this.host = host;
  }

  /** What {@code -p} asks for, by its number; negative ones are negated. */
  private final Map<Integer, Factor> protocols = new HashMap<>();

  /** What {@code -i} and {@code -o} ask for, by their words. */
  private final Map<String, Factor> devices = new HashMap<>();

  /** What one option asks for; equal interfaces and protocols give the same object. */
  Factor factor(Option o) throws BadValue {
    return switch (o.name()) {
      case Option.SOURCE -> addresses(o, true);
      case Option.DESTINATION -> addresses(o, false);
      case Option.PROTOCOL -> protocol(o);
      case Option.IN -> device(o, Attribute.IN);
      case Option.OUT -> device(o, Attribute.OUT);
      // a flow is not fragmented; -f matches second and further fragments
      default -> Factor.of(o.negated());
    };
  }

  private Factor addresses(Option o, boolean source) throws BadValue {
    AddressSet wanted = addresses(o);
    if (wanted == null) {
      return Factor.when(
          Condition.of(
              Condition.Kind.PACKET_FIELD,
              "the mask of " + o.text() + " is made of too many parts",
              "look at the rule"));
    }
    return Factor.of(source ? PacketSet.from(wanted) : PacketSet.to(wanted));
  }

  /** The addresses that an option asks for, null where its mask is too scattered. */
  AddressSet addresses(Option o) throws BadValue {
    String value = o.value();
    if (value.indexOf(',') < 0) {
      AddressSet one = masked(o, value).orElse(null);
      return one == null || !o.negated() ? one : one.complement();
    }
    List<AddressSet> parts = new ArrayList<>();
    for (String text : value.split(",")) {
      Optional<AddressSet> some = masked(o, text);
      if (some.isEmpty()) {
        return null;
      }
      parts.add(some.get());
    }
    AddressSet all = AddressSet.union(parts);
    return o.negated() ? all.complement() : all;
  }

  /** {@code a}, {@code a/len}, {@code a/mask}; empty where the mask is too scattered. */
  private Optional<AddressSet> masked(Option o, String text) throws BadValue {
    int slash = text.indexOf('/');
    if (text.endsWith("/32") && !host.v6()) {
      long number = IpAddress.v4(text, 0, slash);
      if (number >= 0) {
        return Optional.of(AddressSet.of(IpAddress.v4(number)));
      }
    }
    String base = slash < 0 ? text : text.substring(0, slash);
    IpAddress address = address(o, base);
    if (slash < 0) {
      return Optional.of(AddressSet.of(address));
    }
    String rest = text.substring(slash + 1);
    if (isNumber(rest)) {
      int length = Integer.parseInt(rest);
      if (length > address.bits()) {
        throw new BadValue(o, "prefix length /" + rest + "; expected at most /" + address.bits());
      }
      return Optional.of(AddressSet.prefix(address, length));
    }
    Optional<IpAddress> mask = IpAddress.parse(rest).filter(host::isOfFamily);
    if (mask.isEmpty()) {
      throw new BadValue(o, "'" + rest + "' is no mask; expected a prefix length or a mask");
    }
    return AddressSet.masked(address, mask.get());
  }

  private static boolean isNumber(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 3;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits;
  }

  private IpAddress address(Option o, String text) throws BadValue {
    Optional<IpAddress> found = IpAddress.parse(text);
    if (found.isEmpty() && !host.v6() && text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){0,2}")) {
      // old dumps and hand-written files leave out trailing zeros: 10/8, 192.168/16
      StringBuilder full = new StringBuilder(text);
      for (int dots = text.length() - text.replace(".", "").length(); dots < 3; dots++) {
        full.append(".0");
      }
      found = IpAddress.parse(full.toString());
    }
    if (found.isEmpty() || !host.isOfFamily(found.get())) {
      throw new BadValue(o, "'" + text + "' is no " + host.family() + " address");
    }
    return found.get();
  }

  private Factor protocol(Option o) throws BadValue {
    OptionalInt number = Vocabulary.protocol(o.value());
    if (number.isEmpty()) {
      throw new BadValue(
          o, "'" + o.value() + "' is no protocol; expected a number or a name of /etc/protocols");
    }
    if (number.getAsInt() == 0) {
      if (o.negated()) {
        throw new BadValue(o, "'! -p all' matches nothing; iptables does not take it");
      }
      return Factor.ALWAYS;
    }
    return protocols.computeIfAbsent(
        o.negated() ? -number.getAsInt() : number.getAsInt(),
        n -> {
          PacketSet packets = PacketSet.protocol(Math.abs(n));
          return Factor.of(n < 0 ? PacketSet.ALL.minus(packets) : packets);
        });
  }

  private Factor device(Option o, String attribute) {
    return devices.computeIfAbsent(
        attribute + (o.negated() ? " ! " : " ") + o.value(),
        k -> device(o.value(), o.negated(), attribute));
  }

  /** {@code eth0}, {@code eth+}; {@code +} is every interface. */
  static Factor device(String name, boolean negated, String attribute) {
    if (!name.endsWith("+")) {
      return Factor.of(new Guard.Is(attribute, java.util.Set.of(name), negated));
    }
    String prefix = name.substring(0, name.length() - 1);
    return prefix.isEmpty()
        ? Factor.of(!negated)
        : Factor.of(new Guard.Begins(attribute, prefix, negated));
  }
}
