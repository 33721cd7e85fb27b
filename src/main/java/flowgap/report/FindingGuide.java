package flowgap.report;

import flowgap.analysis.FindingType;
import java.util.Arrays;
import java.util.List;

/**
 * What a finding type means: the same sentences in every format. {@code docs/findings.md} says
 * more, under a heading for each.
 *
 * @param summary one sentence without conditions
 * @param meaning when exactly it is said
 * @param example a case where it is said
 * @param counterExample a case that looks alike where it is not
 */
public record FindingGuide(
    FindingType type, String summary, String meaning, String example, String counterExample) {
  /** Where the documentation tells of it: {@code docs/findings.md#shadowed}. */
  public String documentation() {
    return "docs/findings.md#" + type.word();
  }

  public static final List<FindingGuide> ALL =
      Arrays.stream(FindingType.values()).map(FindingGuide::of).toList();

  public static FindingGuide of(FindingType type) {
    return switch (type) {
      case BLOCKED_FLOW ->
          guide(
              type,
              "A flow that is needed is blocked.",
              "No packet of a required, conditional, optional or advisory flow passes or may pass.",
              "tcp/443 is needed, and the list ends before any rule permits it.",
              "One half of the sources passes: that is partial-flow.");
      case PARTIAL_FLOW ->
          guide(
              type,
              "A flow that is needed passes only in part.",
              "Something of the flow is certainly denied, and something passes or may pass.",
              "10.0.0.0/24 is needed, and a rule permits 10.0.0.0/25 alone.",
              "One port of a range passes, and any one of them is enough: that flow is permitted.");
      case UNDECIDED_FLOW ->
          guide(
              type,
              "The configuration does not say whether a flow passes.",
              "Nothing of the flow is certainly denied, but a part hinges on what the export does not"
                  + " say; each reason is named, with what would settle it.",
              "The only rule that permits it asks for App-ID ssl, and the flow names no application.",
              "A rule after the unclear one permits the same packets: whatever the first does, the"
                  + " flow is permitted.");
      case UNBOUND_FLOW ->
          guide(
              type,
              "A flow is not judged, because a role has no address.",
              "A role of a required or conditional flow stands in no row of the site file.",
              "The profile asks for backup-server, and nobody said which address that is.",
              "A host name without address: the part that hinges on it is undecided.");
      case FORBIDDEN_FLOW ->
          guide(
              type,
              "A flow passes that must stay blocked.",
              "At least one packet of a forbidden flow certainly passes.",
              "tcp/23 from anywhere is forbidden, and a rule permits it from 10.0.0.0/8.",
              "It may pass, since a rule hinges on a user: that is undecided-flow, and fails the"
                  + " audit, too.");
      case OVERLY_BROAD ->
          guide(
              type,
              "A rule lets through far more than the flows need.",
              "A permit rule lets through at least 100 times what it decides of the flows that it"
                  + " serves (the ratio can be set), or any source, any destination, any service or"
                  + " more than 1,024 ports beyond need.",
              "permit tcp any host 10.9.0.1 eq 443, where one /24 needs it.",
              "permit tcp 10.0.0.0/18 …, where one /24 needs it: 64 times, shown as a ratio only.");
      case RISKY_SERVICE ->
          guide(
              type,
              "A rule exposes an insecure or administrative service.",
              "A permit rule opens such a service to any source (high), to a public source, or to one"
                  + " wider than /24, in IPv6 /64 (medium).",
              "permit tcp any any eq 3389",
              "permit tcp 10.0.0.0/24 any eq 3389: private and narrow enough.");
      case UNNEEDED ->
          guide(
              type,
              "A rule decides no packet of any flow: a candidate for review.",
              "A permit rule is not dead, decides no packet of any required, conditional, optional or"
                  + " business flow under any reading, and meets addresses of both sides of the"
                  + " flows. It is never an order to delete.",
              "permit tcp between servers of the migration on port 8443, which no flow asks for.",
              "A rule between networks that no flow touches: counted in one line for each firewall.");
      case SHADOWED ->
          guide(
              type,
              "A rule never decides any packet, and an earlier one has the other action.",
              "Earlier rules, which are named, take all of its match, and at least one of them has the"
                  + " other action.",
              "deny ip any any, and after it permit tcp any any eq 443.",
              "The earlier rule hinges on a user: the later one may still decide.");
      case REDUNDANT ->
          guide(
              type,
              "The policy is the same without the rule.",
              "Earlier rules of the same action take all of its match, or all that it decides would be"
                  + " decided the same by later written rules; in a list without order, other permits"
                  + " cover it.",
              "permit tcp any any eq 443, and after it permit tcp host 10.0.0.1 any eq 443.",
              "A deny at the end that repeats the default: it counts and logs, and is no finding.");
      case DISABLED ->
          guide(
              type,
              "A rule is switched off.",
              "The export says that the rule is inactive or disabled.",
              "access-list … inactive",
              "A rule whose schedule is over: that is expired.");
      case EXPIRED ->
          guide(
              type,
              "A rule is outside its schedule.",
              "The schedule is over for good, or does not meet the window of the migration.",
              "A time range that ended last year.",
              "A weekly schedule: it comes back, and decides by the window.");
      case NEVER_HIT ->
          guide(
              type,
              "A rule's counter is 0.",
              "The export has counters, and this rule's is 0 in the time that they count.",
              "(hitcnt=0) beside an entry of show access-list.",
              "An export without counters: usage is not assessed.");
      case INOPERATIVE ->
          guide(
              type,
              "A rule matches nothing by itself.",
              "No packet can meet all fields of the rule, whatever stands before it.",
              "An IPv4 source and an IPv6 destination; a group without members.",
              "A rule whose packets earlier rules take: that is shadowed or redundant.");
      case UNATTACHED ->
          guide(
              type,
              "A list is bound to nothing.",
              "No interface, zone or other list asks the list.",
              "An access list without access-group.",
              "A chain that another chain jumps to.");
      case UNUSED_OBJECT ->
          guide(
              type,
              "No rule or translation refers to an object.",
              "Neither directly nor through groups that are used.",
              "object network old-server, named nowhere else.",
              "An object in a group that a rule uses.");
    };
  }

  private static FindingGuide guide(
      FindingType type, String summary, String meaning, String example, String counterExample) {
    return new FindingGuide(type, summary, meaning, example, counterExample);
  }
}
