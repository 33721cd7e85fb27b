package flowgap.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProfileFlowsTest {
  private static Profile profile(String name) {
    return Profiles.bundled(name).orElseThrow();
  }

  private static Map<String, Flow> bind(
      String name, String site, List<String> sets, List<String> readings) throws Exception {
    Profile profile = profile(name);
    Site bound =
        site.isEmpty()
            ? Site.NONE
            : SiteFile.read(InputFile.of("site.csv", "role,addresses\n" + site), List.of(profile));
    Settings settings = Settings.parse(sets, readings, List.of(profile));
    return ProfileFlows.bind(profile, bound, settings).flows().stream()
        .collect(Collectors.toMap(Flow::id, f -> f));
  }

  private static List<String> problems(List<String> sets, List<String> readings, String... names) {
    List<Profile> chosen = java.util.Arrays.stream(names).map(n -> profile(n)).toList();
    InputFailure failure =
        catchThrowableOfType(InputFailure.class, () -> Settings.parse(sets, readings, chosen));
    return failure.problems().stream().map(Problem::sentence).toList();
  }

  @Test
  void withoutASiteEveryFlowIsUnboundUnlessTheDocumentGivesAddresses() throws Exception {
    Map<String, Flow> flows = bind("ibm-live-migration", "", List.of(), List.of());

    assertThat(flows.get("IBM-01").unboundRoles()).containsExactly("source", "replication-server");
    assertThat(flows.get("IBM-02").unboundRoles()).containsExactly("source");
    assertThat(flows.get("IBM-02").destination().addresses().toString())
        .isEqualTo("13.52.54.28,50.19.144.132");
    assertThat(flows.get("IBM-04").unresolvedNames())
        .containsExactly("s3.amazonaws.com", "s3.us-east-2.amazonaws.com");
    assertThat(flows.get("IBM-09").destination().addresses().size()).isEqualTo(9);
  }

  @Test
  void theSiteReplacesWhatTheDocumentGives() throws Exception {
    Map<String, Flow> flows =
        bind(
            "ibm-live-migration",
            "source,10.0.0.0/24\nservice-manager,198.51.100.7\ns3,\ns3.amazonaws.com,198.51.100.9\n",
            List.of(),
            List.of());

    assertThat(flows.get("IBM-02").destination().addresses().toString()).isEqualTo("198.51.100.7");
    assertThat(flows.get("IBM-02").remarks().notes())
        .contains("the site file replaces what the document gives for service-manager");
    assertThat(flows.get("IBM-04").destination().addresses().toString()).isEqualTo("198.51.100.9");
    assertThat(flows.get("IBM-04").unresolvedNames()).containsExactly("s3.us-east-2.amazonaws.com");
  }

  @Test
  void aRoleOfOneProfileGoesBeforeThePlainName() throws Exception {
    Map<String, Flow> flows =
        bind(
            "sangfor-scmt",
            "source,10.0.0.1\nsangfor-scmt.source,10.0.0.2\ndestination,\nsangfor-scmt.destination,\n",
            List.of(),
            List.of());

    assertThat(flows.get("SCMT-08").source().addresses().toString()).isEqualTo("10.0.0.2");
    assertThat(flows.get("SCMT-08").unboundRoles()).containsExactly("destination");
  }

  @Test
  void anyOneOfThePortsUnlessReadStrictly() throws Exception {
    Flow flow = bind("sangfor-scmt", "", List.of(), List.of()).get("SCMT-08");
    assertThat(flow.service().anyOne())
        .isEqualTo(Optional.of(new AnyOne(Protocols.TCP, PortSet.range(20000, 20047))));
    assertThat(flow.origin().readings()).extracting(Reading::id).containsExactly("any-one-of-48");

    Flow strict = bind("sangfor-scmt", "", List.of(), List.of("strict")).get("SCMT-08");
    assertThat(strict.service().anyOne()).isEmpty();
    assertThat(strict.origin().readings())
        .filteredOn(Reading::chosen)
        .extracting(Reading::id)
        .containsExactly("strict");
  }

  @Test
  void aScenarioThatIsNotChosenIsNotApplicable() throws Exception {
    Map<String, Flow> both = bind("sangfor-scmt", "", List.of(), List.of());
    assertThat(both.values()).allMatch(Flow::isApplicable);
    assertThat(both.get("SCMT-12").requirement()).isEqualTo(Requirement.REQUIRED);

    Map<String, Flow> active =
        bind("sangfor-scmt", "", List.of("sangfor-scmt.mode=active"), List.of());
    assertThat(active.get("SCMT-12").isApplicable()).isFalse();
    assertThat(active.get("SCMT-08").isApplicable()).isTrue();
    assertThat(active.get("SCMT-01").isApplicable()).isTrue();
  }

  @Test
  void waysToDoTheJob() throws Exception {
    BoundProfile all = ProfileFlows.bind(profile("sangfor-scmt"), Site.NONE, Settings.NONE);
    assertThat(all.scenarios())
        .extracting(BoundProfile.Scenario::name)
        .containsExactly(
            "mode=active, job=p2p",
            "mode=active, job=backup-ha",
            "mode=passive, job=p2p",
            "mode=passive, job=backup-ha");
    assertThat(all.scenarios().get(2).flows())
        .containsExactly(
            "SCMT-01", "SCMT-02", "SCMT-03", "SCMT-07", "SCMT-09", "SCMT-12", "SCMT-13");

    Profile rivermeadow = profile("rivermeadow");
    Settings os = Settings.parse(List.of("method=os"), List.of(), List.of(rivermeadow));
    assertThat(ProfileFlows.bind(rivermeadow, Site.NONE, os).scenarios())
        .extracting(BoundProfile.Scenario::name)
        .containsExactly("method=os");
  }

  @Test
  void theDirectionTakenForGrantedIsRequiredTheOtherOneOpen() throws Exception {
    Map<String, Flow> unset = bind("platespin", "", List.of(), List.of());
    assertThat(unset.get("PS-11").source().text()).isEqualTo("target");
    assertThat(unset.get("PS-11").requirement()).isEqualTo(Requirement.REQUIRED);
    assertThat(unset.get("PS-12").requirement()).isEqualTo(Requirement.CONDITIONAL);
    assertThat(unset.get("PS-12").condition().orElseThrow().state())
        .isEqualTo(FlowCondition.State.UNKNOWN);

    Map<String, Flow> set =
        bind("platespin", "", List.of("contactDirection=source-to-target"), List.of());
    assertThat(set.get("PS-11").isApplicable()).isFalse();
    assertThat(set.get("PS-12").requirement()).isEqualTo(Requirement.REQUIRED);
  }

  @Test
  void conditionsAreSettledByParameters() throws Exception {
    Flow unset = bind("platespin", "", List.of(), List.of()).get("PS-05");
    assertThat(unset.requirement()).isEqualTo(Requirement.CONDITIONAL);
    assertThat(unset.condition().orElseThrow().text())
        .isEqualTo(
            "Windows servers are discovered, taken control of and rebooted"
                + " (settled by --set platform=windows)");
    Map<String, Flow> linux = bind("platespin", "", List.of("platform=linux"), List.of());
    assertThat(linux.get("PS-05").isApplicable()).isFalse();
    assertThat(linux.get("PS-01").requirement()).isEqualTo(Requirement.REQUIRED);
    Map<String, Flow> both =
        bind("platespin", "", List.of("platform=linux", "platform=windows"), List.of());
    assertThat(both.get("PS-05").requirement()).isEqualTo(Requirement.REQUIRED);
    assertThat(both.get("PS-01").requirement()).isEqualTo(Requirement.REQUIRED);
  }

  @Test
  void theRangeOfDynamicPortsIsTheUsers() throws Exception {
    Flow unset = bind("platespin", "", List.of("platform=windows"), List.of()).get("PS-06");
    assertThat(unset.requirement()).isEqualTo(Requirement.CONDITIONAL);
    assertThat(unset.service().text()).isEqualTo("tcp/1025-65535");

    Flow set =
        bind("platespin", "", List.of("platform=windows", "rpcRange=5000-5100"), List.of())
            .get("PS-06");
    assertThat(set.requirement()).isEqualTo(Requirement.REQUIRED);
    assertThat(set.service().packets().destinationPorts(Protocols.TCP).toString())
        .isEqualTo("5000-5100");
  }

  @Test
  void readingsSoftenOnlyWhatTheyName() throws Exception {
    Map<String, Flow> written = bind("netapp-snapmirror-active-sync", "", List.of(), List.of());
    assertThat(written.get("NA-05").requirement()).isEqualTo(Requirement.REQUIRED);
    assertThat(written.get("NA-08").requirement()).isEqualTo(Requirement.REQUIRED);
    assertThat(written.get("NA-01").direction()).isEqualTo(Direction.BOTH);
    assertThat(written.get("NA-04").requirement()).isEqualTo(Requirement.OPTIONAL);

    Map<String, Flow> current =
        bind("netapp-snapmirror-active-sync", "", List.of(), List.of("netapp-current"));
    assertThat(current.get("NA-05").requirement()).isEqualTo(Requirement.REQUIRED);
    assertThat(current.get("NA-08").requirement()).isEqualTo(Requirement.CONDITIONAL);
    assertThat(current.get("NA-08").origin().readings())
        .filteredOn(Reading::chosen)
        .extracting(Reading::id)
        .containsExactly("netapp-current");

    Map<String, Flow> iscsi =
        bind(
            "netapp-snapmirror-active-sync",
            "",
            List.of("mediatorTransport=iscsi"),
            List.of("netapp-current"));
    assertThat(iscsi.get("NA-08").requirement()).isEqualTo(Requirement.REQUIRED);
  }

  @Test
  void theNineFurtherAddresses() throws Exception {
    assertThat(bind("ibm-live-migration", "", List.of(), List.of()).get("IBM-09").requirement())
        .isEqualTo(Requirement.CONDITIONAL);
    assertThat(
            bind("ibm-live-migration", "", List.of(), List.of("ibm-addresses=all"))
                .get("IBM-09")
                .requirement())
        .isEqualTo(Requirement.REQUIRED);
    assertThat(
            bind("ibm-live-migration", "", List.of(), List.of("ibm-addresses=none"))
                .get("IBM-09")
                .isApplicable())
        .isFalse();
  }

  @Test
  void unknownParametersValuesAndReadings() {
    assertThat(
            problems(
                List.of("mod=active", "mode=actve", "mode", "platespin.mode=active"),
                List.of("netapp-curent", "ibm-addresses=some", "strict=1"),
                "sangfor-scmt",
                "ibm-live-migration"))
        .containsExactly(
            "--set mod=active: no chosen profile has the parameter \"mod\"; did you mean \"mode\"? (known: cloud, connection, job, mode, proxyPort, storageFirewall)",
            "--set mode=actve: \"actve\" is no value of mode; expected active, passive; did you mean \"active\"?",
            "--set mode: expected [PROFILE.]KEY=VALUE",
            "--set platespin.mode=active: no chosen profile has the parameter \"platespin.mode\"; did you mean \"mode\"? (known: cloud, connection, job, mode, proxyPort, storageFirewall)",
            "--reading netapp-curent: no chosen profile has the reading \"netapp-curent\" (known: ibm-addresses, strict)",
            "--reading ibm-addresses=some: expected ibm-addresses=none|all",
            "--reading strict=1: the reading strict takes no value");
    assertThat(problems(List.of("mode=active"), List.of()))
        .containsExactly("--set mode=active: no profile is chosen that has the parameter \"mode\"");
    assertThat(problems(List.of("rpcRange=1-99999"), List.of(), "platespin"))
        .containsExactly(
            "--set rpcRange=1-99999: expected ports such as 5000-5100: 99999 is no port; expected 0 to 65535");
  }
}
