package flowgap.flow;

import java.util.List;
import java.util.Objects;

/**
 * What a product needs besides open ports, and no firewall configuration can show.
 *
 * @param id unique within the profile
 * @param profile name of the profile
 * @param text the fact
 * @param check how it can be checked, or what in a configuration speaks against it
 * @param scenarios the scenarios that need it, each as {@code parameter=value}; empty = all
 * @param citations the passages that ask for it; none where it comes from elsewhere, as the text
 *     says
 */
public record Prerequisite(
    String id,
    String profile,
    String text,
    String check,
    List<String> scenarios,
    List<Citation> citations) {
  public Prerequisite {
    Objects.requireNonNull(id);
    Objects.requireNonNull(profile);
    Objects.requireNonNull(text);
    Objects.requireNonNull(check);
    scenarios = List.copyOf(scenarios);
    citations = List.copyOf(citations);
  }
}
