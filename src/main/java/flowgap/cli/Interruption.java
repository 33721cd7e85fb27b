package flowgap.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Says, when a run is interrupted, what is kept and how to go on; leaves no half file. */
final class Interruption implements AutoCloseable {
  private final Thread hook;

  Interruption(Console console, Optional<Keeper> keeper, int all, Path out) {
    hook =
        new Thread(
            () -> {
              sweep(out);
              String kept =
                  keeper
                      .map(
                          k ->
                              "%d of %d firewalls are kept in %s; go on with the same command and --resume"
                                  .formatted(k.done(), all, k.folder()))
                      .orElse("nothing is kept");
              console.err().println("flowgap: interrupted; " + kept);
            });
  }

  void watch() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static void sweep(Path out) {
    try (DirectoryStream<Path> half = Files.newDirectoryStream(out, "*.tmp")) {
      for (Path p : half) {
        Files.deleteIfExists(p);
      }
    } catch (IOException e) {
      // the folder is not there, or not ours to clear
      return;
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the end has begun already
      return;
    }
  }
}
