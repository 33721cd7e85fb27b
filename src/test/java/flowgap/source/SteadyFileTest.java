package flowgap.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyFileTest {
  @TempDir Path folder;

  private InputFile file() throws IOException {
    Path path = folder.resolve("a.cfg");
    Files.writeString(path, "x".repeat(200_000));
    return InputFile.of("a.cfg", path);
  }

  private void append() throws IOException {
    Files.writeString(folder.resolve("a.cfg"), "more", StandardOpenOption.APPEND);
  }

  @Test
  void aFileThatStaysIsReadAnyNumberOfTimes() throws IOException {
    InputFile file = file();
    for (int i = 0; i < 3; i++) {
      try (InputStream in = file.open()) {
        assertThat(in.readAllBytes()).hasSize(200_000);
      }
    }
  }

  @Test
  void aFileThatChangesBetweenTwoReadingsIsNotRead() throws IOException {
    InputFile file = file();
    file.sha256();
    append();
    assertThatThrownBy(file::open)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("it changed");
  }

  @Test
  void aFileThatChangesWhileItIsReadFailsAtItsEnd() throws IOException {
    try (InputStream in = file().open()) {
      assertThat(in.readNBytes(1000)).hasSize(1000);
      append();
      assertThatThrownBy(in::readAllBytes).hasMessageStartingWith("it changed while it was read");
    }
  }
}
