package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What stops packets, or may, before any access list is asked. */
final class Barriers {
  static final String FEATURES = "~features";

  private final AsaConfig config;
  private final List<AsaInterface> through;
  private final Tunnels tunnels;
  private final Features features;
  private final PolicyActions actions;

  Barriers(
      AsaConfig config,
      List<AsaInterface> through,
      Tunnels tunnels,
      Features features,
      PolicyActions actions) {
    this.config = config;
    this.through = through;
    this.tunnels = tunnels;
    this.features = features;
    this.actions = actions;
  }

  void addTo(Derived list) {
    for (AsaInterface i : config.interfaces.values()) {
      if (!i.name.isEmpty() && i.managementOnly) {
        SourceSpan why = i.span;
        list.add(
            "management-only " + i.name,
            why,
            PacketSet.ALL,
            List.of(Guard.is(Attribute.IN, i.name)),
            Action.DENY);
        list.add(
            "management-only " + i.name,
            why,
            PacketSet.ALL,
            List.of(Guard.is(Attribute.OUT, i.name)),
            Action.DENY);
      } else if (!i.name.isEmpty() && i.shutdown) {
        list.add(
            "shutdown " + i.name,
            i.span,
            PacketSet.ALL,
            List.of(Guard.is(Attribute.IN, i.name)),
            Action.DENY);
        list.add(
            "shutdown " + i.name,
            i.span,
            PacketSet.ALL,
            List.of(Guard.is(Attribute.OUT, i.name)),
            Action.DENY);
      }
    }
    ownAddresses(list, PacketSet.NONE);
    manyReceivers(list);
    features.addTo(list);
    reversePaths(list);
    oneWay(list);
    sameLevels(list);
    tunnels.addTo(list);
  }

  /** What may drop packets that the lists let through. */
  RuleList behindTheLists() {
    Derived list = new Derived(FEATURES, config.file);
    features.dropping(list);
    actions.addTo(list);
    config.limits.forEach((span, packets) -> PolicyActions.limit(list, span, packets, List.of()));
    return list.ending(Action.PERMIT, "nothing drops it");
  }

  /**
   * What the firewall opens itself is no through traffic: no list filters it ("Cisco ASA Series
   * Firewall CLI Configuration Guide", Access Rules: they "control ... traffic through the ASA").
   */
  void fromItself(Derived list) {
    AddressSet own = config.own();
    if (!own.isEmpty()) {
      list.add(
          "from the firewall itself",
          list.implicit("from the firewall itself"),
          PacketSet.from(own),
          List.of(Guard.is(Attribute.LEG, "opener")),
          notThrough(
              "the source is an address of the firewall itself, whose own packets no list filters",
              "look at what the firewall itself is set to do"));
    }
  }

  /** Open at once: what else stands in the way of through traffic settles nothing here. */
  private static Action notThrough(String why, String remedy) {
    return new Action.OneOf(
        List.of(List.of(Action.End.LEAVE), List.of(Action.DENY)),
        Condition.of(Condition.Kind.OWN_ADDRESS, why, remedy));
  }

  /**
   * Packets to the firewall itself are no through traffic; other statements decide about them. Nor
   * is a broadcast of a connected network ("In routed firewall mode, broadcast ... traffic is
   * blocked", as below): a flow to the whole network does not mean it.
   *
   * @param except packets that go elsewhere by a translation
   */
  void ownAddresses(Derived list, PacketSet except) {
    AddressSet own = config.own();
    if (!own.isEmpty()) {
      list.add(
          "to the firewall itself",
          list.implicit("to the firewall itself"),
          PacketSet.to(own).minus(except),
          List.of(),
          notThrough(
              "the destination is an address of the firewall itself",
              "look at the management access commands"));
    }
    AddressSet all =
        AddressSet.union(
            config.interfaces.values().stream().map(AsaInterface::broadcasts).toList());
    if (!all.isEmpty() && !config.transparent) {
      list.add(
          "directed broadcast",
          list.implicit("broadcasts of a connected network do not pass in routed mode"),
          PacketSet.to(all).minus(except),
          List.of(),
          Action.End.LEAVE);
    }
  }

