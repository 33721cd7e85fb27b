package flowgap.vendor.panos;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stops a file in which one name, attribute or word goes on for megabytes: no parser could read it
 * in bounded memory, and no device writes it.
 */
final class RunawayGuard extends FilterInputStream {
  /** Bytes without a blank, a line end or an angle bracket. */
  static final int LONGEST = 16 << 20;

  /** One word does not end. */
  static final class Runaway extends IOException {
    private static final long serialVersionUID = 1L;

    Runaway(String message) {
      super(message);
    }
  }

  private int run;

  RunawayGuard(InputStream in) {
    super(in);
  }

  private static boolean ends(byte b) {
    return b == '<' || b == '>' || b == ' ' || b == '\n';
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int n = read(one, 0, 1);
    return n < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int n = super.read(bytes, from, length);
    // one that is too long fills whole blocks, so only the last end within a block counts
    int i = n - 1;
    while (i >= 0 && !ends(bytes[from + i])) {
      i--;
    }
    run = i >= 0 ? n - 1 - i : run + Math.max(n, 0);
    if (run > LONGEST) {
      throw new Runaway(
          "a single word goes on for more than " + (LONGEST >> 20) + " MiB; nothing is read");
    }
    return n;
  }
}
