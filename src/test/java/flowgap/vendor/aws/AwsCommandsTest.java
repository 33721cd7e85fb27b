package flowgap.vendor.aws;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.Action;
import flowgap.policy.ChangeScript;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Commands, their inverse, and the exports that would result. */
class AwsCommandsTest {
  private static final AddressSet SOURCE = AddressSet.parse("192.0.2.8/29").orElseThrow();

  private static List<InputFile> files(String folder) throws Exception {
    return AwsCaseTest.inputs(Path.of("fixtures/aws").resolve(folder));
  }

  private static Firewall read(List<InputFile> files) throws Exception {
    return new AwsReader().read(files, "x", SiteFacts.NONE).get(0);
  }

  private static Firewall after(List<InputFile> files, ChangeScript script) throws Exception {
    return new AwsReader()
        .readAfter(read(files), files, script.commands(), "x", SiteFacts.NONE)
        .get(0);
  }

  private static PolicyChange insert(String list, String anchor, PacketSet packets) {
    return new PolicyChange(
        PolicyChange.Kind.INSERT_BEFORE,
        list,
        anchor,
        Optional.of(
            new PolicyChange.NewRule(
                Action.End.PERMIT,
                packets,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "flowgap-1",
                Optional.empty())));
  }

  private static PolicyChange remove(String list, String anchor) {
    return new PolicyChange(PolicyChange.Kind.REMOVE, list, anchor, Optional.empty());
  }

  private static ChangeScript write(List<InputFile> files, PolicyChange... changes)
      throws Exception {
    return new AwsReader().write(read(files), files, List.of(changes));
  }

  private static String verdict(Firewall f, String from, String to, String service) {
    return new Asked(from, to, service, "40000", Optional.empty(), Optional.empty())
        .at(f)
        .verdict()
        .word();
  }

  @Test
  void aGroupIsOpenedByWhatItCanSay() throws Exception {
    List<InputFile> files = files("groups-of-an-interface-are-a-union");
    PacketSet packets =
        PacketSet.between(SOURCE, AddressSet.parse("10.0.0.6").orElseThrow())
            .and(PacketSet.tcp(PortSet.of(8080)));
    ChangeScript script = write(files, insert("sg-0a ingress", "sg-0a ingress:default", packets));
    assertThat(script.advice()).isEmpty();
    assertThat(script.commands())
        .containsExactly(
            "aws ec2 authorize-security-group-ingress --group-id sg-0a --ip-permissions"
                + " '[{\"IpProtocol\":\"tcp\",\"FromPort\":8080,\"ToPort\":8080,\"IpRanges\":"
                + "[{\"CidrIp\":\"192.0.2.8/29\",\"Description\":\"flowgap-1\"}]}]'");
    assertThat(script.rollback())
        .containsExactly(script.commands().get(0).replace("authorize", "revoke"));
    Firewall after = after(files, script);
    assertThat(verdict(read(files), "192.0.2.9", "10.0.0.6", "tcp/8080")).isEqualTo("blocked");
    assertThat(verdict(after, "192.0.2.9", "10.0.0.6", "tcp/8080")).isEqualTo("permitted");
    assertThat(verdict(after, "192.0.2.16", "10.0.0.6", "tcp/8080")).isEqualTo("blocked");
  }

  @Test
  void aPermissionIsTakenAwayAlone() throws Exception {
    List<InputFile> files = files("groups-of-an-interface-are-a-union");
    ChangeScript script = write(files, remove("sg-0b ingress", "sg-0b ingress[0].IpRanges[0]"));
    assertThat(script.commands())
        .containsExactly(
            "aws ec2 revoke-security-group-ingress --group-id sg-0b --ip-permissions"
                + " '[{\"IpProtocol\":\"tcp\",\"FromPort\":22,\"ToPort\":22,\"IpRanges\":"
                + "[{\"CidrIp\":\"0.0.0.0/0\"}]}]'");
    Firewall after = after(files, script);
    assertThat(verdict(after, "192.0.2.9", "10.0.0.5", "tcp/22")).isEqualTo("blocked");
    assertThat(verdict(after, "192.0.2.9", "10.0.0.5", "tcp/443")).isEqualTo("permitted");
  }

  @Test
  void aRuleOfItsOwnIsTakenAwayByWhatItSays() throws Exception {
    List<InputFile> files = files("rules-alone");
    ChangeScript script = write(files, remove("sg-0a ingress", "sg-0a ingress[0]"));
    assertThat(script.commands())
        .containsExactly(
            "aws ec2 revoke-security-group-ingress --group-id sg-0a --ip-permissions"
                + " '[{\"IpProtocol\":\"tcp\",\"FromPort\":443,\"ToPort\":443,\"IpRanges\":"
                + "[{\"CidrIp\":\"192.0.2.0/24\",\"Description\":\"partners\"}]}]'");
    assertThat(after(files, script).list("sg-0a ingress").rules()).hasSize(2);
  }

