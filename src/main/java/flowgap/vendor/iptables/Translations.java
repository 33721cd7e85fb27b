package flowgap.vendor.iptables;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.packet.Rewrite;
import flowgap.packet.View;
import flowgap.policy.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** DNAT, SNAT, MASQUERADE, REDIRECT, NETMAP, DNPT, SNPT (iptables-extensions(8)). */
final class Translations {
  private final Host host;

  Translations(Host host) {
    this.host = host;
  }

  /**
   * What a translating target does.
   *
   * @param fields the rule's addresses, by which NETMAP knows what it maps
   * @param hooks the built-in chains that lead to the rule
   */
  Plan plan(Use use, List<Option> fields, Set<String> hooks) throws BadValue {
    List<Action> out = new ArrayList<>();
    switch (use.module()) {
      case "DNAT" -> {
        destination(use, "--to-destination", View.Field.DESTINATION, out);
        out.add(new Action.Set(Way.DNAT, "yes"));
      }
      case "SNAT" -> {
        destination(use, "--to-source", View.Field.SOURCE, out);
        out.add(new Action.Set(Way.SNAT, "yes"));
      }
      case "MASQUERADE" -> {
        out.add(into(View.Field.SOURCE, own(), "own address"));
        ports(use, View.Field.SOURCE_PORT, out);
        out.add(new Action.Set(Way.SNAT, "yes"));
      }
      case "REDIRECT" -> {
        boolean sent = hooks.equals(Set.of("OUTPUT"));
        out.add(into(View.Field.DESTINATION, sent ? host.loopback() : own(), "own address"));
        ports(use, View.Field.DESTINATION_PORT, out);
        out.add(new Action.Set(Way.DNAT, "yes"));
        if (!sent) {
          out.add(new Action.Set(Way.ATTRIBUTE, Way.IN));
        }
      }
      case "NETMAP" -> {
        return netmap(use, fields, hooks);
      }
      default -> {
        // DNPT, SNPT: stateless, keeps the checksum, so the host part changes as well
        boolean source = use.module().equals("SNPT");
        Option to = required(use, "--dst-pfx");
        out.add(
            into(
                source ? View.Field.SOURCE : View.Field.DESTINATION,
                addresses(to, to.value()),
                to.value()));
        return Plan.of(out);
      }
    }
    out.add(Action.PERMIT);
    return Plan.of(out);
  }

  private AddressSet own() {
    AddressSet own = host.ownKnown() ? host.own() : AddressSet.NONE;
    return own.isEmpty() ? host.any() : own;
  }

  private static Option required(Use use, String name) throws BadValue {
    return use.option(name)
        .orElseThrow(
            () ->
                new BadValue(
                    new Option("-j", false, List.of(use.module()), 1),
                    use.module() + " without " + name));
  }

  private static void ports(Use use, View.Field field, List<Action> out) throws BadValue {
    Optional<Option> o = use.option("--to-ports");
    if (o.isPresent()) {
      out.add(port(o.get(), o.get().value(), field));
    }
  }

  private static Action port(Option o, String text, View.Field field) throws BadValue {
    int slash = text.indexOf('/');
    String range = slash < 0 ? text : text.substring(0, slash);
    PortSet ports = PortMatches.range(o, range.replace('-', ':'), Protocols.TCP);
    if (slash >= 0) {
      PortSet base = PortMatches.range(o, text.substring(slash + 1), Protocols.TCP);
      Rewrite shift =
          new Rewrite.PortShift(base.intervals().get(0)[0], ports.intervals().get(0)[0]);
      return new Action.Translate(field, shift, "port -> " + text);
    }
    return new Action.Translate(field, new Rewrite.IntoPorts(ports), "port -> " + range);
  }

  private Action into(View.Field field, AddressSet addresses, String shown) {
    String side = field == View.Field.SOURCE ? "source -> " : "destination -> ";
    return new Action.Translate(field, new Rewrite.Into(addresses), side + shown);
  }

