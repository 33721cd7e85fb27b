package flowgap.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * A file of the disk that is read several times and has to stay the same meanwhile: its hash, its
 * lines and its verdicts are of one content.
 */
final class SteadyFile {
  private final Path path;
  private final long size;
  private final FileTime time;

  SteadyFile(Path path) throws IOException {
    this.path = path;
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    this.size = now.size();
    this.time = now.lastModifiedTime();
  }

  long size() {
    return size;
  }

  /**
   * The content.
   *
   * @throws IOException here, or at the end of the stream, if the file has changed since
   */
  InputStream open() throws IOException {
    check();
    return new FilterInputStream(Files.newInputStream(path)) {
      @Override
      public int read() throws IOException {
        return checked(super.read());
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        return checked(super.read(bytes, from, length));
      }
    };
  }

  private int checked(int read) throws IOException {
    if (read < 0) {
      check();
    }
    return read;
  }

  private void check() throws IOException {
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    if (now.size() != size || !now.lastModifiedTime().equals(time)) {
      throw new IOException("it changed while it was read; run again when nothing writes to it");
    }
  }
}
