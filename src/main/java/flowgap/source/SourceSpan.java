package flowgap.source;

import java.util.Comparator;
import java.util.Objects;

/**
 * The place of a statement in an export, with its quotation.
 *
 * @param file the file as given, {@code /}-separated; inside archives {@code a.zip!/x.cfg}
 * @param line 1-based; 0 where no line says it (an implicit default)
 * @param column 1-based; 0 where no line says it
 * @param text the line as written, without line end, secrets already removed
 * @param path the vendor's own name of the place ({@code sg-0ab1 ingress[2]}), empty where file and
 *     line say enough
 */
public record SourceSpan(String file, int line, int column, String text, String path)
    implements Comparable<SourceSpan> {
  private static final Comparator<SourceSpan> ORDER =
      Comparator.comparing(SourceSpan::file)
          .thenComparingInt(SourceSpan::line)
          .thenComparingInt(SourceSpan::column)
          .thenComparing(SourceSpan::path)
          .thenComparing(SourceSpan::text);

  public SourceSpan {
    Objects.requireNonNull(file);
    Objects.requireNonNull(text);
    Objects.requireNonNull(path);
    if (line < 0 || column < 0) {
      throw new IllegalArgumentException("line and column are 1-based, 0 means none");
    }
  }

  /** A line of a file, from its first column. */
  public static SourceSpan of(String file, int line, String text) {
    return new SourceSpan(file, line, 1, text, "");
  }

  /** What a firewall does without any line saying so, such as an implicit default. */
  public static SourceSpan implicit(String file, String text) {
    return new SourceSpan(file, 0, 0, text, "");
  }

  /** Whether no line of the file says it. */
  public boolean isImplicit() {
    return line == 0;
  }

  /** The same place under the vendor's own name of it. */
  public SourceSpan at(String newPath) {
    return new SourceSpan(file, line, column, text, newPath);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceSpan s
        && (this == s
            || line == s.line
                && column == s.column
                && text.equals(s.text)
                && path.equals(s.path)
                && file.equals(s.file));
  }

  @Override
  public int hashCode() {
    int hash = 31 * (31 * file.hashCode() + line) + column;
    return 31 * (31 * hash + text.hashCode()) + path.hashCode();
  }

  /** {@code file:line}, or the file alone where no line says it. */
  public String where() {
    return isImplicit() ? file : file + ":" + line;
  }

  @Override
  public int compareTo(SourceSpan other) {
    return ORDER.compare(this, other);
  }
}
