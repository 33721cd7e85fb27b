package flowgap.vendor.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a rule, each with the match or target that it belongs to.
 *
 * @param fields addresses, protocol, interfaces, {@code -f}
 * @param uses matches in the order in which they are loaded
 * @param target what {@code -j} or {@code -g} names
 * @param goTo whether it stands after {@code -g}
 * @param strangers options that belong to nothing that is known
 */
record RuleParts(
    List<Option> fields,
    List<Use> uses,
    Optional<Use> target,
    boolean goTo,
    List<Option> strangers) {
  /** Options of the matches that a header decides; of all others any option is taken. */
  private static final Map<String, Set<String>> MATCH_OPTIONS =
      Map.ofEntries(
          Map.entry("tcp", Set.of("--sport", "--dport", "--tcp-flags", "--syn", "--tcp-option")),
          Map.entry("udp", Set.of("--sport", "--dport")),
          Map.entry("udplite", Set.of("--sport", "--dport")),
          Map.entry("sctp", Set.of("--sport", "--dport", "--chunk-types")),
          Map.entry("dccp", Set.of("--sport", "--dport", "--dccp-types", "--dccp-option")),
          Map.entry("multiport", Set.of("--sports", "--dports", "--ports")),
          Map.entry("icmp", Set.of("--icmp-type")),
          Map.entry("icmp6", Set.of("--icmpv6-type")),
          Map.entry("iprange", Set.of("--src-range", "--dst-range")),
          Map.entry("comment", Set.of("--comment")),
          Map.entry("state", Set.of("--state")),
          Map.entry(
              "conntrack",
              Set.of(
                  "--ctstate",
                  "--ctproto",
                  "--ctorigsrc",
                  "--ctorigdst",
                  "--ctreplsrc",
                  "--ctrepldst",
                  "--ctorigsrcport",
                  "--ctorigdstport",
                  "--ctreplsrcport",
                  "--ctrepldstport",
                  "--ctstatus",
                  "--ctexpire",
                  "--ctdir")),
          Map.entry("mark", Set.of("--mark")),
          Map.entry("connmark", Set.of("--mark")),
          Map.entry(
              "addrtype",
              Set.of("--src-type", "--dst-type", "--limit-iface-in", "--limit-iface-out")),
          Map.entry(
              "physdev",
              Set.of(
                  "--physdev-in",
                  "--physdev-out",
                  "--physdev-is-in",
                  "--physdev-is-out",
                  "--physdev-is-bridged")),
          Map.entry(
              "owner",
              Set.of(
                  "--uid-owner",
                  "--gid-owner",
                  "--socket-exists",
                  "--suppl-groups",
                  "--pid-owner",
                  "--sid-owner",
                  "--cmd-owner")),
          Map.entry("pkttype", Set.of("--pkt-type")),
          Map.entry("rpfilter", Set.of("--loose", "--validmark", "--accept-local", "--invert")),
          Map.entry("helper", Set.of("--helper")));

  private static final Map<String, Set<String>> TARGET_OPTIONS =
      Map.of(
          "ACCEPT", Set.of(),
          "DROP", Set.of(),
          "RETURN", Set.of(),
          "REJECT", Set.of("--reject-with"),
          "DNAT", Set.of("--to-destination", "--random", "--persistent"),
          "SNAT", Set.of("--to-source", "--random", "--random-fully", "--persistent"),
          "MASQUERADE", Set.of("--to-ports", "--random", "--random-fully"),
          "REDIRECT", Set.of("--to-ports", "--random"),
          "NETMAP", Set.of("--to"),
          "MARK", Set.of("--set-xmark", "--set-mark", "--and-mark", "--or-mark", "--xor-mark"));

  /** Other spellings of options. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "--source-port", "--sport",
          "--destination-port", "--dport",
          "--source-ports", "--sports",
          "--destination-ports", "--dports",
          "--to-port", "--to-ports");

  private static final Map<String, String> MODULE_OF_PROTOCOL =
      Map.ofEntries(
          Map.entry("tcp", "tcp"),
          Map.entry("6", "tcp"),
          Map.entry("udp", "udp"),
          Map.entry("17", "udp"),
          Map.entry("udplite", "udp"),
          Map.entry("136", "udp"),
          Map.entry("sctp", "sctp"),
          Map.entry("132", "sctp"),
          Map.entry("dccp", "dccp"),
          Map.entry("33", "dccp"),
          Map.entry("icmp", "icmp"),
          Map.entry("1", "icmp"),
          Map.entry("icmpv6", "icmp6"),
          Map.entry("ipv6-icmp", "icmp6"),
          Map.entry("58", "icmp6"),
          Map.entry("esp", "esp"),
          Map.entry("50", "esp"),
          Map.entry("ah", "ah"),
          Map.entry("51", "ah"),
          Map.entry("ipv6-mh", "mh"),
          Map.entry("mobility-header", "mh"),
          Map.entry("135", "mh"));

  static RuleParts of(List<Option> options) {
    Sorter sorter = new Sorter();
    for (Option o : options) {
      sorter.take(o);
    }
    return sorter.parts();
  }

  private static boolean has(String module, String option) {
    Set<String> known = MATCH_OPTIONS.get(module);
    return known != null && known.contains(option);
  }

  /** Sorts options in the order in which they stand, as getopt would. */
  private static final class Sorter {
    private final List<Option> fields = new ArrayList<>();
    private final List<String> modules = new ArrayList<>();
    private final List<List<Option>> moduleOptions = new ArrayList<>();
    private final List<Option> strangers = new ArrayList<>();
    private String target;
    private final List<Option> targetOptions = new ArrayList<>();
    private boolean goTo;
    private String implied = "";

    void take(Option o) {
      switch (o.name()) {
        case Option.MATCH -> load(o.value());
        case Option.JUMP, Option.GOTO -> {
          if (target != null) {
            strangers.add(o);
          } else {
            target = o.value();
            goTo = o.name().equals(Option.GOTO);
          }
        }
        case Option.SOURCE, Option.DESTINATION, Option.IN, Option.OUT, Option.FRAGMENT ->
            fields.add(o);
        case Option.PROTOCOL -> {
          fields.add(o);
          implied =
              MODULE_OF_PROTOCOL.getOrDefault(o.value().toLowerCase(java.util.Locale.ROOT), "");
        }
        default -> extension(o);
      }
    }

    private void load(String module) {
      String name =
          module.equals("icmpv6") || module.equals("ipv6-icmp")
              ? "icmp6"
              : module.equals("mh6") ? "mh" : module;
      modules.add(name);
      moduleOptions.add(new ArrayList<>(2));
    }

    private void extension(Option given) {
      Option o = named(given, ALIASES.getOrDefault(given.name(), given.name()));
      Set<String> targets = target == null ? null : TARGET_OPTIONS.get(target);
      if (targets != null) {
        Option full = completed(o, targets);
        if (full != null) {
          targetOptions.add(full);
          return;
        }
      }
      for (int i = modules.size() - 1; i >= 0; i--) {
        if (has(modules.get(i), o.name())) {
          moduleOptions.get(i).add(o);
          return;
        }
      }
      if (!implied.isEmpty() && !modules.contains(implied) && has(implied, o.name())) {
        load(implied);
        moduleOptions.get(moduleOptions.size() - 1).add(o);
        return;
      }
      if (target != null && targets == null) {
        targetOptions.add(o);
        return;
      }
      place(o);
    }

    /** An option that no decided match has under this very name. */
    private void place(Option o) {
      for (int i = modules.size() - 1; i >= 0; i--) {
        Set<String> known = MATCH_OPTIONS.get(modules.get(i));
        Option full = known == null ? null : completed(o, known);
        if (known == null || full != null) {
          moduleOptions.get(i).add(full == null ? o : full);
          return;
        }
      }
      Set<String> known = MATCH_OPTIONS.get(implied);
      if (!implied.isEmpty() && !modules.contains(implied) && known == null) {
        load(implied);
        moduleOptions.get(moduleOptions.size() - 1).add(o);
        return;
      }
      strangers.add(o);
    }

    /**
     * The one option that the given name begins, as getopt_long takes it; null if none or several.
     */
    private static Option completed(Option o, Set<String> known) {
      if (known.contains(o.name())) {
        return o;
      }
      List<String> found =
          o.name().startsWith("--") && o.name().length() > 3
              ? known.stream().filter(k -> k.startsWith(o.name())).toList()
              : List.of();
      return found.size() == 1 ? named(o, found.get(0)) : null;
    }

    private static Option named(Option o, String name) {
      return name.equals(o.name()) ? o : new Option(name, o.negated(), o.values(), o.column());
    }

    RuleParts parts() {
      List<Use> uses = new ArrayList<>(modules.size());
      for (int i = 0; i < modules.size(); i++) {
        uses.add(new Use(modules.get(i), moduleOptions.get(i)));
      }
      return new RuleParts(
          fields,
          uses,
          target == null ? Optional.empty() : Optional.of(new Use(target, targetOptions)),
          goTo,
          strangers);
    }
  }
}
