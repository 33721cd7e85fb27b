package flowgap.vendor.panos;

import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an application that the flow list states may have to do with the ones that a rule names,
 * though the rule does not name it: what they begin as, the container of which they are functions,
 * a function of theirs.
 *
 * @param traffic all that the rule's applications may be
 */
record RelatedApplications(
    Applications applications,
    RuleFields.Between between,
    List<Guard> zones,
    Traffic traffic,
    SourceSpan span) {
  /** Doubtful matches of a rule that names these. */
  List<Match> of(Set<String> named, boolean permits) {
    List<Match> out = new ArrayList<>();
    // a rule that denies an application does not deny what it begins as
    if (permits) {
      Set<String> implicit = applications.implicit(named);
      match(
          implicit,
          false,
          String.join(", ", implicit) + " passes here only as the beginning of another application",
          "look at the device's log",
          out);
    }
    Set<String> containers = applications.containers(named);
    match(
        containers,
        false,
        String.join(", ", containers) + " is a container; the rule names functions of it",
        "state the function in the flow list",
        out);
    functions(named, out);
    return out;
  }

  /** A container stands for its functions, and the table does not know every one. */
  private void functions(Set<String> named, List<Match> out) {
    Set<String> unlisted = applications.unlisted(named);
    String settledBy = "hand in the device's predefined content (--with)";
    if (unlisted.isEmpty()) {
      match(
          applications.bases(named),
          false,
          "content updates split applications into functions",
          settledBy,
          out);
      return;
    }
    Set<String> known = new TreeSet<>(applications.listed());
    known.addAll(named);
    match(
        known,
        true,
        String.join(", ", unlisted) + " may be a container: not in the table of applications",
        settledBy,
        out);
  }

  private void match(
      Set<String> stated, boolean others, String why, String settledBy, List<Match> out) {
    if (!stated.isEmpty()) {
      List<Guard> guards = SecurityList.stated(zones, stated, others);
      out.add(
          SecurityList.doubtful(
              between, traffic, guards, Condition.of(Kind.FEATURE, why, settledBy, span)));
    }
  }
}
