package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.RuleList;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The lists that say which access list, or which comparison of security levels, decides about a
 * packet ("Cisco ASA Series Firewall CLI Configuration Guide", access rules: interface rules, then
 * global rules, then an implicit deny).
 */
final class Filters {
  static final String IN = "~in";
  static final String OUT = "~out";
  static final String LEVELS = "~levels";

  /** Set for packets that come out of a tunnel and skip the interfaces' lists. */
  static final String ATTRIBUTE_TUNNEL = "tunnel";

  private final AsaConfig config;
  private final Lists lists;
  private final List<AsaInterface> through;
  private final Tunnels tunnels;
  private final Features features;

  Filters(
      AsaConfig config,
      Lists lists,
      List<AsaInterface> through,
      Tunnels tunnels,
      Features features) {
    this.config = config;
    this.lists = lists;
    this.through = through;
    this.tunnels = tunnels;
    this.features = features;
  }

  /** Since 8.3: everything at the ingress, on real addresses. */
  RuleList ingress() {
    Derived list = new Derived(IN, config.file);
    before(list);
    for (AsaInterface i : through) {
      listOf(list, i, true);
    }
    return end(list);
  }

  /** Before 8.3: only the interfaces' lists, on the addresses of the wire. */
  RuleList oldIngress() {
    Derived list = new Derived(IN, config.file);
    for (AsaInterface i : through) {
      listOf(list, i, false);
    }
    return list.ending(Action.PERMIT, "no list at the ingress interface");
  }

  /** Before 8.3: what is decided once the egress interface is known. */
  RuleList oldLevels() {
    Derived list = new Derived(LEVELS, config.file);
    before(list);
    for (AsaInterface i : through) {
      for (boolean six : new boolean[] {false, true}) {
        List<Guard> in = List.of(Guard.is(Attribute.IN, i.name));
        if (lists.bound(i, "in", six) != null || lists.global() != null) {
          list.add(i.name + " has a list", i.span, family(six), in, Action.PERMIT);
        } else {
          withoutList(list, i, family(six));
        }
      }
    }
    return end(list);
  }

  private RuleList end(Derived list) {
    return list.ending(
        Action.undecided(
            Condition.of(
                Condition.Kind.INTERFACE,
                "the ingress interface is not known",
                "hand in show route, or state in_zone")),
        "the ingress interface is not known");
  }

  private static String family(PacketSet packets) {
    return packets == PacketSet.ALL_V6 ? " of IPv6" : "";
  }

  private static PacketSet family(boolean six) {
    return six ? PacketSet.ALL_V6 : PacketSet.ALL_V4;
  }

  private void before(Derived list) {
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
    ownAddresses(list);
    manyReceivers(list);
    features.addTo(list);
    reversePaths(list);
    sameLevels(list);
    tunnels.addTo(list);
  }

  /** Packets to the firewall itself are no through traffic; other statements decide about them. */
  private void ownAddresses(Derived list) {
    AddressSet own =
        AddressSet.union(config.interfaces.values().stream().map(AsaInterface::own).toList());
    if (!own.isEmpty()) {
      list.add(
          "to the firewall itself",
          list.implicit("to the firewall itself"),
          PacketSet.to(own),
          List.of(),
          Action.undecided(
              Condition.of(
                  Condition.Kind.OWN_ADDRESS,
                  "the destination is an address of the firewall itself",
                  "look at the management access commands")));
    }
  }

  /**
   * "In routed mode, broadcast and multicast traffic is blocked even if you allow it in a rule."
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
      for (AsaInterface o : through) {
        boolean sameZone = !i.zone.isEmpty() && i.zone.equals(o.zone);
        if (o != i && o.level == i.level && !isUnknownLevel(o) && !sameZone) {
          equal.add(o.name);
        }
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

  private static boolean isUnknownLevel(AsaInterface i) {
    return i.level < 0;
  }

  /** Interface list, then the list of the bridge group, then the global one. */
  private void listOf(Derived list, AsaInterface i, boolean levelsToo) {
    if (config.unified()) {
      listOf(list, i, PacketSet.ALL, false, levelsToo);
    } else {
      listOf(list, i, PacketSet.ALL_V4, false, levelsToo);
      listOf(list, i, PacketSet.ALL_V6, true, levelsToo);
    }
  }

  private void listOf(
      Derived list, AsaInterface i, PacketSet packets, boolean six, boolean levelsToo) {
    List<Guard> guards = List.of(Guard.is(Attribute.IN, i.name));
    List<Action> actions = new ArrayList<>();
    SourceSpan span = null;
    AsaConfig.Binding own = lists.bound(i, "in", six);
    AsaInterface bridge = bridgeOf(i);
    AsaConfig.Binding bridged = bridge == null ? null : lists.bound(bridge, "in", six);
    for (AsaConfig.Binding b : new AsaConfig.Binding[] {own, bridged, lists.global()}) {
      if (b == null) {
        continue;
      }
      RuleList called = lists.of(b);
      if (called == null) {
        if (absent(list, i, b, packets, guards, Attribute.IN)) {
          return;
        }
        continue;
      }
      span = span == null ? b.span() : span;
      if (b == lists.global() && own == null) {
        actions.add(
            new Action.Note(
                "interface "
                    + i.name
                    + " has no list of its own: since a global list exists, its levels permit nothing (our reading)"));
      }
      actions.add(new Action.Call(called.name()));
    }
    if (span != null) {
      actions.add(Action.DENY);
      list.add(i.name + " in", span, packets, guards, actions.toArray(Action[]::new));
    } else if (levelsToo) {
      withoutList(list, i, packets);
    }
  }

