package flowgap.vendor.aws;

import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of the two ends lie in the VPC. Where no export says it, each possibility is followed: only
 * what all of them permit is permitted, only what all of them deny is blocked.
 */
final class SideRules {
  private final VpcScope scope;
  private final SourceSpan span;
  private final List<Rule> rules = new ArrayList<>();

  SideRules(VpcScope scope, SourceSpan span) {
    this.scope = scope;
    this.span = span;
  }

  List<Rule> rules() {
    String[] certain = {End.OUTSIDE, End.ELSEWHERE};
    List<Action> sourceIn = End.SOURCE.inside();
    List<Action> sourceOut = End.SOURCE.outside(End.OUTSIDE);
    List<Action> destinationIn = End.DESTINATION.inside();
    List<Action> destinationOut = End.DESTINATION.outside(End.OUTSIDE);
    boolean bound = !scope.bound().isEmpty();
    add(sides(certain, certain), leave());
    add(sides(new String[] {End.ELSEWHERE}, new String[] {End.PUBLIC}), leave());
    if (bound) {
      // whoever binds addresses to groups leaves those unbound that are not in the cloud
      add(sides(new String[] {End.ELSEWHERE}, new String[] {End.PRIVATE}), leave());
      add(sides(new String[] {End.PRIVATE}, certain), leave());
      add(sides(new String[] {End.PRIVATE}, new String[] {End.INSIDE}), noted(sourceOut, "source"));
      add(
          sides(new String[] {End.INSIDE}, new String[] {End.PRIVATE}),
          noted(destinationOut, "destination"));
    }
    add(sides(new String[] {End.INSIDE}, new String[] {End.PUBLIC}), destinationOut);
    add(
        sides(new String[] {End.INSIDE}, new String[] {End.PRIVATE}),
        oneOf("whether the destination lies in", List.of(destinationOut, destinationIn)));
    add(
        sides(new String[] {End.PRIVATE}, new String[] {End.INSIDE}),
        oneOf("whether the source lies in", List.of(sourceOut, sourceIn)));
    add(
        sides(new String[] {End.PRIVATE}, new String[] {End.PRIVATE}),
        oneOf(
            "which of the two ends lies in",
            List.of(
                both(sourceOut, destinationIn),
                both(sourceIn, destinationOut),
                both(sourceIn, destinationIn))));
    add(
        sides(new String[] {End.PRIVATE}, new String[] {End.PUBLIC}),
        oneOf(
            "which of the two ends lies in",
            List.of(both(sourceOut, destinationIn), both(sourceIn, destinationOut))));
    add(sides(new String[] {End.PRIVATE}, certain), sourceIn);
    add(sides(certain, new String[] {End.PRIVATE}), destinationIn);
    add(
        sides(certain, new String[] {End.PUBLIC}),
        List.of(
            Action.undecided(
                LocateLists.placeUnknown(
                    scope, "whether the destination is a public address in"))));
    String title = scope.title();
    add(
        sides(new String[] {End.OUTSIDE, End.ELSEWHERE, End.PUBLIC}, new String[] {End.INSIDE}),
        List.of(
            new Action.Note(
                "the source lies outside " + title + ": only the destination's side is judged")));
    add(
        sides(new String[] {End.INSIDE}, new String[] {End.OUTSIDE, End.ELSEWHERE, End.PUBLIC}),
        List.of(
            new Action.Note(
                "the destination lies outside " + title + ": only the source's side is judged")));
    return rules;
  }

  /** Which sides the two ends are on. */
  private record Sides(String[] source, String[] destination) {
    Guard[] guards() {
      return new Guard[] {End.SOURCE.is(source), End.DESTINATION.is(destination)};
    }

    String inWords() {
      return "source "
          + String.join("/", source)
          + ", destination "
          + String.join("/", destination);
    }
  }

  private static Sides sides(String[] source, String[] destination) {
    return new Sides(source, destination);
  }

  /** Adds a rule, unless an earlier one decides the same sides already. */
  private void add(Sides sides, List<Action> actions) {
    if (rules.stream().anyMatch(r -> r.id().equals(sides.inWords()))) {
      return;
    }
    rules.add(
        Rule.builder(sides.inWords(), span)
            .kind(Rule.Kind.DERIVED)
            .match(Match.of(PacketSet.ALL, sides.guards()))
            .then(actions.toArray(Action[]::new))
            .build());
  }

  private List<Action> leave() {
    return List.of(new Action.Note("neither end lies in " + scope.title()), Action.End.LEAVE);
  }

  private List<Action> noted(List<Action> outside, String word) {
    List<Action> out = new ArrayList<>(outside);
    out.add(
        new Action.Note(
            "the site file binds the "
                + word
                + " to no security group: it is taken to lie outside "
                + scope.title()));
    return out;
  }

  private static List<Action> both(List<Action> a, List<Action> b) {
    List<Action> out = new ArrayList<>(a);
    out.addAll(b);
    return out;
  }

  private List<Action> oneOf(String text, List<List<Action>> courses) {
    Condition why = LocateLists.placeUnknown(scope, text);
    return List.of(new Action.OneOf(courses, why));
  }
}
