package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules of shared and of parent device groups hold for several firewalls: a change to one is judged
 * on all of them, and names them ("Panorama Administrator's Guide", Device Group Hierarchy and
 * Device Group Policies: descendants inherit the rules of their ancestors; rules of shared hold for
 * all).
 */
class PanoramaSiblingsTest {
  private static final String HEADER =
      "id,source,destination,service,requirement,in_zone,out_zone,firewalls";

  private static final String COMMON =
      """
      set deviceconfig system hostname panorama
      set device-group Europe devices 001
      set device-group Asia devices 002
      set device-group Asia pre-rulebase security rules asia from in
      set device-group Asia pre-rulebase security rules asia to any
      set device-group Asia pre-rulebase security rules asia source any
      set device-group Asia pre-rulebase security rules asia destination 10.77.0.1
      set device-group Asia pre-rulebase security rules asia application any
      set device-group Asia pre-rulebase security rules asia service any
      set device-group Asia pre-rulebase security rules asia action allow
      set template T config devices localhost.localdomain network interface ethernet ethernet1/1 layer3 ip 10.1.0.1/16
      set template T config devices localhost.localdomain network interface ethernet ethernet1/2 layer3 ip 10.9.0.1/16
      set template T config devices localhost.localdomain network virtual-router default interface [ ethernet1/1 ethernet1/2 ]
      set template T config devices localhost.localdomain vsys vsys1 zone in network layer3 ethernet1/1
      set template T config devices localhost.localdomain vsys vsys1 zone out network layer3 ethernet1/2
      set template-stack S templates T
      set template-stack S devices [ 001 002 ]
      """;

  @TempDir Path folder;

  private static String rule(String place, String name, String to, String service, String action) {
    String path = "set " + place + " security rules " + name + " ";
    return path
        + ("from any\n" + path + "to any\n" + path + "source any\n" + path + "destination ")
        + (to + "\n" + path + "application any\n" + path + "service " + service + "\n")
        + (path + "action " + action + "\n");
  }

  private JsonNode change(String rules, String type, String firewall, String... flows)
      throws Exception {
    String report =
        new Auditing(folder)
            .export("panorama.txt", COMMON + rules)
            .flows(HEADER, flows)
            .report("--broad-ratio", "2");
    for (JsonNode f : new ObjectMapper().readTree(report).get("findings")) {
      if (f.get("type").asText().equals(type) && f.get("firewall").asText().equals(firewall)) {
        return f.get("change");
      }
    }
    throw new AssertionError("no finding " + type + " of " + firewall + ": " + report);
  }

  @Test
  void openingBeforeASharedRuleNamesTheOtherFirewalls() throws Exception {
    JsonNode change =
        change(
            rule("shared pre-rulebase", "block", "10.9.9.9", "any", "deny"),
            "blocked-flow",
            "Europe",
            "A,10.1.0.5,10.9.9.9,tcp/443,required,in,out,Europe");
    assertThat(change.get("commands").toString())
        .contains("move shared pre-rulebase security rules flowgap-a before block");
    assertThat(change.get("proved").asBoolean()).isTrue();
    assertThat(change.get("remark").asText()).contains("changes Asia, too");
    assertThat(new Auditing(folder).change("Europe", "open.txt"))
        .startsWith("# Proved: ")
        .contains("changes Asia, too");
  }

  @Test
  void openingForOneIsNotProvedWhereItLetsPassWhatAnotherMustBlock() throws Exception {
    JsonNode change =
        change(
            rule("shared pre-rulebase", "block", "10.9.9.9", "any", "deny"),
            "blocked-flow",
            "Europe",
            "A,10.1.0.5,10.9.9.9,tcp/443,required,in,out,Europe",
            "B,10.1.0.0/24,10.9.9.9,tcp/443,forbidden,in,out,Asia");
    assertThat(change.get("proved").asBoolean()).isFalse();
    assertThat(change.get("remark").asText())
        .contains("something of forbidden flow B would pass on Asia")
        .contains("changes Asia, too");
  }

  /** What shadows the rule on Europe does not apply to Asia's firewall. */
  @Test
  void removalOfASharedRuleIsNotProvedWhereAnotherFirewallNeedsIt() throws Exception {
    JsonNode change =
        change(
            rule("shared pre-rulebase", "europe", "10.9.0.0/16", "any", "deny")
                + "set shared pre-rulebase security rules europe target devices 001\n"
                + rule("shared pre-rulebase", "dead", "10.9.9.9", "any", "allow"),
            "shadowed",
            "Europe",
            "A,10.1.0.5,10.9.9.8,tcp/443,advisory,in,out,Europe");
    assertThat(change.get("proved").asBoolean()).isFalse();
    assertThat(change.get("remark").asText())
        .contains("on Asia the rule may decide ")
        .contains("changes Asia, too");
  }

  @Test
  void removalOfASharedRuleIsProvedWhereItIsDeadEverywhere() throws Exception {
    JsonNode change =
        change(
            rule("shared pre-rulebase", "all", "10.9.0.0/16", "any", "deny")
                + rule("shared post-rulebase", "dead", "10.9.9.9", "any", "allow"),
            "shadowed",
            "Europe",
            "A,10.1.0.5,10.9.9.8,tcp/443,advisory,in,out,Europe");
    assertThat(change.get("proved").asBoolean()).isTrue();
    assertThat(change.get("remark").asText()).contains("changes Asia, too");
  }

  @Test
  void narrowingOfASharedRuleIsNotProvedWhereAnotherFirewallsFlowNeedsIt() throws Exception {
    String rules = rule("shared pre-rulebase", "broad", "10.9.0.0/16", "any", "allow");
    JsonNode change =
        change(
            rules,
            "overly-broad",
            "Europe",
            "A,10.1.0.5,10.9.9.8,tcp/443,required,in,out,Europe",
            "B,10.1.0.5,10.9.9.7,tcp/8443,required,in,out,Asia");
    assertThat(change.get("proved").asBoolean()).isFalse();
    assertThat(change.get("remark").asText())
        .contains("on Asia flow B would not pass as it does")
        .contains("changes Asia, too");
  }
}
