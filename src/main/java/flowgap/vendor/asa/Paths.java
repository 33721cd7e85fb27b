package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/** The lists that leave out what does not come by this firewall. */
final class Paths {
  static final String PATH = "~path";
  static final String PATH_AS_SENT = "~path-as-sent";

  private final AsaConfig config;

  Paths(AsaConfig config) {
    this.config = config;
  }

  /** Packets that no tunnel's users and not the firewall itself send or are sent. */
  private PacketSet plain(Tunnels tunnels) {
    AddressSet users = tunnels.entrances().isEmpty() ? AddressSet.NONE : tunnels.pools();
    AddressSet apart = users.or(config.own());
    return PacketSet.ALL.minus(PacketSet.from(apart).or(PacketSet.to(apart)));
  }

  /**
   * Leaves these packets out under the guards; those of networks at the other ends of tunnels only
   * where no tunnel ends at their interface.
   */
  private static void leave(Derived list, Tunnels tunnels, PacketSet packets, List<Guard> guards) {
    PacketSet sites = PacketSet.from(tunnels.sites()).or(PacketSet.to(tunnels.sites()));
    SourceSpan span = list.implicit("source and destination behind the same interface");
    list.add("same interface", span, packets.minus(sites), guards, Action.End.LEAVE);
    PacketSet rest = packets.and(sites);
    if (!rest.isEmpty()) {
      List<Guard> elsewhere = new ArrayList<>(guards);
      elsewhere.add(new Guard.Is(Attribute.IN, tunnels.ends(), true));
      list.add("same interface", span, rest, elsewhere, Action.End.LEAVE);
    }
  }

  /**
   * The same before the lists are asked, which before 8.3 is before destinations are translated:
   * what no translation takes and both ends of which are behind one interface does not come by.
   */
  RuleList pathAsSent(Tunnels tunnels, List<NatRule> translations) {
    Derived list = new Derived(PATH_AS_SENT, config.file);
    AddressSet mapped =
        AddressSet.union(
            translations.stream()
                .flatMap(r -> r.backwardIn().stream())
                .map(p -> p.may().destinations())
                .toList());
    leave(
        list,
        tunnels,
        plain(tunnels).minus(PacketSet.to(mapped)),
        List.of(
            new Guard.Known(Places.ATTRIBUTE_ROUTED, false),
            new Guard.Same(Attribute.IN, Places.ATTRIBUTE_ROUTED, false),
            new Guard.Known(Attribute.PATH, false),
            Guard.is(Attribute.PATH, "proved")));
    return list.ending(Action.PERMIT, "may come by this firewall");
  }

  /**
   * Leaves out what is proved to stay behind one interface; a packet that is translated, or goes
   * through a tunnel, comes by here all the same.
   */
  RuleList path(Tunnels tunnels, List<NatRule> translations) {
    Derived list = new Derived(PATH, config.file);
    for (NatRule r : translations) {
      mapped(list, r);
      mappedElsewhere(list, r);
      lookedUp(list, r, r.forward(), r.mappedIf());
      lookedUp(list, r, r.backward(), r.realIf());
    }
    Guard same = new Guard.Same(Attribute.IN, Attribute.OUT, false);
    Guard untranslated = Guard.is(Places.ATTRIBUTE_NAT, "none");
    leave(
        list,
        tunnels,
        plain(tunnels),
        List.of(
            same,
            untranslated,
            new Guard.Known(Attribute.PATH, false),
            Guard.is(Attribute.PATH, "proved")));
    leave(
        list,
        tunnels,
        plain(tunnels),
        List.of(same, untranslated, new Guard.Known(Attribute.PATH, true)));
    return list.ending(Action.PERMIT, "comes by this firewall");
  }

  /**
   * The firewall itself answers for the mapped addresses of a rule ("Cisco ASA Series Firewall CLI
   * Configuration Guide", mapped addresses and routing), also for packets that the rule does not
   * translate.
   */
  private void mapped(Derived list, NatRule r) {
    mapped(list, r, mapped(r.backwardIn()), r.mappedIf());
    mapped(list, r, mapped(r.forwardIn()), r.realIf());
  }

  private void mapped(Derived list, NatRule r, AddressSet mapped, String from) {
    if (mapped.isEmpty() || mapped.size().bitLength() > 24) {
      return;
    }
    List<Guard> guards = new ArrayList<>();
    guards.add(new Guard.Same(Attribute.IN, Attribute.OUT, false));
    guards.add(Guard.is(Places.ATTRIBUTE_NAT, "none"));
    if (!from.isEmpty()) {
      guards.add(Guard.is(Attribute.IN, from));
    }
    Condition why =
        Condition.of(
            Condition.Kind.TRANSLATION,
            "the destination is a mapped address, but no rule translates the packet",
            "look at the translations of the address",
            r.span());
    list.add(
        r.id() + " mapped address",
        r.span(),
        PacketSet.to(mapped),
        guards,
        config.sameIntra ? Action.undecided(why) : Action.PERMIT);
  }

  /**
   * What comes from elsewhere and is routed out of the mapped interface: the rule translates back
   * only what arrives there, where nobody but the firewall answers for the address.
   */
  private static void mappedElsewhere(Derived list, NatRule r) {
    AddressSet mapped = mapped(r.backwardIn()).or(NatProgram.poolOf(r));
    if (mapped.isEmpty() || r.mappedIf().isEmpty()) {
      return;
    }
    list.add(
        r.id() + " mapped address from elsewhere",
        r.span(),
        PacketSet.to(mapped),
        List.of(
            new Guard.Same(Attribute.IN, Attribute.OUT, true),
            Guard.is(Places.ATTRIBUTE_NAT, "none"),
            Guard.is(Attribute.OUT, r.mappedIf())),
        Action.undecided(
            Condition.of(
                Condition.Kind.TRANSLATION,
                "the destination is a mapped address, which is translated only for what arrives on "
                    + r.mappedIf(),
                "look at packet-tracer, or name the real address",
                r.span())));
  }

  /** Addresses that a rule shows instead of real ones to what arrives. */
  private static AddressSet mapped(List<NatRule.Piece> arriving) {
    return AddressSet.union(
        arriving.stream()
            .filter(p -> !p.rewrites().isEmpty())
            .map(p -> p.may().destinations())
            .toList());
  }

  /**
   * {@code route-lookup}: the routes give the egress interface. What becomes of the rule where that
   * is not the one it names is not documented.
   */
  private static void lookedUp(Derived list, NatRule r, String value, String towards) {
    if (r.egressByRule() || towards.isEmpty()) {
      return;
    }
    list.add(
        r.id() + " routed elsewhere",
        r.span(),
        PacketSet.ALL,
        List.of(Guard.is(Places.ATTRIBUTE_NAT, value), Guard.isNot(Attribute.OUT, towards)),
        Action.undecided(
            Condition.of(
                Condition.Kind.TRANSLATION,
                "the routes (route-lookup) lead elsewhere than to "
                    + towards
                    + ", which the translation names",
                "look at packet-tracer",
                r.span())));
  }
}