  /** {@code 10.0.0.1}, {@code 10.0.0.1-10.0.0.9:80-90}, {@code :8080}, {@code [2001:db8::1]:80}. */
  private void destination(Use use, String name, View.Field field, List<Action> out)
      throws BadValue {
    required(use, name);
    List<AddressSet> all = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    Action port = null;
    for (Option o : use.options()) {
      if (!o.name().equals(name)) {
        continue;
      }
      String text = o.value();
      String addresses = text;
      String ports = "";
      if (host.v6() && text.startsWith("[") && text.indexOf(']') > 0) {
        int end = text.indexOf(']');
        addresses = text.substring(1, end).replace("]-[", "-");
        ports = text.startsWith("]:", end) ? text.substring(end + 2) : "";
      } else if (!host.v6() && text.indexOf(':') >= 0) {
        addresses = text.substring(0, text.indexOf(':'));
        ports = text.substring(text.indexOf(':') + 1);
      }
      if (!addresses.isEmpty()) {
        all.add(addresses(o, addresses));
        shown.add(addresses);
      }
      if (!ports.isEmpty()) {
        View.Field portField =
            field == View.Field.SOURCE ? View.Field.SOURCE_PORT : View.Field.DESTINATION_PORT;
        port = port(o, ports, portField);
      }
    }
    if (!all.isEmpty()) {
      out.add(into(field, AddressSet.union(all), String.join(", ", shown)));
    }
    if (port != null) {
      out.add(port);
    }
  }

  private AddressSet addresses(Option o, String text) throws BadValue {
    AddressSet found = AddressSet.parse(text).orElse(AddressSet.NONE).and(host.any());
    if (found.isEmpty()) {
      throw new BadValue(
          o, "'" + text + "' is no " + host.family() + " address or range of addresses");
    }
    return found;
  }

  /** The network part becomes {@code --to}, the host part stays. */
  private Plan netmap(Use use, List<Option> fields, Set<String> hooks) throws BadValue {
    Option o = required(use, "--to");
    String text = o.value();
    int slash = text.indexOf('/');
    int bits = host.v6() ? 128 : 32;
    int length = bits;
    if (slash >= 0) {
      String mask = text.substring(slash + 1);
      length =
          mask.matches("[0-9]{1,3}")
              ? Integer.parseInt(mask)
              : IpAddress.parse(mask)
                  .map(a -> Long.bitCount(a.lo()) + Long.bitCount(a.hi()))
                  .orElse(-1);
    }
    Optional<IpAddress> base =
        IpAddress.parse(slash < 0 ? text : text.substring(0, slash)).filter(host::isOfFamily);
    if (base.isEmpty() || length < 0 || length > bits) {
      throw new BadValue(o, "'" + text + "' is no network");
    }
    boolean before = hooks.contains("PREROUTING") || hooks.contains("OUTPUT");
    boolean after = hooks.contains("POSTROUTING") || hooks.contains("INPUT");
    List<Action> destination =
        List.of(
            mapped(View.Field.DESTINATION, fields, base.get(), length, text),
            new Action.Set(Way.DNAT, "yes"),
            Action.PERMIT);
    List<Action> source =
        List.of(
            mapped(View.Field.SOURCE, fields, base.get(), length, text),
            new Action.Set(Way.SNAT, "yes"),
            Action.PERMIT);
    if (before && after) {
      return Plan.oneOf(
          Conditions.translation("NETMAP in a chain of both directions"),
          List.of(destination, source));
    }
    return Plan.of(after ? source : destination);
  }

  /**
   * One to one where the rule names a network of the same size, else any address of the new one.
   */
  private Action mapped(
      View.Field field, List<Option> fields, IpAddress base, int length, String text) {
    AddressSet net = AddressSet.prefix(base, length);
    String name = field == View.Field.SOURCE ? Option.SOURCE : Option.DESTINATION;
    for (Option o : fields) {
      Optional<AddressSet> old =
          o.name().equals(name) && !o.negated() ? AddressSet.parse(o.value()) : Optional.empty();
      if (old.isPresent() && old.get().size().equals(net.size())) {
        Rewrite shift =
            new Rewrite.Shift(old.get().first().orElseThrow(), net.first().orElseThrow());
        String side = field == View.Field.SOURCE ? "source -> " : "destination -> ";
        return new Action.Translate(field, shift, side + text);
      }
    }
    return into(field, net, text);
  }
}
