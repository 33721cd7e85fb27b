package flowgap.vendor.aws;

import flowgap.source.Coverage;
import flowgap.source.LineLedger.Use;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.Collection;

/**
 * The account of one file's lines, by the VPC that they speak of. Every line that is not blank is
 * entered as ignored when it is read; what is made of it raises that. A graver use stands.
 */
final class UsedLines {
  /** The owner of lines that speak of no VPC in particular. */
  static final int NOBODY = 0;

  private byte[] uses = new byte[1024];
  private int[] owners = new int[1024];
  private int last;
  private int[][] sums;

  /** Enters lines, both ends 1-based and inclusive. */
  void enter(int first, int until, Use use) {
    for (int line = Math.max(1, first); line <= until; line++) {
      grow(line);
      sums = null;
      uses[line] = (byte) Math.max(uses[line], use.ordinal() + 1);
    }
  }

  private void notBlank(int line) {
    grow(line);
    if (uses[line] == 0) {
      uses[line] = (byte) (Use.IGNORED.ordinal() + 1);
    }
  }

  /** Says which VPC lines speak of; blank lines stay blank. */
  void own(int first, int until, int owner) {
    for (int line = Math.max(1, first); line <= until; line++) {
      grow(line);
      owners[line] = owner;
    }
  }

  private void grow(int line) {
    if (line >= uses.length) {
      int length = Math.max(line + 1, uses.length * 2);
      uses = Arrays.copyOf(uses, length);
      owners = Arrays.copyOf(owners, length);
    }
    last = Math.max(last, line);
  }

  /** The sums for the lines of some owners; to be asked when all lines have been entered. */
  Coverage coverage(Collection<Integer> of) {
    if (sums == null) {
      sums = new int[highest() + 1][Use.values().length];
      for (int line = 1; line <= last; line++) {
        if (uses[line] != 0) {
          sums[owners[line]][uses[line] - 1]++;
        }
      }
    }
    Coverage out = Coverage.NONE;
    for (int owner : of) {
      if (owner < sums.length) {
        int[] s = sums[owner];
        out =
            out.plus(
                new Coverage(
                    Arrays.stream(s).sum(),
                    s[Use.MODELLED.ordinal()],
                    s[Use.IGNORED.ordinal()],
                    s[Use.CONDITION.ordinal()],
                    s[Use.NOT_UNDERSTOOD.ordinal()]));
      }
    }
    return out;
  }

  private int highest() {
    int most = 0;
    for (int line = 1; line <= last; line++) {
      most = Math.max(most, owners[line]);
    }
    return most;
  }

  /** A reader that enters every line with something on it. */
  Reader counting(Reader in) {
    return new FilterReader(in) {
      private int line = 1;
      private boolean blank = true;
      private boolean afterReturn;

      @Override
      public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
      }

      @Override
      public int read(char[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        for (int i = offset; i < offset + n; i++) {
          char c = buffer[i];
          if (c > ' ') {
            if (blank) {
              notBlank(line);
              blank = false;
            }
            afterReturn = false;
          } else if (c == '\n') {
            if (!afterReturn) {
              line++;
            }
            blank = true;
            afterReturn = false;
          } else if (c == '\r') {
            line++;
            blank = true;
            afterReturn = true;
          } else {
            afterReturn = false;
          }
        }
        return n;
      }
    };
  }
}
