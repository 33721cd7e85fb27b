package flowgap.source;

import java.util.Arrays;

/**
 * The account of an export's lines: each line is entered once with how it was used. A later entry
 * for the same line counts only if it is graver ({@link Use#NOT_UNDERSTOOD} is the gravest).
 */
public final class LineLedger {
  /** How a line was used, from harmless to grave. */
  public enum Use {
    IGNORED,
    MODELLED,
    CONDITION,
    NOT_UNDERSTOOD
  }

  private byte[] uses = new byte[256];
  private int last;

  /** Enters the use of a line; {@code line} is 1-based. */
  public void enter(int line, Use use) {
    if (line >= uses.length) {
      uses = Arrays.copyOf(uses, Math.max(line + 1, uses.length * 2));
    }
    byte code = (byte) (use.ordinal() + 1);
    if (code > uses[line]) {
      uses[line] = code;
    }
    last = Math.max(last, line);
  }

  /** Enters the same use for a run of lines, both ends inclusive. */
  public void enter(int firstLine, int lastLine, Use use) {
    for (int line = firstLine; line <= lastLine; line++) {
      enter(line, use);
    }
  }

  /** Whether the line has an entry. */
  public boolean has(int line) {
    return line < uses.length && uses[line] != 0;
  }

  /** The sums so far. */
  public Coverage coverage() {
    int[] sums = new int[Use.values().length];
    int lines = 0;
    for (int line = 0; line <= last; line++) {
      if (uses[line] != 0) {
        lines++;
        sums[uses[line] - 1]++;
      }
    }
    return new Coverage(
        lines,
        sums[Use.MODELLED.ordinal()],
        sums[Use.IGNORED.ordinal()],
        sums[Use.CONDITION.ordinal()],
        sums[Use.NOT_UNDERSTOOD.ordinal()]);
  }
}
