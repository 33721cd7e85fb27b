package flowgap.report;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.FirewallChanges;
import flowgap.analysis.ProposedChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeFilesTest {
  @TempDir Path folder;

  @Test
  void firewallsWhoseNamesAreAlikeHaveFoldersOfTheirOwn() throws IOException {
    ChangeFiles.write(folder, List.of(opening("vpc 1"), opening("vpc_1"), opening("vpc/1")), false);
    assertThat(files()).hasSize(6).contains("changes/vpc_1/open.txt");
    assertThat(Files.readString(folder.resolve(ChangeFiles.open("vpc 1")))).contains("open vpc 1");
    assertThat(Files.readString(folder.resolve(ChangeFiles.open("vpc/1")))).contains("open vpc/1");
  }

  @Test
  void whatAnEarlierRunProposedIsGoneAndWhatIsNotOursStays() throws IOException {
    ChangeFiles.write(folder, List.of(opening("edge-1"), opening("core-2")), true);
    Files.writeString(folder.resolve("changes/core-2/my-notes.txt"), "mine");
    ChangeFiles.write(folder, List.of(opening("lab-3")), false);
    assertThat(files())
        .containsExactlyInAnyOrder(
            "changes/core-2/my-notes.txt",
            "changes/lab-3/open.txt",
            "changes/lab-3/open-rollback.txt");
    Files.delete(folder.resolve("changes/core-2/my-notes.txt"));
    ChangeFiles.write(folder, List.of(), false);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theTearDownIsWrittenForWindowsOnly() throws IOException {
    ChangeFiles.write(folder, List.of(opening("edge-1")), true);
    assertThat(Files.readString(folder.resolve("changes/edge-1/after-window.txt")))
        .startsWith("! Tear-down")
        .contains("! Proved with open.txt: ")
        .contains("! Enter by hand\n")
        .endsWith("close edge-1\n");
    ChangeFiles.write(folder, List.of(opening("edge-1")), false);
    assertThat(files()).noneMatch(f -> f.endsWith("after-window.txt"));
  }

  private static FirewallChanges opening(String firewall) {
    ProposedChange change =
        new ProposedChange(
            List.of("open " + firewall), List.of("close " + firewall), true, "applied");
    return new FirewallChanges(
        firewall, "!", "by hand", Optional.of(change), List.of(), List.of(), List.of());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(p -> folder.relativize(p).toString().replace('\\', '/'))
          .toList();
    }
  }
}
