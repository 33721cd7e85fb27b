package flowgap.analysis;

import java.util.List;
import java.util.Optional;

/**
 * What can be changed on one firewall.
 *
 * @param comment what opens a comment line among its commands
 * @param entering how its commands are entered and made to last
 * @param open what opens all flows that it certainly denies; empty where it denies none
 * @param patch the same for the file that the device loads when it starts, as a unified diff; none
 *     where it loads no such file
 * @param narrow rules that could be narrowed to what the flows need
 * @param remove dead rules that could go
 */
public record FirewallChanges(
    String firewall,
    String comment,
    String entering,
    Optional<ProposedChange> open,
    List<String> patch,
    List<Review> narrow,
    List<Review> remove) {
  /**
   * A change that somebody has to think about first.
   *
   * @param rule id of the rule
   * @param where file and line
   * @param text the quoted line
   * @param denies how much of the rule would be denied afterwards, in words
   */
  public record Review(
      String rule, String where, String text, String denies, ProposedChange change) {}

  public FirewallChanges {
    patch = List.copyOf(patch);
    narrow = List.copyOf(narrow);
    remove = List.copyOf(remove);
  }
}
