package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Evidence;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.FlowResult;
import flowgap.analysis.NearRule;
import flowgap.analysis.ProposedChange;
import flowgap.analysis.Readinesses;
import flowgap.analysis.Reason;
import flowgap.analysis.RuleRow;
import flowgap.analysis.Severity;
import flowgap.analysis.Verdict;
import flowgap.flow.Citation;
import flowgap.flow.Direction;
import flowgap.flow.Endpoint;
import flowgap.flow.Flow;
import flowgap.flow.FlowPath;
import flowgap.flow.Origin;
import flowgap.flow.Remarks;
import flowgap.flow.Requirement;
import flowgap.flow.Service;
import flowgap.flow.Side;
import flowgap.flow.Validity;
import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.source.Coverage;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An invented audit in which everything that a report can show occurs. */
public final class SampleReport {
  public static final String EDGE = "edge-1";
  public static final String CORE = "core-2";
  public static final String CLOUD = "vpc-0a1 (prod)";

  private SampleReport() {}

  public static AuditReport whole() {
    List<FlowResult> flows =
        List.of(
            flow(
                "RM-01",
                "Appliance to source servers",
                "tcp/443",
                Requirement.REQUIRED,
                Verdict.PERMITTED,
                permitted("RM-01", EDGE, "outside_in:1"),
                permitted("RM-01", CORE, "12")),
            flow(
                "RM-02",
                "Source servers to appliance",
                "tcp/8443",
                Requirement.REQUIRED,
                Verdict.BLOCKED,
                blocked("RM-02", EDGE, "outside_in:default"),
                permitted("RM-02", CORE, "12")),
            flow(
                "RM-03",
                "Name resolution",
                "udp/53",
                Requirement.REQUIRED,
                Verdict.PARTIAL,
                partial("RM-03", EDGE)),
            flow(
                "RM-04",
                "Web console",
                "tcp/443",
                Requirement.REQUIRED,
                Verdict.UNDECIDED,
                undecided("RM-04", CORE)),
            flow(
                "RM-05",
                "Licence server",
                "tcp/7070",
                Requirement.CONDITIONAL,
                Verdict.BLOCKED,
                blocked("RM-05", EDGE, "outside_in:7")),
            flow(
                "RM-06",
                "Management from anywhere",
                "tcp/22",
                Requirement.FORBIDDEN,
                Verdict.PERMITTED,
                permitted("RM-06", CLOUD, "sg-01 ingress[2]")),
            flow("RM-07", "Backup", "tcp/1500", Requirement.REQUIRED, Verdict.UNBOUND),
            flow("RM-08", "Monitoring", "icmp", Requirement.OPTIONAL, Verdict.NOT_ON_PATH));
    List<Finding> about =
        List.of(
            finding(
                "3f2a9c10be77",
                FindingType.BLOCKED_FLOW,
                Severity.HIGH,
                EDGE,
                "outside_in:default",
                "Source servers to appliance (RM-02) is blocked: no rule of outside_in permits it.",
                List.of("RM-02"),
                implicit(EDGE),
                Optional.of(
                    new ProposedChange(
                        List.of(
                            "access-list outside_in line 8 extended permit tcp 10.1.0.0"
                                + " 255.255.255.0 host 192.0.2.10 eq 8443"),
                        List.of(
                            "no access-list outside_in extended permit tcp 10.1.0.0"
                                + " 255.255.255.0 host 192.0.2.10 eq 8443"),
                        true,
                        ""))),
            finding(
                "5b1d00aa94c2",
                FindingType.PARTIAL_FLOW,
                Severity.HIGH,
                EDGE,
                "outside_in:4",
                "Name resolution (RM-03) passes only from 10.1.0.0/25.",
                List.of("RM-03"),
                span(EDGE, 124, "access-list outside_in extended deny udp any any eq domain"),
                Optional.empty()),
            finding(
                "77c0ffee1234",
                FindingType.UNDECIDED_FLOW,
                Severity.MEDIUM,
                CORE,
                "allow-web",
                "Web console (RM-04) hinges on App-ID ssl.",
                List.of("RM-04"),
                span(CORE, 88, "<entry name=\"allow-web\">"),
                Optional.empty()),
            finding(
                "90aa11bb22cc",
                FindingType.UNBOUND_FLOW,
                Severity.MEDIUM,
                "",
                "",
                "Backup (RM-07) is not judged: role 'backup-server' has no address.",
                List.of("RM-07"),
                SourceSpan.of("site.csv", 1, "role,addresses"),
                Optional.empty()),
            finding(
                "a0a0a0a0a0a0",
                FindingType.FORBIDDEN_FLOW,
                Severity.CRITICAL,
                CLOUD,
                "sg-01 ingress[2]",
                "Management from anywhere (RM-06) passes.",
                List.of("RM-06"),
                span(CLOUD, 31, "{\"CidrIp\": \"0.0.0.0/0\"}").at("sg-01 ingress[2]"),
                Optional.empty()));
    return report(List.of(cloud(), core(), edge(), broken()), flows, about);
  }

