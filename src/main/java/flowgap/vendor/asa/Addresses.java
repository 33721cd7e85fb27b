package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.policy.SiteFacts;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import flowgap.vendor.asa.AsaConfig.AddressKind;
import flowgap.vendor.asa.AsaConfig.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves the addresses of operands, objects and groups. Equal operands give the same object, so
 * that long lists share their sets.
 */
final class Addresses {
  /** Groups within groups; devices have a handful, and each level costs stack. */
  static final int DEEPEST = 64;

  private final AsaConfig config;
  private final SiteFacts facts;
  private final Map<String, String> resolved;
  private final AddressSet any;
  private final AddressOperand anyOperand;
  private final Hosts numbers = new Hosts();
  private final Map<String, AddressOperand> hosts = new HashMap<>();
  private final Map<String, AddressOperand> subnets = new HashMap<>();
  private final Map<String, AddressOperand> objects = new HashMap<>();
  private final Map<String, AddressOperand> groups = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  final Set<String> used = new HashSet<>();

  /**
   * @param resolved what the device had resolved host names to when the export was made, for the
   *     reader of an undecided verdict
   */
  Addresses(AsaConfig config, SiteFacts facts, Map<String, String> resolved) {
    this.config = config;
    this.facts = facts;
    this.resolved = resolved;
    this.any = config.unified() ? AddressSet.ANY : AddressSet.ANY_V4;
    this.anyOperand = AddressOperand.certain(any);
  }

  /** {@code any} means both families since 9.0, IPv4 before. */
  AddressOperand any(String word, boolean six) {
    return switch (word) {
      case "any4" -> AddressOperand.ANY_V4;
      case "any6" -> AddressOperand.ANY_V6;
      default -> six ? AddressOperand.ANY_V6 : anyOperand;
    };
  }

  /** The IPv4 addresses that share the mask's bits, which are the first ones, with this one. */
  AddressOperand prefix(long address, long mask) {
    return numbers.of(address, mask);
  }

  AddressOperand host(String word, SourceSpan span) {
    long number = config.nameSpans.containsKey(word) ? -1 : IpAddress.v4(word);
    if (number >= 0) {
      return numbers.of(number, 0xFFFF_FFFFL);
    }
    AddressOperand known = hosts.get(word);
    if (known == null) {
      known =
          withName(
              word,
              address(word)
                  .map(a -> AddressOperand.certain(AddressSet.of(a)))
                  .orElseGet(() -> unknown(any, word, span)));
      hosts.put(word, known);
    }
    return known;
  }

  /** An address and its netmask, or an IPv6 prefix ({@code mask} empty). */
  AddressOperand subnet(String word, String mask, SourceSpan span) {
    long number = config.nameSpans.containsKey(word) ? -1 : IpAddress.v4(word);
    long bits = number < 0 ? -1 : IpAddress.v4(mask);
    if (bits >= 0 && Hosts.isPrefix(bits)) {
      return numbers.of(number, bits);
    }
    String key = word + " " + mask;
    AddressOperand known = subnets.get(key);
    if (known == null) {
      known = withName(word, subnetOf(word, mask, span));
      subnets.put(key, known);
    }
    return known;
  }

  private AddressOperand withName(String word, AddressOperand o) {
    SourceSpan name = config.nameSpans.get(word);
    return name == null ? o : new AddressOperand(o.may(), o.must(), o.doubts(), List.of(name));
  }

