package flowgap.vendor.panos;

import java.util.HashMap;
import java.util.Map;

/**
 * Which parts of a configuration bear on filtering, as a tree over its words (the device's own
 * schema gives the names). What stands under {@link #KEEP} is read whole; what stands under {@link
 * #IGNORE} has rightly no bearing; what is in neither is reported.
 */
final class Bearing {
  static final Bearing KEEP = new Bearing();
  static final Bearing IGNORE = new Bearing();
  static final Bearing UNKNOWN = new Bearing();

  private final Map<String, Bearing> named = new HashMap<>();
  private Bearing others = UNKNOWN;

  private Bearing() {}

  /** What the word means here. */
  Bearing of(String word) {
    if (this == KEEP || this == IGNORE) {
      return this;
    }
    Bearing found = named.get(word);
    return found == null ? others : found;
  }

  boolean isContainer() {
    return this != KEEP && this != IGNORE && this != UNKNOWN;
  }

  private Bearing with(Bearing what, String... words) {
    for (String w : words) {
      named.put(w, what);
    }
    return this;
  }

  private Bearing otherwise(Bearing what) {
    others = what;
    return this;
  }

  private static Bearing entries(Bearing each) {
    return new Bearing().otherwise(each);
  }

  private static final Bearing RULEBASE =
      new Bearing()
          .with(KEEP, "security", "nat", "pbf", "application-override", "dos")
          .with(KEEP, "default-security-rules", "authentication", "captive-portal", "decryption")
          .with(KEEP, "sdwan")
          .with(IGNORE, "qos", "tunnel-inspect")
          .with(IGNORE, "network-packet-broker", "decryption-broker", "sd-wan");

  private static final Bearing SCOPE =
      new Bearing()
          .with(KEEP, "address", "address-group", "service", "service-group", "application")
          .with(KEEP, "application-group", "application-filter", "application-status", "schedule")
          .with(KEEP, "region", "external-list", "zone", "import", "devices", "parent-dg")
          .with(KEEP, "reference-templates", "display-name")
          .with(RULEBASE, "rulebase", "pre-rulebase", "post-rulebase")
          .with(
              IGNORE, "tag", "profiles", "profile-group", "log-settings", "reports", "report-group")
          .with(IGNORE, "email-scheduler", "botnet", "certificate", "certificate-profile")
          .with(IGNORE, "local-user-database", "authentication-profile", "authentication-sequence")
          .with(IGNORE, "authentication-object", "ssl-tls-service-profile", "ssl-decrypt")
          .with(IGNORE, "admin-role", "server-profile", "global-protect", "captive-portal")
          .with(
              IGNORE,
              "user-id-collector",
              "user-id-agent",
              "user-id-ssl-auth",
              "redistribution-agent")
          .with(
              IGNORE,
              "redistribution-collector",
              "setting",
              "settings",
              "dns-proxy",
              "alg-override")
          .with(IGNORE, "threats", "pdf-summary-report", "content-preview", "response-page")
          .with(
              IGNORE,
              "device-object",
              "scep",
              "ocsp-responder",
              "ssl-exclude-cert",
              "url-admin-override")
          .with(
              IGNORE,
              "override",
              "url-content-types",
              "vm-info-source",
              "ts-agent",
              "group-mapping")
          .with(IGNORE, "ipuser-include-exclude-list", "nested-application", "syslog-cipher-suites")
          .with(
              IGNORE, "application-tag", "dynamic-user-group", "app-tracker", "sdwan-link-settings")
          .with(IGNORE, "last-opaque", "id", "description", "to-sw-version", "user-group", "hip")
          .with(IGNORE, "authorization-code", "master-device", "max-sessions", "iot-security")
          .with(
              IGNORE,
              "mfa-server-profile",
              "wildfire",
              "email",
              "syslog",
              "snmptrap",
              "http-server")
          .with(IGNORE, "threat-exception", "url-filtering", "custom-reports", "cloud-services")
          .with(
              IGNORE, "tls-cipher-suites", "dns", "plugins", "session", "user-id-hub", "comments");

