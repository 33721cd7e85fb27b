package flowgap.cli.input;

import flowgap.cli.input.Collected.Unreadable;
import flowgap.source.Problem;
import java.util.List;
import java.util.Map;

/**
 * What an audit reads.
 *
 * @param bundles by the name of their first file
 * @param copies inputs with the same content, by the name of the first file of the bundle that is
 *     read in their stead
 * @param skipped what was passed over on purpose, one sentence each
 * @param unreadable files that ought to have been exports and are none
 * @param problems companions that belong to no export, and the like
 */
public record Inputs(
    List<Bundle> bundles,
    Map<String, List<Bundle>> copies,
    List<String> skipped,
    List<Unreadable> unreadable,
    List<Problem> problems) {
  public Inputs {
    bundles = List.copyOf(bundles);
    copies = Map.copyOf(copies);
    skipped = List.copyOf(skipped);
    unreadable = List.copyOf(unreadable);
    problems = List.copyOf(problems);
  }
}
