package flowgap.vendor.panos;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fields that may follow one another in one {@code set} line: {@code set rulebase security rules
 * web from trust to dmz action allow} sets three fields of one rule.
 */
final class Attributes {
  private static final Set<String> OF_RULE =
      Set.of(
          "from",
          "to",
          "source",
          "destination",
          "negate-source",
          "negate-destination",
          "source-user",
          "application",
          "service",
          "category",
          "source-hip",
          "destination-hip",
          "hip-profiles",
          "source-imsi",
          "source-imei",
          "source-nw-slice",
          "schedule",
          "rule-type",
          "disabled",
          "target",
          "action",
          "description",
          "tag",
          "group-tag",
          "log-start",
          "log-end",
          "log-setting",
          "profile-setting",
          "qos",
          "option",
          "icmp-unreachable",
          "nat-type",
          "to-interface",
          "source-translation",
          "destination-translation",
          "dynamic-destination-translation",
          "protocol",
          "port",
          "enforce-symmetric-return",
          "active-active-device-binding",
          "uuid",
          "protection",
          "authentication-enforcement",
          "timeout",
          "log-authentication-timeout");

  /** Fields by the word above them. */
  private static final Map<String, Set<String>> OF =
      Map.of(
          "static-ip", Set.of("translated-address", "bi-directional"),
          "destination-translation", Set.of("translated-address", "translated-port", "dns-rewrite"),
          "dynamic-destination-translation",
              Set.of("translated-address", "translated-port", "distribution"),
          "interface-address", Set.of("interface", "ip", "floating-ip"),
          "forward", Set.of("egress-interface", "nexthop", "monitor"),
          "tcp", Set.of("port", "source-port", "override"),
          "udp", Set.of("port", "source-port", "override"),
          "sctp", Set.of("port", "source-port", "override"));

  /** Fields of the entries below a word. */
  private static final Map<String, Set<String>> OF_ENTRIES =
      Map.of(
          "rules", OF_RULE,
          "address",
              Set.of(
                  "ip-netmask",
                  "ip-range",
                  "ip-wildcard",
                  "fqdn",
                  "description",
                  "tag",
                  "disable-override"),
          "address-group", Set.of("static", "dynamic", "description", "tag", "disable-override"),
          "service", Set.of("protocol", "description", "tag", "disable-override"),
          "service-group", Set.of("members", "tag", "disable-override"),
          "static-route",
              Set.of(
                  "destination",
                  "interface",
                  "nexthop",
                  "metric",
                  "admin-dist",
                  "path-monitor",
                  "route-table",
                  "option",
                  "bfd"),
          "zone",
              Set.of(
                  "network",
                  "enable-user-identification",
                  "user-acl",
                  "enable-device-identification"),
          "virtual-wire",
              Set.of(
                  "interface1",
                  "interface2",
                  "tag-allowed",
                  "link-state-pass-through",
                  "multicast-firewalling"),
          "region", Set.of("address", "geo-location"));

  private Attributes() {}

  /**
   * The depth to which a word goes back: that of the entry whose field it is, where the words so
   * far have given another field of it a value; else -1.
   *
   * @param path the words so far, one for each level
   */
  static int back(List<String> path, String word) {
    for (int level = path.size() - 3; level > 0; level--) {
      Set<String> named = OF.get(path.get(level));
      Set<String> entries = OF_ENTRIES.get(path.get(level - 1));
      if (named != null && named.contains(word) || entries != null && entries.contains(word)) {
        return level;
      }
    }
    return -1;
  }
}
