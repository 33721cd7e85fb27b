package flowgap.cli;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;

/** Writes values, one a line, aside; moves the file into place when it is whole. */
final class LineWriter implements Closeable {
  private final Path file;
  private final Path aside;
  private final OutputStream out;
  private long at;

  LineWriter(Path file) throws IOException {
    this.file = file;
    this.aside = file.resolveSibling(file.getFileName() + ".tmp");
    Files.createDirectories(file.getParent());
    this.out = new BufferedOutputStream(Files.newOutputStream(aside), 1 << 16);
  }

  /** Offset of the next line. */
  long at() {
    return at;
  }

  void line(Object value) throws IOException {
    byte[] text = RecordText.MAPPER.writeValueAsBytes(value);
    out.write(text);
    out.write('\n');
    at += text.length + 1;
  }

  /** Writes whole lines and says where they begin; may be called from several threads. */
  synchronized long block(byte[] lines) throws IOException {
    out.write(lines);
    at += lines.length;
    return at - lines.length;
  }

  Stretch lines(Collection<?> values) throws IOException {
    long from = at;
    for (Object v : values) {
      line(v);
    }
    return new Stretch(from, at, values.size());
  }

  void finish() throws IOException {
    out.close();
    try {
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What was not finished is removed. */
  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
