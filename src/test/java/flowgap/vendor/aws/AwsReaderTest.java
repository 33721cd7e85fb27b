package flowgap.vendor.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flowgap.policy.Firewall;
import flowgap.policy.Recognition;
import flowgap.policy.Rule;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes that exports come in. */
class AwsReaderTest {
  private static final String GROUP =
      """
      {
          "GroupId": "sg-1",
          "VpcId": "vpc-1",
          "IpPermissions": [
              {
                  "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22,
                  "IpRanges": [
                      {"CidrIp": "192.0.2.0/24"},
                      {
                          "CidrIp": "198.51.100.0/24",
                          "Description": "B\u00fcro"
                      }
                  ]
              }
          ]
      }""";

  private static final String DOCUMENT = "{\"SecurityGroups\": [" + GROUP + "]}";

  private static Firewall read(byte[] bytes) throws Exception {
    return new AwsReader()
        .read(List.of(InputFile.of("sg.json", bytes)), "sg", SiteFacts.NONE)
        .get(0);
  }

  private static Firewall read(String text) throws Exception {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> places(Firewall f) {
    return f.list("sg-1 ingress").rules().stream()
        .map(r -> r.span().line() + ":" + r.span().column())
        .toList();
  }

  @Test
  void eachPermissionIsNamedByGroupDirectionIndexAndPlace() throws Exception {
    Firewall f = read(DOCUMENT);
    Rule second = f.list("sg-1 ingress").rules().get(1);
    assertThat(second.id()).isEqualTo("sg-1 ingress[0].IpRanges[1]");
    assertThat(second.span().path()).isEqualTo(second.id());
    assertThat(second.comment()).isEqualTo("B\u00fcro");
    assertThat(second.span().text())
        .isEqualTo(
            "{\"IpProtocol\":\"tcp\",\"FromPort\":22,\"ToPort\":22,\"IpRanges\":"
                + "[{\"CidrIp\":\"198.51.100.0/24\",\"Description\":\"B\u00fcro\"}]}");
    // line 1 holds the document's and the group's opening braces
    assertThat(places(f)).containsExactly("8:28", "10:31");
    assertThat(f.name()).isEqualTo("vpc-1");
  }

  @Test
  void aOneLineExportIsToldApartByColumns() throws Exception {
    String minified = DOCUMENT.replaceAll("\\s+", "");
    Firewall f = read(minified);
    int first = minified.indexOf("\"192.0.2.0/24\"") + 1;
    int second = minified.indexOf("\"198.51.100.0/24\"") + 1;
    assertThat(places(f)).containsExactly("1:" + first, "1:" + second);
    assertThat(f.coverage().lines()).isEqualTo(1);
  }

  @Test
  void lineEndsAndEncodingsMakeNoDifference() throws Exception {
    List<String> plain = places(read(DOCUMENT));
    assertThat(places(read(DOCUMENT.replace("\n", "\r\n")))).isEqualTo(plain);
    assertThat(places(read("\uFEFF" + DOCUMENT))).isEqualTo(plain);
    assertThat(places(read(("\uFEFF" + DOCUMENT).getBytes(StandardCharsets.UTF_16LE))))
        .isEqualTo(plain);
    assertThat(places(read(("\uFEFF" + DOCUMENT).getBytes(StandardCharsets.UTF_16BE))))
        .isEqualTo(plain);
  }

  @Test
  void everyLineIsAccountedForOnce() throws Exception {
    Firewall f = read(DOCUMENT);
    assertThat(f.coverage().lines()).isEqualTo(DOCUMENT.split("\n").length);
    assertThat(f.coverage().notUnderstood()).isZero();
    assertThat(f.coverage().modelled()).isGreaterThan(10);
  }

  static List<String> wrapped() {
    return List.of(
        "[" + GROUP + "]",
        "[[" + GROUP + "], []]",
        GROUP,
        "{\"status_code\": 200, \"data\": {\"SecurityGroups\": ["
            + GROUP
            + "],"
            + " \"ResponseMetadata\": {\"HTTPHeaders\": {\"server\": \"AmazonEC2\"}}}}",
        "{\"security_groups\": [" + GROUP + "], \"provider\": \"aws\", \"vpcs\": null}",
        "{\"SecurityGroups\": []}" + DOCUMENT,
        DOCUMENT + "\n{\"SecurityGroups\": [], \"NextToken\": null}\n",
        DOCUMENT
            .replace(
                "\"IpRanges\"", "\"UserIdGroupPairs\": null, \"PrefixListIds\": [], \"IpRanges\"")
            .replace(": 22", ": \"22\""));
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("wrapped")
  void whateverStandsAroundThemGroupsAreFound(String text) throws Exception {
    AwsReader reader = new AwsReader();
    Recognition r = reader.recognise(InputFile.of("x", text));
    assertThat(r.kind()).isEqualTo(Recognition.Kind.FOLDER_MEMBER);
    assertThat(r.part()).isNotEmpty();
    assertThat(r.what()).isEqualTo("describe-security-groups");
    Firewall f = read(text);
    assertThat(f.list("sg-1 ingress").rules()).hasSize(2);
    assertThat(Asked.of("192.0.2.1", "10.0.0.1", "tcp/22").at(f).verdict().word())
        .isEqualTo("permitted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"SecurityGroups\": [{\"GroupId\": \"sg-1\",}]}|1:40:|was expecting double-quote to start field name",
        "{\"SecurityGroups\": [{\"GroupId\": \"sg-1\"}|1:|Unexpected end-of-input",
        "{\"SecurityGroups\": [{\"GroupId\": \"a\", \"GroupId\": \"b\"}]}|1:|the name \"GroupId\" stands twice",
      })
  void brokenJsonIsAnErrorWithItsPlace(String text, String place, String words) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            InputFailure.class,
            e -> {
              assertThat(e.problems().get(0).sentence()).startsWith("sg.json:" + place);
              assertThat(e.problems().get(0).message())
                  .startsWith("this is no whole JSON: ")
                  .contains(words);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"configurationItemVersion\":\"1.3\",\"resourceType\":\"AWS::EC2::SecurityGroup\"}|AWS Config item",
        "{\"version\":4,\"terraform_version\":\"1.5.0\",\"lineage\":\"x\",\"resources\":[]}|Terraform",
        "{\"AWSTemplateFormatVersion\":\"2010-09-09\",\"Resources\":{}}|CloudFormation",
        "{\"Findings\":[{\"Resources\":[{\"Details\":{\"AwsEc2SecurityGroup\":{}}}]}]}|Security Hub",
        "SecurityGroups:|as YAML",
        "SECURITYGROUPS\\tx|as text",
        "----------------------\\n|  DescribeSecurityGroups  |",
        "<DescribeSecurityGroupsResponse xmlns=\"x\">|XML",
      })
  void whatIsNoExportOfTheCliIsRefusedByName(String escaped, String words) throws Exception {
    String text = escaped.replace("\\t", "\t").replace("\\n", "\n|");
    Recognition r = new AwsReader().recognise(InputFile.of("x", text));
    if (text.startsWith("---")) {
      text = "----------------------\n|  DescribeSecurityGroups  |";
      r = new AwsReader().recognise(InputFile.of("x", text));
      assertThat(r.what()).contains("as a table");
    } else {
      assertThat(r.what()).contains(words);
    }
    assertThat(r.kind()).isEqualTo(Recognition.Kind.REFUSED);
    assertThat(r.what()).contains("hand in the JSON of aws ec2 describe-security-groups");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hostname edge",
        "{\"a\": 1}",
        "[{\"dst\": \"default\", \"gateway\": \"192.0.2.1\"}]",
        "<config version=\"10.1.0\"/>",
        "*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n",
        ""
      })
  void otherFilesAreNotRecognised(String text) throws Exception {
    assertThat(new AwsReader().recognise(InputFile.of("x", text)).kind())
        .isEqualTo(Recognition.Kind.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "RouteTables, AWS RouteTables (not needed)",
    "Vpcs, describe-vpcs",
    "Subnets, describe-subnets",
    "NetworkInterfaces, describe-network-interfaces",
    "NetworkAcls, describe-network-acls",
    "Reservations, describe-instances",
    "PrefixLists, describe-prefix-lists"
  })
  void otherExportsOfAnAccountBelongToItsGroups(String list, String what) throws Exception {
    Recognition r =
        new AwsReader()
            .recognise(InputFile.of("x", "{\"" + list + "\": [{\"VpcId\": \"vpc-1\"}]}"));
    assertThat(r.kind()).isEqualTo(Recognition.Kind.FOLDER_MEMBER);
    assertThat(r.what()).isEqualTo(what);
  }

