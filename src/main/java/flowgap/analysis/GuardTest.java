package flowgap.analysis;

import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import java.util.Map;
import java.util.TreeSet;

/** Whether guards hold for a cohort: yes, no, or not known. */
final class GuardTest {
  /** The three answers. */
  enum Answer {
    YES,
    NO,
    UNKNOWN;

    Answer negate(boolean negated) {
      return !negated || this == UNKNOWN ? this : this == YES ? NO : YES;
    }

    static Answer of(boolean value) {
      return value ? YES : NO;
    }
  }

  private GuardTest() {}

  static Answer test(Guard guard, Cohort cohort, Assumptions assumptions) {
    Map<String, String> a = cohort.attributes();
    if (guard instanceof Guard.Is is) {
      String value = a.get(is.attribute());
      if (value == null) {
        boolean named =
            is.attribute().equals(Attribute.APPLICATION)
                && assumptions.kinds().contains(Condition.Kind.APPLICATION);
        return named ? Answer.YES : Answer.UNKNOWN;
      }
      return Answer.of(is.values().contains(value)).negate(is.negated());
    }
    if (guard instanceof Guard.Begins b) {
      String value = a.get(b.attribute());
      return value == null
          ? Answer.UNKNOWN
          : Answer.of(value.startsWith(b.prefix())).negate(b.negated());
    }
    if (guard instanceof Guard.Known k) {
      return Answer.of(a.containsKey(k.attribute())).negate(k.negated());
    }
    if (guard instanceof Guard.Same s) {
      String first = a.get(s.first());
      String second = a.get(s.second());
      return first == null || second == null
          ? Answer.UNKNOWN
          : Answer.of(first.equals(second)).negate(s.negated());
    }
    if (guard instanceof Guard.Bits b) {
      String value = a.get(b.attribute());
      return value == null
          ? Answer.UNKNOWN
          : Answer.of((Long.parseLong(value) & b.mask()) == b.wanted()).negate(b.negated());
    }
    if (guard instanceof Guard.Translated t) {
      boolean changed =
          t.side() == Guard.Side.SOURCE
              ? cohort.view().changesSource()
              : cohort.view().changesDestination();
      return Answer.of(changed).negate(t.negated());
    }
    // Guard.Sent narrows the packets instead of answering for all of them
    return Answer.YES;
  }

  /**
   * Why a guard's answer is not known.
   *
   * @param denies whether its rule denies: the flow passes if the guard does not hold
   */
  static Condition reason(Guard guard, Cohort cohort, boolean denies) {
    String attribute = attribute(guard, cohort);
    return switch (attribute) {
      case Attribute.APPLICATION ->
          Condition.of(
              Condition.Kind.APPLICATION,
              applications((Guard.Is) guard, denies),
              "state the application in the flow list, or --assume app-id=as-named");
      case Attribute.IN, Attribute.IN_ZONE ->
          Condition.of(
              Condition.Kind.INTERFACE,
              "the interface by which the packets enter is not known",
              "state in_zone, bind the addresses to a zone in the site file, or add the route table");
      case Attribute.OUT, Attribute.OUT_ZONE ->
          Condition.of(
              Condition.Kind.INTERFACE,
              "the interface by which the packets leave is not known",
              "state out_zone, bind the addresses to a zone in the site file, or add the route table");
      default ->
          Condition.of(
              Condition.Kind.STATE,
              "the packet's " + attribute + " is not known",
              "look at the rule");
    };
  }

  /** The applications with which the flow passes. */
  private static String applications(Guard.Is guard, boolean denies) {
    return (denies != guard.negated() ? "App-ID other than " : "App-ID ")
        + String.join(", ", new TreeSet<>(guard.values()));
  }

  private static String attribute(Guard guard, Cohort cohort) {
    if (guard instanceof Guard.Is g) {
      return g.attribute();
    }
    if (guard instanceof Guard.Begins g) {
      return g.attribute();
    }
    if (guard instanceof Guard.Bits g) {
      return g.attribute();
    }
    if (guard instanceof Guard.Same g) {
      return cohort.attributes().containsKey(g.first()) ? g.second() : g.first();
    }
    return "";
  }
}
