package flowgap.vendor.asa;

import flowgap.source.LineLedger.Use;
import flowgap.source.SourceSpan;
import flowgap.vendor.asa.ConfigReader.Block;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands at the top level that have no part of their own, and all that rightly is left out. */
final class OtherCommands {
  /** How a command was used, and what the indented lines below it are. */
  record Taken(Use use, Block block) {}

  private static final Pattern VERSION =
      Pattern.compile("^(ASA|PIX|FWSM|NGFW) Version (\\S+)(.*)$");
  private static final Pattern WRITTEN = Pattern.compile("^: Written by \\S+ at (.*)$");

  private final ConfigReader reader;
  private final AsaConfig config;
  private final InterfaceCommands interfaces;
  private String attributesOf = "";

  OtherCommands(ConfigReader reader, InterfaceCommands interfaces) {
    this.reader = reader;
    this.config = reader.config;
    this.interfaces = interfaces;
  }

  /** {@code : Written by …}. */
  void comment(String command) {
    Matcher m = WRITTEN.matcher(command);
    if (m.matches()) {
      config.exportedAt = m.group(1);
    }
  }

  private static Taken plain(Use use) {
    return new Taken(use, Block.NONE);
  }

  private static Taken modelled(Block block) {
    return new Taken(Use.MODELLED, block);
  }

  private Taken ignored(SourceSpan span) {
    return new Taken(Use.IGNORED, Block.IGNORED);
  }

  private Taken condition(SourceSpan span, String[] w) {
    if (w[0].equals("aaa") && w.length > 3 && w[2].equals("match")) {
      config.use(w[3], "aaa " + w[1] + " match");
    }
    if (w[0].equals("mac-learn") && !(config.transparent && span.text().contains("disable"))) {
      return ignored(span);
    }
    config.features.add(span);
    return new Taken(Use.CONDITION, Block.IGNORED);
  }

  private Taken taint(SourceSpan span, String message) {
    config.taints.add(Taint.of(span));
    reader.error(span, message);
    return new Taken(Use.NOT_UNDERSTOOD, Block.IGNORED);
  }

  Taken take(SourceSpan span, String[] w, String command) {
    Matcher version = VERSION.matcher(command);
    if (version.matches()) {
      return version(span, version);
    }
    String second = w.length > 1 ? w[1] : "";
    switch (w[0]) {
      case "hostname" -> {
        config.hostName = second;
        return modelled(Block.NONE);
      }
      case "names" -> {
        return plain(Use.IGNORED);
      }
      case "name" -> {
        return name(span, w);
      }
      case "nameif" -> {
        return plain(interfaces.oldNameif(span, w));
      }
      case "route" -> {
        config.routes.add(new AsaConfig.Command(List.of(w), span));
        return modelled(Block.NONE);
      }
      case "router" -> {
        config.dynamicRouting = span;
        return modelled(Block.ROUTER);
      }
      case "ipv6" -> {
        return ipv6(span, w, command);
      }
      case "ip" -> {
        return ip(span, w);
      }
      case "nat" -> {
        return nat(span, w);
      }
      case "static", "global" -> {
        config.oldNatSeen = true;
        config.oldNat.add(new AsaConfig.Command(List.of(w), span));
        return modelled(Block.NONE);
      }
      case "nat-control" -> {
        config.natControl = true;
        return modelled(Block.NONE);
      }
      case "same-security-traffic" -> {
        config.sameInter |= command.endsWith("inter-interface");
        config.sameIntra |= command.endsWith("intra-interface");
        return modelled(Block.NONE);
      }
      case "failover" -> {
        return plain(interfaces.failover(w));
      }
      case "sysopt" -> {
        if (command.startsWith("sysopt connection permit-")) {
          config.permitVpn = true;
          config.permitVpnSpan = span;
          return modelled(Block.NONE);
        }
        return ignored(span);
      }
      case "forward-reference" -> {
        config.forwardReference = second.equals("enable");
        return modelled(Block.NONE);
      }
      case "firewall" -> {
        config.transparent = second.equals("transparent");
        return modelled(Block.NONE);
      }
      case "multicast-routing", "igmp", "pim", "mroute", "dhcprelay" -> {
        config.multicast = span;
        return new Taken(Use.CONDITION, Block.NONE);
      }
      case "clock" -> {
        if (second.equals("timezone")) {
          config.timeZone = span;
        } else if (second.equals("summer-time")) {
          config.summerTime = span;
        }
        return modelled(Block.NONE);
      }
      case "zone" -> {
        return modelled(Block.IGNORED);
      }
      case "crypto" -> {
        return crypto(span, w);
      }
      case "group-policy", "username", "dynamic-access-policy-record", "webvpn" -> {
        attributesOf = w[0] + " " + second;
        return new Taken(Use.IGNORED, Block.ATTRIBUTES);
      }
      case "mode" -> {
        config.systemSpace |= second.equals("multiple");
        return modelled(Block.NONE);
      }
      case "context" -> {
        config.contexts.add(second);
        return modelled(Block.CONTEXT);
      }
      case "isakmp" -> {
        enabled(w, 1);
        return ignored(span);
      }
      case "mac-address" -> {
        config.hardwareAddresses |= second.equals("auto");
        return modelled(Block.NONE);
      }
      case "admin-context" -> {
        config.systemSpace = true;
        return modelled(Block.NONE);
      }
      case "clear" -> {
        return clear(span, w);
      }
      case "no" -> {
        return negated(span, w, command);
      }
      case "capture" -> {
        for (int i = 2; i + 1 < w.length; i++) {
          if (w[i].equals("access-list")) {
            config.use(w[i + 1], "capture " + second);
          }
        }
        return ignored(span);
      }
      default -> {
        return rest(span, w);
      }
    }
  }

