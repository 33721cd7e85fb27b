package flowgap.vendor.panos;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.packet.PacketSet;
import flowgap.policy.Firewall;
import flowgap.policy.Match;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups whose list of members is there and empty. */
class EmptyGroupTest {
  private static final String EXPORT =
      """
      <config version="10.2.0">
        <devices><entry name="localhost.localdomain">
          <vsys><entry name="vsys1">
            <zone><entry name="a"/><entry name="b"/></zone>
            <address-group><entry name="nobody"><static/></entry></address-group>
            <service-group><entry name="nothing"><members/></entry></service-group>
            <rulebase><security><rules>
              <entry name="r">
                <from><member>a</member></from>
                <to><member>b</member></to>
                <source><member>nobody</member></source>
                <destination><member>any</member></destination>
                <application><member>any</member></application>
                <service><member>nothing</member></service>
                <action>allow</action>
              </entry>
            </rules></security></rulebase>
          </entry></vsys>
        </entry></devices>
      </config>
      """;

  @Test
  void theirMembersAreNotKnown() throws Exception {
    InputFile file = InputFile.of("edge.xml", EXPORT);
    Firewall read = new PanosReader().read(List.of(file), "edge", SiteFacts.NONE).get(0);
    Match match = read.list("security").rules().get(0).matches().get(0);
    assertThat(match.certain()).isEqualTo(PacketSet.NONE);
    assertThat(match.doubts())
        .extracting("text")
        .containsExactly(
            "'nobody' has no value or members in the export",
            "service group 'nothing' has no members in the export");
  }
}
