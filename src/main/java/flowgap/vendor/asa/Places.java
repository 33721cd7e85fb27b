package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.RuleList;
import flowgap.policy.SiteFacts;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The lists that find the interfaces by which packets enter and leave. */
final class Places {
  static final String INGRESS = "~ingress";
  static final String EGRESS = "~egress";

  /** Interface that the routing table gives for the destination as it arrived. */
  static final String ATTRIBUTE_ROUTED = "routed";

  /** Set where a translation rule gives the egress interface. */
  static final String ATTRIBUTE_EGRESS_BY = "egress-by";

  /** The translation rule that the packet met before the lists. */
  static final String ATTRIBUTE_NAT = "nat";

  /** More interfaces than this are not tried one by one. */
  private static final int MOST = 60;

  private final AsaConfig config;
  private final Routes routes;
  private final Members members;
  private final Tunnels tunnels;
  private final List<SiteFacts.Binding> bindings;

  Places(
      AsaConfig config,
      Members members,
      Tunnels tunnels,
      Routes routes,
      List<SiteFacts.Binding> bindings) {
    this.tunnels = tunnels;
    this.config = config;
    this.members = members;
    this.routes = routes;
    this.bindings = bindings;
  }

  RuleList ingress() {
    Derived list = new Derived(INGRESS, config.file);
    locate(list, Attribute.IN, Attribute.STATED_IN, true);
    return list.ending(Action.PERMIT, "the ingress interface is not known");
  }

  RuleList egress() {
    Derived list = new Derived(EGRESS, config.file);
    for (AsaInterface i : config.interfaces.values()) {
      if (!i.name.isEmpty()) {
        byTranslation(list, i);
      }
    }
    locate(list, Attribute.OUT, Attribute.STATED_OUT, false);
    return list.ending(Action.PERMIT, "the egress interface is not known");
  }

  /** A translation rule gives the interface; a route out of it has to lead to the address. */
  private void byTranslation(Derived list, AsaInterface i) {
    List<Guard> guards =
        List.of(Guard.is(ATTRIBUTE_EGRESS_BY, "rule"), Guard.is(Attribute.OUT, i.name));
    AddressSet out = routes.anyOutOf(i.name);
    list.add("egress by translation", i.span, PacketSet.to(out), guards, Action.PERMIT);
    Condition why =
        Condition.of(
            Condition.Kind.INTERFACE,
            "no route of the export leads out of interface "
                + i.name
                + " to the translated address",
            "hand in show route");
    if (config.transparent || i.addressUnknown || !routes.isComplete()) {
      list.add(
          "egress by translation",
          i.span,
          PacketSet.ALL,
          guards,
          new Action.OneOf(List.of(List.of(Action.PERMIT), List.of(Action.DENY)), why));
    } else {
      list.add("no route out of " + i.name, i.span, PacketSet.ALL, guards, Action.DENY);
    }
  }

  private static PacketSet side(AddressSet set, boolean source) {
    return source ? PacketSet.from(set) : PacketSet.to(set);
  }

  private void locate(Derived list, String attribute, String stated, boolean source) {
    String end = source ? "source" : "destination";
    for (AsaInterface i : config.interfaces.values()) {
      if (!i.name.isEmpty()) {
        list.add(
            end + " stated behind " + i.name,
            i.span,
            PacketSet.ALL,
            List.of(new Guard.Known(stated, false), Guard.is(stated, i.name)),
            actions(attribute, i, "stated"));
      }
    }
    list.add(
        end + " stated",
        list.implicit("the stated zone is no interface of this firewall"),
        PacketSet.ALL,
        List.of(new Guard.Known(stated, false)),
        new Action.Note(
            "the stated zone of the " + end + " is no interface of this firewall: routes decide"));
    for (SiteFacts.Binding b : bindings) {
      AsaInterface i = config.named(b.zone().orElse(""));
      if (i != null) {
        list.add(
            end + " bound to " + i.name,
            i.span,
            side(b.addresses(), source),
            List.of(),
            actions(attribute, i, "stated"));
      }
    }
    if (!config.transparent) {
      users(list, attribute, source);
      policyRoutes(list, attribute, source);
      management(list, attribute, source);
      for (Routes.Region r : routes.regions()) {
        region(list, r, attribute, source);
      }
    }
    unknown(list, attribute, source);
  }

