package flowgap.source;

/**
 * How the lines of an export were used; every line that says something is counted once.
 *
 * @param lines lines that are not blank
 * @param modelled lines whose meaning is part of the policy
 * @param ignored lines that rightly have no bearing on filtering
 * @param conditions lines that are kept, word for word, as a condition of a rule or of a flow
 * @param notUnderstood lines that are reported as not understood
 */
public record Coverage(int lines, int modelled, int ignored, int conditions, int notUnderstood) {
  public static final Coverage NONE = new Coverage(0, 0, 0, 0, 0);

  public Coverage {
    if (lines != modelled + ignored + conditions + notUnderstood) {
      throw new IllegalArgumentException(
          "every line is counted once: %d lines, %d modelled, %d ignored, %d conditions, %d not understood"
              .formatted(lines, modelled, ignored, conditions, notUnderstood));
    }
  }

  public Coverage plus(Coverage other) {
    return new Coverage(
        lines + other.lines,
        modelled + other.modelled,
        ignored + other.ignored,
        conditions + other.conditions,
        notUnderstood + other.notUnderstood);
  }
}
