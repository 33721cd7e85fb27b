package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Statements besides lists that may permit or deny. */
final class Features {
  /** An EtherType entry that may hold IP or ARP. */
  private static final Pattern OF_IP =
      Pattern.compile(
          "ethertype\\s+deny\\s+(any|all|arp|ip\\S*|0x0?800|0x0?806|0x86dd)\\b",
          Pattern.CASE_INSENSITIVE);

  private final AsaConfig config;
  private final Map<String, RuleList> lists;

  Features(AsaConfig config, Map<String, RuleList> lists) {
    this.config = config;
    this.lists = lists;
  }

  void addTo(Derived list) {
    config.features.stream()
        .filter(s -> s.text().strip().startsWith("established"))
        .forEach(s -> feature(list, s));
  }

  /**
   * "If you add an ACE to an EtherType access list that specifically denies all traffic, then that
   * ACE also denies IP and ARP traffic" ("Adding an EtherType Access List" in the CLI guides); an
   * entry for other types leaves IP alone.
   */
  private void etherTypes(Derived list) {
    for (AsaConfig.Binding b : config.bindings) {
      AsaInterface i = config.named(b.interfaceName());
      boolean ether = i != null && !config.lists.containsKey(b.list());
      for (SourceSpan entry :
          ether ? config.etherLists.getOrDefault(b.list(), List.of()) : List.<SourceSpan>of()) {
        if (OF_IP.matcher(entry.text().strip()).find()) {
          String side = b.direction().equals("out") ? Attribute.OUT : Attribute.IN;
          may(list, entry, PacketSet.ALL, List.of(Guard.is(side, i.name)), Action.DENY);
        }
      }
    }
  }

  /** What may drop packets that the lists let through. */
  void dropping(Derived list) {
    etherTypes(list);
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
    sharedInterfaces(list);
    config.features.stream()
        .filter(s -> !s.text().strip().startsWith("established"))
        .forEach(s -> feature(list, s));
  }

  private void feature(Derived list, SourceSpan f) {
    String[] w = f.text().strip().split("\\s+");
    switch (w[0]) {
      case "established" ->
          may(list, f, PacketSet.tcp(PortSet.ANY).or(PacketSet.udp(PortSet.ANY)), Action.PERMIT);
      case "filter" -> filter(list, f, w);
      case "aaa" -> may(list, f, users(f), Action.DENY);
      case "shun" -> {
        Optional<AddressSet> source = w.length > 1 ? AddressSet.parse(w[1]) : Optional.empty();
        PacketSet packets =
            source.map(s -> PacketSet.from(s).or(PacketSet.to(s))).orElse(PacketSet.ALL);
        may(list, f, packets, Action.DENY);
      }
      // a host that scans is shut out for a while: as with a limit, the traffic of flows does not
      case "threat-detection" -> PolicyActions.limit(list, f, PacketSet.ALL, List.of());
      case "wccp" -> {
        PacketSet packets =
            f.text().contains(" web-cache ") ? PacketSet.tcp(PortSet.of(80)) : PacketSet.ALL;
        may(list, f, packets, in(w), Action.DENY);
      }
      case "dynamic-filter" -> may(list, f, PacketSet.ALL, in(w), Action.DENY);
      case "ip" -> audit(list, f, w);
      case "route" -> {}
      default -> may(list, f, PacketSet.ALL, Action.DENY);
    }
  }

  /** {@code … interface NAME …}: packets that come in by it. */
  private List<Guard> in(String[] w) {
    for (int i = 1; i + 1 < w.length; i++) {
      if (w[i].equals("interface")) {
        AsaInterface named = config.named(w[i + 1]);
        return List.of(Guard.is(Attribute.IN, named == null ? w[i + 1] : named.name));
      }
    }
    return List.of();
  }

  /** Packets whose users have to log in, or are permitted something one by one. */
  PacketSet users(SourceSpan aaa) {
    String[] w = aaa.text().strip().split("\\s+");
    RuleList matched = w.length > 3 && w[2].equals("match") ? lists.get(w[3]) : null;
    return matched == null ? PacketSet.ALL : PolicyActions.permitted(matched);
  }

  /** {@code ip audit interface outside NAME}: drops where the policy of that name says so. */
  private void audit(Derived list, SourceSpan f, String[] w) {
    if (w.length < 5 || !w[2].equals("interface")) {
      return;
    }
    for (SourceSpan other : config.features) {
      String[] v = other.text().strip().split("\\s+");
      boolean named = v.length > 4 && v[1].equals("audit") && v[2].equals("name");
      boolean drops = other.text().contains(" drop") || other.text().contains(" reset");
      boolean byDefault = v.length > 2 && v[1].equals("audit") && other.text().contains(" action ");
      if (drops && (named ? v[3].equals(w[4]) : byDefault)) {
        may(list, other, PacketSet.ALL, in(new String[] {"", w[2], w[3]}), Action.DENY);
      }
    }
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

  /**
   * An interface that several contexts share: which of them a packet is given to hangs on its
   * hardware address, which contexts have apart only with {@code mac-address auto}, else on
   * translations ("Multiple Context Mode", how the ASA classifies packets).
   */
  private void sharedInterfaces(Derived list) {
    for (AsaInterface i : config.interfaces.values()) {
      SourceSpan shared = config.sharedInterfaces.get(i.hardware);
      if (shared != null && !i.name.isEmpty()) {
        Condition why =
            Condition.of(
                Condition.Kind.INTERFACE,
                "interface "
                    + i.name
                    + " is shared by several contexts: which of them a packet is given to hangs on"
                    + " its hardware address or on translations",
                "look at mac-address in the system space",
                shared);
        list.addDoubtful(
            "shared interface " + i.name,
            shared,
            PacketSet.ALL,
            List.of(Guard.is(Attribute.IN, i.name)),
            why,
            Action.DENY);
      }
    }
  }

  private void may(Derived list, SourceSpan f, PacketSet packets, Action action) {
    may(list, f, packets, List.of(), action);
  }

  private void may(
      Derived list, SourceSpan f, PacketSet packets, List<Guard> guards, Action action) {
    Condition why =
        Condition.of(
            Condition.Kind.FEATURE,
            f.text().strip(),
            "look at what this command lets through or drops",
            f);
    list.addDoubtful(f.text().strip(), f, packets, guards, why, action);
  }
}