  /**
   * Users of a VPN are behind the interface at which their tunnel ends: a route to each address of
   * a pool is there while it is in use ("Cisco ASA Series VPN CLI Configuration Guide", IP
   * addresses for VPNs), longer than any of the configuration.
   */
  private void users(Derived list, String attribute, boolean source) {
    List<AsaInterface> entrances = tunnels.entrances();
    if (tunnels.pools().isEmpty() || entrances.isEmpty()) {
      return;
    }
    String id = (source ? "source" : "destination") + " of a pool of the VPN";
    PacketSet packets = side(tunnels.pools(), source);
    SourceSpan span = list.implicit("addresses of the VPN's users");
    if (entrances.size() == 1) {
      list.add(id, span, packets, List.of(), actions(attribute, entrances.get(0), "assumed"));
      return;
    }
    Condition why =
        Condition.of(
            Condition.Kind.INTERFACE,
            "tunnels of users end at several interfaces",
            "state in_zone or out_zone");
    list.add(id, span, packets, List.of(), anyOf(attribute, entrances, why, false));
  }

  /** A route map may send packets of its interface elsewhere. */
  private void policyRoutes(Derived list, String attribute, boolean source) {
    if (source) {
      return;
    }
    for (AsaInterface i : members.through()) {
      if (i.policyRoute != null) {
        Condition why =
            Condition.of(
                Condition.Kind.INTERFACE,
                "policy routing on interface " + i.name,
                "state out_zone",
                i.policyRoute);
        list.add(
            "policy route",
            i.policyRoute,
            PacketSet.ALL,
            List.of(Guard.is(Attribute.IN, i.name)),
            anyOf(attribute, members.through(), why, false));
      }
    }
  }

  /** What is behind a management-only interface may be sent elsewhere, by the other table. */
  private void management(Derived list, String attribute, boolean source) {
    for (AsaInterface i : config.interfaces.values()) {
      if (source || !i.managementOnly || i.name.isEmpty() || i.shutdown) {
        continue;
      }
      List<AsaInterface> data =
          routes.besideManagement(i).stream()
              .map(config::named)
              .filter(Objects::nonNull)
              .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
      if (!data.isEmpty()) {
        data.add(i);
        Condition why =
            Condition.of(
                Condition.Kind.INTERFACE,
                "the destination is in the network of "
                    + i.name
                    + ", which is management-only and has a routing table of its own",
                "state out_zone",
                i.span);
        list.add(
            "destination behind management-only " + i.name,
            i.span,
            PacketSet.to(i.connected()),
            List.of(),
            anyOf(attribute, data, why, false));
      }
    }
  }

  private void region(Derived list, Routes.Region r, String attribute, boolean source) {
    String end = source ? "source" : "destination";
    SourceSpan span = r.spans().get(0);
    List<AsaInterface> by =
        r.by().stream().map(config::named).filter(Objects::nonNull).distinct().toList();
    String id = end + " behind " + String.join(", ", r.by());
    if (by.isEmpty()) {
      boolean nowhere = r.by().stream().allMatch(Routes::isNowhere);
      if (nowhere && !source) {
        list.add("routed to Null0", span, PacketSet.to(r.addresses()), List.of(), Action.DENY);
      }
      return;
    }
    if (by.size() == 1) {
      list.add(
          id,
          span,
          side(r.addresses(), source),
          List.of(),
          actions(attribute, by.get(0), "proved"));
      return;
    }
    Condition why =
        Condition.of(
            Condition.Kind.INTERFACE,
            "routes out of several interfaces ("
                + String.join(", ", r.by())
                + ") lead to the "
                + end,
            "state in_zone or out_zone",
            span);
    addAnyOf(list, id, span, side(r.addresses(), source), attribute, by, why, false);
  }

