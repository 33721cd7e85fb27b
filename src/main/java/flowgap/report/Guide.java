package flowgap.report;

import java.util.ArrayList;
import java.util.List;

/** What the words of a report mean: the same sentences in every format. */
public final class Guide {
  /** One word and its meaning. */
  public record Entry(String about, String word, String meaning) {
    public List<String> lines() {
      return meaning.lines().toList();
    }
  }

  public static final List<Entry> ENTRIES = List.copyOf(entries());

  private Guide() {}

  private static List<Entry> entries() {
    List<Entry> out = new ArrayList<>();
    verdicts(out);
    readiness(out);
    requirements(out);
    findings(out);
    measures(out);
    work(out);
    return out;
  }

  private static void verdicts(List<Entry> out) {
    String about = "Verdict";
    add(
        out,
        about,
        "P permitted",
        "Every packet of the flow certainly passes, and the answers come back.");
    add(
        out,
        about,
        "% partial",
        "Something is certainly denied, and something passes or may pass.");
    add(out, about, "B blocked", "Nothing passes or may pass.");
    add(
        out,
        about,
        "? undecided",
        "Nothing is certainly denied, but a part hangs on something that the export does not say; each reason is named, with what would settle it.");
    add(out, about, "U unbound", "Not judged: a role of the flow has no address in the site file.");
    add(
        out,
        about,
        "n not-applicable",
        "Not judged: the flow's condition does not hold here, or the flow is not valid in the window.");
    add(
        out,
        about,
        "- not-on-path",
        "Not judged: both ends are proved to lie behind the same side of the firewall.");
    add(
        out,
        about,
        "Whole flow",
        "What passes is intersected along the path, each firewall's translation included; it is never a vote over the firewalls' verdicts.");
  }

  private static void readiness(List<Entry> out) {
    String about = "Readiness";
    add(out, about, "Ready", "Every required flow is permitted.");
    add(
        out,
        about,
        "Ready with conditions",
        "Every required flow that the given firewalls carry is permitted; a conditional flow would not certainly pass, or a required flow is carried by no firewall that was given.");
    add(
        out,
        about,
        "Undetermined",
        "No required flow is certainly denied, but at least one is undecided or unbound, or none could be judged.");
    add(
        out,
        about,
        "Not ready",
        "At least one required flow is blocked or permitted only in part, or a forbidden flow passes.");
    add(out, about, "Several scenarios", "A product is as ready as the readiest of its scenarios.");
  }

  private static void requirements(List<Entry> out) {
    String about = "Requirement";
    add(out, about, "required", "Must pass; a gap fails the audit.");
    add(
        out,
        about,
        "conditional",
        "Must pass where its condition holds; nobody has confirmed the condition yet, so it is counted apart.");
    add(out, about, "optional, advisory", "Judged and shown; does not fail the audit.");
    add(out, about, "business", "Not of the migration, but its rules are needed.");
    add(out, about, "forbidden", "Must stay blocked; that it passes fails the audit.");
  }

  private static void findings(List<Entry> out) {
    String about = "Finding";
    for (FindingGuide g : FindingGuide.ALL) {
      out.add(
          new Entry(
              about,
              g.type().word(),
              g.meaning()
                  + "\nExample: "
                  + g.example()
                  + "\nNot one: "
                  + g.counterExample()
                  + "\nMore: "
                  + g.documentation()));
    }
    add(
        out,
        about,
        "Severity",
        "critical to high: forbidden traffic passes, a required flow is blocked, any-any-any permits. high: partial. medium: undecided, unbound. Broad rules by their permissiveness. low: dead, disabled, unused. info: unneeded.");
  }

  private static void measures(List<Entry> out) {
    String about = "Measure";
    add(
        out,
        about,
        "Permissiveness",
        "1 (one host, one host, one service) to 100 (any, any, any): 1 + 33 × free source bits + 33 × free destination bits + 33 × log2 of the services, each as a share of all. Low below 34, high from 67; these limits are flowgap's own.");
    add(
        out,
        about,
        "Need ratio",
        "What a rule lets through, divided by what it decides of the flows that it serves.");
    add(
        out,
        about,
        "Coverage",
        "Every line of an export is counted once: modelled, rightly ignored, kept word for word as a condition of its rule, or not understood. What is not understood makes the verdicts that it could change undecided.");
    add(
        out,
        about,
        "On path",
        "proved by routes or connected networks; stated by the flow list or site file; assumed; unknown.");
  }

  private static void work(List<Entry> out) {
    String about = "Working with this report";
    add(
        out,
        about,
        "Yellow columns",
        "Are yours. Fill them in and run flowgap again into the same folder, or with --previous: what you wrote is carried over by the finding's id, which survives a new export.");
    add(
        out,
        about,
        "Changes",
        "A proved change was applied to the configuration, read again and judged again: it opens what it says and nothing else. Roll-back commands are its exact inverse. Narrowing and removing rules are in files of their own, because traffic outside the flow list would then be denied.");
    add(
        out,
        about,
        "Exceptions",
        "Come from the baseline file, with owner, reason, approval and expiry. Expired ones count again.");
    add(
        out,
        about,
        "Continued cells",
        "A text that is longer than a cell holds goes on in the rows below, marked as continued; rows that a sheet cannot hold go on on a sheet of the same name with a number.");
  }

  private static void add(List<Entry> out, String about, String word, String meaning) {
    out.add(new Entry(about, word, meaning));
  }
}
