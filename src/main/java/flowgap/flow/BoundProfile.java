package flowgap.flow;

import java.util.List;
import java.util.Objects;

/**
 * A profile at one site: its flows in addresses, with the chosen parameters and readings.
 *
 * @param scenarios the ways to do the job, of which one suffices; one with an empty name where the
 *     product knows only one
 * @param notes errors and doubts of the documents, each with the reading used and its place
 * @param notCovered what the documents do not cover
 * @param choices parameters and readings in force, each as {@code key=value}
 */
public record BoundProfile(
    Profile profile,
    List<Flow> flows,
    List<Prerequisite> prerequisites,
    List<Scenario> scenarios,
    List<String> notes,
    List<String> notCovered,
    List<String> choices) {

  /**
   * One way to do the job.
   *
   * @param name {@code mode=active, job=p2p}; empty where there is only one way
   * @param flows ids of the flows that it needs, those for all scenarios included; flows that are
   *     not applicable left out
   */
  public record Scenario(String name, List<String> flows) {
    public Scenario {
      Objects.requireNonNull(name);
      flows = List.copyOf(flows);
    }
  }

  public BoundProfile {
    Objects.requireNonNull(profile);
    flows = List.copyOf(flows);
    prerequisites = List.copyOf(prerequisites);
    scenarios = List.copyOf(scenarios);
    notes = List.copyOf(notes);
    notCovered = List.copyOf(notCovered);
    choices = List.copyOf(choices);
  }
}
