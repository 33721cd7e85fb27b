package flowgap.vendor.iptables;

import flowgap.policy.Condition;

/** The conditions of this vendor, in the reader's words. */
final class Conditions {
  private Conditions() {}

  /** A field of the packet that a flow does not state. */
  static Condition field(String option) {
    return match(
        Condition.of(
            Condition.Kind.PACKET_FIELD, option, "look at the rule: a flow does not state this"));
  }

  static Condition state(String option) {
    return match(
        Condition.of(
            Condition.Kind.STATE, option, "look at the rule: it hinges on earlier traffic"));
  }

  static Condition rateLimit(String option) {
    return match(
        Condition.of(
            Condition.Kind.RATE_LIMIT, option, "--assume rate-limits=within, or look at the rule"));
  }

  static Condition own(String option) {
    return Condition.of(
        Condition.Kind.OWN_ADDRESS,
        option + " asks for the machine's own addresses",
        "add the output of ip addr, or rows with zone self to the site file");
  }

  static Condition notUnderstood(String option) {
    return match(Condition.of(Condition.Kind.NOT_UNDERSTOOD, option, "look at the rule"));
  }

  static Condition feature(String option) {
    return match(Condition.of(Condition.Kind.FEATURE, option, "look at the rule"));
  }

  static Condition translation(String text) {
    return Condition.of(Condition.Kind.TRANSLATION, text, "look at the translation");
  }

  static Condition membership(String text, String settledBy) {
    return Condition.of(Condition.Kind.MEMBERSHIP, text, settledBy);
  }

  /** What an option asks of a packet holds or not; other texts say something of the export. */
  private static Condition match(Condition c) {
    boolean option = c.text().startsWith("-") || c.text().startsWith("!");
    return option ? c.or("no match of " + c.text()) : c;
  }
}
