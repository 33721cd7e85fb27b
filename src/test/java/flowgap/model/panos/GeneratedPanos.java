package flowgap.model.panos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random configurations of a PAN-OS firewall as {@code set} commands. */
public final class GeneratedPanos {
  private final Random random;
  private final List<String> lines = new ArrayList<>();
  private final boolean six;
  private final String[] zones = {"untrust", "trust", "dmz"};

  public GeneratedPanos(long seed) {
    random = new Random(seed);
    six = random.nextInt(3) == 0;
    set("deviceconfig system hostname edge");
    set("deviceconfig system timezone UTC");
    for (int i = 0; i < zones.length; i++) {
      set("network interface ethernet ethernet1/" + i + " layer3 ip 10." + i + ".0.1/24");
      if (six) {
        set(
            "network interface ethernet ethernet1/"
                + i
                + " layer3 ipv6 address 2001:db8:"
                + i
                + "::1/64");
      }
      set("zone " + zones[i] + " network layer3 ethernet1/" + i);
    }
    set("network virtual-router default interface [ ethernet1/0 ethernet1/1 ethernet1/2 ]");
    route("ip", "far", "10.4.0.0/16", "ethernet1/" + random.nextInt(3), "10");
    if (random.nextInt(5) > 0) {
      route("ip", "default", "0.0.0.0/0", "ethernet1/0", "10");
      if (six) {
        route("ipv6", "default", "::/0", "ethernet1/0", "10");
      }
    }
    if (random.nextInt(3) == 0) {
      route("ip", "near", "10.4.0.8/29", "ethernet1/" + random.nextInt(3), pick("5", "10"));
    }
    objects();
    applications();
    nat();
    rules();
  }

  /** The configuration, line by line. */
  public List<String> lines() {
    return lines;
  }

  private void set(String text) {
    lines.add("set " + text);
  }