  private AddressOperand subnetOf(String word, String mask, SourceSpan span) {
    if (mask.isEmpty()) {
      String text = config.names.getOrDefault(word, word);
      Optional<AddressSet> prefix =
          text.contains(":") && text.contains("/") ? AddressSet.parse(text) : Optional.empty();
      return prefix.map(AddressOperand::certain).orElseGet(() -> unknown(any, word, span));
    }
    Optional<IpAddress> address = address(word);
    Optional<IpAddress> bits = IpAddress.parse(mask);
    if (address.isEmpty() || bits.isEmpty() || address.get().v6() != bits.get().v6()) {
      return unknown(any, word + " " + mask, span);
    }
    if (looksLikeWildcard(bits.get())) {
      config.problems.add(
          Problem.warning(
              span,
              "the netmask "
                  + mask
                  + " looks like a wildcard mask; the ASA takes it bit by bit as a netmask"));
    }
    Optional<AddressSet> set = AddressSet.masked(address.get(), bits.get());
    return set.map(AddressOperand::certain)
        .orElseGet(
            () ->
                AddressOperand.unknown(
                    AddressSet.ANY_V4,
                    Condition.of(
                        Kind.NOT_UNDERSTOOD,
                        "netmask " + mask + " stands for too many ranges",
                        "write the networks one by one",
                        span)));
  }

  private static boolean looksLikeWildcard(IpAddress mask) {
    long m = mask.lo();
    return !mask.v6() && m != 0 && (m & 0x8000_0000L) == 0 && (m & (m + 1)) == 0;
  }

  private AddressOperand unknown(AddressSet may, String words, SourceSpan span) {
    config.problems.add(Problem.error(span, "an address was expected; the entry is uncertain"));
    return AddressOperand.unknown(
        may,
        Condition.of(Kind.NOT_UNDERSTOOD, "unknown address " + words, "define the name", span));
  }

  Optional<IpAddress> address(String word) {
    Optional<IpAddress> plain = IpAddress.parse(word);
    return plain.isPresent() || !config.names.containsKey(word)
        ? plain
        : IpAddress.parse(config.names.get(word));
  }

  /** {@code interface outside} in an entry: the interface's own address. */
  AddressOperand interfaceAddress(String name, SourceSpan span) {
    AsaInterface i = config.named(name);
    if (i == null || i.addressUnknown && i.addresses.isEmpty() || i.addresses.isEmpty()) {
      return AddressOperand.unknown(
          any,
          Condition.of(
              Kind.OWN_ADDRESS,
              "the address of interface " + name + " is not in the export",
              "hand in show interface ip brief, or bind the address as self in the site file",
              span));
    }
    List<AddressSet> all = new ArrayList<>();
    i.addresses.forEach(a -> all.add(AddressSet.of(a)));
    return AddressOperand.certain(AddressSet.union(all));
  }

  AddressOperand object(String name, SourceSpan span) {
    used.add(name);
    AddressOperand known = objects.get(name);
    if (known == null) {
      known = objectOf(name, span);
      objects.put(name, known);
    }
    return known;
  }

  private AddressOperand objectOf(String name, SourceSpan span) {
    AsaConfig.NetworkObject o = config.networkObjects.get(name);
    if (o == null) {
      config.problems.add(Problem.error(span, "object " + name + " has no address in this export"));
      return AddressOperand.unknown(
          any,
          Condition.of(
              Kind.MEMBERSHIP,
              "object " + name + " is not defined",
              "hand in its definition",
              span));
    }
    AddressOperand of = of(o.kind(), o.first(), o.second(), o.span());
    return new AddressOperand(of.may(), of.must(), of.doubts(), List.of(o.span()));
  }

  private AddressOperand of(AddressKind kind, String first, String second, SourceSpan span) {
    return switch (kind) {
      case HOST -> host(first, span);
      case SUBNET -> {
        String low = first;
        yield switch (low) {
          case "any", "any4", "any6" -> any(low, false);
          default -> subnet(low, second, span);
        };
      }
      case RANGE -> range(first, second, span);
      case FQDN -> hostName(first, second, span);
      case NOT_UNDERSTOOD ->
          AddressOperand.unknown(
              any,
              Condition.of(
                  Kind.NOT_UNDERSTOOD, "not understood: " + span.text().strip(), "", span));
    };
  }

