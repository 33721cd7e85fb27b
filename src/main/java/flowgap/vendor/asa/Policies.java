package flowgap.vendor.asa;

import flowgap.policy.Firewall;
import flowgap.policy.NamedObject;
import flowgap.policy.NetworkInterface;
import flowgap.policy.RuleList;
import flowgap.policy.SiteFacts;
import flowgap.policy.Stage;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes a firewall of a configuration: its lists, and the program that asks them. */
final class Policies {
  private final AsaConfig config;
  private final Addresses addresses;
  private final Services services;
  private final TimeRanges timeRanges;
  private final Lists lists;
  private final Routes routes;
  private final List<SiteFacts.Binding> bindings;
  private final List<String> assumptions = new ArrayList<>();

  Policies(
      AsaConfig config, SiteFacts facts, String name, Counters counters, List<Routes.Route> table) {
    this.config = config;
    this.addresses = new Addresses(config, facts, counters.resolved);
    this.services = new Services(config);
    this.timeRanges = new TimeRanges(config);
    missingInterfaces();
    closeBelow();
    this.lists =
        new Lists(config, new EntryReader(config, addresses, services, timeRanges, counters));
    this.routes = new Routes(config, table);
    this.bindings = facts.zones(name);
    config.boundOwn = facts.own(name);
  }

  /** A sub-interface is down when the interface that bears it is. */
  private void closeBelow() {
    for (AsaInterface i : config.interfaces.values()) {
      int dot = i.hardware.indexOf('.');
      AsaInterface parent = dot < 0 ? null : config.interfaces.get(i.hardware.substring(0, dot));
      i.shutdown |= parent != null && parent.shutdown;
    }
  }

  /** Interfaces that commands name and no block defines: nothing else is known of them. */
  private void missingInterfaces() {
    Map<String, SourceSpan> named = new LinkedHashMap<>();
    config.bindings.stream()
        .filter(b -> !b.direction().equals("global"))
        .forEach(b -> named.putIfAbsent(b.interfaceName(), b.span()));
    for (AsaConfig.Command r : config.routes) {
      int at = r.words().get(0).equals("ipv6") ? 2 : 1;
      if (r.words().size() > at && !Routes.isNowhere(r.words().get(at))) {
        named.putIfAbsent(r.words().get(at), r.span());
      }
    }
    for (Map.Entry<String, SourceSpan> e : named.entrySet()) {
      if (config.named(e.getKey()) == null) {
        AsaInterface i = new AsaInterface(e.getKey(), e.getValue());
        i.name = e.getKey();
        i.level = -1;
        i.addressUnknown = true;
        config.interfaces.put("(missing) " + e.getKey(), i);
        config.problems.add(
            Problem.warning(
                e.getValue(),
                "interface "
                    + e.getKey()
                    + " is not in the export: its level and networks are not known"));
      }
    }
  }

  Firewall firewall(String name, List<String> files) {
    Map<String, RuleList> all = new LinkedHashMap<>(lists.all());
    List<Stage> opening = new ArrayList<>();
    List<Stage> answer = new ArrayList<>();
    if (config.interfaces.values().stream().anyMatch(i -> !i.name.isEmpty())) {
      new Program(config, addresses, services, lists, routes, bindings).addTo(all, opening, answer);
    } else {
      new BareLists(config, lists).addTo(all, opening);
      assumptions.add(
          "the export names no interfaces: its lists are judged without interfaces, routes and translation");
    }
    String inspected = new Inspections(config, new PolicyActions(config, lists.all())).assumption();
    if (!inspected.isEmpty()) {
      assumptions.add(inspected);
    }
    if (!config.pools.isEmpty() || !config.cryptoMaps.isEmpty()) {
      if (config.permitVpnSpan == null) {
        assumptions.add(
            "sysopt connection permit-vpn is on: it is the default, and show running-config hides it");
      }
    }
    if (config.version.isEmpty()) {
      assumptions.add("no version line: read as " + age());
    }
    Map<String, String> facts = new TreeMap<>();
    if (!config.version.isEmpty()) {
      facts.put("version", config.product + " " + config.version);
    }
    if (config.timeZone != null) {
      TimeRanges.zone(config.timeZone, config.summerTime)
          .ifPresent(z -> facts.put(Firewall.TIME_ZONE, z.getId()));
    }
    facts.put("mode", config.transparent ? "transparent" : "routed");
    return new Firewall(
        name,
        "cisco-asa",
        files,
        config.exportedAt.isEmpty() ? Optional.empty() : Optional.of(config.exportedAt),
        facts,
        assumptions,
        interfaces(),
        config.own(),
        all,
        opening,
        answer,
        List.of(),
        objects(),
        config.problems.stream().distinct().toList(),
        config.ledger.coverage());
  }

  /** What the export is taken for that says no version. */
  private String age() {
    if (config.unified()) {
      return "9.0 or later (lists of both families, translations of 8.3 and later)";
    }
    return config.newNat() ? "8.3 to 8.6 (IPv6 has lists of its own)" : "a version before 8.3";
  }

  private List<NetworkInterface> interfaces() {
    List<NetworkInterface> out = new ArrayList<>();
    for (AsaInterface i : config.interfaces.values()) {
      if (i.name.isEmpty()) {
        continue;
      }
      List<String> details = new ArrayList<>();
      details.add(i.hardware);
      if (i.level >= 0) {
        details.add("security-level " + i.level);
      }
      if (i.shutdown) {
        details.add("shutdown");
      }
      if (i.managementOnly) {
        details.add("management-only");
      }
      out.add(new NetworkInterface(i.name, i.zone, i.own(), i.connected(), details, i.span));
    }
    return out;
  }

  private List<NamedObject> objects() {
    Set<String> used = addresses.used;
    used.addAll(services.used);
    // names in commands that have no reader of their own still count as uses
    config.listUses.forEach((k, v) -> used.add(k));
    List<NamedObject> out = new ArrayList<>();
    config.networkObjects.forEach(
        (n, o) ->
            out.add(new NamedObject("object network", n, used.contains(n) || hasNat(n), o.span())));
    config.serviceObjects.forEach(
        (n, o) -> out.add(new NamedObject("object service", n, used.contains(n), o.span())));
    config.groups.forEach(
        (n, g) ->
            out.add(new NamedObject("object-group " + g.type(), n, used.contains(n), g.span())));
    config.timeRanges.forEach(
        (n, t) -> out.add(new NamedObject("time-range", n, timeRanges.used.contains(n), t.span())));
    return out;
  }

  private boolean hasNat(String object) {
    return config.objectNat.stream().anyMatch(n -> n.object().equals(object));
  }
}
