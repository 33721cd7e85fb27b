package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts that docs/batch.md shows. */
class BatchScriptsTest {
  private static final Path SCRIPTS = Path.of("docs/batch");

  @TempDir Path folder;

  private static int status(ProcessBuilder command) throws IOException, InterruptedException {
    return command
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @ParameterizedTest
  @ValueSource(strings = {"parallel.sh", "slurm.sh", "submit-slurm.sh"})
  void theShellReadsThem(String script) throws Exception {
    assertThat(status(new ProcessBuilder("bash", "-n", SCRIPTS.resolve(script).toString())))
        .isZero();
  }

  @Test
  void theManifestNumbersPartsFromOneAndKnowsHowManyThereAre() throws IOException {
    String manifest = Files.readString(SCRIPTS.resolve("kubernetes.yaml"));
    assertThat(manifest)
        .doesNotContain("\t")
        .contains("completions: 4", "$((JOB_COMPLETION_INDEX + 1))/4", "completionMode: Indexed");
  }

  @Test
  void gnuParallelGivesTheReportOfOneRun() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/parallel")), "GNU parallel is not installed");
    String flowgap =
        Path.of(System.getProperty("java.home"), "bin", "java")
            + " -cp "
            + System.getProperty("java.class.path")
            + " flowgap.cli.Main";
    List<String> audit =
        List.of(
            "fixtures/demo/exports",
            "--flows",
            "fixtures/demo/flows.csv",
            "--site",
            "fixtures/demo/site.csv",
            "--at",
            "2026-11-02");
    List<String> words =
        new java.util.ArrayList<>(
            List.of("sh", SCRIPTS.resolve("parallel.sh").toString(), "2", folder + "/parts"));
    words.addAll(audit);
    ProcessBuilder parallel = new ProcessBuilder(words);
    parallel.environment().put("FLOWGAP", flowgap);
    int merged = status(parallel);
    words = new java.util.ArrayList<>(List.of("audit"));
    words.addAll(audit);
    words.addAll(List.of("--out", folder + "/one", "--quiet"));
    java.io.PrintStream nowhere = new java.io.PrintStream(java.io.OutputStream.nullOutputStream());
    int one =
        Main.run(
            words.toArray(String[]::new), java.io.InputStream.nullInputStream(), nowhere, nowhere);
    assertThat(merged).isEqualTo(one);
    assertThat(folder.resolve("parts/report.json"))
        .hasSameTextualContentAs(folder.resolve("one/report.json"));
    assertThat(folder.resolve("parts/report.html"))
        .hasSameTextualContentAs(folder.resolve("one/report.html"));
  }
}
