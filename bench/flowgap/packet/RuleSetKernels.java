package flowgap.packet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/** Measures the engine on sets of rules in processor time, by the name of what is measured. */
public final class RuleSetKernels {
  private static final int REPEATED = 7;

  private RuleSetKernels() {}

  /** {@code unreachable|sizes|flows} and a set: a file, or {@code KIND:RULES}. */
  public static void main(String[] words) throws IOException {
    RuleSet set = set(words[1]);
    Clock.say("rules", set.size());
    switch (words[0]) {
      case "unreachable" -> unreachable(set);
      case "sizes" -> sizes(set);
      default -> flows(set);
    }
    Clock.say("heap", Clock.peakHeap());
  }

  private static RuleSet set(String name) throws IOException {
    int colon = name.indexOf(':');
    return colon < 0
        ? RuleSet.load(Path.of(name))
        : GeneratedRules.of(
            GeneratedRules.Kind.valueOf(name.substring(0, colon)),
            Integer.parseInt(name.substring(colon + 1)));
  }

  /** The first time is cold; the others are left out for large sets. */
  private static void unreachable(RuleSet set) {
    long from = Clock.process();
    long own = Clock.thread();
    Clock.say("unreachable", Kernels.unreachable(set));
    Clock.say("cold ms", (Clock.thread() - own) / 1e6);
    Clock.say("cold ms, all threads", (Clock.process() - from) / 1e6);
    if (set.size() < 50_000) {
      Clock.say("warm ms", median(() -> Kernels.unreachable(set)));
    }
  }

  private static void sizes(RuleSet set) {
    long own = Clock.thread();
    Kernels.Sizes sizes = Kernels.sizes(set, 60_000_000_000L);
    Clock.say("s", (Clock.thread() - own) / 1e9);
    Clock.say("exact %", 100.0 * sizes.exact() / set.size());
    Clock.say("bounded", sizes.bounded());
    Clock.say("sum", sizes.sum());
  }

  private static void flows(RuleSet set) {
    for (boolean broad : new boolean[] {false, true}) {
      PolicyFlows flows = new PolicyFlows(set, GeneratedRules.flows(1000, broad));
      String kind = broad ? "broad" : "narrow";
      double linear = median(() -> flows.linear());
      double indexed = median(() -> flows.indexed());
      Clock.say(kind + " linear ms", linear);
      Clock.say(kind + " ms", indexed);
      Clock.say(kind + " ratio", indexed / linear);
      Clock.say(kind + " sum", flows.indexed());
    }
  }

  private static double median(Supplier<Object> work) {
    for (int i = 0; i < 5; i++) {
      work.get();
    }
    double[] all = new double[REPEATED];
    for (int i = 0; i < REPEATED; i++) {
      long from = Clock.thread();
      work.get();
      all[i] = (Clock.thread() - from) / 1e6;
    }
    Arrays.sort(all);
    return all[REPEATED / 2];
  }
}
