package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.flow.FlowPath;
import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PortSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One run, several jobs, an interrupted run that goes on, and merged shards give the same bytes.
 */
class BatchTest {
  private static final int FIREWALLS = 7;

  @TempDir Path folder;

  @BeforeEach
  void estate() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    StringBuilder flows =
        new StringBuilder("id,source,destination,service,requirement,firewalls\n");
    for (int i = 0; i < FIREWALLS; i++) {
      Files.writeString(folder.resolve("in/gw-" + i + ".rules"), dump(i));
      flows.append("F%d,10.%d.0.5,10.9.0.5,tcp/443;tcp/80,required,gw-%d%n".formatted(i, i, i));
    }
    flows.append("P1,10.0.0.5,10.9.0.5,tcp/443,required,gw-0>gw-3\n");
    flows.append("P2,10.0.0.5;lost.example.net,10.9.0.5,tcp/443,optional,gw-1;gw-2\n");
    Files.writeString(folder.resolve("flows.csv"), flows.toString().replace("\r\n", "\n"));
  }

  private static String dump(int i) {
    return """
    *filter
    :INPUT ACCEPT [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
    -A FORWARD -s 10.%d.0.0/24 -d 10.9.0.0/24 -p tcp -m tcp --dport 443 -j ACCEPT
    -A FORWARD -s 10.0.0.0/8 -p tcp -m tcp --dport 443 -m limit --limit 5/min -j ACCEPT
    COMMIT
    """
        .formatted(i);
  }

  private String run(String out, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("audit", folder + "/in"));
    words.addAll(List.of("--flows", folder + "/flows.csv", "--out", folder + "/" + out));
    words.addAll(List.of("--format", "json,csv", "--at", "2026-11-02"));
    words.addAll(List.of(more));
    return status(words) + read(out);
  }

  private String read(String out) throws IOException {
    Path report = folder.resolve(out + "/report.json");
    return Files.exists(report)
        ? " " + Files.readString(report) + Files.readString(folder.resolve(out + "/findings.csv"))
        : "";
  }

  private int status(List<String> words) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return Main.run(
        words.toArray(String[]::new),
        new Console(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, false, Map.of()));
  }

  @Test
  void jobsMakeNoDifference() throws IOException {
    assertThat(run("one", "--jobs", "1")).startsWith("1 ").isEqualTo(run("three", "--jobs", "3"));
    assertThat(folder.resolve("one/firewalls")).doesNotExist();
  }

  @Test
  void mergedShardsAreTheReportOfOneRun() throws IOException {
    String whole = run("one");
    List<String> merge = new ArrayList<>(List.of("merge", "--format", "json,csv"));
    for (int i = 1; i <= 4; i++) {
      assertThat(run("part" + i, "--shard", i + "/4")).isEqualTo("0");
      merge.add(folder + "/part" + i);
    }
    merge.addAll(List.of("--out", folder + "/merged"));
    assertThat(status(merge) + read("merged")).isEqualTo(whole);
  }

  @Test
  void aMissingShardIsSaid() throws IOException {
    run("part1", "--shard", "1/2");
    List<String> merge = List.of("merge", folder + "/part1", "--out", folder + "/merged");
    assertThat(status(merge)).isEqualTo(Status.USAGE);
    assertThat(folder.resolve("merged")).doesNotExist();
  }

  @Test
  void anInterruptedRunGoesOn() throws IOException {
    String whole = run("one");
    // what a run that was killed half-way leaves behind: some firewalls, one of them half written
    run("half", "--shard", "1/2");
    Files.delete(folder.resolve("half/firewalls/paths.json"));
    Path kept = folder.resolve("half/firewalls/fw-gw-0.json");
    assertThat(kept).exists();
    Files.writeString(kept, Files.readString(kept).substring(0, 200));
    assertThat(run("half", "--resume")).isEqualTo(whole);
    assertThat(folder.resolve("half/firewalls")).doesNotExist();
  }

  @Test
  void whatHasChangedIsJudgedAgain() throws IOException {
    run("half", "--shard", "1/2");
    Files.writeString(folder.resolve("in/gw-0.rules"), dump(0).replace("443", "80"));
    String whole = run("fresh");
    assertThat(run("half", "--resume")).isEqualTo(whole);
  }

  @Test
  void addressesPortsAndPathsSurviveTheirText() {
    AddressSet some =
        AddressSet.range(IpAddress.v4(5), IpAddress.v4(9))
            .or(AddressSet.parse("2001:db8::/32").orElseThrow());
    for (AddressSet a : List.of(AddressSet.NONE, AddressSet.ANY, some)) {
      assertThat(RecordText.addresses(RecordText.addresses(a))).isEqualTo(a);
    }
    for (PortSet p : List.of(PortSet.NONE, PortSet.ANY, PortSet.of(7).or(PortSet.range(9, 11)))) {
      assertThat(RecordText.ports(RecordText.ports(p))).isEqualTo(p);
    }
    for (FlowPath p :
        List.of(
            FlowPath.UNSTATED,
            new FlowPath.Ordered(List.of("a", "b>c")),
            new FlowPath.Parallel(List.of("a;b")))) {
      assertThat(RecordText.path(RecordText.path(p))).isEqualTo(p);
    }
  }
}