  @Test
  void groupsOfNoInterfaceAreUnattachedOnlyWhereInterfacesAreGiven() throws Exception {
    assertThat(read(DOCUMENT).list("sg-1 ingress").bindings()).containsExactly("if attached");
    Firewall with =
        read(
            DOCUMENT
                + "{\"NetworkInterfaces\": [{\"NetworkInterfaceId\": \"eni-1\", \"VpcId\": \"vpc-1\","
                + " \"PrivateIpAddress\": \"10.0.0.1\", \"Groups\": [{\"GroupId\": \"sg-2\"}]}]}");
    assertThat(with.list("sg-1 ingress").bindings()).isEmpty();
  }

  private static final String INTERFACES =
      """
      {"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1",
        "SubnetId": "subnet-1", "PrivateIpAddress": "10.0.1.5",
        "Groups": [{"GroupId": "sg-1"}]}]}
      """;

  private static final String VPCS =
      """
      {"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}
      """;

  private static final String ACLS =
      """
      {"NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "IsDefault": true, "Entries": [
        {"Egress": false, "Protocol": "-1", "RuleAction": "allow", "RuleNumber": 100,
         "CidrBlock": "0.0.0.0/0"},
        {"Egress": true, "Protocol": "-1", "RuleAction": "allow", "RuleNumber": 100,
         "CidrBlock": "0.0.0.0/0"}]}]}
      """;

