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
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One run, several jobs, an interrupted run that goes on, and merged shards give the same bytes.
 */
class BatchTest {
  private static final int FIREWALLS = 7;
  private static final String FORMATS = "xlsx,html,json,csv,sarif,junit,md";

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
    // more than one flow along paths, one export that cannot be read, companions, a pair of twins
    flows.append("P3,10.0.0.5,10.9.0.5,tcp/80,required,gw-4>gw-2>gw-0\n");
    flows.append("P4,10.0.0.5,10.9.0.6,tcp/443,required,gw-0>gw-3\n");
    flows.append("R1,Office,10.9.0.5,tcp/443,required,gw-5\n");
    Files.writeString(
        folder.resolve("site.csv"), "role,addresses,firewall,zone\nOffice,10.5.0.0/28,,\n");
    Files.writeString(folder.resolve("in/broken.cfg"), "\u0001\u0002 no configuration\n");
    Files.writeString(
        folder.resolve("in/gw-6.addr.txt"),
        "2: eth0: <UP> mtu 1500\n    inet 10.6.0.1/24 scope global eth0\n");
    Files.writeString(
        folder.resolve("in/gw-1b.rules"), "# another time\n" + dump(1).replace("[0:0]", "[7:420]"));
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
    words.addAll(List.of("--format", FORMATS, "--at", "2026-11-02"));
    words.addAll(List.of("--site", folder + "/site.csv"));
    words.addAll(List.of(more));
    return status(words) + read(out);
  }

  /** All reports but the workbook byte by byte, the workbook cell by cell. */
  private String read(String out) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve(out))) {
      for (Path p : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.resolve(out).relativize(p).toString();
        if (!name.startsWith("firewalls")) {
          all.append(' ').append(name).append('\n');
          all.append(name.endsWith(".xlsx") ? cells(p) : Files.readString(p));
        }
      }
    }
    return all.toString();
  }

  private static String cells(Path workbook) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Workbook book = WorkbookFactory.create(workbook.toFile(), null, true)) {
      book.forEach(
          sheet -> {
            all.append(sheet.getSheetName()).append('\n');
            sheet.forEach(
                row ->
                    row.forEach(
                        c ->
                            all.append(c.getAddress())
                                .append(' ')
                                .append(c)
                                .append(
                                    c.getHyperlink() == null ? "" : c.getHyperlink().getAddress())
                                .append('\n')));
          });
    }
    return all.toString();
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
    assertThat(run("one", "--jobs", "1")).startsWith("3 ").isEqualTo(run("three", "--jobs", "3"));
    assertThat(folder.resolve("one/firewalls")).doesNotExist();
  }

  @Test
  void mergedShardsAreTheReportOfOneRun() throws IOException {
    String whole = run("one");
    List<String> merge = new ArrayList<>(List.of("merge", "--format", FORMATS));
    for (int i = 1; i <= 4; i++) {
      assertThat(run("part" + i, "--shard", i + "/4")).isEqualTo("0");
      merge.add(folder + "/part" + i);
    }
    merge.addAll(List.of("--out", folder + "/merged"));
    assertThat(status(merge) + read("merged")).isEqualTo(whole);

    merge.addAll(List.of("--split-by", "firewall"));
    status(merge);
    assertThat(folder.resolve("merged/extracts")).isNotEmptyDirectory();
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

  /** A real process, so that nothing of it is left but the files. */
  @ParameterizedTest
  @ValueSource(strings = {"INT", "KILL"})
  void aKilledRunGoesOn(String signal) throws Exception {
    Path out = folder.resolve("killed");
    Path err = folder.resolve("err.txt");
    List<String> words =
        // a test run in the background ignores SIGINT, and so would what it starts
        new ArrayList<>(List.of("env", "--default-signal=INT", java()));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of("flowgap.cli.Main", "audit", folder + "/in", "--jobs", "1"));
    words.addAll(List.of("--flows", folder + "/flows.csv", "--site", folder + "/site.csv"));
    words.addAll(List.of("--out", out.toString(), "--format", FORMATS, "--at", "2026-11-02"));
    int firewalls = 10;
    int status = Status.INCOMPLETE;
    // a quick machine may have finished before the signal comes: it gets more to do
    for (int more = 120; status == Status.INCOMPLETE && more <= 1920; more *= 4) {
      for (; firewalls < more; firewalls++) {
        Files.writeString(
            folder.resolve("in/gw-" + firewalls + ".rules"), dump(firewalls % 200 + 20));
      }
      Process process = new ProcessBuilder(words).redirectError(err.toFile()).start();
      while (process.isAlive() && kept(out) < 3) {
        Thread.sleep(1);
      }
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
      status = process.waitFor();
      if (status == Status.INCOMPLETE) {
        Files.deleteIfExists(out.resolve("report.json"));
      }
    }
    assertThat(status).isEqualTo(signal.equals("INT") ? 130 : 137);
    assertThat(out.resolve("report.json")).doesNotExist();
    assertThat(kept(out)).isBetween(3L, (long) firewalls);
    if (signal.equals("INT")) {
      assertThat(Files.readString(err)).contains("go on with the same command and --resume");
    }
    assertThat(run("killed", "--resume")).isEqualTo(run("one"));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static long kept(Path out) throws IOException {
    Path folder = out.resolve("firewalls");
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(p -> p.getFileName().toString().matches("fw-.*\\.json")).count();
    }
  }

  @Test
  void twoRunsDoNotWriteIntoOneFolder() throws Exception {
    try (Hold hold = Hold.of(folder.resolve("one"))) {
      assertThat(hold).isNotNull();
      assertThat(run("one")).startsWith("2");
    }
    assertThat(run("one")).startsWith("3");
  }

  @Test
  void firewallsOfOnePolicyAreOneWithTheirNames() throws IOException {
    run("one");
    String report = Files.readString(folder.resolve("one/report.json"));
    assertThat(report).contains("\"same_policy_as\":[\"gw-1b\"]");
    assertThat(report).doesNotContain("\"name\":\"gw-1b\"");
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
