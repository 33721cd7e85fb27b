package flowgap.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps other runs from writing into the same folder, and finds out at once, not after hours,
 * whether it can be written. The operating system lets go of it when a run is killed.
 */
final class Hold implements AutoCloseable {
  private static final String FILE = ".flowgap-lock";

  private final Path file;
  private final FileChannel channel;

  private Hold(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static Hold of(Path out) throws UsageFailure {
    try {
      Files.createDirectories(out);
      return taken(out);
    } catch (IOException e) {
      throw unwritable(out, e);
    }
  }

  private static Hold taken(Path out) throws IOException, UsageFailure {
    Path file = out.resolve(FILE);
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new UsageFailure(
            "--out: another run of flowgap is writing to "
                + out.toString().replace('\\', '/')
                + "; wait for it, or give another folder");
      }
      if (Files.exists(file)) {
        return new Hold(file, channel);
      }
      // the run before has just ended, and taken the file with it
      channel.close();
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** In one sentence, why nothing can be written to the folder. */
  static UsageFailure unwritable(Path out, Exception e) {
    String folder = out.toString().replace('\\', '/');
    return e instanceof java.nio.file.FileAlreadyExistsException
        ? new UsageFailure("--out: " + folder + " is no folder")
        : new UsageFailure(
            "--out: the report cannot be written to " + folder + ": " + Finish.reason(e));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    channel.close();
  }
}
