package flowgap.change;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.Action;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFile;
import flowgap.vendor.aws.AwsReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A permit may be wider by the near end and source ports alone, and nothing else may change. */
class WideningTest {
  private static final String OLD = permission("192.0.2.0/24", 80);

  @Test
  void theNearEndMayBeWider() throws Exception {
    assertThat(of(OLD, OLD + "," + permission("198.51.100.1/32", 443)))
        .hasValueSatisfying(
            w -> assertThat(w).contains("from 198.51.100.1/32 tcp/443").contains("10.0.1.6"));
  }

  @Test
  void theFarEndMayNot() throws Exception {
    assertThat(of(OLD, OLD + "," + permission("198.51.100.0/31", 443))).isEmpty();
    assertThat(of(OLD, OLD + "," + permission("0.0.0.0/0", 443))).isEmpty();
  }

  @Test
  void theServiceMayNot() throws Exception {
    assertThat(of(OLD, OLD + "," + permission("198.51.100.1/32", 444))).isEmpty();
    assertThat(of(OLD, OLD + "," + permission("198.51.100.1/32", 443).replace("tcp", "-1")))
        .isEmpty();
  }

  @Test
  void noOtherPermitMayGo() throws Exception {
    assertThat(of(OLD, permission("198.51.100.1/32", 443))).isEmpty();
  }

  private static String permission(String from, int port) {
    return "{\"IpProtocol\": \"tcp\", \"FromPort\": %d, \"ToPort\": %d, \"IpRanges\": [{\"CidrIp\": \"%s\"}]}"
        .formatted(port, port, from);
  }

  private static Optional<String> of(String before, String after) throws Exception {
    PacketSet meant =
        PacketSet.between(
                AddressSet.parse("198.51.100.1").orElseThrow(),
                AddressSet.parse("10.0.1.5").orElseThrow())
            .and(PacketSet.ports(6, PortSet.range(1024, 65535), PortSet.of(443)));
    PolicyChange change =
        new PolicyChange(
            PolicyChange.Kind.INSERT_BEFORE,
            "sg-1 ingress",
            "sg-1 ingress:default",
            Optional.of(
                new PolicyChange.NewRule(
                    Action.End.PERMIT,
                    meant,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "x",
                    Optional.empty())));
    return Widening.of(read(before), read(after), List.of(change)).flatMap(Widening::told);
  }

  private static Firewall read(String permissions) throws Exception {
    String groups =
        "{\"SecurityGroups\": [{\"GroupId\": \"sg-1\", \"VpcId\": \"vpc-1\", \"IpPermissions\": ["
            + permissions
            + "]}]}";
    String interfaces =
        """
        {"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1",
          "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.5"}, {"PrivateIpAddress": "10.0.1.6"}],
          "Groups": [{"GroupId": "sg-1"}]}]}
        """;
    return new AwsReader()
        .read(
            List.of(InputFile.of("g.json", groups), InputFile.of("n.json", interfaces)),
            "x",
            SiteFacts.NONE)
        .get(0);
  }
}