  /**
   * "In routed firewall mode, broadcast and multicast traffic is blocked even if you allow it in an
   * access rule" ("Cisco ASA Series Firewall CLI Configuration Guide", access rules).
   */
  private void manyReceivers(Derived list) {
    AddressSet many =
        AddressSet.parse("224.0.0.0/4")
            .orElseThrow()
            .or(AddressSet.parse("255.255.255.255").orElseThrow())
            .or(AddressSet.parse("ff00::/8").orElseThrow());
    if (config.transparent) {
      return;
    }
    if (config.multicast == null) {
      list.add(
          "multicast and broadcast",
          list.implicit("multicast and broadcast do not pass in routed mode"),
          PacketSet.to(many),
          List.of(),
          Action.DENY);
    } else {
      list.add(
          "multicast",
          config.multicast,
          PacketSet.to(many),
          List.of(),
          Action.undecided(
              Condition.of(
                  Condition.Kind.FEATURE,
                  "multicast routing",
                  "look at the multicast routes",
                  config.multicast)));
    }
  }

  /** {@code ip verify reverse-path}: the source has to be routed back out of the same interface. */
  private void reversePaths(Derived list) {
    for (AsaInterface i : through) {
      if (i.verifyReversePath != null) {
        list.add(
            "ip verify reverse-path " + i.name,
            i.verifyReversePath,
            PacketSet.from(tunnels.routes().certainlyElsewhere(i.name)),
            List.of(Guard.is(Attribute.IN, i.name)),
            Action.DENY);
      }
    }
  }

  /** Equal levels need a command of their own, even where a list permits. */
  private void sameLevels(Derived list) {
    if (!config.sameIntra) {
      list.add(
          "same interface",
          list.implicit("no same-security-traffic permit intra-interface"),
          PacketSet.ALL,
          List.of(new Guard.Same(Attribute.IN, Attribute.OUT, false)),
          Action.DENY);
    }
    if (config.sameInter) {
      return;
    }
    for (AsaInterface i : through) {
      if (isUnknownLevel(i)) {
        continue;
      }
      Set<String> equal = new TreeSet<>();
      Set<String> sharing = new TreeSet<>();
      for (AsaInterface o : through) {
        boolean sameZone = !i.zone.isEmpty() && i.zone.equals(o.zone);
        if (o != i && o.level == i.level && !isUnknownLevel(o)) {
          (sameZone ? sharing : equal).add(o.name);
        }
      }
      if (!sharing.isEmpty()) {
        list.addDoubtful(
            "traffic zone " + i.name,
            i.levelSpan,
            PacketSet.ALL,
            List.of(Guard.is(Attribute.IN, i.name), new Guard.Is(Attribute.OUT, sharing, false)),
            Condition.of(
                Condition.Kind.FEATURE,
                "whether one interface of traffic zone "
                    + i.zone
                    + " may send to another without same-security-traffic permit inter-interface",
                "look at packet-tracer",
                i.span),
            Action.DENY);
      }
      if (!equal.isEmpty()) {
        list.add(
            "equal level " + i.name,
            i.levelSpan,
            PacketSet.ALL,
            List.of(Guard.is(Attribute.IN, i.name), new Guard.Is(Attribute.OUT, equal, false)),
            new Action.Note(
                "interfaces of equal level: without same-security-traffic permit inter-interface nothing passes, even if a list permits (our reading)"),
            Action.DENY);
      }
    }
  }

  /** {@code no forward interface Vlan1} of the ASA 5505: nothing is opened towards that one. */
  private void oneWay(Derived list) {
    for (AsaInterface i : through) {
      for (AsaInterface o : through) {
        if (i.notTowards.containsKey(o.hardware.toLowerCase(java.util.Locale.ROOT))) {
          list.add(
              "no forward interface " + o.name,
              i.notTowards.get(o.hardware.toLowerCase(java.util.Locale.ROOT)),
              PacketSet.ALL,
              List.of(Guard.is(Attribute.IN, i.name), Guard.is(Attribute.OUT, o.name)),
              Action.DENY);
        }
      }
    }
  }

  static boolean isUnknownLevel(AsaInterface i) {
    return i.level < 0;
  }
}