  private void unknown(Derived list, String attribute, boolean source) {
    String end = source ? "source" : "destination";
    List<AsaInterface> all = members.through();
    if (config.transparent) {
      addAnyOf(
          list,
          end + " behind a member",
          list.implicit("transparent mode"),
          PacketSet.ALL,
          attribute,
          all,
          Condition.of(
              Condition.Kind.INTERFACE,
              "transparent mode: the export does not say behind which interface the " + end + " is",
              "bind zones in the site file, or state in_zone and out_zone"),
          false);
      return;
    }
    Routes.Region unread = routes.unread();
    if (!unread.addresses().isEmpty()) {
      addAnyOf(
          list,
          end + " by a route that is not understood",
          unread.spans().get(0),
          side(unread.addresses(), source),
          attribute,
          all,
          Condition.of(
              Condition.Kind.INTERFACE,
              "a route that is not understood may lead to the " + end,
              "state in_zone and out_zone",
              unread.spans().get(0)),
          false);
    }
    if (!routes.unknown().isEmpty()) {
      SourceSpan span =
          config.dynamicRouting == null
              ? list.implicit("address by DHCP or PPPoE")
              : config.dynamicRouting;
      addAnyOf(
          list,
          end + " by dynamic routing",
          span,
          side(routes.unknown(), source),
          attribute,
          all,
          Condition.of(
              Condition.Kind.INTERFACE,
              "the interface of the " + end + " hangs on routes that are not in the export",
              "hand in show route, or state in_zone and out_zone",
              span),
          false);
    }
    if (!routes.unreachable().isEmpty()) {
      addAnyOf(
          list,
          end + " without route",
          list.implicit("no route"),
          side(routes.unreachable(), source),
          attribute,
          all,
          Condition.of(
              Condition.Kind.INTERFACE,
              "the export has no route to the " + end,
              "hand in show route, or state in_zone and out_zone"),
          true);
    }
  }

  /** One of several interfaces, and not the one of the other end. */
  private void addAnyOf(
      Derived list,
      String id,
      SourceSpan span,
      PacketSet packets,
      String attribute,
      List<AsaInterface> all,
      Condition why,
      boolean orDropped) {
    String other = attribute.equals(Attribute.IN) ? ATTRIBUTE_ROUTED : Attribute.IN;
    for (AsaInterface o : all) {
      List<AsaInterface> others = all.stream().filter(i -> i != o).toList();
      if (!others.isEmpty() && all.size() <= MOST) {
        list.add(
            id,
            span,
            packets,
            List.of(new Guard.Known(other, false), Guard.is(other, o.name)),
            anyOf(attribute, others, why, orDropped));
      }
    }
    list.add(id, span, packets, List.of(), anyOf(attribute, all, why, orDropped));
  }

  private Action[] anyOf(
      String attribute, List<AsaInterface> all, Condition why, boolean orDropped) {
    List<List<Action>> courses = new ArrayList<>();
    if (all.size() <= MOST) {
      for (AsaInterface i : all) {
        courses.add(List.of(new Action.Set(attribute, i.name)));
      }
    }
    if (courses.isEmpty()) {
      courses.add(List.of(new Action.Forget(attribute)));
      courses.add(List.of(Action.DENY));
    }
    if (orDropped) {
      courses.add(List.of(Action.DENY));
    }
    if (courses.size() == 1) {
      courses.add(courses.get(0));
    }
    return new Action[] {
      new Action.Forget(Attribute.PATH), new Action.OneOf(courses, why), Action.PERMIT
    };
  }

  /** The packet is at this interface, or at one of those that stand for it. */
  private Action[] actions(String attribute, AsaInterface i, String how) {
    boolean stated = how.equals("stated") && !i.isBridge();
    List<AsaInterface> same = stated ? List.of(i) : members.alternatives(i);
    if (same.size() > 1) {
      Condition why =
          Condition.of(
              Condition.Kind.INTERFACE,
              i.isBridge()
                  ? "the member of " + i.hardware + " is not in the export"
                  : "traffic zone " + i.zone + ": the interface of the first packet decides",
              "state in_zone or out_zone",
              i.span);
      return anyOf(attribute, same, why, false);
    }
    AsaInterface only = same.isEmpty() ? i : same.get(0);
    boolean ingress = attribute.equals(Attribute.IN);
    List<Action> out = new ArrayList<>();
    out.add(new Action.Set(attribute, only.name));
    if (ingress || how.equals("stated")) {
      out.add(new Action.Set(Attribute.PATH, how));
    }
    out.add(Action.PERMIT);
    return out.toArray(Action[]::new);
  }
}