  AddressOperand range(String first, String second, SourceSpan span) {
    Optional<IpAddress> low = address(first);
    Optional<IpAddress> high = address(second);
    return low.isPresent()
            && high.isPresent()
            && low.get().v6() == high.get().v6()
            && low.get().compareTo(high.get()) <= 0
        ? AddressOperand.certain(AddressSet.range(low.get(), high.get()))
        : unknown(any, first + " " + second, span);
  }

  /** A name that the device resolves: known only where the site file binds it. */
  AddressOperand hostName(String name, String family, SourceSpan span) {
    AddressSet families =
        family.equals("v4")
            ? AddressSet.ANY_V4
            : family.equals("v6") ? AddressSet.ANY_V6 : AddressSet.ANY;
    AddressSet bound = facts.hostNames().get(name.toLowerCase(Locale.ROOT));
    if (bound != null) {
      return AddressOperand.certain(bound.and(families));
    }
    String seen = resolved.get(name);
    return AddressOperand.unknown(
        families,
        Condition.of(
                Kind.HOST_NAME,
                "host name "
                    + name
                    + (seen == null ? "" : " (resolved to " + seen + " when exported)"),
                "bind the name in the site file",
                span)
            .or("addresses other than those of host name " + name));
  }

  AddressOperand group(String name, SourceSpan span) {
    used.add(name);
    AddressOperand known = groups.get(name);
    if (known == null) {
      if (open.size() == DEEPEST) {
        return unusable(name, " is nested more than " + DEEPEST + " deep", "flatten it", span);
      }
      known = groupOf(name, span);
      groups.put(name, known);
    }
    return known;
  }

  private AddressOperand unusable(String name, String what, String settles, SourceSpan span) {
    config.problems.add(Problem.error(span, "object group " + name + what));
    return AddressOperand.unknown(
        any, Condition.of(Kind.MEMBERSHIP, "object group " + name + what, settles, span));
  }

  private AddressOperand groupOf(String name, SourceSpan span) {
    AsaConfig.Group g = config.groups.get(name);
    if (g == null || !g.type().equals("network")) {
      String what = g == null ? " is not defined" : " is no group of networks";
      return unusable(name, what, "hand in its definition", span);
    }
    if (!open.add(name)) {
      return unusable(name, " contains itself", "mend the group", span);
    }
    List<AddressSet> may = new ArrayList<>();
    List<AddressSet> must = new ArrayList<>();
    List<Condition> doubts = new ArrayList<>();
    Set<SourceSpan> uses = new LinkedHashSet<>();
    uses.add(g.span());
    for (Member m : g.members()) {
      AddressOperand o = member(m);
      may.add(o.may());
      must.add(o.must());
      o.doubts().forEach(d -> addOnce(doubts, d));
      uses.add(m.span());
      uses.addAll(o.uses());
    }
    open.remove(name);
    if (g.members().isEmpty()) {
      return unusable(name, " is empty", "hand in its members", g.span());
    }
    return new AddressOperand(
        AddressSet.union(may), AddressSet.union(must), List.copyOf(doubts), limited(uses));
  }

  /** Of very large groups only the first lines are quoted as evidence. */
  static List<SourceSpan> limited(Set<SourceSpan> uses) {
    return uses.stream().limit(20).toList();
  }

  private static void addOnce(List<Condition> to, Condition c) {
    if (!to.contains(c)) {
      to.add(c);
    }
  }

  AddressOperand member(Member m) {
    if (m instanceof Member.Address a) {
      return of(a.kind(), a.first(), a.second(), a.span());
    }
    if (m instanceof Member.ObjectName o) {
      return object(o.name(), o.span());
    }
    if (m instanceof Member.GroupName g) {
      return group(g.name(), g.span());
    }
    return AddressOperand.unknown(
        any,
        Condition.of(
            Kind.NOT_UNDERSTOOD, "not understood: " + m.span().text().strip(), "", m.span()));
  }
}
