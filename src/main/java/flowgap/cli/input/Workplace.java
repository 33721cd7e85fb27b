package flowgap.cli.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A private folder for what a run unpacks; it is gone when the run ends. */
public final class Workplace implements AutoCloseable {
  private Path folder;
  private int files;

  synchronized Path newFile() throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("flowgap-");
      Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }
    files++;
    return folder.resolve(Integer.toString(files));
  }

  @Override
  public synchronized void close() {
    if (folder == null || !Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> paths = all.sorted(Comparator.reverseOrder()).toList();
      for (Path p : paths) {
        Files.deleteIfExists(p);
      }
    } catch (IOException | UncheckedIOException e) {
      // what cannot be deleted is left to the system's own clearing of its temporary folder
      folder.toFile().deleteOnExit();
    }
  }
}
