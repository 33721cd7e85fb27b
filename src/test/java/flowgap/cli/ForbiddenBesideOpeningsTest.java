package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What opens a flow must not open one that has to stay blocked. */
class ForbiddenBesideOpeningsTest {
  @TempDir Path folder;

  private JsonNode change(Auditing audit, String... options) throws Exception {
    for (JsonNode f : new ObjectMapper().readTree(audit.report(options)).get("findings")) {
      if (f.get("type").asText().equals("blocked-flow")) {
        return f.get("change");
      }
    }
    throw new AssertionError("no blocked flow");
  }

  /** A rule of a security group holds for every interface that has the group. */
  @Test
  void aGroupThatAnotherInterfaceHasToo() throws Exception {
    Auditing audit =
        new Auditing(folder)
            .export(
                "groups.json",
                """
                {"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-1",
                  "OwnerId": "111122223333", "IpPermissions": [],
                  "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}]}
                """)
            .export(
                "interfaces.json",
                """
                {"NetworkInterfaces": [
                  {"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1", "SubnetId": "subnet-1",
                   "PrivateIpAddress": "10.0.0.5", "Groups": [{"GroupId": "sg-1"}],
                   "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.0.5", "Primary": true}]},
                  {"NetworkInterfaceId": "eni-2", "VpcId": "vpc-1", "SubnetId": "subnet-1",
                   "PrivateIpAddress": "10.0.0.6", "Groups": [{"GroupId": "sg-1"}],
                   "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.0.6", "Primary": true}]}]}
                """);
    audit.flows(
        "id,source,destination,service,requirement",
        "A,192.0.2.9,10.0.0.5,tcp/443,required",
        "B,192.0.2.9,10.0.0.6,tcp/443,forbidden");
    JsonNode change = change(audit);
    assertThat(change.get("proved").asBoolean()).isFalse();
    assertThat(change.get("remark").asText())
        .contains("with it something of forbidden flow B would pass");
    audit.flows(
        "id,source,destination,service,requirement",
        "A,192.0.2.9,10.0.0.5,tcp/443,required",
        "B,192.0.2.9,10.0.0.6,tcp/22,forbidden");
    assertThat(change(audit).get("proved").asBoolean()).isTrue();
  }

  /** Commands are written for the device, whatever the inventory calls it. */
  @Test
  void aFirewallWithAnotherNameInTheInventory() throws Exception {
    Auditing audit =
        new Auditing(folder)
            .export(
                "edge.txt",
                """
                set deviceconfig system hostname edge
                set zone out network layer3 ethernet1/1
                set zone in network layer3 ethernet1/2
                set rulebase security rules web from any
                set rulebase security rules web to any
                set rulebase security rules web source any
                set rulebase security rules web destination 10.9.0.7
                set rulebase security rules web application any
                set rulebase security rules web service any
                set rulebase security rules web action deny
                """)
            .write("inventory.csv", "path,name\nexports/edge.txt,paris\n");
    audit.flows(
        "id,source,destination,service,requirement,in_zone,out_zone",
        "A,192.0.2.9,10.9.0.7,tcp/443,required,out,in");
    JsonNode change = change(audit, "--inventory", audit.path("inventory.csv"));
    assertThat(change.get("remark").asText()).startsWith("applied to the export");
    assertThat(change.get("proved").asBoolean()).isTrue();
  }
}
