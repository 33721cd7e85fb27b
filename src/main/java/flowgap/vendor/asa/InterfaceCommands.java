package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.source.LineLedger.Use;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The commands of interfaces, those of PIX 6 at the top level too. */
final class InterfaceCommands {
  private static final Set<String> IGNORED =
      Names.rows("asa-interface-lines.csv").stream()
          .map(f -> f[0])
          .collect(java.util.stream.Collectors.toUnmodifiableSet());

  private final AsaConfig config;
  private AsaInterface current;

  InterfaceCommands(AsaConfig config) {
    this.config = config;
  }

  Use open(SourceSpan span, String[] words) {
    String name = words.length > 1 ? words[1] : "";
    current = config.interfaces.computeIfAbsent(name, n -> new AsaInterface(n, span));
    if (name.startsWith("Tunnel")) {
      current.tunnel = true;
    }
    if (words.length > 2 && words[words.length - 1].equals("shutdown")) {
      current.shutdown = true;
    }
    return Use.MODELLED;
  }

  Use member(SourceSpan span, String[] w) {
    if (current == null) {
      return Use.IGNORED;
    }
    switch (w[0]) {
      case "nameif" -> {
        current.name = w.length > 1 ? w[1] : "";
        if (!current.levelSet) {
          // "If you name an interface inside and do not set the level, the level is 100"
          current.level = current.name.equals("inside") ? 100 : 0;
        }
      }
      case "security-level" -> {
        current.level = w.length > 1 ? Names.number(w[1], 100).orElse(0) : 0;
        current.levelSet = true;
        current.levelSpan = span;
      }
      case "shutdown" -> current.shutdown = true;
      case "management-only" -> current.managementOnly = true;
      case "bridge-group" -> current.bridgeGroup = w.length > 1 ? w[1] : "";
      case "zone-member" -> current.zone = w.length > 1 ? w[1] : "";
      case "ip" -> {
        return ip(span, w);
      }
      case "ipv6" -> {
        return ipv6(span, w);
      }
      case "policy-route" -> {
        current.policyRoute = span;
        return Use.CONDITION;
      }
      case "tunnel" -> current.tunnel = true;
      case "no" -> {
        return negated(span, w);
      }
      default -> {
        return other(span, w[0]);
      }
    }
    return Use.MODELLED;
  }

  /** Lines about the link, its routing protocols and its addresses' leases filter nothing. */
  private Use other(SourceSpan span, String word) {
    if (IGNORED.contains(word)) {
      return Use.IGNORED;
    }
    config.problems.add(
        Problem.info(span, "not known in an interface's block; no bearing on filtering is known"));
    return Use.NOT_UNDERSTOOD;
  }

  private Use negated(SourceSpan span, String[] w) {
    switch (w.length > 1 ? w[1] : "") {
      case "nameif" -> current.name = "";
      case "security-level" -> current.level = 0;
      case "shutdown" -> current.shutdown = false;
      case "management-only" -> current.managementOnly = false;
      case "forward" -> {
        if (w.length > 3) {
          String towards = String.join("", List.of(w).subList(3, w.length));
          current.notTowards.put(towards.toLowerCase(java.util.Locale.ROOT), span);
        }
      }
      default -> {
        return Use.IGNORED;
      }
    }
    return Use.MODELLED;
  }

  private Use ip(SourceSpan span, String[] w) {
    if (w.length < 3 || !w[1].equals("address")) {
      return Use.IGNORED;
    }
    if (w[2].equals("dhcp") || w[2].equals("pppoe")) {
      current.addressUnknown = true;
      current.defaultUnknown = w[w.length - 1].equals("setroute");
      return Use.MODELLED;
    }
    return address(span, current, w, 2);
  }

