package flowgap.vendor.asa;

import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the classes of applied policy maps do besides inspecting ("Cisco ASA Series Firewall CLI
 * Configuration Guide", service policy): modules, limits and inspection maps may drop connections.
 */
final class PolicyActions {
  private final AsaConfig config;
  private final Map<String, RuleList> lists;

  PolicyActions(AsaConfig config, Map<String, RuleList> lists) {
    this.config = config;
    this.lists = lists;
  }

  boolean isApplied(AsaConfig.PolicyClass c) {
    return config.servicePolicies.keySet().stream().anyMatch(k -> k.startsWith(c.policy() + " "));
  }

  /** Guards under which a class applies: once per place, twice per interface; empty = nowhere. */
  List<List<Guard>> places(AsaConfig.PolicyClass c) {
    List<List<Guard>> out = new ArrayList<>();
    for (String key : config.servicePolicies.keySet()) {
      if (key.equals(c.policy() + " global")) {
        return List.of(List.of());
      }
      if (key.startsWith(c.policy() + " ")) {
        String place = key.substring(c.policy().length() + 1);
        out.add(List.of(Guard.is(Attribute.IN, place)));
        out.add(List.of(Guard.is(Attribute.OUT, place)));
      }
    }
    return out;
  }

  /** The packets of a class: those of its list, or all. */
  PacketSet matched(AsaConfig.PolicyClass c) {
    for (SourceSpan m : config.classMaps.getOrDefault(c.classMap(), List.of())) {
      String[] w = m.text().strip().split("\\s+");
      if (w.length > 2 && w[1].equals("access-list") && lists.containsKey(w[2])) {
        return permitted(lists.get(w[2]));
      }
      if (w.length > 4 && w[1].equals("port") && w[3].equals("eq")) {
        PortSet ports = Names.ports("eq", w[4]);
        if (ports != null) {
          return w[2].equals("udp") ? PacketSet.udp(ports) : PacketSet.tcp(ports);
        }
      }
    }
    return PacketSet.ALL;
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

  void addTo(Derived list) {
    for (AsaConfig.PolicyClass c : config.policyClasses) {
      for (List<Guard> guards : places(c)) {
        for (SourceSpan a : c.actions()) {
          action(list, c, guards, a, a.text().strip().split("\\s+"));
        }
      }
    }
  }

  private void action(
      Derived list, AsaConfig.PolicyClass c, List<Guard> guards, SourceSpan a, String[] w) {
    String text = a.text().strip();
    switch (w[0]) {
      case "sfr", "ips", "cxsc", "csc" -> {
        // "monitor-only" and "promiscuous" get copies; every other mode decides what goes on
        if (!text.contains("monitor-only") && !text.contains("promiscuous")) {
          may(list, a, matched(c), guards, "the policy of the module that " + text + " hands to");
        }
      }
      case "drop", "scansafe" -> may(list, a, matched(c), guards, text);
      case "police" -> limit(list, a, matched(c), guards);
      case "set" -> connection(list, c, guards, a, w);
      case "inspect" -> inspection(list, c, guards, a, w);
      default -> {}
    }
  }

  /** {@code set connection conn-max 10 per-client-max 5 advanced-options MAP}. */
  private void connection(
      Derived list, AsaConfig.PolicyClass c, List<Guard> guards, SourceSpan a, String[] w) {
    for (int i = 2; i + 1 < w.length; i++) {
      // beyond embryonic limits the firewall answers for the host: nothing is dropped
      boolean limits = w[i].equals("conn-max") || w[i].equals("per-client-max");
      if (limits && !w[i + 1].equals("0")) {
        limit(list, a, matched(c), guards);
        return;
      }
      if (w[i].equals("advanced-options")) {
        for (SourceSpan line : config.tcpMaps.getOrDefault(w[i + 1], List.of())) {
          String text = line.text().strip();
          // an opening segment has no data, no reserved bits and no urgent pointer
          if (text.startsWith("tcp-options") && text.endsWith("drop")) {
            may(list, line, matched(c).and(PacketSet.tcp(PortSet.ANY)), guards, text);
          }
        }
      }
    }
  }

  /** {@code inspect http MAP}, where the map drops or resets what it matches. */
  private void inspection(
      Derived list, AsaConfig.PolicyClass c, List<Guard> guards, SourceSpan a, String[] w) {
    if (w.length > 1 && w[1].equals("scansafe")) {
      may(list, a, matched(c), guards, a.text().strip());
      return;
    }
    for (int i = 2; i < w.length; i++) {
      for (SourceSpan line : config.inspectionMaps.getOrDefault(w[i], List.of())) {
        String text = " " + line.text().strip() + " ";
        boolean drops =
            text.contains(" drop ")
                || text.contains(" drop-connection ")
                || text.contains(" reset ");
        if (drops) {
          PacketSet packets = matched(c).and(Inspections.looksInto(w[1]));
          may(list, line, packets, guards, a.text().strip() + ": " + text.strip());
          return;
        }
      }
    }
  }

  private static void may(
      Derived list, SourceSpan a, PacketSet packets, List<Guard> guards, String what) {
    Condition why = Condition.of(Condition.Kind.FEATURE, what, "look at what this drops", a);
    list.addDoubtful(a.text().strip(), a, packets, guards, why, Action.DENY);
  }

  /** Drops beyond a limit: certain to pass only where the load is taken to be within it. */
  static void limit(Derived list, SourceSpan a, PacketSet packets, List<Guard> guards) {
    String attribute = list.unused("within " + a.text().strip());
    Condition why =
        Condition.of(
            Condition.Kind.RATE_LIMIT,
            a.text().strip(),
            "--assume rate-limits=within, or look at the limit",
            a);
    list.addDoubtful(
        a.text().strip() + " within", a, packets, guards, why, new Action.Set(attribute, "yes"));
    List<Guard> beyond = new ArrayList<>(guards);
    beyond.add(new Guard.Known(attribute, true));
    list.add(a.text().strip(), a, packets, beyond, Action.DENY);
  }
}
