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

  private PacketSet plain(AddressSet tunnels) {
    return PacketSet.ALL.minus(
        PacketSet.from(tunnels).or(PacketSet.to(tunnels)).or(PacketSet.to(config.own())));
  }

  /**
   * The same before the lists are asked, which before 8.3 is before destinations are translated:
   * what no translation takes and both ends of which are behind one interface does not come by.
   */
  RuleList pathAsSent(AddressSet tunnels, List<NatRule> translations) {
    Derived list = new Derived(PATH_AS_SENT, config.file);
    AddressSet mapped =
        AddressSet.union(
            translations.stream()
                .flatMap(r -> r.backwardIn().stream())
                .map(p -> p.may().destinations())
                .toList());
    list.add(
        "same interface",
        list.implicit("source and destination behind the same interface"),
        plain(tunnels).minus(PacketSet.to(mapped)),
        List.of(
            new Guard.Known(Places.ATTRIBUTE_ROUTED, false),
            new Guard.Same(Attribute.IN, Places.ATTRIBUTE_ROUTED, false),
            new Guard.Known(Attribute.PATH, false),
            Guard.is(Attribute.PATH, "proved")),
        Action.End.LEAVE);
    return list.ending(Action.PERMIT, "may come by this firewall");
  }

  /**
   * Leaves out what is proved to stay behind one interface; a packet that is translated, or goes
   * through a tunnel, comes by here all the same.
   */
  RuleList path(AddressSet tunnels, List<NatRule> translations) {
    Derived list = new Derived(PATH, config.file);
    translations.forEach(r -> mapped(list, r));
    PacketSet plain = plain(tunnels);
    Guard same = new Guard.Same(Attribute.IN, Attribute.OUT, false);
    Guard untranslated = Guard.is(Places.ATTRIBUTE_NAT, "none");
    SourceSpan span = list.implicit("source and destination behind the same interface");
    list.add(
        "same interface",
        span,
        plain,
        List.of(
            same,
            untranslated,
            new Guard.Known(Attribute.PATH, false),
            Guard.is(Attribute.PATH, "proved")),
        Action.End.LEAVE);
    list.add(
        "same interface",
        span,
        plain,
        List.of(same, untranslated, new Guard.Known(Attribute.PATH, true)),
        Action.End.LEAVE);
    return list.ending(Action.PERMIT, "comes by this firewall");
  }

  /**
   * The firewall itself answers for the mapped addresses of a rule ("Cisco ASA Series Firewall CLI
   * Configuration Guide", mapped addresses and routing), also for packets that the rule does not
   * translate.
   */
  private void mapped(Derived list, NatRule r) {
    AddressSet mapped =
        AddressSet.union(
            r.backwardIn().stream()
                .filter(p -> !p.rewrites().isEmpty())
                .map(p -> p.may().destinations())
                .toList());
    if (mapped.isEmpty() || mapped.size().bitLength() > 24) {
      return;
    }
    List<Guard> guards = new ArrayList<>();
    guards.add(new Guard.Same(Attribute.IN, Attribute.OUT, false));
    guards.add(Guard.is(Places.ATTRIBUTE_NAT, "none"));
    if (!r.mappedIf().isEmpty()) {
      guards.add(Guard.is(Attribute.IN, r.mappedIf()));
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
}