  private static final Bearing NETWORK =
      new Bearing()
          .with(KEEP, "interface", "virtual-router", "logical-router", "virtual-wire", "vlan")
          .with(entries(SCOPE), "shared-gateway")
          .with(
              IGNORE,
              "profiles",
              "ike",
              "qos",
              "tunnel",
              "dhcp",
              "dns-proxy",
              "lldp",
              "underlay-net")
          .with(IGNORE, "routing-profile", "dhcp-relay", "global-protect-gateway", "gre", "bfd")
          .with(IGNORE, "secure-web-gateway", "ipsec", "proxy", "monitor-profile", "sdwan", "lacp");

  private static final Bearing DEVICE_CONFIG =
      new Bearing()
          .with(
              new Bearing()
                  .with(KEEP, "hostname", "timezone", "panorama-server", "panorama", "device-group")
                  .otherwise(IGNORE),
              "system")
          .with(new Bearing().with(KEEP, "enabled").otherwise(IGNORE), "high-availability")
          .otherwise(IGNORE);

  private static final Bearing CONFIG = new Bearing();
  private static final Bearing DEVICE = new Bearing();

  static {
    Bearing template =
        new Bearing()
            .with(CONFIG, "config")
            .with(KEEP, "variable", "templates", "devices")
            .with(IGNORE, "settings", "description", "id", "user-group-source");
    DEVICE
        .with(NETWORK, "network")
        .with(DEVICE_CONFIG, "deviceconfig")
        .with(entries(SCOPE), "vsys", "device-group")
        .with(entries(template), "template", "template-stack")
        .with(IGNORE, "platform", "plugins", "log-collector", "log-collector-group", "collector")
        .with(
            IGNORE,
            "vm-info-source",
            "wildfire-appliance",
            "wildfire-appliance-cluster",
            "log-settings")
        .with(IGNORE, "certificate", "redistribution-agent", "server-profile", "firewall-clusters")
        .with(IGNORE, "admin-role", "id", "cloud-services");
    Bearing hierarchy =
        entries(
            new Bearing()
                .with(
                    entries(new Bearing().with(KEEP, "parent-dg").otherwise(IGNORE)),
                    "device-group")
                .otherwise(IGNORE));
    Bearing pushed =
        new Bearing()
            .with(entries(SCOPE), "vsys")
            .with(SCOPE, "shared")
            .with(IGNORE, "local-panorama", "device", "devices", "log-collector-group", "settings");
    SCOPE.named.forEach(pushed.named::putIfAbsent);
    CONFIG
        .with(IGNORE, "mgt-config", "rematch", "match-list", "predefined", "content", "plugins")
        .with(SCOPE, "shared")
        .with(entries(DEVICE), "devices")
        .with(new Bearing().with(pushed, "panorama"), "policy")
        .with(pushed, "panorama")
        .with(new Bearing().with(hierarchy, "devices").otherwise(IGNORE), "readonly");
  }

  /** What stands under {@code config}. */
  static Bearing config() {
    return CONFIG;
  }

  /** What may stand under a fragment's root whose place is not known. */
  static Bearing fragment() {
    Bearing out = new Bearing();
    for (Bearing b : new Bearing[] {RULEBASE, SCOPE, NETWORK, DEVICE, CONFIG}) {
      out.named.putAll(b.named);
    }
    return out.with(CONFIG, "config").with(KEEP, "rules", "static-route").with(KEEP, RULE_WORDS);
  }

  /** Children of a security rule, by which a fragment that is a single rule is told. */
  private static final String[] RULE_WORDS = {
    "from",
    "to",
    "source",
    "destination",
    "action",
    "ip-netmask",
    "ip-range",
    "fqdn",
    "static",
    "dynamic",
    "protocol",
    "members",
    "templates",
    "variable"
  };
}
