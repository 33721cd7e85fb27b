package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each owner of flows, and each firewall, is handed. */
class ExtractsTest {
  @TempDir Path folder;

  @Test
  void anOwnerIsHandedTheOwnFlowsAndNobodyElses() throws IOException {
    audit("owner");
    String network = extract("network");
    assertThat(network).contains("\"F1\"", "\"F3\"", "\"lan\"", "\"dmz\"").doesNotContain("\"F2\"");
    String databases = extract("data _ bases-" + digestOf("data / bases"));
    assertThat(databases).contains("\"F2\"").doesNotContain("\"F1\"", "\"F3\"");
    assertThat(folder.resolve("out/report.json")).content().contains("\"F1\"", "\"F2\"", "\"F3\"");
  }

  @Test
  void aFirewallsPartNamesNoOther() throws IOException {
    audit("firewall");
    assertThat(extract("lan")).contains("lan.rules").doesNotContain("dmz.rules");
    assertThat(extract("dmz")).contains("dmz.rules").doesNotContain("lan.rules");
  }

  private static String digestOf(String name) {
    String folder = flowgap.report.Reports.folder(name);
    return folder.substring(folder.lastIndexOf('-') + 1);
  }

  private void audit(String whom) throws IOException {
    String rules =
        """
        *filter
        :INPUT DROP [0:0]
        :FORWARD DROP [0:0]
        :OUTPUT ACCEPT [0:0]
        -A FORWARD -p tcp -m tcp --dport 22 -j ACCEPT
        COMMIT
        """;
    new Auditing(folder)
        .export("lan.rules", rules)
        .export("dmz.rules", rules.replace("22", "23"))
        .flows(
            "id,source,destination,service,requirement,owner",
            "F1,10.1.0.5,10.2.0.7,tcp/22,required,network",
            "F2,10.1.0.5,10.2.0.7,tcp/1433,required,data / bases",
            "F3,10.1.0.5,10.2.0.7,tcp/23,required,network")
        .report("--split-by", whom);
  }

  private String extract(String whom) throws IOException {
    return Files.readString(folder.resolve("out/extracts").resolve(whom).resolve("report.json"));
  }
}
