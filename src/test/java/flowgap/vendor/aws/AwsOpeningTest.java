package flowgap.vendor.aws;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.Circumstances;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowRun;
import flowgap.analysis.ProposedChange;
import flowgap.change.Opening;
import flowgap.change.Trial;
import flowgap.packet.AddressSet;
import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Openings of groups are proved, with what a permission lets through besides the flow: a group
 * names the far end and the destination ports only, so it holds for every interface that has it.
 */
class AwsOpeningTest {
  private static final String GROUPS =
      """
      {"SecurityGroups": [
       {"GroupId": "sg-1", "GroupName": "all", "VpcId": "vpc-1", "IpPermissions": [],
        "IpPermissionsEgress": []},
       {"GroupId": "sg-2", "GroupName": "one", "VpcId": "vpc-1", "IpPermissions": [],
        "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}]}
      """;

  private static final String INTERFACES =
      """
      {"NetworkInterfaces": [
       {"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1", "SubnetId": "subnet-1",
        "PrivateIpAddress": "10.0.1.5", "Groups": [{"GroupId": "sg-1"}]},
       {"NetworkInterfaceId": "eni-2", "VpcId": "vpc-1", "SubnetId": "subnet-1",
        "PrivateIpAddress": "10.0.1.6", "Groups": [{"GroupId": "sg-1"}, {"GroupId": "sg-2"}]},
       {"NetworkInterfaceId": "eni-3", "VpcId": "vpc-1", "SubnetId": "subnet-1",
        "PrivateIpAddress": "10.0.1.7", "Groups": [{"GroupId": "sg-1"}]}]}
      """;

  @Test
  void furtherMembersAreNamed() throws Exception {
    ProposedChange c = opening(SiteFacts.NONE, GROUPS, INTERFACES, "192.0.2.1", "10.0.1.5");
    assertThat(c.remark())
        .endsWith(
            "; wider than the flows: sg-1 ingress from 192.0.2.1/32 tcp/443 holds for any source"
                + " port, and for 10.0.1.6-10.0.1.7 as well");
    assertThat(c.proved()).isTrue();
    assertThat(c.commands()).hasSize(1).first().asString().contains("192.0.2.1/32");
  }

  @Test
  void ofSeveralGroupsTheOneWithTheFewestMembersIsOpened() throws Exception {
    ProposedChange c = opening(SiteFacts.NONE, GROUPS, INTERFACES, "192.0.2.1", "10.0.1.6");
    assertThat(c.commands()).hasSize(1).first().asString().contains("--group-id sg-2");
    // sg-2 has one member: nothing but source ports is wider, and the joined list of both groups
    // shows the same permission again
    assertThat(c.remark())
        .endsWith("sg-2 ingress from 192.0.2.1/32 tcp/443 holds for any source port");
    assertThat(c.proved()).isTrue();
  }

  @Test
  void bothSidesAreOpened() throws Exception {
    ProposedChange c = opening(SiteFacts.NONE, GROUPS, INTERFACES, "10.0.1.5", "10.0.1.6");
    assertThat(c.remark())
        .contains(
            "sg-1 egress to 10.0.1.6/32 tcp/443 holds for any source port,"
                + " and for 10.0.1.6-10.0.1.7 as well");
    assertThat(c.proved()).isTrue();
    assertThat(c.commands()).hasSize(2);
  }