  @Test
  void anAclEntryTakesAFreeNumberBeforeItsAnchor() throws Exception {
    List<InputFile> files = files("acl-order-and-default");
    PacketSet ssh =
        PacketSet.between(SOURCE, AddressSet.parse("10.0.1.5").orElseThrow())
            .and(PacketSet.tcp(PortSet.of(22)));
    ChangeScript script =
        write(
            files,
            insert("acl-0b ingress", "acl-0b ingress:90", ssh),
            insert("acl-0b ingress", "acl-0b ingress:default", PacketSet.from(SOURCE)));
    assertThat(script.advice()).isEmpty();
    assertThat(script.commands())
        .containsExactly(
            "aws ec2 create-network-acl-entry --network-acl-id acl-0b --ingress --rule-number 10"
                + " --protocol 6 --port-range From=22,To=22 --cidr-block 192.0.2.8/29"
                + " --rule-action allow",
            "aws ec2 create-network-acl-entry --network-acl-id acl-0b --ingress --rule-number 110"
                + " --protocol -1 --cidr-block 192.0.2.8/29 --rule-action allow");
    assertThat(script.rollback())
        .containsExactly(
            "aws ec2 delete-network-acl-entry --network-acl-id acl-0b --ingress --rule-number 110",
            "aws ec2 delete-network-acl-entry --network-acl-id acl-0b --ingress --rule-number 10");
    Firewall after = after(files, script);
    assertThat(verdict(after, "192.0.2.9", "10.0.1.5", "tcp/22")).isEqualTo("permitted");
    assertThat(verdict(after, "192.0.2.99", "10.0.1.5", "tcp/22")).isEqualTo("blocked");
    assertThat(verdict(after, "192.0.2.9", "10.0.1.5", "udp/80")).isEqualTo("permitted");
  }

  @Test
  void anAclEntryIsTakenAwayAndCanBeMadeAgain() throws Exception {
    List<InputFile> files = files("acl-protocols");
    ChangeScript script =
        write(
            files,
            remove("acl-0b ingress", "acl-0b ingress:100"),
            remove("acl-0b ingress", "acl-0b ingress:500"));
    assertThat(script.rollback())
        .containsExactly(
            "aws ec2 create-network-acl-entry --network-acl-id acl-0b --ingress --rule-number 500"
                + " --protocol 132 --port-range From=80,To=80 --cidr-block 0.0.0.0/0"
                + " --rule-action allow",
            "aws ec2 create-network-acl-entry --network-acl-id acl-0b --ingress --rule-number 100"
                + " --protocol 1 --icmp-type-code Code=-1,Type=8 --cidr-block 192.0.2.1/32"
                + " --rule-action allow");
    assertThat(verdict(after(files, script), "192.0.2.1", "10.0.1.5", "proto/132"))
        .isEqualTo("blocked");
  }

  @Test
  void whatAGroupCannotSayIsAdvice() throws Exception {
    List<InputFile> files = files("groups-alone");
    PolicyChange deny =
        new PolicyChange(
            PolicyChange.Kind.INSERT_BEFORE,
            "sg-0web ingress",
            "sg-0web ingress:default",
            Optional.of(
                new PolicyChange.NewRule(
                    Action.End.DENY,
                    PacketSet.from(SOURCE),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "x",
                    Optional.empty())));
    assertThat(write(files, deny).advice()).contains("permits only");
    assertThat(
            write(files, insert("groups of the destination", "x", PacketSet.from(SOURCE))).advice())
        .contains("which security group the destination is attached to");
  }

  @Test
  void addressesAreTheFewestNetworks() {
    assertThat(Prefixes.of(AddressSet.parse("10.0.0.1-10.0.0.6").orElseThrow()))
        .containsExactly("10.0.0.1/32", "10.0.0.2/31", "10.0.0.4/31", "10.0.0.6/32");
    assertThat(Prefixes.of(AddressSet.ANY)).containsExactly("0.0.0.0/0", "::/0");
    assertThat(Prefixes.of(AddressSet.parse("2001:db8::-2001:db8::ffff").orElseThrow()))
        .containsExactly("2001:db8::/112");
    assertThat(Prefixes.of(AddressSet.parse("fe80::/10").orElseThrow()))
        .containsExactly("fe80::/10");
  }

  @Test
  void servicesAreWrittenAsTheyAreRead() {
    PacketSet echo = PacketSet.from(SOURCE).and(PacketSet.icmp(8, -1));
    assertThat(NewPermission.of(echo, false))
        .contains(List.of(new NewPermission(1, 8, -1, "192.0.2.8/29")));
    PacketSet all = PacketSet.from(SOURCE).and(PacketSet.icmp(-1, -1));
    assertThat(NewPermission.of(all, false))
        .contains(List.of(new NewPermission(1, -1, -1, "192.0.2.8/29")));
    assertThat(NewPermission.of(PacketSet.from(SOURCE).and(PacketSet.protocol(50)), false))
        .contains(List.of(new NewPermission(50, -1, -1, "192.0.2.8/29")));
    assertThat(NewPermission.of(PacketSet.to(SOURCE), true))
        .contains(List.of(new NewPermission(-1, -1, -1, "192.0.2.8/29")));
  }
}
