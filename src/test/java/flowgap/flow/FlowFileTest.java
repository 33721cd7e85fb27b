package flowgap.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlowFileTest {
  private static final String HEADER = "id,source,destination,service,requirement\n";

  private static FlowList read(String csv) throws InputFailure, IOException {
    return FlowFile.read(InputFile.of("flows.csv", csv), Site.NONE);
  }

  private static Flow one(String csv) throws InputFailure, IOException {
    List<Flow> flows = read(csv).flows();
    assertThat(flows).hasSize(1);
    return flows.get(0);
  }

  private static List<String> errors(String csv) {
    InputFailure failure = catchThrowableOfType(InputFailure.class, () -> read(csv));
    return failure.problems().stream().map(Problem::sentence).toList();
  }

  private static AddressSet set(String text) {
    return AddressSet.parse(text).orElseThrow();
  }

  @Test
  void defaultsAreThoseOfTheContract() throws Exception {
    Flow flow = one("source,destination,service\n10.0.0.1,10.9.0.0/24,tcp/443\n");

    assertThat(flow.id()).isEqualTo("2");
    assertThat(flow.requirement()).isEqualTo(Requirement.REQUIRED);
    assertThat(flow.direction()).isEqualTo(Direction.FORWARD);
    assertThat(flow.service().anyOne()).isEmpty();
    assertThat(flow.path()).isEqualTo(FlowPath.UNSTATED);
    assertThat(flow.validity()).isEqualTo(Validity.ALWAYS);
    assertThat(flow.profile()).isEmpty();
    assertThat(flow.reverse().isEmpty()).isTrue();
    assertThat(flow.packets())
        .isEqualTo(
            PacketSet.between(set("10.0.0.1"), set("10.9.0.0/24"))
                .and(PacketSet.ports(Protocols.TCP, PortSet.range(1024, 65535), PortSet.of(443))));
    assertThat(flow.span().line()).isEqualTo(2);
  }

  @Test
  void readsEveryColumnInAnyOrderAndKeepsUnknownOnes() throws Exception {
    Flow flow =
        one(
            """
            Ticket,requirement,Service,DESTINATION,source,id,Name,source ports,ports_needed,direction,application,in_zone,out-zone,firewalls,valid_from,valid_until,owner,comment,Wave
            CHG-7,optional,tcp/5000-5010,"10.9.0.1; 10.9.0.3-10.9.0.5",10.0.0.0/24,F-1,Copy,"1024-2048,3000",any-one,both,ssl; web-browsing,inside,dmz,a>b>c,2026-03-01,2026-03-02,me,note,3
            """);

    assertThat(flow.remarks().ticket()).isEqualTo("CHG-7");
    assertThat(flow.remarks().columns()).containsExactly(java.util.Map.entry("Wave", "3"));
    assertThat(flow.destination().addresses())
        .isEqualTo(set("10.9.0.1").or(set("10.9.0.3-10.9.0.5")));
    assertThat(flow.service().sourcePortsStated()).isTrue();
    assertThat(flow.service().packets().sourcePorts(Protocols.TCP).toString())
        .isEqualTo("1024-2048,3000");
    assertThat(flow.service().anyOne())
        .isEqualTo(Optional.of(new AnyOne(Protocols.TCP, PortSet.range(5000, 5010))));
    assertThat(flow.reverse())
        .isEqualTo(
            PacketSet.between(flow.destination().addresses(), flow.source().addresses())
                .and(flow.service().packets()));
    assertThat(flow.applications()).containsExactly("ssl", "web-browsing");
    assertThat(flow.inZone()).contains("inside");
    assertThat(flow.outZone()).contains("dmz");
    assertThat(flow.path()).isEqualTo(new FlowPath.Ordered(List.of("a", "b", "c")));
    assertThat(flow.validity().from()).contains(Instant.parse("2026-03-01T00:00:00Z"));
    // the day of valid_until is part of it
    assertThat(flow.validity().until()).contains(Instant.parse("2026-03-03T00:00:00Z"));
  }

  @Test
  void separatorsAndEncodingsOfSpreadsheets() throws Exception {
    String semicolon =
        "\uFEFFid;source;destination;service;requirement;owner\r\n"
            + "F1;\u00A010.0.0.1 ;\"10.9.0.1;10.9.0.2\";tcp/443;Required;J\u00fcrgen\r\n";
    String tab = semicolon.substring(1).replace(";", "\t").replace("1\t10", "1;10");
    byte[] windows = semicolon.substring(1).getBytes(Charset.forName("windows-1252"));
    byte[] utf16 = semicolon.getBytes(java.nio.charset.StandardCharsets.UTF_16LE);

    for (InputFile file :
        List.of(
            InputFile.of("f.csv", semicolon),
            InputFile.of("f.csv", "sep=;\r\n" + semicolon.substring(1)),
            InputFile.of("f.csv", tab),
            InputFile.of("f.csv", windows),
            InputFile.of("f.csv", utf16))) {
      Flow flow = FlowFile.read(file, Site.NONE).flows().get(0);
      assertThat(flow.remarks().owner()).isEqualTo("J\u00fcrgen");
      assertThat(flow.source().addresses()).isEqualTo(set("10.0.0.1"));
      assertThat(flow.destination().addresses()).isEqualTo(set("10.9.0.1-10.9.0.2"));
    }
  }

  @Test
  void linesAreCountedAsAnEditorCountsThem() {
    String csv =
        "\n"
            + HEADER
            + "F1,10.0.0.1,\"10.9.0.1;\n10.9.0.2\",tcp/443,required\n\nF2,10.0.0.1,x,tcp/1,required\n";

    assertThat(errors(csv))
        .containsExactly(
            "flows.csv:6:3: column destination: \"x\" is no address, no role or name of the site file");
    assertThat(errors("sep=,\n" + HEADER + "F2,10.0.0.1,x,tcp/1,required\n"))
        .containsExactly(
            "flows.csv:3:3: column destination: \"x\" is no address, no role or name of the site file");
  }

  @Test
  void allErrorsOfAFileAtOnceEachWithRowAndColumn() {
    String csv =
        HEADER
            + "F1,10.0.0.1/33,10.9.0.9-10.9.0.1,tcp/10000-100025,requird\n"
            + "F2,10.0.0.300,http://x.example,445,required\n"
            + ",10.0.0.1,,tcp/443,\n"
            + "F4,10.0.0.1,10.0.0.2,tcp/443,required,extra\n"
            + "F4,10.0.0.1,10.0.0.2,tcp/443,required\n";

    assertThat(errors(csv))
        .containsExactly(
            "flows.csv:2:2: column source: \"10.0.0.1/33\" has no valid prefix length; expected /0 to /32",
            "flows.csv:2:3: column destination: \"10.9.0.9-10.9.0.1\" is a range whose end is below its start",
            "flows.csv:2:4: column service: service \"tcp/10000-100025\": 100025 is no port; expected 0 to 65535",
            "flows.csv:2:5: column requirement: \"requird\" is none; expected required, conditional, optional, advisory, business, forbidden; did you mean \"required\"?",
            "flows.csv:3:2: column source: \"10.0.0.300\" is no address; expected an address, a CIDR, a range, a role or a host name",
            "flows.csv:3:3: column destination: \"http://x.example\" is a URL; expected an address, a role or a host name",
            "flows.csv:3:4: column service: service \"445\": \"445\" has no protocol; expected tcp/445 or udp/445",
            "flows.csv:4:1: column destination: the cell is empty",
            "flows.csv:5:6: \"extra\" stands in a column without a name in the header",
            "flows.csv:6:1: the id \"F4\" stands in flows.csv:5, too");
  }

  @Test
  void anIdThatStandsTwiceIsSaidEvenWhereTheRowsHaveOtherErrors() {
    String csv =
        HEADER
            + "F1,10.0.0.1,10.0.0.2,tcp/70000,required\n"
            + "F1,10.0.0.1,10.0.0.2,tcp/443,required\n";

    assertThat(errors(csv))
        .containsExactly(
            "flows.csv:2:4: column service: service \"tcp/70000\": 70000 is no port; expected 0 to 65535",
            "flows.csv:3:1: the id \"F1\" stands in flows.csv:2, too");
  }

  @Test
  void badValuesOfTheOtherColumns() {
    String csv =
        "source,destination,service,requirement,ports_needed,direction,firewalls,valid_from,valid_until,source_ports\n"
            + "10.0.0.1,10.0.0.2,tcp/1,required,anyone,back,a;b>c,01.03.2026,2026-13-01,70000\n"
            + "10.0.0.1,10.0.0.2,icmp,required,all,both,a>>b,2026-03-02,2026-03-01,443\n";

    assertThat(errors(csv))
        .containsExactly(
            "flows.csv:2:3: column service: source_ports \"70000\": 70000 is no port; expected 0 to 65535",
            "flows.csv:2:5: column ports_needed: \"anyone\" is none; expected all or any-one; did you mean \"any-one\"?",
            "flows.csv:2:6: column direction: \"back\" is none; expected forward or both",
            "flows.csv:2:7: column firewalls: expected a;b or a>b>c, not both in one: \"a;b>c\"",
            "flows.csv:2:8: column valid_from: \"01.03.2026\" is no date; expected ISO 8601, such as 2026-03-01 or 2026-03-01T22:00",
            "flows.csv:2:9: column valid_until: \"2026-13-01\" is no date; expected ISO 8601, such as 2026-03-01 or 2026-03-01T22:00",
            "flows.csv:3:3: column service: service \"icmp\": source ports are given, but the service has no ports",
            "flows.csv:3:7: column firewalls: a name is missing in \"a>>b\"",
            "flows.csv:3:9: column valid_until: it is not after valid_from");
  }

  @Test
  void badFiles() {
    assertThat(errors("")).containsExactly("flows.csv: the file is empty");
    assertThat(errors(HEADER)).containsExactly("flows.csv: the flow list has no rows");
    assertThat(errors("id,sources,destination,service\nF1,a,b,c\n"))
        .containsExactly(
            "flows.csv: the header has no column \"source\"; did you mean \"sources\"?");
    assertThat(errors(HEADER + "F1,\"10.0.0.1,10.0.0.2,tcp/1,required\n"))
        .containsExactly(
            "flows.csv:2:1: this row is no CSV: a quotation mark is open or misplaced");
    assertThat(
            errors(
                "id,source,source,destination,service,requirement\nF,1.1.1.1,,1.1.1.2,esp,required\n"))
        .containsExactly("flows.csv:1:3: the column \"source\" stands twice");
    byte[] binary = {0, 1, 2, 3, 0, 0, 1, 7};
    InputFailure failure =
        catchThrowableOfType(
            InputFailure.class, () -> FlowFile.read(InputFile.of("f.bin", binary), Site.NONE));
    assertThat(failure.problems().get(0).sentence())
        .isEqualTo("f.bin: this is neither a CSV file nor an .xlsx workbook");
  }

  @Test
  void aFlowWithoutAnyPacketIsAnError() {
    assertThat(errors(HEADER + "F1,10.0.0.1,2001:db8::1,tcp/443,required\n"))
        .containsExactly(
            "flows.csv:2:1: no packet can be of this flow: source, destination and service share no IP family");
    assertThat(errors(HEADER + "F1,2001:db8::2,2001:db8::1,icmp,required\n")).hasSize(1);
  }

  @Test
  void partsWithoutAnyPacketAreSaid() throws Exception {
    FlowList list = read(HEADER + "F1,10.0.0.1,10.9.0.1;2001:db8::1,tcp/443,required\n");

    assertThat(list.problems())
        .extracting(Problem::sentence)
        .containsExactly(
            "flows.csv:2:1: no packet of this flow goes from 10.0.0.1 to 2001:db8::1: they share no IP family");
  }

  @Test
  void hostBitsAreCutOffWithANote() throws Exception {
    FlowList list = read(HEADER + "F1,10.0.0.7/24,10.9.0.1,tcp/443,required\n");

    assertThat(list.flows().get(0).source().addresses()).isEqualTo(set("10.0.0.0/24"));
    assertThat(list.flows().get(0).remarks().notes())
        .containsExactly("10.0.0.7/24 has host bits set; it was read as 10.0.0.0/24");
    assertThat(list.problems()).hasSize(1);
  }

  @Test
  void aHostNameThatTheSiteDoesNotResolveIsAnOpenPart() throws Exception {
    Flow flow = one(HEADER + "F1,10.0.0.1,\"10.9.0.1;Api.Example.NET\",tcp/443,required\n");

    assertThat(flow.unresolvedNames()).containsExactly("Api.Example.NET");
    assertThat(flow.unboundRoles()).isEmpty();
    assertThat(flow.parts()).extracting(Flow.Part::addressesKnown).containsExactly(true, false);
    assertThat(flow.parts().get(1).packets().destinations()).isEqualTo(AddressSet.ANY_V4);
  }

  @Test
  void conditionalFlowsWhoseConditionIsStated() throws Exception {
    List<Flow> flows =
        read("source,destination,service,requirement,condition\n"
                + "10.0.0.1,10.9.0.1,tcp/1,conditional,true\n"
                + "10.0.0.1,10.9.0.1,tcp/1,conditional,no\n"
                + "10.0.0.1,10.9.0.1,tcp/1,conditional,with iSCSI\n"
                + "10.0.0.1,10.9.0.1,tcp/1,conditional,\n")
            .flows();

    assertThat(flows)
        .extracting(Flow::requirement)
        .containsExactly(
            Requirement.REQUIRED,
            Requirement.CONDITIONAL,
            Requirement.CONDITIONAL,
            Requirement.CONDITIONAL);
    assertThat(flows).extracting(Flow::isApplicable).containsExactly(true, false, true, true);
    assertThat(flows.get(2).condition().orElseThrow())
        .isEqualTo(new FlowCondition(FlowCondition.State.UNKNOWN, "with iSCSI"));
  }

  @Test
  void firewallsThatNobodyHandedInAreNamedWithNearMatches() throws Exception {
    FlowList list =
        read(
            "source,destination,service,requirement,firewalls\n10.0.0.1,10.9.0.1,tcp/1,required,edge1;core-2\n");

    assertThat(FlowFile.unknownFirewalls(list.flows(), List.of("edge-1", "core-2")))
        .extracting(Problem::sentence)
        .containsExactly(
            "flows.csv:2:1: column firewalls: no firewall is called \"edge1\"; did you mean \"edge-1\"?");
  }

  @Test
  void aMistypedOptionalColumnIsSaid() throws Exception {
    FlowList list =
        read(
            "source,destination,service,requirement,directon\n10.0.0.1,10.9.0.1,tcp/1,required,both\n");

    assertThat(list.problems())
        .extracting(Problem::sentence)
        .containsExactly(
            "flows.csv: the column \"directon\" is not known and only kept; did you mean \"direction\"?");
  }

  @Test
  void rolesOfAChosenProfileAreUnboundWithoutASite() throws Exception {
    Profile profile = Profiles.bundled("rivermeadow").orElseThrow();
    Flow flow =
        FlowFile.read(
                InputFile.of("f.csv", HEADER + "F1,10.0.0.1,target-worker,tcp/443,required\n"),
                Site.NONE,
                List.of(profile))
            .flows()
            .get(0);

    assertThat(flow.unboundRoles()).containsExactly("target-worker");
  }
}
