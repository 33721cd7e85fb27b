package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of which the zone excludes the addresses, and such of which it only seems to. */
class InoperativeRulesTest {
  /**
   * "The destination zone is determined by a route lookup of the destination" (packet flow sequence
   * of PAN-OS): a rule to 10.8.0.0/24 that asks for the zone of another interface takes nothing.
   */
  private static final String EXPORT =
      """
      set deviceconfig system hostname edge
      set network interface ethernet ethernet1/6 layer3 ip 10.6.0.1/24
      set network interface ethernet ethernet1/7 layer3 ip 10.7.0.1/24
      set network interface ethernet ethernet1/8 layer3 ip 10.8.0.1/24
      set network virtual-router default interface [ ethernet1/6 ethernet1/7 ethernet1/8 ]
      set network virtual-router default routing-table ip static-route all destination 0.0.0.0/0
      set network virtual-router default routing-table ip static-route all interface ethernet1/7
      set network virtual-router default routing-table ip static-route all nexthop ip-address 10.7.0.9
      set zone six network layer3 ethernet1/6
      set zone seven network layer3 ethernet1/7
      set zone eight network layer3 ethernet1/8
      """;

  private static final String RULE =
      "set rulebase security rules R from FROM to ZONE source any destination 10.8.0.0/24"
          + " application any service any action allow\n";

  private static final String SAID = "destinations lie behind eight";

  @TempDir Path folder;

  private String report(String export) throws IOException {
    return new Auditing(folder).export("edge.set", export).report();
  }

  private static String rule(String from, String zone) {
    return RULE.replace("FROM", from).replace("ZONE", zone);
  }

  @Test
  void aZoneThatNoneOfTheDestinationsLiesBehindTakesNothing() throws IOException {
    assertThat(report(EXPORT + rule("six", "seven"))).contains("\"inoperative\"").contains(SAID);
  }

  @Test
  void aRuleFromAnyZoneToAZoneOfOtherAddressesTakesNothing() throws IOException {
    assertThat(report(EXPORT + rule("any", "seven"))).contains(SAID);
  }

  @Test
  void theirOwnZoneIsNoMistake() throws IOException {
    assertThat(report(EXPORT + rule("six", "eight"))).doesNotContain(SAID);
    assertThat(report(EXPORT + rule("six", "[ seven eight ]"))).doesNotContain(SAID);
  }

  /**
   * Where packets come in is no matter of routes: packets of 10.8.0.0/24 may come from zone six.
   */
  @Test
  void aSourceBehindAnotherZoneIsNotCertain() throws IOException {
    assertThat(
            report(
                EXPORT
                    + rule("six", "seven")
                        .replace(
                            "source any destination 10.8.0.0/24",
                            "source 10.8.0.0/24 destination 10.7.0.5")))
        .doesNotContain("destinations lie behind");
  }

  /** A neighbour may announce a part of the network by another interface. */
  @Test
  void routesThatAreLearnedLeaveItOpen() throws IOException {
    assertThat(
            report(
                EXPORT
                    + "set network virtual-router default protocol bgp enable yes\n"
                    + rule("six", "seven").replace("10.8.0.0/24", "10.9.0.0/24")))
        .doesNotContain("destinations lie behind");
  }

  /** The zone is that of the address behind the translation: "post-NAT zone, pre-NAT address". */
  @Test
  void aTranslatedDestinationLiesWhereItsTranslationLies() throws IOException {
    String nat =
        "set rulebase nat rules N from seven to seven source any destination 10.7.0.50"
            + " service any destination-translation translated-address 10.8.0.5\n";
    assertThat(report(EXPORT + nat + rule("seven", "eight").replace("10.8.0.0/24", "10.7.0.50")))
        .doesNotContain("destinations lie behind");
  }

  @Test
  void zonesWithoutAddressesAreNotRouted() throws IOException {
    String wire =
        """
        set network interface ethernet ethernet1/1 virtual-wire
        set network interface ethernet ethernet1/2 virtual-wire
        set network virtual-wire wire interface1 ethernet1/1
        set network virtual-wire wire interface2 ethernet1/2
        set zone wire-in network virtual-wire ethernet1/1
        set zone wire-out network virtual-wire ethernet1/2
        """;
    assertThat(report(EXPORT + wire + rule("any", "wire-out")))
        .doesNotContain("destinations lie behind");
  }
}
