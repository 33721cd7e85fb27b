package flowgap.model.change;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.Circumstances;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.Judged;
import flowgap.model.Batch;
import flowgap.model.Boundaries;
import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.policy.Vendor;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Asks an export and a changed one the same and compares the answers. */
public final class Same {
  private static final int BATCHES = 2;

  private final Vendor vendor;
  private final List<String> different = new ArrayList<>();
  private int changes;
  private int packets;

  public Same(Vendor vendor) {
    this.vendor = vendor;
  }

  /** A change that leaves everything as it was is not counted. */
  public void compare(String what, List<String> before, List<String> after) throws Exception {
    compare(what, before, after, "\n");
  }

  public void compare(String what, List<String> before, List<String> after, String lineEnd)
      throws Exception {
    if (before.equals(after) && lineEnd.equals("\n")) {
      return;
    }
    files(
        what,
        List.of(InputFile.of("edge", String.join("\n", before) + "\n")),
        List.of(InputFile.of("edge", String.join(lineEnd, after) + lineEnd)),
        new Boundaries(String.join("\n", before), a -> false));
  }

  public void files(
      String what, List<InputFile> before, List<InputFile> after, Boundaries boundaries)
      throws Exception {
    changes++;
    List<Firewall> first = read(before);
    List<Firewall> second = read(after);
    assertThat(second).as(what).hasSameSizeAs(first);
    for (int i = 0; i < first.size(); i++) {
      FirewallJudge one = new FirewallJudge(first.get(i));
      FirewallJudge other = new FirewallJudge(second.get(i));
      Random random = new Random(i);
      for (int b = 0; b < BATCHES; b++) {
        Batch batch = boundaries.batch(random, boundaries.hasV6() && b == 1, 8, List.of());
        ask(what + " of " + first.get(i).name() + " ", one, other, batch);
      }
    }
  }

  private void ask(String what, FirewallJudge one, FirewallJudge other, Batch batch) {
    Judged a = batch.judged(one, Circumstances.NONE);
    Judged b = batch.judged(other, Circumstances.NONE);
    packets += batch.probes().size();
    boolean same =
        a.passes().equals(b.passes())
            && a.mayPass().equals(b.mayPass())
            && a.denied().equals(b.denied())
            && a.left().equals(b.left());
    if (!same && different.size() < 5) {
      batch.probes().stream()
          .filter(p -> Batch.end(a, p) != Batch.end(b, p))
          .findFirst()
          .ifPresent(
              p ->
                  different.add(
                      what + ": " + p + " " + Batch.end(a, p) + " -> " + Batch.end(b, p)));
    }
  }

  private List<Firewall> read(List<InputFile> files) throws IOException {
    try {
      return vendor.read(files, "edge", SiteFacts.NONE);
    } catch (InputFailure e) {
      return List.of();
    }
  }

  /** That enough was changed, and nothing became different. */
  public void assertSame(int leastChanges) {
    System.out.printf("%s: %d changes, %d packets%n", vendor.format(), changes, packets);
    assertThat(different).as("verdicts that a change without meaning has changed").isEmpty();
    assertThat(changes).isGreaterThanOrEqualTo(leastChanges);
    assertThat(packets).isGreaterThan(leastChanges * 50);
  }
}
