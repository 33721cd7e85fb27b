package flowgap.vendor.panos;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the bundled ports of applications come from. */
class ApplicationTableTest {
  /** What has no source decides nothing. */
  @Test
  void everyPortHasASource() throws Exception {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                ApplicationTable.class.getResourceAsStream("application-ports.csv"),
                StandardCharsets.UTF_8))) {
      List<List<String>> rows = in.lines().skip(1).map(CsvLine::fields).toList();
      assertThat(rows).hasSizeGreaterThan(90);
      for (List<String> r : rows) {
        boolean read =
            r.get(4).startsWith("P517")
                || r.get(4).contains("KB kA10g000000ClVwCAK")
                || r.get(4).startsWith("LIVEcommunity");
        assertThat(r.get(4)).as(r.get(0)).isNotBlank();
        assertThat(read || r.get(1).isEmpty() && r.get(5).equals("no")).as(r.get(0)).isTrue();
        ApplicationTable.Row row = ApplicationTable.BUNDLED.row(r.get(0)).orElseThrow();
        assertThat(row.doubt().isEmpty() || row.may().containsAll(row.ports())).isTrue();
        if (r.get(5).equals("no")) {
          assertThat(row.ports()).as(r.get(0)).isEqualTo(PacketSet.NONE);
          assertThat(row.may()).as(r.get(0)).isEqualTo(PacketSet.ALL);
        }
      }
    }
  }

  /** Content 517-2824; mail over TLS on 465 is a default port once it is decrypted (PAN-OS 9.0). */
  @Test
  void mailPasses25And587() {
    ApplicationTable.Row smtp = ApplicationTable.BUNDLED.row("smtp").orElseThrow();
    assertThat(smtp.ports()).isEqualTo(PacketSet.tcp(PortSet.of(25).or(PortSet.of(587))));
    assertThat(smtp.may()).isEqualTo(smtp.ports().or(PacketSet.tcp(PortSet.of(465))));
  }
}
