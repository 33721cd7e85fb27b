package flowgap.vendor.asa;

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

  /** What lets packets skip the interfaces' lists: {@code tunnel}, {@code inspected}. */
  static final String ATTRIBUTE_SKIPS = "skips-lists";

  private final AsaConfig config;
  private final Lists lists;
  private final List<AsaInterface> through;
  private final Barriers barriers;
  private final Inspections inspections;
  private final PacketSet users;

  /**
   * @param users packets that a list of their user may permit instead of the interface's
   */
  Filters(
      AsaConfig config,
      Lists lists,
      List<AsaInterface> through,
      Barriers barriers,
      Inspections inspections,
      PacketSet users) {
    this.config = config;
    this.lists = lists;
    this.through = through;
    this.barriers = barriers;
    this.inspections = inspections;
    this.users = users;
  }

  /** Since 8.3: everything at the ingress, on real addresses. */
  RuleList ingress() {
    Derived list = new Derived(IN, config.file);
    barriers.fromItself(list);
    before(list);
    for (AsaInterface i : through) {
      listOf(list, i, true);
    }
    return end(list);
  }

  /** Before 8.3: only the interfaces' lists, on the addresses of the wire. */
  RuleList oldIngress(List<NatRule> translations) {
    Derived list = new Derived(IN, config.file);
    barriers.ownAddresses(list, translated(translations));
    barriers.fromItself(list);
    for (AsaInterface i : through) {
      listOf(list, i, false);
    }
    return list.ending(Action.PERMIT, "no list at the ingress interface");
  }

  /** Packets whose destination a translation may change. */
  private static PacketSet translated(List<NatRule> translations) {
    return PacketSet.union(
        translations.stream().flatMap(r -> r.backwardIn().stream()).map(p -> p.may()).toList());
  }

  /** Before 8.3: what is decided once the egress interface is known. */
  RuleList oldLevels() {
    Derived list = new Derived(LEVELS, config.file);
    before(list);
    for (AsaInterface i : through) {
      for (boolean six : new boolean[] {false, true}) {
        List<Guard> in = List.of(Guard.is(Attribute.IN, i.name));
        if (lists.bound(i, "in", six) != null || lists.global(six) != null) {
          list.add(i.name + " has a list", i.span, family(six), in, Action.PERMIT);
        } else {
          withoutList(list, i, family(six));
        }
      }
    }
    return end(list);
  }

  private void before(Derived list) {
    barriers.addTo(list);
    inspections.addTo(list, lists.asked());
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
    perUser(list, own, packets, guards);
    AsaInterface bridge = bridgeOf(i);
    AsaConfig.Binding bridged = bridge == null ? null : lists.bound(bridge, "in", six);
    AsaConfig.Binding global = lists.global(six);
    for (AsaConfig.Binding b : new AsaConfig.Binding[] {own, bridged, global}) {
      if (b == null) {
        continue;
      }
      RuleList called = lists.of(b);
      if (lists.isStandard(b)) {
        unsuited(list, i, b, packets, guards);
        return;
      }
      if (called == null) {
        if (absent(list, i, b, packets, guards, Attribute.IN)) {
          return;
        }
        continue;
      }
      span = span == null ? b.span() : span;
      if (b == global && own == null) {
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

  /**
   * "Standard ACLs cannot be applied to interfaces to control traffic" ("Standard Access Control
   * Lists" in the CLI guides): the device refuses the binding, so what stands there is not known.
   */
  private void unsuited(
      Derived list, AsaInterface i, AsaConfig.Binding b, PacketSet packets, List<Guard> guards) {
    Problem unsuited =
        Problem.error(
            b.span(),
            "list " + b.list() + " is a standard list, which cannot be bound to an interface");
    if (!config.problems.contains(unsuited)) {
      config.problems.add(unsuited);
    }
    list.add(
        i.name + " " + b.direction() + " with a standard list",
        b.span(),
        packets,
        guards,
        Action.undecided(
            Condition.of(
                Condition.Kind.NOT_UNDERSTOOD,
                "list " + b.list() + " is a standard list, which the device binds to no interface",
                "hand in what the device shows",
                b.span())));
  }

  /**
   * {@code per-user-override}: a list that a server sent for a user replaces the interface's
   * ("Command Reference", access-group). Such users log in by {@code aaa} or by VPN.
   */
  private void perUser(Derived list, AsaConfig.Binding own, PacketSet packets, List<Guard> guards) {
    if (own == null || !own.option().equals("per-user-override") || users.isEmpty()) {
      return;
    }
    list.addDoubtful(
        "per-user-override",
        own.span(),
        packets.and(users),
        guards,
        Condition.of(
            Condition.Kind.USER,
            "per-user-override: a list of the user may permit it",
            "look at the user's list on the server",
            own.span()),
        Action.PERMIT);
  }

  /** No list: to lower levels, and to equal ones where that is switched on. FWSM: nothing. */
  private void withoutList(Derived list, AsaInterface i, PacketSet packets) {
    List<Guard> in = List.of(Guard.is(Attribute.IN, i.name));
    if (config.product.equals("FWSM")) {
      list.add(i.name + ":no list", i.span, packets, in, Action.DENY);
      return;
    }
    if (Barriers.isUnknownLevel(i)) {
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
    if (!config.unified() && lists.global(packets != PacketSet.ALL_V6) != null) {
      list.add(
          i.name + ":other family",
          i.span,
          packets,
          in,
          new Action.Note(
              "before 9.0 a global list is of one family: it leaves the other to the levels (our reading)"));
    }
    Set<String> open = new TreeSet<>();
    Set<String> unclear = new TreeSet<>();
    for (AsaInterface o : through) {
      if (Barriers.isUnknownLevel(o)) {
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
        "skips the lists",
        list.implicit("packets out of a tunnel or of an inspected connection skip the lists"),
        PacketSet.ALL,
        List.of(
            new Guard.Known(ATTRIBUTE_SKIPS, false),
            Guard.is(ATTRIBUTE_SKIPS, "tunnel", "inspected")),
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
      if (lists.isStandard(b)) {
        unsuited(list, i, b, packets, guards);
        continue;
      }
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
