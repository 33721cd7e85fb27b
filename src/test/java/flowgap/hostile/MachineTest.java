package flowgap.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on a machine without network, and with file systems that are full or read-only. */
@Tag("kernel")
class MachineTest {
  @TempDir Path folder;

  private record Run(int status, String said) {}

  private Run run(List<String> before, Path out, String formats) throws Exception {
    List<String> words = new ArrayList<>(before);
    words.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "flowgap.cli.Main",
            "audit",
            "fixtures/demo/exports",
            "--flows",
            "fixtures/demo/flows.csv",
            "--site",
            "fixtures/demo/site.csv",
            "--at",
            "2026-05-01",
            "--format",
            formats,
            "--out",
            out.toString()));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), said);
  }

  private static void command(String... words) throws Exception {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", words) + ": " + said).isZero();
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> out = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.filter(Files::isRegularFile).toList()) {
        out.put(folder.relativize(p).toString(), Files.readAllBytes(p));
      }
    }
    return out;
  }

  @Test
  void needsNoNetwork() throws Exception {
    String name = "flowgap-offline-" + ProcessHandle.current().pid();
    String formats = "json,html,csv,sarif,junit,md";
    command("ip", "netns", "add", name);
    try {
      Run offline =
          run(List.of("ip", "netns", "exec", name), folder.resolve("offline"), formats + ",xlsx");
      assertThat(offline.status()).as(offline.said()).isEqualTo(1);
    } finally {
      command("ip", "netns", "del", name);
    }
    Run online = run(List.of(), folder.resolve("online"), formats);
    assertThat(online.status()).isEqualTo(1);
    Map<String, byte[]> without = files(folder.resolve("offline"));
    assertThat(without.remove("report.xlsx")).isNotEmpty();
    Map<String, byte[]> with = files(folder.resolve("online"));
    assertThat(without.keySet()).isEqualTo(with.keySet()).isNotEmpty();
    with.forEach((file, bytes) -> assertThat(without.get(file)).as(file).isEqualTo(bytes));
  }

  @Test
  void aFullDiskIsSaidAndLeavesNoHalfFile() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    for (int kilobytes : new int[] {4, 40, 120, 200}) {
      command("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", small.toString());
      try {
        Run run = run(List.of(), small.resolve("out"), "json,html,xlsx");
        assertThat(run.status()).as(run.said()).isEqualTo(2);
        assertThat(run.said()).doesNotContain("Exception", "\tat ");
        assertThat(run.said().lines().filter(l -> l.startsWith("flowgap: ")).toList())
            .as("%d kB: %s", kilobytes, run.said())
            .isNotEmpty()
            .allMatch(l -> l.contains("No space left") || l.contains("--resume"));
        for (Map.Entry<String, byte[]> e : files(small).entrySet()) {
          String text = new String(e.getValue(), StandardCharsets.UTF_8);
          if (e.getKey().endsWith("report.json")) {
            assertThat(text.strip()).endsWith("}");
          }
          if (e.getKey().endsWith("report.html")) {
            assertThat(text.strip()).endsWith("</html>");
          }
        }
      } finally {
        command("umount", small.toString());
      }
    }
  }

  @Test
  void aReadOnlyFolderIsSaid() throws Exception {
    Path fixed = Files.createDirectory(folder.resolve("fixed"));
    command("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", fixed.toString());
    try {
      Run run = run(List.of(), fixed.resolve("out"), "json");
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.said()).contains("flowgap: --out: ").doesNotContain("Exception", "\tat ");
    } finally {
      command("umount", fixed.toString());
    }
  }

  /** Two runs into one folder at once: each report is whole, and of one of them. */
  @Test
  void twoRunsIntoOneFolder() throws Exception {
    Path out = folder.resolve("out");
    List<Run> runs =
        Stream.of("json,html", "json,html")
            .parallel()
            .map(
                f -> {
                  try {
                    return run(List.of(), out, f);
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                })
            .toList();
    assertThat(runs).anyMatch(r -> r.status() == 1);
    assertThat(runs)
        .allMatch(
            r -> r.status() == 1 || r.status() == 2 && r.said().contains("another run"),
            runs.toString());
    assertThat(Files.readString(out.resolve("report.json")).strip()).endsWith("}");
    assertThat(Files.readString(out.resolve("report.html")).strip()).endsWith("</html>");
  }
}
