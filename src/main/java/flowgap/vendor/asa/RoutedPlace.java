package flowgap.vendor.asa;

import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Guard;
import flowgap.policy.RuleList;
import flowgap.policy.SiteFacts;
import java.util.List;

/** The list that finds the interface that the routes give for a destination as it arrives. */
final class RoutedPlace {
  private static final String ROUTED = "~routed";

  private final AsaConfig config;
  private final Tunnels tunnels;
  private final Routes routes;
  private final List<SiteFacts.Binding> bindings;

  RoutedPlace(AsaConfig config, Tunnels tunnels, Routes routes, List<SiteFacts.Binding> bindings) {
    this.config = config;
    this.tunnels = tunnels;
    this.routes = routes;
    this.bindings = bindings;
  }

  /** Only what is certain: rules that translate the source alone go by it. */
  RuleList list() {
    Derived list = new Derived(ROUTED, config.file);
    for (AsaInterface i : config.interfaces.values()) {
      if (!i.name.isEmpty()) {
        routed(
            list,
            i,
            PacketSet.ALL,
            List.of(
                new Guard.Known(Attribute.STATED_OUT, false),
                Guard.is(Attribute.STATED_OUT, i.name)));
      }
    }
    for (SiteFacts.Binding b : bindings) {
      AsaInterface i = config.named(b.zone().orElse(""));
      if (i != null) {
        routed(list, i, PacketSet.to(b.addresses()), List.of());
      }
    }
    if (config.transparent) {
      return list.ending(Action.PERMIT, "transparent mode");
    }
    List<AsaInterface> entrances = tunnels.entrances();
    if (entrances.size() == 1) {
      routed(list, entrances.get(0), PacketSet.to(tunnels.pools()), List.of());
    }
    for (Routes.Region r : routes.regions()) {
      if (r.by().size() == 1) {
        list.add(
            "routed",
            r.spans().get(0),
            PacketSet.to(r.addresses()),
            List.of(),
            new Action.Set(Places.ATTRIBUTE_ROUTED, r.by().iterator().next()),
            Action.PERMIT);
      }
    }
    return list.ending(Action.PERMIT, "no single route");
  }

  private static void routed(Derived list, AsaInterface i, PacketSet packets, List<Guard> guards) {
    list.add(
        "routed",
        i.span,
        packets,
        guards,
        new Action.Set(Places.ATTRIBUTE_ROUTED, i.name),
        Action.PERMIT);
  }
}