  /** Commands that the tables know, by their first words. */
  private Taken rest(SourceSpan span, String[] w) {
    CommandTable.Said said = CommandTable.of(w);
    return switch (said.effect()) {
      case NONE -> ignored(span);
      case CONDITION -> condition(span, w);
      case DOUBT -> taint(span, w[0] + " " + said.reason() + ", which may change every verdict");
      case UNKNOWN_OF_A_FAMILY ->
          taint(
              span,
              "the command " + quoted(w[0]) + " is not known, and its like bear on filtering");
      case UNKNOWN -> {
        reader.info(
            span,
            "the command " + quoted(w[0]) + " is not known; no bearing on filtering is known");
        yield new Taken(Use.NOT_UNDERSTOOD, Block.UNKNOWN);
      }
    };
  }

  private static String quoted(String word) {
    return word.length() > 30 ? "" : "\"" + Secrets.remove(word) + "\"";
  }

  private Taken version(SourceSpan span, Matcher m) {
    config.product = m.group(1).equals("NGFW") ? "ASA" : m.group(1);
    config.threatDefense |= m.group(1).equals("NGFW");
    config.version = m.group(2);
    config.versionSpan = span;
    config.systemSpace |= m.group(3).contains("<system>");
    return modelled(Block.NONE);
  }

  private Taken name(SourceSpan span, String[] w) {
    if (w.length < 3) {
      reader.error(span, "an address and its name were expected");
      return plain(Use.NOT_UNDERSTOOD);
    }
    String before = config.names.put(w[2], w[1]);
    config.nameSpans.put(w[2], span);
    if (before != null && !before.equals(w[1])) {
      reader.warning(
          span, "the name " + w[2] + " stood for " + before + " before; the last one counts");
    }
    return plain(Use.MODELLED);
  }

  private Taken ipv6(SourceSpan span, String[] w, String command) {
    switch (w.length > 1 ? w[1] : "") {
      case "access-list" -> {
        return plain(reader.ipv6List(span, command));
      }
      case "route" -> {
        config.routes.add(new AsaConfig.Command(List.of(w), span));
        return modelled(Block.NONE);
      }
      case "router" -> {
        config.dynamicRouting = span;
        return modelled(Block.ROUTER);
      }
      default -> {
        return ignored(span);
      }
    }
  }

  private Taken ip(SourceSpan span, String[] w) {
    if (w.length > 3 && w[1].equals("local") && w[2].equals("pool")) {
      config.pools.add(new AsaConfig.Command(List.of(w), span));
      return modelled(Block.NONE);
    }
    if (w.length > 4 && w[1].equals("verify") && w[2].equals("reverse-path")) {
      AsaInterface i = config.named(w[4]);
      if (i != null) {
        i.verifyReversePath = span;
      }
      return modelled(Block.NONE);
    }
    if (w.length > 2 && w[1].equals("address")) {
      return plain(interfaces.oldAddress(span, w));
    }
    return w.length > 1 && w[1].equals("audit") ? rest(span, w) : ignored(span);
  }

