package flowgap.flow;

import java.util.Objects;

/**
 * How a doubtful passage of a document is read in this run.
 *
 * @param id its name for {@code --reading}, with the value in force where it has values ({@code
 *     ibm-addresses=all})
 * @param text what is read how
 * @param reason why
 * @param chosen whether the user switched it on; else it is the reading by default
 */
public record Reading(String id, String text, String reason, boolean chosen) {
  public Reading {
    Objects.requireNonNull(id);
    Objects.requireNonNull(text);
    Objects.requireNonNull(reason);
  }
}
