package flowgap.model;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.analysis.Circumstances;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Counts how verdicts and a model's answers agree, and keeps what differs. */
public final class Tally {
  /** A packet on which both are certain, and of different things. */
  public record Difference(Probe probe, End ours, End models) {
    @Override
    public String toString() {
      return probe + ": ours " + ours + ", the model's " + models;
    }
  }

  private final String name;
  private int packets;
  private int passing;
  private int bothCertain;
  private int needlesslyUndecided;
  private int rightlyOpen;
  private int certainBeyondTheModel;

  /** Some packets of the two counts above, to look into. */
  private final List<String> doubtful = new ArrayList<>();

  public Tally(String name) {
    this.name = name;
  }

  /** Compares a batch; returns the packets that differ. */
  public List<Difference> compare(
      FirewallJudge judge, Batch batch, Circumstances circumstances, Function<Probe, End> model) {
    Judged judged = batch.judged(judge, circumstances);
    List<Difference> out = new ArrayList<>();
    for (Probe p : batch.probes()) {
      End ours = Batch.end(judged, p);
      End models = model.apply(p);
      packets++;
      passing += models == End.PASSES ? 1 : 0;
      if (ours == models || models == End.OPEN && ours == End.LEFT) {
        bothCertain += ours == End.UNKNOWN ? 0 : 1;
      } else if (ours == End.UNKNOWN && models == End.OPEN) {
        rightlyOpen++;
      } else if (ours == End.UNKNOWN) {
        needlesslyUndecided++;
        doubt(judge, new Difference(p, ours, models));
      } else if (models == End.UNKNOWN) {
        certainBeyondTheModel++;
        doubt(judge, new Difference(p, ours, models));
      } else {
        out.add(new Difference(p, ours, models));
      }
    }
    return out;
  }

  private void doubt(FirewallJudge judge, Difference d) {
    if (doubtful.size() < 2000) {
      doubtful.add(judge.firewall().name() + " " + d);
    }
  }

  /** Whether the two differ on one packet. */
  public static boolean differs(
      FirewallJudge judge, Probe p, Circumstances circumstances, Function<Probe, End> model) {
    End ours = Batch.end(Batch.of(p).judged(judge, circumstances), p);
    End models = model.apply(p);
    boolean open = models == End.OPEN && ours == End.LEFT;
    return ours != End.UNKNOWN && models != End.UNKNOWN && ours != models && !open;
  }

  public int packets() {
    return packets;
  }

  public void show() {
    System.out.println(this);
    if (Boolean.getBoolean("flowgap.model.doubtful")) {
      doubtful.forEach(System.out::println);
    }
  }

  /** That enough was compared for agreement to mean something. */
  public void assertWorth(double leastCertain, double mostNeedlessly, double mostBeyond) {
    assertThat((double) bothCertain / packets).as("%s: certain", this).isGreaterThan(leastCertain);
    assertThat((double) needlesslyUndecided / packets)
        .as("%s: needlessly undecided", this)
        .isLessThanOrEqualTo(mostNeedlessly);
    assertThat((double) certainBeyondTheModel / packets)
        .as("%s: certain where the model is not", this)
        .isLessThanOrEqualTo(mostBeyond);
  }

  @Override
  public String toString() {
    return "%s: %d packets, %d pass, both certain %d, both open %d, undecided by us alone %d, certain beyond the model %d"
        .formatted(
            name,
            packets,
            passing,
            bothCertain,
            rightlyOpen,
            needlesslyUndecided,
            certainBeyondTheModel);
  }
}
