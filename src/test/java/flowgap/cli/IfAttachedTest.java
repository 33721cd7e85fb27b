package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where no export and no site file says which groups an address has, every format says so. */
class IfAttachedTest {
  private static final String GROUP =
      """
      {"SecurityGroups": [{"GroupId": "sg-0a11aa11aa11aa11a", "GroupName": "web",
        "VpcId": "vpc-0d3m0d3m0d3m0d3m0", "OwnerId": "123456789012", "Description": "web",
        "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
          "IpRanges": [{"CidrIp": "192.0.2.0/24"}], "Ipv6Ranges": [],
          "PrefixListIds": [], "UserIdGroupPairs": []}],
        "IpPermissionsEgress": []}]}
      """;

  private static final String SITE =
      """
      role,addresses,firewall,zone,security_group,comment
      web,10.30.0.5,,,sg-0a11aa11aa11aa11a,
      """;

  @TempDir Path folder;

  @Test
  void everyFormatSaysThatGroupsAreJudgedIfAttached() throws IOException {
    Map<String, String> all = formats("flow,192.0.2.1,10.30.0.5,tcp/22,required");
    assertThat(all).hasSize(8);
    all.forEach((name, text) -> assertThat(text).as(name).contains("if attached"));
    assertThat(all.get("findings.csv"))
        .contains("is blocked on vpc-0d3m0d3m0d3m0d3m0, if attached, by sg-0a11aa11aa11aa11a");
    assertThat(all.get("report.md")).contains("Taken for granted on vpc-0d3m0d3m0d3m0d3m0: if");
  }

  @Test
  void soItIsOfFlowsThatPass() throws IOException {
    Map<String, String> all = formats("flow,192.0.2.1,10.30.0.5,tcp/443,required");
    for (String name : new String[] {"report.xlsx", "report.html", "junit.xml", "report.md"}) {
      assertThat(all.get(name)).as(name).contains("if attached");
    }
  }

  @Test
  void whoeverBindsTheGroupsIsNotToldSo() throws IOException {
    Files.writeString(folder.resolve("site.csv"), SITE);
    Map<String, String> all =
        formats(
            "flow,192.0.2.1,web,tcp/22,required", "--site", folder.resolve("site.csv").toString());
    all.forEach((name, text) -> assertThat(text).as(name).doesNotContain("if attached"));
    assertThat(all.get("findings.csv")).contains("is blocked on vpc-0d3m0d3m0d3m0d3m0 by sg-0a11");
  }

  /** The text of every format, by file name, and what the console shows. */
  private Map<String, String> formats(String flow, String... options) throws IOException {
    Auditing auditing =
        new Auditing(folder)
            .export("groups.json", GROUP)
            .flows("id,source,destination,service,requirement", flow);
    return auditing.everyFormat(Stream.of(options));
  }
}
