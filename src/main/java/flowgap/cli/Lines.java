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

  /** Where the value ended that was read last: who goes on there, goes on further. */
  private long next = -1;

  Lines(Path file) {
    this.file = file;
  }

  /** One value whose line stands between two offsets. */
  <T> T value(long from, long to, Class<T> type) {
    try {
      int at = at(from, to, from == next ? BLOCK : 0);
      next = to;
      return RecordText.MAPPER.readValue(block, at, (int) (to - from), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the line ends that begins here. */
  long end(long from, long limit) {
    try {
      int at = at(from, Math.min(limit, from + 1), BLOCK);
      while (true) {
        int last = (int) Math.min(block.length, at + (limit - from));
        for (int i = at; i < last; i++) {
          if (block[i] == '\n') {
            return from + i - at + 1;
          }
        }
        int seen = last - at;
        if (from + seen == limit) {
          return limit;
        }
        at = at(from, Math.min(limit, from + Math.max(BLOCK, 2 * seen)), BLOCK);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes(long from, long to) throws IOException {
    int at = at(from, to, 0);
    return Arrays.copyOfRange(block, at, at + (int) (to - from));
  }

  /**
   * Where the bytes stand in the block, which is filled with them if need be.
   *
   * @param ahead how many bytes are read at the least, where there are so many
   */
  private int at(long from, long to, int ahead) throws IOException {
    if (from < begins || to > begins + block.length) {
      try (FileChannel in = FileChannel.open(file)) {
        long size = in.size();
        if (to > size) {
          throw new EOFException(file + " is shorter than it was");
        }
        ByteBuffer buffer =
            ByteBuffer.allocate((int) Math.max(to - from, Math.min(ahead, size - from)));
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
