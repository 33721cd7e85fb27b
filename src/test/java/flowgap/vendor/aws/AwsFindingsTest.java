package flowgap.vendor.aws;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.Circumstances;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingIds;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowRun;
import flowgap.analysis.RuleFindingOptions;
import flowgap.analysis.RuleFindings;
import flowgap.analysis.RuleNeeds;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFile;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How wide permissions are: a group's own end is its members, never any address. */
class AwsFindingsTest {
  private static final String OPEN =
      """
      "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22,
                         "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
      "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}],
                               "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}]
      """;

  private static final String GROUPS =
      """
      {"SecurityGroups": [
       {"GroupId": "sg-1", "GroupName": "used", "VpcId": "vpc-1", %s},
       {"GroupId": "sg-2", "GroupName": "unused", "VpcId": "vpc-1", %s}]}
      """
          .formatted(OPEN, OPEN);

  private static final String INTERFACES =
      """
      {"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1",
        "SubnetId": "subnet-1", "PrivateIpAddress": "10.0.1.5",
        "Groups": [{"GroupId": "sg-1"}]}]}
      """;

  @Test
  void whatLeavesTheMembersComesFromNoOtherSource() throws Exception {
    List<Finding> found = of(GROUPS, INTERFACES);
    // one member: its egress opens nothing to many sources, its ingress opens ssh to any
    assertThat(words(found, FindingType.RISKY_SERVICE, "sg-1"))
        .containsExactly(
            "Rule sg-1 ingress[0].IpRanges[0] (used, open to 0.0.0.0/0) opens ssh (tcp/22) to any source");
    assertThat(words(found, FindingType.OVERLY_BROAD, "sg-1"))
        .containsExactly(
            "Rule sg-1 ingress[0].IpRanges[0] (used, open to 0.0.0.0/0) permits any source",
            // the member has no IPv6 address: the permission for ::/0 lets nothing out
            "Rule sg-1 egress[0].IpRanges[0] (used, open to 0.0.0.0/0) permits any destination, any service");
  }

  @Test
  void aGroupThatNoInterfaceHasIsUnattachedAndNothingElse() throws Exception {
    List<Finding> found = of(GROUPS, INTERFACES);
    assertThat(found.stream().filter(f -> f.rule().startsWith("sg-2")).map(Finding::type))
        .containsExactly(FindingType.UNATTACHED, FindingType.UNATTACHED);
    assertThat(words(found, FindingType.UNATTACHED, "sg-2"))
        .containsExactly(
            "List sg-2 ingress (1 rules) is bound to nothing: no network interface of the export"
                + " has security group sg-2 (unused)",
            "List sg-2 egress (2 rules) is bound to nothing: no network interface of the export"
                + " has security group sg-2 (unused)");
  }

  @Test
  void anAclOfNoSubnetIsUnattachedAndNothingElse() throws Exception {
    String entries =
        """
        "Entries": [{"Egress": false, "Protocol": "-1", "RuleAction": "allow", "RuleNumber": 100,
                     "CidrBlock": "0.0.0.0/0"}]
        """;
    List<Finding> found =
        of(
            GROUPS,
            INTERFACES,
            """
            {"NetworkAcls": [
             {"NetworkAclId": "acl-1", "VpcId": "vpc-1", "IsDefault": true, "Associations": [], %s},
             {"NetworkAclId": "acl-2", "VpcId": "vpc-1", "IsDefault": false, "Associations": [], %s,
              "Tags": [{"Key": "Name", "Value": "old"}]}]}
            """
                .formatted(entries, entries));
    // the default ACL is that of every subnet without one of its own
    assertThat(words(found, FindingType.UNATTACHED, "acl-1")).isEmpty();
    assertThat(words(found, FindingType.UNATTACHED, "acl-2"))
        .containsExactly(
            "List acl-2 ingress (1 rules) is bound to nothing: network ACL acl-2 (old) is of no"
                + " subnet",
            "List acl-2 egress (0 rules) is bound to nothing: network ACL acl-2 (old) is of no"
                + " subnet");
  }

  /**
   * "We recommend that you create security groups for specific resources": members of the default
   * group may all reach one another.
   *
   * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html">
   *     Default security groups</a>
   */
  @Test
  void theDefaultGroupIsNamedWhereItIsInUse() throws Exception {
    String groups =
        """
        {"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "default", "VpcId": "vpc-1",
          "IpPermissions": [{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "sg-1"}]}],
          "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0",
            "Description": "all"}]}]}]}
        """;
    assertThat(String.join("\n", words(of(groups, INTERFACES), FindingType.OVERLY_BROAD, "sg-1")))
        .contains(
            "Rule sg-1 ingress[0].UserIdGroupPairs[0] (default group, in use) permits any service",
            "Rule sg-1 egress[0].IpRanges[0] (default group, in use, open to 0.0.0.0/0,"
                + " \"all\") permits any destination, any service");
    assertThat(words(of(groups, INTERFACES.replace("sg-1", "sg-2")), FindingType.OVERLY_BROAD, ""))
        .noneMatch(w -> w.contains("in use"));
  }

  @Test
  void withoutInterfacesGroupsAreMeasuredAsIfAttachedToPrivateAddresses() throws Exception {
    List<Finding> found = of(GROUPS);
    assertThat(words(found, FindingType.OVERLY_BROAD, "sg-2"))
        .containsExactly(
            "Rule sg-2 ingress[0].IpRanges[0] (unused, open to 0.0.0.0/0) permits any source",
            "Rule sg-2 egress[0].IpRanges[0] (unused, open to 0.0.0.0/0) permits any destination, any service",
            "Rule sg-2 egress[0].Ipv6Ranges[0] (unused, open to ::/0) permits any destination, any service");
    assertThat(found).extracting(Finding::type).doesNotContain(FindingType.UNATTACHED);
  }

  private static List<String> words(List<Finding> found, FindingType type, String group) {
    return found.stream()
        .filter(f -> f.type() == type && f.rule().startsWith(group))
        .map(Finding::message)
        .toList();
  }

  private static List<Finding> of(String... files) throws Exception {
    List<InputFile> inputs = new java.util.ArrayList<>();
    for (String text : files) {
      inputs.add(InputFile.of(inputs.size() + ".json", text));
    }
    FirewallJudge judge =
        new FirewallJudge(new AwsReader().read(inputs, "account", SiteFacts.NONE).get(0));
    FlowRun run = new FlowRun(List.of(), Circumstances.NONE, true);
    return RuleFindings.of(
        judge,
        run,
        RuleNeeds.of(judge, run, run.at(judge)),
        new RuleFindingOptions(RuleFindingOptions.BROAD_RATIO, false, Instant.EPOCH),
        new FindingIds(),
        new java.util.HashMap<>());
  }
}
