package flowgap.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads lines of a file in any order; what is read one after the other costs one access a block.
 */
final class Lines {
  private static final int BLOCK = 1 << 16;

  private final Path file;
  private byte[] block = new byte[0];
  private long begins;

  Lines(Path file) {
    this.file = file;
  }

  /** One value whose line stands between two offsets. */
  <T> T value(long from, long to, Class<T> type) {
    try {
      int at = at(from, to);
      return RecordText.MAPPER.readValue(block, at, (int) (to - from), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the line ends that begins here. */
  long end(long from, long limit) {
    try {
      for (int want = BLOCK; ; want *= 2) {
        long to = Math.min(limit, from + want);
        int at = at(from, to);
        for (int i = at; i < at + (int) (to - from); i++) {
          if (block[i] == '\n') {
            return from + i - at + 1;
          }
        }
        if (to == limit) {
          return limit;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes(long from, long to) throws IOException {
    int at = at(from, to);
    return Arrays.copyOfRange(block, at, at + (int) (to - from));
  }

  /** Where the bytes stand in the block, which is filled with them if need be. */
  private int at(long from, long to) throws IOException {
    if (from < begins || to > begins + block.length) {
      try (FileChannel in = FileChannel.open(file)) {
        long size = in.size();
        if (to > size) {
          throw new EOFException(file + " is shorter than it was");
        }
        ByteBuffer buffer =
            ByteBuffer.allocate((int) Math.max(to - from, Math.min(BLOCK, size - from)));
        while (buffer.hasRemaining() && in.read(buffer, from + buffer.position()) >= 0) {
          // on
        }
        block = buffer.array();
        begins = from;
      }
    }
    return (int) (from - begins);
  }
}
