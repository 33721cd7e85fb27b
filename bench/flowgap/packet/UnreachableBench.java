package flowgap.packet;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Which rules never take a packet, exactly, of every rule; the index is made each time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class UnreachableBench {
  @Param({"SITE", "SITE_V6", "WILD", "RANGES"})
  String kind;

  @Param("10000")
  int rules;

  private RuleSet set;

  @Setup
  public void generate() {
    set = GeneratedRules.of(GeneratedRules.Kind.valueOf(kind), rules);
  }

  @Benchmark
  public int unreachable() {
    return Kernels.unreachable(set);
  }
}
