package flowgap.source;

import java.util.Comparator;
import java.util.Objects;

/**
 * Expected trouble in an input: what was found there and what was expected, in one sentence.
 *
 * @param severity how far it reaches
 * @param span where it stands; its text is the quoted line
 * @param message one sentence for the reader
 */
public record Problem(Severity severity, SourceSpan span, String message)
    implements Comparable<Problem> {
  private static final int LONGEST = 800;

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::span)
          .thenComparing(Problem::severity)
          .thenComparing(Problem::message);

  /** How far a problem reaches. */
  public enum Severity {
    /** Something could not be read, or verdicts hang on it. */
    ERROR,
    /** Verdicts may hang on it; they say so. */
    WARNING,
    /** Nothing hangs on it. */
    INFO;

    /** The word that stands in {@code report.json}. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Problem {
    Objects.requireNonNull(severity);
    Objects.requireNonNull(span);
    Objects.requireNonNull(message);
    message = message.length() <= LONGEST ? message : shortened(message);
  }

  /** A name in it may be as long as a file; the line stands in the span. */
  private static String shortened(String message) {
    return message.substring(0, LONGEST / 2)
        + " … ("
        + (message.length() - LONGEST * 3 / 4)
        + " characters) … "
        + message.substring(message.length() - LONGEST / 4);
  }

  public static Problem error(SourceSpan span, String message) {
    return new Problem(Severity.ERROR, span, message);
  }

  public static Problem warning(SourceSpan span, String message) {
    return new Problem(Severity.WARNING, span, message);
  }

  public static Problem info(SourceSpan span, String message) {
    return new Problem(Severity.INFO, span, message);
  }

  /** {@code file:line:column: message}, as it stands on standard error. */
  public String sentence() {
    if (span.isImplicit()) {
      return span.file() + ": " + message;
    }
    return span.file() + ":" + span.line() + ":" + span.column() + ": " + message;
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }
}