  private static String verdict(String to, String port, String... companions) throws Exception {
    List<InputFile> files = new java.util.ArrayList<>();
    files.add(InputFile.of("sg.json", DOCUMENT));
    for (String text : companions) {
      files.add(InputFile.of("c" + files.size() + ".json", text));
    }
    Firewall f = new AwsReader().read(files, "sg", SiteFacts.NONE).get(0);
    return Asked.of("192.0.2.1", to, "tcp/" + port).at(f).verdict().word();
  }

  private static String broken(String text) {
    return text.substring(0, text.lastIndexOf(']')) + ", {\"VpcId\" ";
  }

  /** A companion that breaks off leaves undecided what the rest of it would decide, no more. */
  @Test
  void aBrokenCompanionLeavesTheRestJudged() throws Exception {
    assertThat(verdict("10.0.1.5", "22", INTERFACES, VPCS, ACLS)).isEqualTo("permitted");
    // an ACL that is not read may be the subnet's own; what the group denies stays denied
    assertThat(verdict("10.0.1.5", "22", INTERFACES, VPCS, broken(ACLS))).isEqualTo("undecided");
    assertThat(verdict("10.0.1.5", "22", INTERFACES, VPCS, "{\"NetworkAcls\": [{]"))
        .isEqualTo("undecided");
    assertThat(verdict("10.0.1.5", "23", INTERFACES, VPCS, "{\"NetworkAcls\": [{]"))
        .isEqualTo("blocked");
    // an interface that is not read may have the public address
    assertThat(verdict("10.0.1.5", "22", broken(INTERFACES), VPCS)).isEqualTo("permitted");
    assertThat(verdict("10.0.1.5", "23", broken(INTERFACES), VPCS)).isEqualTo("blocked");
    assertThat(verdict("10.0.1.5", "22", INTERFACES, broken(VPCS))).isEqualTo("permitted");
    // whether the address lies in the VPC is not known where its networks are not read
    assertThat(verdict("10.0.2.5", "23", INTERFACES, "{\"Vpcs\": [{]")).isNotEqualTo("permitted");
  }

  @Test
  void aBrokenCompanionIsNamedInOneSentence() throws Exception {
    Firewall f =
        new AwsReader()
            .read(
                List.of(
                    InputFile.of("sg.json", DOCUMENT),
                    InputFile.of("acl.json", "{\"NetworkAcls\": [{]")),
                "sg",
                SiteFacts.NONE)
            .get(0);
    assertThat(f.problems())
        .extracting(p -> p.sentence())
        .singleElement()
        .asString()
        .startsWith("acl.json:1:19: this is no whole JSON: ")
        .endsWith("; what hinges on the rest of it stays undecided");
  }
}