  AsaInterface bridgeOf(AsaInterface i) {
    if (i.bridgeGroup.isEmpty()) {
      return null;
    }
    return config.interfaces.values().stream()
        .filter(
            b -> b.isBridge() && b.hardware.substring(3).equals(i.bridgeGroup) && !b.name.isEmpty())
        .findFirst()
        .orElse(null);
  }

  /** A bound list without entries; whether the packets of the place are dealt with by that. */
  private boolean absent(
      Derived list,
      AsaInterface i,
      AsaConfig.Binding b,
      PacketSet packets,
      List<Guard> guards,
      String side) {
    if (config.forwardReference) {
      return false;
    }
    Problem missing = Problem.error(b.span(), "list " + b.list() + " is bound but not defined");
    if (!config.problems.contains(missing)) {
      config.problems.add(missing);
    }
    list.add(
        i.name + " " + b.direction() + " without its list",
        b.span(),
        packets,
        guards,
        Action.undecided(
            Condition.of(
                Condition.Kind.MISSING_POLICY,
                "list " + b.list() + " is bound but not in the export",
                "hand in the whole configuration",
                b.span())));
    return true;
  }

  /** No list: to lower levels, and to equal ones where that is switched on. FWSM: nothing. */
  private void withoutList(Derived list, AsaInterface i, PacketSet packets) {
    List<Guard> in = List.of(Guard.is(Attribute.IN, i.name));
    if (config.product.equals("FWSM")) {
      list.add(i.name + ":no list", i.span, packets, in, Action.DENY);
      return;
    }
    if (isUnknownLevel(i)) {
      list.add(
          i.name + ":level",
          i.span,
          packets,
          in,
          Action.undecided(
              Condition.of(
                  Condition.Kind.MISSING_POLICY,
                  "the security level of interface " + i.name + " is not in the export",
                  "hand in the whole configuration")));
      return;
    }
    Set<String> open = new TreeSet<>();
    Set<String> unclear = new TreeSet<>();
    for (AsaInterface o : through) {
      if (isUnknownLevel(o)) {
        unclear.add(o.name);
      } else if (o == i || o.level < i.level || o.level == i.level && config.sameInter) {
        open.add(o.name);
      } else if (!i.zone.isEmpty() && i.zone.equals(o.zone)) {
        open.add(o.name);
      }
    }
    if (!open.isEmpty()) {
      list.add(
          i.name + ":to-lower-level" + family(packets),
          i.levelSpan,
          packets,
          List.of(in.get(0), new Guard.Is(Attribute.OUT, open, false)),
          Action.PERMIT);
    }
    if (!unclear.isEmpty()) {
      list.add(
          i.name + ":to-unknown-level" + family(packets),
          i.levelSpan,
          packets,
          List.of(in.get(0), new Guard.Is(Attribute.OUT, unclear, false)),
          Action.undecided(
              Condition.of(
                  Condition.Kind.MISSING_POLICY,
                  "the security level of the egress interface is not in the export",
                  "hand in the whole configuration")));
    }
    list.add(i.name + ":to-higher-level" + family(packets), i.levelSpan, packets, in, Action.DENY);
  }

  /** Whether any list is bound to what leaves an interface. */
  boolean hasEgressLists() {
    return config.bindings.stream().anyMatch(b -> b.direction().equals("out"));
  }

  /**
   * The list of the egress interface adds restrictions; it never lets in what the ingress denies.
   */
  RuleList egress() {
    Derived list = new Derived(OUT, config.file);
    list.add(
        "out of a tunnel",
        list.implicit("packets out of a tunnel skip the interfaces' lists"),
        PacketSet.ALL,
        List.of(new Guard.Known(ATTRIBUTE_TUNNEL, false), Guard.is(ATTRIBUTE_TUNNEL, "yes")),
        Action.PERMIT);
    for (AsaInterface i : through) {
      if (config.unified()) {
        outOf(list, i, PacketSet.ALL, false);
      } else {
        outOf(list, i, PacketSet.ALL_V4, false);
        outOf(list, i, PacketSet.ALL_V6, true);
      }
    }
    return list.ending(Action.PERMIT, "no list at the egress interface");
  }

  private void outOf(Derived list, AsaInterface i, PacketSet packets, boolean six) {
    List<Guard> guards = List.of(Guard.is(Attribute.OUT, i.name));
    AsaInterface bridge = bridgeOf(i);
    AsaConfig.Binding bridged = bridge == null ? null : lists.bound(bridge, "out", six);
    for (AsaConfig.Binding b : new AsaConfig.Binding[] {bridged, lists.bound(i, "out", six)}) {
      if (b == null) {
        continue;
      }
      RuleList called = lists.of(b);
      if (called == null) {
        absent(list, i, b, packets, guards, Attribute.OUT);
        continue;
      }
      SourceSpan deny =
          SourceSpan.implicit(config.file, "implicit deny at the end of " + called.name());
      list.add(
          called.name() + ":default out of " + i.name,
          b.span(),
          new Match(packets, packets, guards, List.of()),
          new Action.Call(called.name()),
          Action.DENY);
      if (b == bridged && lists.bound(i, "out", six) != null) {
        // the member's list would have to be asked after the permit of the bridge group's
        list.addDoubtful(
            "both lists out of " + i.name,
            deny,
            packets,
            guards,
            Condition.of(
                Condition.Kind.FEATURE,
                "lists of a bridge group and of its member",
                "look at both",
                b.span()),
            Action.DENY);
      }
    }
  }
}
