package flowgap.analysis;

import flowgap.source.SourceSpan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Check values of what a finding says, by which findings that say the same of several firewalls are
 * known without reading them.
 *
 * @param first first half of the check value of its words, without the names of its firewall and
 *     the places of its rules
 * @param second the other half
 * @param change check value of the commands of its change and their roll-back; 0 without change
 */
public record Said(long first, long second, long change) {
  /** Bytes that one takes in a row of them. */
  public static final int BYTES = 3 * Long.BYTES;

  public static Said of(Finding f) {
    StringBuilder out = new StringBuilder();
    out.append(f.type()).append('\0').append(f.severity()).append('\0').append(f.flows());
    out.append('\0').append(f.span().text()).append('\0').append(message(f));
    out.append('\0').append(f.example()).append('\0').append(f.details());
    f.becauseOf().forEach(b -> out.append('\0').append(b.span().text()));
    f.change().ifPresent(c -> out.append('\0').append(c.proved()));
    ByteBuffer words = digest(out.toString());
    long change =
        f.change().map(c -> digest(c.commands() + "\n" + c.rollback()).getLong() | 1).orElse(0L);
    return new Said(words.getLong(), words.getLong(), change);
  }

  /** The same words, told apart by something more. */
  public Said and(String more) {
    if (more.isEmpty()) {
      return this;
    }
    ByteBuffer words = digest(first + " " + second + " " + more);
    return new Said(words.getLong(), words.getLong(), change);
  }

  private static ByteBuffer digest(String text) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a finding says, without the names of its firewall and the places of its rules. */
  public static String message(Finding f) {
    String out = without(f.message(), f.span().where());
    out = place(out, f.rule(), f.span());
    for (Finding.Because b : f.becauseOf()) {
      out = place(without(out, b.span().where()), b.rule(), b.span());
    }
    return without(out, f.firewall());
  }

  private static String place(String text, String rule, SourceSpan span) {
    // a rule that bears a plain name or number is told by that
    boolean isPlace = rule.indexOf(':') >= 0 || rule.indexOf('[') >= 0;
    String out = isPlace ? without(text, rule) : text;
    return without(out, span.file());
  }

  /** The text without a name, where the name stands by itself. */
  private static String without(String text, String name) {
    if (name.isEmpty()) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int end = at + name.length();
      boolean alone =
          at >= done
              && (at == 0 || !isPartOfName(text.charAt(at - 1)))
              && (end == text.length() || !isPartOfName(text.charAt(end)));
      if (alone) {
        out.append(text, done, at).append('\1');
        done = end;
      }
    }
    return done == 0 ? text : out.append(text, done, text.length()).toString();
  }

  private static boolean isPartOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }
}
