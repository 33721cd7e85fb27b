package flowgap.source;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads an export line by line, whatever its encoding and line ends (LF, CRLF, CR CR LF); memory
 * does not grow with the file. Invalid UTF-8 in a line is read as Windows-1252.
 */
public final class TextLines implements AutoCloseable {
  /** A line longer than this is cut, and {@link #wasCut()} says so. */
  public static final int LONGEST = 1 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;
  private int number;
  private boolean cut;
  private boolean done;

  private TextLines(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  public static TextLines open(InputFile file) throws IOException {
    Charset charset = Encoding.detect(file.head());
    InputStream stream = file.open();
    if (charset.equals(StandardCharsets.UTF_8)) {
      return new TextLines(stream);
    }
    // UTF-16 exports are small in practice; they are decoded at once and read as UTF-8
    try (stream) {
      byte[] all = stream.readAllBytes();
      byte[] utf8 = Encoding.decode(all).getBytes(StandardCharsets.UTF_8);
      return new TextLines(new ByteArrayInputStream(utf8));
    }
  }

  /** The next line without its line end, or null after the last one. */
  public String next() throws IOException {
    cut = false;
    int from = start;
    while (true) {
      int at = indexOfNewline(from);
      if (at >= 0) {
        String line = text(start, at);
        start = at + 1;
        number++;
        return line;
      }
      if (done) {
        if (start == end) {
          return null;
        }
        String line = text(start, end);
        start = end;
        number++;
        return line;
      }
      from = end - start;
      fill();
      from += start;
    }
  }

  /** 1-based number of the line that {@link #next()} returned last. */
  public int number() {
    return number;
  }

  /** Whether the last line was longer than {@link #LONGEST} and has been cut. */
  public boolean wasCut() {
    return cut;
  }

  private int indexOfNewline(int from) {
    for (int i = from; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end >= LONGEST) {
      cut = true;
      skipRest();
      return;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int n = in.read(buffer, end, buffer.length - end);
    if (n < 0) {
      done = true;
    } else {
      end += n;
    }
  }

  /** Drops the rest of a line that is too long, keeping its first part and its line end. */
  private void skipRest() throws IOException {
    int b = in.read();
    while (b >= 0 && b != '\n') {
      b = in.read();
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length + 1);
    }
    if (b < 0) {
      done = true;
    } else {
      buffer[end++] = '\n';
    }
  }

  private String text(int from, int to) {
    while (to > from && buffer[to - 1] == '\r') {
      to--;
    }
    if (number == 0
        && to - from >= 3
        && (buffer[from] & 0xFF) == 0xEF
        && (buffer[from + 1] & 0xFF) == 0xBB
        && (buffer[from + 2] & 0xFF) == 0xBF) {
      from += 3;
    }
    String text = new String(buffer, from, to - from, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0
        ? text
        : new String(buffer, from, to - from, Charset.forName("windows-1252"));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