  private Taken nat(SourceSpan span, String[] w) {
    boolean pair = w.length > 1 && w[1].startsWith("(") && w[1].contains(",");
    if (pair || w.length > 1 && !w[1].startsWith("(")) {
      config.newNatSeen = true;
      config.twiceNat.add(span);
    } else {
      config.oldNatSeen = true;
      config.oldNat.add(new AsaConfig.Command(List.of(w), span));
    }
    return modelled(Block.NONE);
  }

  private Taken crypto(SourceSpan span, String[] w) {
    if (w.length > 2 && (w[1].equals("map") || w[1].equals("dynamic-map"))) {
      config.cryptoMaps.add(new AsaConfig.Command(List.of(w), span));
      if (w.length > 6 && w[4].equals("match") && w[5].equals("address")) {
        config.use(w[6], "crypto map " + w[2] + " " + w[3]);
      }
      return modelled(Block.IGNORED);
    }
    enabled(w, 1);
    return ignored(span);
  }

  /** {@code crypto ikev2 enable outside}, {@code isakmp enable outside}: tunnels end there. */
  private void enabled(String[] w, int at) {
    for (int i = at; i + 1 < w.length; i++) {
      boolean keys = w[i - 1].equals("isakmp") || w[i - 1].startsWith("ikev");
      if (keys && w[i].equals("enable")) {
        config.tunnelEnds.add(w[i + 1]);
      }
    }
  }

  private Taken clear(SourceSpan span, String[] w) {
    boolean late =
        !config.lists.isEmpty() || !config.twiceNat.isEmpty() || !config.bindings.isEmpty();
    if (late && w.length > 1 && w[1].startsWith("conf")) {
      return taint(span, "a command that removes parts of the configuration stands behind them");
    }
    return plain(Use.IGNORED);
  }

  private Taken negated(SourceSpan span, String[] w, String command) {
    String rest = command.substring(2).strip();
    if (rest.startsWith("sysopt connection permit-")) {
      config.permitVpn = false;
      config.permitVpnSpan = span;
      return modelled(Block.NONE);
    }
    return switch (w.length > 1 ? w[1] : "") {
      case "access-list",
          "access-group",
          "nat",
          "static",
          "global",
          "route",
          "object",
          "object-group",
          "interface",
          "nameif" ->
          taint(span, "a command that removes a part of the configuration is not modelled");
      default -> new Taken(Use.IGNORED, Block.IGNORED);
    };
  }

  /** Lines of {@code context NAME}: {@code allocate-interface GigabitEthernet0/1 outside}. */
  Use contextLine(SourceSpan span, String[] w) {
    if (w[0].equals("allocate-interface") && w.length > 1 && !config.contexts.isEmpty()) {
      String context = config.contexts.get(config.contexts.size() - 1);
      config
          .allotted
          .computeIfAbsent(context, k -> new LinkedHashMap<>())
          .put(w.length > 2 && !w[2].startsWith("[") ? w[2] : w[1], w[1]);
      config.allotments.put(w[1], span);
    }
    return Use.MODELLED;
  }

  /** Lines of group policies and users: a filter on what comes out of a tunnel. */
  Use attribute(SourceSpan span, String[] w) {
    boolean filters =
        w[0].equals("vpn-filter")
            || w[0].equals("ipv6-vpn-filter")
            || w[0].equals("network-acl")
            || w[0].equals("vpn-access-hours");
    if (filters && w.length > 1 && !w[1].equals("none")) {
      config.vpnFilters.add(span);
      config.use(w[w.length - 1], w[0] + " of " + attributesOf);
      return Use.CONDITION;
    }
    if (attributesOf.startsWith("webvpn") && w[0].equals("enable") && w.length > 1) {
      config.tunnelEnds.add(w[1]);
      return Use.MODELLED;
    }
    if (w[0].equals("split-tunnel-network-list") && w.length > 2) {
      config.use(w[2], "split tunnel of " + attributesOf);
    }
    return Use.IGNORED;
  }
}
