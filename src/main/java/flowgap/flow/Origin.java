package flowgap.flow;

import java.util.List;
import java.util.Objects;

/**
 * Where a flow of a profile comes from; flow lists have {@link #LIST}.
 *
 * @param profile name of the profile, empty for flow lists
 * @param scenarios the scenarios that need the flow, each as {@code parameter=value}; empty = all
 * @param phase step of the migration, empty where none is said
 * @param citations the passages that ask for it, several where rows were merged
 * @param readings the readings that it hinges on
 */
public record Origin(
    String profile,
    List<String> scenarios,
    String phase,
    List<Citation> citations,
    List<Reading> readings) {
  /** A flow of a flow list. */
  public static final Origin LIST = new Origin("", List.of(), "", List.of(), List.of());

  public Origin {
    Objects.requireNonNull(profile);
    Objects.requireNonNull(phase);
    scenarios = List.copyOf(scenarios);
    citations = List.copyOf(citations);
    readings = List.copyOf(readings);
  }
}
