package flowgap.flow;

import java.util.Objects;

/**
 * Where a document says what a flow states.
 *
 * @param document the document's title
 * @param publisher who published it
 * @param place section, table and row, in words
 * @param lines check value: the lines of the plain text as retrieved, {@code 41-49} or {@code
 *     22-34,81}; 1-based
 * @param sha256 check value: SHA-256 of that plain text, lower-case hexadecimal; may be empty
 */
public record Citation(
    String document, String publisher, String place, String lines, String sha256) {
  public Citation {
    Objects.requireNonNull(document);
    Objects.requireNonNull(publisher);
    Objects.requireNonNull(place);
    Objects.requireNonNull(lines);
    Objects.requireNonNull(sha256);
  }

  /** {@code Publisher, "Title", place (line 41-49)}. */
  @Override
  public String toString() {
    String where = lines.isEmpty() ? "" : " (line " + lines + ")";
    return publisher + ", \"" + document + "\"" + (place.isEmpty() ? "" : ", " + place) + where;
  }
}
