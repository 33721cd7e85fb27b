package flowgap.vendor.panos;

import flowgap.policy.Attribute;
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
  private static final String CONTENT = "hand in the device's predefined content (--with)";

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
    if (!unlisted.isEmpty()) {
      String why =
          String.join(", ", unlisted) + " may be a container: not in the table of applications";
      outside(applications.alone(), named, why, out);
      match(without(applications.aloneAfter(unlisted), named), false, why, CONTENT, out);
      return;
    }
    Set<String> containers = applications.growing(named);
    if (!containers.isEmpty()) {
      String why = String.join(", ", containers) + " may hold further functions in later content";
      outside(applications.listed(), named, why, out);
      Set<String> perhaps = new TreeSet<>(applications.perhaps(containers));
      perhaps.removeAll(named);
      match(perhaps, false, why, CONTENT, out);
      return;
    }
    for (String id : applications.splittable(named)) {
      List<Guard> guards =
          SecurityList.stated(zones, without(applications.listedAfter(Set.of(id)), named), true);
      guards.add(new Guard.Begins(Attribute.APPLICATION, id + "-", false));
      doubtful(guards, "content updates split " + id + " into functions", CONTENT, out);
    }
  }

  /** Stated applications that are none of {@code known}, a set that many rules share. */
  private void outside(Set<String> known, Set<String> named, String why, List<Match> out) {
    List<Guard> guards = SecurityList.stated(zones, known, true);
    guards.add(new Guard.Is(Attribute.APPLICATION, named, true));
    doubtful(guards, why, CONTENT, out);
  }

  private static Set<String> without(Set<String> all, Set<String> named) {
    all.removeAll(named);
    return all;
  }

  private void match(
      Set<String> stated, boolean others, String why, String settledBy, List<Match> out) {
    if (!stated.isEmpty()) {
      doubtful(SecurityList.stated(zones, stated, others), why, settledBy, out);
    }
  }

  private void doubtful(List<Guard> guards, String why, String settledBy, List<Match> out) {
    out.add(
        SecurityList.doubtful(
            between, traffic, guards, Condition.of(Kind.FEATURE, why, settledBy, span)));
  }
}