  /** {@code failover interface ip NAME ADDRESS MASK standby ADDRESS}; the rest filters nothing. */
  Use failover(String[] w) {
    if (w.length < 5 || !w[1].equals("interface") || !w[2].equals("ip")) {
      return Use.IGNORED;
    }
    for (int i = 4; i < w.length; i++) {
      boolean stated = i == 4 || w[i - 1].equals("standby");
      Optional<IpAddress> one = stated ? address(w[i].replaceAll("/.*", "")) : Optional.empty();
      one.ifPresent(a -> config.failoverLinks = config.failoverLinks.or(AddressSet.of(a)));
    }
    return Use.MODELLED;
  }

  private Use address(SourceSpan span, AsaInterface i, String[] w, int at) {
    Optional<IpAddress> address = address(w[at]);
    Optional<IpAddress> mask = w.length > at + 1 ? IpAddress.parse(w[at + 1]) : Optional.empty();
    Optional<AddressSet> network =
        address.isPresent() && mask.isPresent()
            ? AddressSet.masked(address.get(), mask.get())
            : Optional.empty();
    if (network.isEmpty()) {
      i.addressUnknown = true;
      config.problems.add(
          Problem.error(
              span, "an interface's address and mask were expected; it counts as unknown"));
      return Use.NOT_UNDERSTOOD;
    }
    i.addresses.add(address.get());
    i.networks.add(network.get());
    if (w.length > at + 3 && w[at + 2].equals("standby")) {
      address(w[at + 3]).ifPresent(i.standby::add);
    }
    return Use.MODELLED;
  }

  private Optional<IpAddress> address(String word) {
    return IpAddress.parse(config.names.getOrDefault(word, word));
  }

  private Use ipv6(SourceSpan span, String[] w) {
    if (w.length < 3 || !w[1].equals("address")) {
      return Use.IGNORED;
    }
    if (w[2].equals("autoconfig") || w[2].equals("dhcp")) {
      current.addressUnknown = true;
      return Use.MODELLED;
    }
    String[] parts = w[2].split("/");
    Optional<IpAddress> address = IpAddress.parse(parts[0]);
    if (address.isEmpty() || !address.get().v6()) {
      config.problems.add(
          Problem.error(span, "an IPv6 address was expected; it counts as unknown"));
      current.addressUnknown = true;
      return Use.NOT_UNDERSTOOD;
    }
    if (w.length > 3 && w[3].equals("eui-64")) {
      current.addressUnknown = true;
    } else {
      current.addresses.add(address.get());
    }
    int length = parts.length > 1 ? Names.number(parts[1], 128).orElse(128) : 128;
    current.networks.add(AddressSet.prefix(address.get(), length));
    if (w.length > 4 && w[3].equals("standby")) {
      IpAddress.parse(w[4]).ifPresent(current.standby::add);
    }
    return Use.MODELLED;
  }

  /** {@code nameif ethernet0 outside security0} of PIX 6. */
  Use oldNameif(SourceSpan span, String[] w) {
    if (w.length < 4 || !w[3].startsWith("security")) {
      return Use.IGNORED;
    }
    AsaInterface i = config.interfaces.computeIfAbsent(w[1], n -> new AsaInterface(n, span));
    i.name = w[2];
    i.level = Names.number(w[3].substring("security".length()), 100).orElse(0);
    i.levelSet = true;
    i.levelSpan = span;
    return Use.MODELLED;
  }

  /** {@code ip address outside 198.51.100.1 255.255.255.0} of PIX 6. */
  Use oldAddress(SourceSpan span, String[] w) {
    AsaInterface i = w.length > 3 ? config.named(w[2]) : null;
    if (i == null) {
      config.problems.add(Problem.error(span, "no interface of this name is defined before"));
      return Use.NOT_UNDERSTOOD;
    }
    if (w[3].equals("dhcp") || w[3].equals("pppoe")) {
      i.addressUnknown = true;
      i.defaultUnknown = w[w.length - 1].equals("setroute");
      return Use.MODELLED;
    }
    return address(span, i, w, 3);
  }
}
