package flowgap.analysis;

import java.util.Comparator;

/**
 * Why a part of a flow is undecided.
 *
 * @param kind by which undecided flows are gathered ({@code App-ID})
 * @param text what it hinges on, with file and line where one says it
 * @param settledBy what would settle it
 */
public record Reason(String kind, String text, String settledBy) implements Comparable<Reason> {
  private static final Comparator<Reason> ORDER =
      Comparator.comparing(Reason::kind)
          .thenComparing(Reason::text)
          .thenComparing(Reason::settledBy);

  @Override
  public int compareTo(Reason o) {
    return ORDER.compare(this, o);
  }
}
