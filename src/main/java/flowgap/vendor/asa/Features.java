package flowgap.vendor.asa;

import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Statements besides lists that may permit or deny, and statements that were not understood. */
final class Features {
  private final AsaConfig config;
  private final Map<String, RuleList> lists;

  Features(AsaConfig config, Map<String, RuleList> lists) {
    this.config = config;
    this.lists = lists;
  }

  void addTo(Derived list) {
    for (SourceSpan t : config.taints) {
      Condition why =
          Condition.of(Condition.Kind.NOT_UNDERSTOOD, "not understood: " + t.text().strip(), "", t);
      list.add(
          "not understood",
          t,
          Match.uncertain(PacketSet.ALL, PacketSet.NONE, List.of(why)),
          Action.undecided(why));
    }
    if (config.threatDefense) {
      Condition why =
          Condition.of(
              Condition.Kind.FEATURE,
              "Firepower Threat Defense: its inspection engine decides after these lists",
              "hand in the access control policy",
              config.versionSpan == null ? list.implicit("FTD") : config.versionSpan);
      list.add(
          "inspection engine",
          list.implicit("FTD"),
          Match.uncertain(PacketSet.ALL, PacketSet.NONE, List.of(why)),
          Action.DENY);
    }
    for (SourceSpan f : config.features) {
      feature(list, f);
    }
    actions(list);
  }

  private void feature(Derived list, SourceSpan f) {
    String[] w = f.text().strip().split("\\s+");
    switch (w[0]) {
      case "established" ->
          may(list, f, PacketSet.tcp(PortSet.ANY).or(PacketSet.udp(PortSet.ANY)), Action.PERMIT);
      case "filter" -> filter(list, f, w);
      case "aaa" -> {
        RuleList matched = w.length > 3 && w[2].equals("match") ? lists.get(w[3]) : null;
        may(
            list,
            f,
            matched == null ? PacketSet.tcp(PortSet.ANY) : permitted(matched),
            Action.DENY);
      }
      case "route" -> {}
      default -> may(list, f, PacketSet.ALL, Action.DENY);
    }
  }

  /** All that the list's permits may match. */
  static PacketSet permitted(RuleList list) {
    List<PacketSet> all = new ArrayList<>();
    for (Rule r : list.rules()) {
      if (r.permits() && r.enabled()) {
        r.matches().forEach(m -> all.add(m.packets()));
      }
    }
    return PacketSet.union(all);
  }

  /**
   * {@code filter url http …} and its like; {@code filter java} removes objects, not connections.
   */
  private void filter(Derived list, SourceSpan f, String[] w) {
    PortSet ports =
        switch (w.length > 1 ? w[1] : "") {
          case "url" ->
              w.length > 2 && Names.port(w[2]).isPresent()
                  ? PortSet.of(Names.port(w[2]).getAsInt())
                  : PortSet.of(80);
          case "https" -> PortSet.of(443);
          case "ftp" -> PortSet.of(21);
          default -> PortSet.NONE;
        };
    if (!ports.isEmpty()) {
      may(list, f, PacketSet.tcp(ports), Action.DENY);
    }
  }

  private void may(Derived list, SourceSpan f, PacketSet packets, Action action) {
    Condition why =
        Condition.of(
            Condition.Kind.FEATURE,
            f.text().strip(),
            "look at what this command lets through or drops",
            f);
    list.addDoubtful(f.text().strip(), f, packets, List.<Guard>of(), why, action);
  }

  /** Actions of applied policies that may drop connections. */
  private void actions(Derived list) {
    for (AsaConfig.PolicyClass c : config.policyClasses) {
      boolean applied =
          config.servicePolicies.keySet().stream().anyMatch(k -> k.startsWith(c.policy() + " "));
      if (!applied) {
        continue;
      }
      for (SourceSpan a : c.actions()) {
        String text = a.text().strip();
        boolean mayDrop =
            text.endsWith("fail-close")
                || text.startsWith("drop")
                || text.startsWith("scansafe")
                || text.startsWith("inspect scansafe");
        if (mayDrop) {
          may(list, a, matched(c), Action.DENY);
        }
      }
    }
  }

  /** The packets of a class: those of its list, or all. */
  PacketSet matched(AsaConfig.PolicyClass c) {
    List<SourceSpan> matches = config.classMaps.getOrDefault(c.classMap(), List.of());
    for (SourceSpan m : matches) {
      String[] w = m.text().strip().split("\\s+");
      if (w.length > 2 && w[1].equals("access-list") && lists.containsKey(w[2])) {
        return permitted(lists.get(w[2]));
      }
    }
    return PacketSet.ALL;
  }
}
