package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a change does besides is told beside it, and is no reason not to prove it. */
class ProvedChangesTest {
  private static final String ASA =
      """
      ASA Version 9.12(4)
      hostname edge
      interface GigabitEthernet0/0
       nameif outside
       security-level 0
       ip address 203.0.113.1 255.255.255.0
      interface GigabitEthernet0/1
       nameif inside
       security-level 100
       ip address 10.1.0.1 255.255.255.0
      access-list in extended permit tcp 10.1.0.0 255.255.255.0 198.51.100.0 255.255.255.0 eq 443
      access-group in in interface inside
      access-list out extended permit tcp any host 10.1.0.80 eq 80
      access-group out in interface outside
      route outside 0.0.0.0 0.0.0.0 203.0.113.2 1
      """;

  @TempDir Path folder;

  private JsonNode change(String export, String text, String type, String... flows)
      throws IOException {
    Auditing audit = new Auditing(folder).export(export, text);
    if (flows.length > 0) {
      audit.flows("id,source,destination,service,requirement", flows);
    }
    JsonNode report = new ObjectMapper().readTree(audit.report());
    for (JsonNode f : report.get("findings")) {
      if (f.get("type").asText().equals(type)) {
        return f.get("change");
      }
    }
    throw new AssertionError("no finding of type " + type + ": " + report.get("findings"));
  }

  private static List<String> texts(JsonNode change, String key) {
    List<String> out = new ArrayList<>();
    change.get(key).forEach(t -> out.add(t.asText()));
    return out;
  }

  @Test
  void anOpeningShowsJustWhatPassesWithIt() throws IOException {
    JsonNode change =
        change("edge.cfg", ASA, "blocked-flow", "A,10.1.0.5,198.51.100.7,tcp/8443,required");
    assertThat(change.get("proved").asBoolean()).isTrue();
    assertThat(texts(change, "opens")).containsExactly("tcp 10.1.0.5 -> 198.51.100.7:8443");
    assertThat(new Auditing(folder).change("edge", "open.txt"))
        .contains("! opens tcp 10.1.0.5 -> 198.51.100.7:8443\naccess-list in line 2");
  }

  /**
   * Of 256 by 256 pairs one stays; 10.1.0.1 is the firewall's own, and opens nothing through it.
   */
  @Test
  void aNarrowingShowsJustWhatItCloses() throws IOException {
    JsonNode change =
        change("edge.cfg", ASA, "overly-broad", "A,10.1.0.5,198.51.100.7,tcp/443,required");
    assertThat(change.get("proved").asBoolean()).isTrue();
    assertThat(texts(change, "closes"))
        .containsExactly(
            "tcp 10.1.0.0,10.1.0.2-10.1.0.4,10.1.0.6-10.1.0.255 -> 198.51.100.0/24:443",
            "tcp 10.1.0.5 -> [198.51.100.0-198.51.100.6,198.51.100.8-198.51.100.255]:443");
  }

  /**
   * "FTP inspection … opens secondary data connections" (ASA firewall configuration guide): what a
   * permitted control connection brings with it is no rule of its own.
   */
  @Test
  void whatAnInspectionOpensBesideIsTold() throws IOException {
    String inspecting =
        ASA
            + """
            class-map inspection_default
             match default-inspection-traffic
            policy-map global_policy
             class inspection_default
              inspect ftp
            service-policy global_policy global
            """;
    JsonNode change =
        change("edge.cfg", inspecting, "blocked-flow", "A,192.0.2.7,10.1.0.60,tcp/21,required");
    assertThat(change.get("proved").asBoolean()).as(change.toString()).isTrue();
    assertThat(change.get("remark").asText())
        .contains("may pass besides: ")
        .contains("tcp 192.0.2.7 -> 10.1.0.60:1024-65535")
        .contains("inspect ftp");
  }

  /** A new entry moves the lines below it: what stands there is the same. */
  @Test
  void aLimitThatStandsALineLaterIsTheSame() throws IOException {
    String limited =
        ASA.replace(
                "access-group in in",
                """
                access-list in extended permit tcp host 10.1.0.5 198.51.100.0 255.255.255.0 eq 443
                access-group in in""")
            .replace(
                "route outside",
                "threat-detection scanning-threat shun duration 30\nroute outside");
    JsonNode change = change("edge.cfg", limited, "redundant");
    assertThat(change.get("proved").asBoolean()).as(change.toString()).isTrue();
  }

  /** Members stand in their order again: the policy is the old one. */
  @Test
  void aRuleOfSeveralApplicationsIsRestored() throws IOException {
    String export =
        """
        set deviceconfig system hostname edge
        set network interface ethernet ethernet1/1 layer3 ip 203.0.113.1/24
        set network interface ethernet ethernet1/2 layer3 ip 10.1.0.1/24
        set network virtual-router default interface [ ethernet1/1 ethernet1/2 ]
        set zone outside network layer3 ethernet1/1
        set zone inside network layer3 ethernet1/2
        set rulebase security rules all from inside to outside source any destination any application any service any action allow
        set rulebase security rules some from [ inside ] to outside source [ 10.1.0.7 10.1.0.5 ] destination 203.0.113.9 application [ ssl ssh ] service application-default action allow
        """;
    JsonNode change = change("edge.set", export, "redundant");
    assertThat(change.get("proved").asBoolean()).as(change.toString()).isTrue();
    assertThat(texts(change, "rollback"))
        .contains("set rulebase security rules some application [ ssl ssh ]");
  }
}