  @Test
  void groupsBoundByTheSiteFileAreProvedAsWell() throws Exception {
    SiteFacts facts =
        new SiteFacts(
            Map.of(),
            List.of(
                new SiteFacts.Binding(
                    AddressSet.parse("10.0.1.5").orElseThrow(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of("sg-1"))),
            Map.of());
    ProposedChange c = opening(facts, GROUPS, "", "192.0.2.1", "10.0.1.5");
    assertThat(c.remark()).contains("wider than the flows");
    assertThat(c.proved()).isTrue();
  }

  private static final String OPEN_GROUP =
      """
      {"SecurityGroups": [
       {"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-1",
        "IpPermissions": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
        "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}]}
      """;

  /** Inbound the deciding entry is 100; outbound 100 denies answers to one network. */
  private static final String ACL =
      """
      {"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24"}],
       "NetworkInterfaces": [
       {"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1", "SubnetId": "subnet-1",
        "PrivateIpAddress": "10.0.1.5", "Groups": [{"GroupId": "sg-1"}]}],
       "NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "IsDefault": true,
        "Associations": [{"SubnetId": "subnet-1"}], "Entries": [
        {"Egress": false, "Protocol": "6", "RuleAction": "deny", "RuleNumber": 100,
         "CidrBlock": "0.0.0.0/0", "PortRange": {"From": 443, "To": 443}},
        {"Egress": false, "Protocol": "-1", "RuleAction": "allow", "RuleNumber": 110,
         "CidrBlock": "0.0.0.0/0"},
        {"Egress": true, "Protocol": "6", "RuleAction": "deny", "RuleNumber": 100,
         "CidrBlock": "192.0.2.0/24", "PortRange": {"From": 0, "To": 65535}},
        {"Egress": true, "Protocol": "-1", "RuleAction": "allow", "RuleNumber": 110,
         "CidrBlock": "0.0.0.0/0"}]}]}
      """;

  @Test
  void anEntryOfAnAclComesBeforeTheDecidingOneAndIsProved() throws Exception {
    ProposedChange c = opening(SiteFacts.NONE, OPEN_GROUP, ACL, "198.51.100.1", "10.0.1.5");
    assertThat(c.commands())
        .containsExactly(
            "aws ec2 create-network-acl-entry --network-acl-id acl-1 --ingress --rule-number 10"
                + " --protocol 6 --port-range From=443,To=443 --cidr-block 198.51.100.1/32"
                + " --rule-action allow");
    assertThat(c.rollback())
        .containsExactly(
            "aws ec2 delete-network-acl-entry --network-acl-id acl-1 --ingress --rule-number 10");
    assertThat(c.proved()).as(c.remark()).isTrue();
  }

  @Test
  void answersTakeAnEntryOfTheirOwnToTheClientsPorts() throws Exception {
    ProposedChange c = opening(SiteFacts.NONE, OPEN_GROUP, ACL, "192.0.2.1", "10.0.1.5");
    assertThat(c.commands())
        .hasSize(2)
        .anyMatch(t -> t.contains("--ingress") && t.contains("From=443,To=443"))
        .anyMatch(t -> t.contains("--egress") && t.contains("From=1024,To=65535"));
    assertThat(c.proved()).as(c.remark()).isTrue();
  }

  @Test
  void withoutAnyInterfaceItIsAdvice() throws Exception {
    ProposedChange c = opening(SiteFacts.NONE, GROUPS, "", "192.0.2.1", "10.0.1.5");
    assertThat(c.proved()).isFalse();
    assertThat(c.remark()).contains("which security group");
  }

  /** A second export as a tree would take more memory than all else. */
  @Test
  void ofAVeryLargeExportItIsAdvice() throws Exception {
    String groups = OPEN_GROUP.replace("\"-1\"", "\"udp\", \"FromPort\": 1, \"ToPort\": 2");
    String large = groups + " ".repeat(65 << 20);
    String interfaces = ACL.substring(0, ACL.indexOf(",\n \"NetworkAcls\"")) + "}";
    ProposedChange c = opening(SiteFacts.NONE, large, interfaces, "192.0.2.1", "10.0.1.5");
    assertThat(c.proved()).isFalse();
    assertThat(c.remark()).contains("too large to try");
    assertThat(c.commands())
        .singleElement()
        .asString()
        .startsWith("aws ec2 authorize-security-group-ingress --group-id sg-1");
  }

  private static ProposedChange opening(
      SiteFacts facts, String groups, String interfaces, String from, String to) throws Exception {
    List<InputFile> files =
        interfaces.isEmpty()
            ? List.of(InputFile.of("g.json", groups))
            : List.of(InputFile.of("g.json", groups), InputFile.of("n.json", interfaces));
    AwsReader reader = new AwsReader();
    Firewall firewall = reader.read(files, "x", facts).get(0);
    return new Opening(
            new Trial(
                reader, firewall, files, "x", firewall.name(), facts, UnaryOperator.identity()),
            new FirewallJudge(firewall),
            new FlowRun(List.of(), Circumstances.NONE, true))
        .of(List.of(Asked.of(from, to, "tcp/443").flow()))
        .orElseThrow();
  }
}