  public static AuditReport report(
      List<FirewallAudit> firewalls, List<FlowResult> flows, List<Finding> about) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("profile", "rivermeadow");
    options.put("window", "2026-11-28T20:00Z/2026-11-29T06:00Z");
    return new AuditReport(
        "0.1.0",
        "2026-11-21T06:00:00Z",
        options,
        List.of("Assumed by the user: App-IDs match as named."),
        firewalls,
        flows,
        about,
        List.of(
            new AuditReport.Prerequisite(
                "rivermeadow",
                "P-1",
                "At most 100 ms round trip between source and target.",
                "Example, \"Requirements\", table 2 (line 41)",
                "A measurement over a working day.")),
        Readinesses.of(flows, about.stream().map(flowgap.analysis.FindingMark::of)),
        Optional.of("3 of 4 exports of the inventory handed in; the oldest is 12 days old."),
        List.of(
            Problem.warning(
                SourceSpan.of("flows.csv", 9, "RM-09,…"), "RM-09 repeats RM-02; both are judged.")),
        List.of("readme.pdf: office file or picture"),
        List.of("1 of 3 gaps closed, 0 new, 0 temporary rules still there."),
        Map.of(
            "beef00000001",
            new AuditReport.Accepted(
                "beef00000001",
                "Needed by the vendor until cut-over",
                "M. Sample",
                "J. Approver",
                "2027-01-31",
                false),
            "beef00000002",
            new AuditReport.Accepted(
                "beef00000002", "Known", "M. Sample", "J. Approver", "2026-01-31", true)),
        List.of(
            new AuditReport.Listed(
                "exports/edge-1.cfg", EDGE, "dmz", "network", "", "handed in", List.of(EDGE)),
            new AuditReport.Listed(
                "exports/lost.cfg", "lost", "dmz", "", "", "missing", List.of())),
        List.of(
            new AuditReport.Temporary(
                EDGE,
                "outside_in:2",
                span(
                    EDGE,
                    122,
                    "access-list outside_in extended permit tcp host 10.1.0.9 any eq ssh"),
                "0c0c0c0c0c0c",
                List.of(
                    "access-list outside_in line 2 extended permit tcp host 10.1.0.9 any eq ssh"),
                List.of(
                    "no access-list outside_in extended permit tcp host 10.1.0.9 any eq ssh"))));
  }

  public static FlowResult flow(
      String id,
      String name,
      String service,
      Requirement requirement,
      Verdict verdict,
      FlowAtFirewall... at) {
    boolean unbound = verdict == Verdict.UNBOUND;
    Side source = side("10.1.0.0/24");
    Side destination =
        unbound
            ? new Side(
                "backup-server",
                List.of(
                    new Endpoint(
                        "backup-server", "backup-server", Endpoint.Kind.UNBOUND, AddressSet.NONE)))
            : side("192.0.2.10");
    Origin origin =
        new Origin(
            "rivermeadow",
            List.of("scenario=os"),
            "",
            List.of(
                new Citation("Network requirements", "Example", "table 1, row " + id, "41-49", "")),
            List.of());
    return new FlowResult(
        new Flow(
            id,
            name,
            origin,
            source,
            destination,
            new Service(service, PacketSet.tcp(PortSet.of(443)), false, Optional.empty()),
            Direction.FORWARD,
            requirement,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            FlowPath.UNSTATED,
            Validity.ALWAYS,
            new Remarks("", "", "", Map.of("wave", "2"), List.of()),
            SourceSpan.of("flows.csv", 2, id + "," + name)),
        verdict,
        verdict == Verdict.PERMITTED || verdict == Verdict.PARTIAL,
        List.of(),
        verdict == Verdict.UNDECIDED ? List.of("App-ID ssl") : List.of(),
        List.of(at),
        verdict == Verdict.BLOCKED ? List.of("The opposite direction is permitted.") : List.of());
  }

  private static Side side(String text) {
    AddressSet set = AddressSet.parse(text).orElseThrow();
    return new Side(text, List.of(new Endpoint(text, text, Endpoint.Kind.ADDRESS, set)));
  }

  public static FlowAtFirewall permitted(String flow, String firewall, String rule) {
    return at(
        flow,
        firewall,
        Verdict.PERMITTED,
        List.of("tcp 10.1.0.0/24 -> 192.0.2.10:443"),
        List.of(),
        List.of(),
        List.of(
            new Evidence(
                rule,
                "",
                "permit",
                "opening",
                span(
                    firewall,
                    121,
                    "access-list outside_in extended permit tcp any host 192.0.2.10 eq 443"),
                "tcp 10.1.0.0/24 -> 192.0.2.10:443",
                true)),
        List.of(),
        "tcp 10.1.0.0:1024 -> 192.0.2.10:443");
  }

  public static FlowAtFirewall blocked(String flow, String firewall, String rule) {
    SourceSpan span =
        rule.endsWith("default")
            ? implicit(firewall)
            : span(firewall, 127, "access-list outside_in extended deny ip any any");
    return at(
            flow,
            firewall,
            Verdict.BLOCKED,
            List.of(),
            List.of(),
            List.of("tcp 10.1.0.0/24 -> 192.0.2.10:8443"),
            List.of(
                new Evidence(
                    rule, "", "deny", "opening", span, "tcp 10.1.0.0/24 -> 192.0.2.10:8443", true)),
            List.of(),
            "tcp 10.1.0.0:1024 -> 192.0.2.10:8443")
        .with(
            List.of(
                new NearRule(
                    "outside_in:2",
                    "",
                    List.of("service: tcp/8443, not tcp eq https"),
                    span(firewall, 122, "access-list outside_in extended permit …"))));
  }

  public static FlowAtFirewall partial(String flow, String firewall) {
    return at(
        flow,
        firewall,
        Verdict.PARTIAL,
        List.of("udp 10.1.0.0/25 -> 192.0.2.10:53"),
        List.of(),
        List.of("udp 10.1.0.128/25 -> 192.0.2.10:53"),
        List.of(
            new Evidence(
                "outside_in:3",
                "",
                "permit",
                "opening",
                span(
                    firewall,
                    123,
                    "access-list outside_in extended permit udp 10.1.0.0 255.255.255.128 any eq domain"),
                "udp 10.1.0.0/25 -> 192.0.2.10:53",
                true),
            new Evidence(
                "outside_in:4",
                "",
                "deny",
                "opening",
                span(firewall, 124, "access-list outside_in extended deny udp any any eq domain"),
                "udp 10.1.0.128/25 -> 192.0.2.10:53",
                true)),
        List.of(),
        "udp 10.1.0.128:1024 -> 192.0.2.10:53");
  }

  public static FlowAtFirewall undecided(String flow, String firewall) {
    return at(
        flow,
        firewall,
        Verdict.UNDECIDED,
        List.of(),
        List.of("tcp 10.1.0.0/24 -> 192.0.2.10:443"),
        List.of(),
        List.of(
            new Evidence(
                "allow-web",
                "allow-web",
                "permit",
                "opening",
                span(firewall, 88, "<entry name=\"allow-web\">"),
                "tcp 10.1.0.0/24 -> 192.0.2.10:443",
                false)),
        List.of(
            new Reason(
                "App-ID",
                "App-ID ssl, " + firewall + ".xml:90",
                "say in the flow list which App-ID the traffic has")),
        "tcp 10.1.0.0:1024 -> 192.0.2.10:443");
  }

  public static FlowAtFirewall at(
      String flow,
      String firewall,
      Verdict verdict,
      List<String> passes,
      List<String> mayPass,
      List<String> denied,
      List<Evidence> evidence,
      List<Reason> reasons,
      String example) {
    return new FlowAtFirewall(
        flow,
        firewall,
        verdict,
        "forward",
        "outside",
        "inside",
        "proved",
        "tcp 10.1.0.0/24 -> 172.16.0.10:443",
        passes,
        mayPass,
        denied,
        List.of(),
        evidence,
        0,
        List.of(),
        reasons,
        List.of(),
        example);
  }

  public static FirewallAudit edge() {
    List<RuleRow> rules = new ArrayList<>();
    for (int n = 1; n <= 7; n++) {
      boolean deny = n == 4 || n == 7;
      rules.add(
          rule(
              "outside_in",
              "outside_in:" + n,
              "",
              deny ? "deny" : "permit",
              span(
                  EDGE,
                  120 + n,
                  "access-list outside_in extended " + (deny ? "deny" : "permit") + " …"),
              deny ? 0 : 10 * n));
    }
    return firewall(
        EDGE,
        "cisco-asa",
        false,
        rules,
        List.of(
            finding(
                "beef00000001",
                FindingType.OVERLY_BROAD,
                Severity.HIGH,
                EDGE,
                "outside_in:2",
                "outside_in:2 lets through 4,294,967,296 times what the flows need.",
                List.of("RM-01"),
                span(EDGE, 122, "access-list outside_in extended permit ip any any"),
                Optional.empty()),
            finding(
                "beef00000002",
                FindingType.SHADOWED,
                Severity.LOW,
                EDGE,
                "outside_in:5",
                "outside_in:5 never decides a packet: outside_in:2 and outside_in:4 take all of it.",
                List.of(),
                span(
                    EDGE,
                    125,
                    "access-list outside_in extended permit tcp host 10.1.0.9 any eq 25"),
                Optional.empty())));
  }

  public static FirewallAudit core() {
    List<RuleRow> rules = new ArrayList<>();
    for (int n = 1; n <= 4; n++) {
      rules.add(
          rule(
              "security",
              n == 3 ? "allow-web" : "rule-" + n,
              n == 3 ? "allow-web" : "rule-" + n,
              n == 4 ? "deny" : "permit",
              span(CORE, 80 + 4 * n, "<entry name=\"rule-" + n + "\">"),
              40));
    }
    return firewall(
        CORE,
        "palo-alto",
        false,
        rules,
        List.of(
            finding(
                "c0de00000001",
                FindingType.UNUSED_OBJECT,
                Severity.LOW,
                CORE,
                "old-servers",
                "No rule or translation refers to old-servers.",
                List.of(),
                span(CORE, 12, "<entry name=\"old-servers\">"),
                Optional.empty())));
  }

  public static FirewallAudit cloud() {
    return firewall(
        CLOUD,
        "aws-security-groups",
        false,
        List.of(
            rule(
                "sg-01",
                "sg-01 ingress[2]",
                "",
                "permit",
                span(CLOUD, 31, "{\"CidrIp\": \"0.0.0.0/0\"}"),
                67)),
        List.of(
            finding(
                "d00d00000001",
                FindingType.RISKY_SERVICE,
                Severity.HIGH,
                CLOUD,
                "sg-01 ingress[2]",
                "SSH is open to any source.",
                List.of("RM-06"),
                span(CLOUD, 31, "{\"CidrIp\": \"0.0.0.0/0\"}"),
                Optional.empty())));
  }

  public static FirewallAudit broken() {
    return new FirewallAudit(
        "old-fw",
        "",
        List.of(),
        true,
        0,
        Optional.empty(),
        Map.of(),
        List.of(),
        "usage not assessed",
        List.of(),
        Coverage.NONE,
        List.of(
            Problem.error(
                SourceSpan.implicit("exports/old-fw.bin", ""),
                "this is no configuration of a known format")),
        List.of(),
        List.of());
  }

  public static FirewallAudit firewall(
      String name, String format, boolean failed, List<RuleRow> rules, List<Finding> findings) {
    return new FirewallAudit(
        name,
        format,
        List.of(new FirewallAudit.AuditedFile("exports/" + name + ".cfg", "ab".repeat(32), 12345)),
        failed,
        rules.size(),
        Optional.of("2026-11-09T10:00:00Z"),
        Map.of("version", "9.12(4)"),
        List.of("Answers return by the state table."),
        "usage not assessed",
        List.of(),
        new Coverage(200, 150, 40, 6, 4),
        List.of(
            Problem.warning(span(name, 14, "frobnicate 12"), "'frobnicate' was not understood."),
            Problem.info(span(name, 15, "banner motd"), "2 lines have no bearing on filtering.")),
        rules,
        findings);
  }

  public static RuleRow rule(
      String list, String id, String label, String action, SourceSpan span, int permissiveness) {
    return new RuleRow(
        list,
        id,
        label,
        action,
        "active",
        Map.of("source", "10.1.0.0/24", "destination", "192.0.2.10", "service", "tcp/443"),
        List.of(),
        OptionalLong.of(42),
        true,
        "",
        permissiveness,
        List.of("RM-01"),
        "tcp 10.1.0.0:0 > 192.0.2.10:443",
        span);
  }

  public static Finding finding(
      String id,
      FindingType type,
      Severity severity,
      String firewall,
      String rule,
      String message,
      List<String> flows,
      SourceSpan span,
      Optional<ProposedChange> change) {
    return new Finding(
        id,
        type,
        severity,
        firewall,
        rule,
        span,
        message,
        flows,
        type == FindingType.SHADOWED
            ? List.of(
                new Finding.Because(
                    "outside_in:2",
                    span(firewall, 122, "access-list outside_in extended permit ip any any")))
            : List.of(),
        "tcp 10.1.0.0:1024 -> 192.0.2.10:8443",
        Map.of("need ratio", "1:256"),
        change);
  }

  public static SourceSpan span(String firewall, int line, String text) {
    return SourceSpan.of("exports/" + firewall + ".cfg", line, text);
  }

  private static SourceSpan implicit(String firewall) {
    return SourceSpan.implicit(
        "exports/" + firewall + ".cfg", "implicit deny at the end of the list");
  }
}