  private void route(String family, String name, String to, String out, String metric) {
    set(
        "network virtual-router default routing-table "
            + family
            + " static-route "
            + name
            + " destination "
            + to
            + " interface "
            + out
            + " metric "
            + metric);
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  private boolean v6() {
    return six && random.nextInt(4) == 0;
  }

  private String literal() {
    int net = random.nextInt(5);
    if (v6()) {
      return "2001:db8:" + net + "::" + pick("/64", "8/125", "5", "9/128");
    }
    int host = 2 + random.nextInt(12);
    return "10."
        + net
        + ".0."
        + pick(
            "0/24",
            host + "",
            host + "/32",
            "8/29",
            "4/30",
            host + "-10." + net + ".0." + (host + 3));
  }

  private void objects() {
    for (int i = 0; i < 5; i++) {
      String value = literal();
      set("address A" + i + (value.contains("-") ? " ip-range " : " ip-netmask ") + value);
    }
    for (int i = 0; i < 3; i++) {
      set(
          "address-group G"
              + i
              + " static [ A"
              + random.nextInt(5)
              + " "
              + (i == 0 ? "A4" : pick("A0", "G" + (i - 1)))
              + " ]");
    }
    for (int i = 0; i < 4; i++) {
      int low = 20 + random.nextInt(8);
      String source =
          random.nextInt(4) == 0 ? " source-port " + pick("1024-65535", "20-30", "53") : "";
      set(
          "service S"
              + i
              + " protocol "
              + pick("tcp", "tcp", "udp")
              + " port "
              + pick(
                  "" + low,
                  low + "-" + (low + 3),
                  low + ",443," + (low + 2) + "-" + (low + 4),
                  "22,80")
              + source);
    }
    set("service-group T0 members [ S0 S1 ]");
    set("service-group T1 members [ T0 " + pick("S2", "service-http", "S3") + " ]");
  }

  private void applications() {
    set("application alpha default port [ tcp/2" + random.nextInt(8) + " udp/53 ]");
    set("application beta default port [ tcp/24-27 ]");
    set("application-group pair [ alpha " + pick("beta", "ssh") + " ]");
  }

  private String source() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> "any";
      case 3 -> literal();
      case 4 -> "[ A" + random.nextInt(5) + " A" + random.nextInt(5) + " ]";
      case 5 -> "G" + random.nextInt(3);
      case 6 -> "[ G" + random.nextInt(3) + " " + literal() + " ]";
      default -> "A" + random.nextInt(5);
    };
  }

  private String zone() {
    return switch (random.nextInt(4)) {
      case 0 -> "any";
      case 1 -> "[ " + zones[random.nextInt(3)] + " " + zones[random.nextInt(3)] + " ]";
      default -> zones[random.nextInt(3)];
    };
  }

  private void nat() {
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String rule = "rulebase nat rules N" + i + " ";
      String host = "10.3.0." + (10 + random.nextInt(4));
      String real = "10." + (1 + random.nextInt(2)) + ".0." + (2 + random.nextInt(8));
      switch (random.nextInt(4)) {
        case 0 ->
            set(
                rule
                    + "from "
                    + zone()
                    + " to untrust source "
                    + source()
                    + " destination "
                    + host
                    + " service any destination-translation translated-address "
                    + real);
        case 1 ->
            set(
                rule
                    + "from untrust to "
                    + pick("untrust", "untrust", "dmz")
                    + " source any destination "
                    + host
                    + " service S"
                    + random.nextInt(4)
                    + " destination-translation translated-address "
                    + real
                    + " translated-port 80");
        case 2 ->
            set(
                rule
                    + "from "
                    + pick("trust", "dmz")
                    + " to untrust source "
                    + real
                    + " destination any service any source-translation static-ip translated-address "
                    + host
                    + pick("", " bi-directional yes"));
        default ->
            set(
                rule
                    + "from any to "
                    + zones[random.nextInt(3)]
                    + " source "
                    + source()
                    + " destination "
                    + source()
                    + " service any"
                    + pick(
                        "",
                        " source-translation dynamic-ip-and-port translated-address 10.3.0.99"));
      }
      if (random.nextInt(8) == 0) {
        set(rule + "disabled yes");
      }
    }
  }

  private void rules() {
    int count = 3 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      String rule = "rulebase security rules R" + i + " ";
      boolean last = i + 1 == count && random.nextBoolean();
      set(rule + "from " + (last ? "any" : zone()));
      set(rule + "to " + (last ? "any" : zone()));
      set(rule + "source " + (last ? "any" : source()));
      set(rule + "destination " + (last ? "any" : source()));
      if (!last && random.nextInt(6) == 0) {
        set(rule + pick("negate-source", "negate-destination") + " yes");
      }
      set(
          rule
              + "application "
              + (random.nextInt(4) > 0 || last
                  ? "any"
                  : pick("alpha", "beta", "pair", "ssh", "[ alpha ssh ]")));
      set(
          rule
              + "service "
              + (last
                  ? "any"
                  : pick(
                      "any",
                      "S0",
                      "S1",
                      "[ S2 S3 ]",
                      "T0",
                      "T1",
                      "service-http",
                      "service-https",
                      "application-default")));
      set(
          rule
              + "action "
              + (last ? "allow" : pick("allow", "allow", "allow", "deny", "drop", "reset-both")));
      if (random.nextInt(8) == 0) {
        set(rule + "rule-type " + pick("intrazone", "interzone", "universal"));
      }
      if (random.nextInt(10) == 0) {
        set(rule + "disabled yes");
      }
      if (random.nextInt(12) == 0) {
        set(rule + "description \"an allow any rule [ not ]\"");
      }
    }
    if (random.nextInt(5) == 0) {
      set("rulebase default-security-rules rules intrazone-default action deny");
    }
    if (random.nextInt(5) == 0) {
      set("rulebase default-security-rules rules interzone-default action allow");
    }
  }
}
