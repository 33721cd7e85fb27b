package flowgap.analysis;

import java.time.Instant;

/**
 * How findings about rules are made.
 *
 * @param broadRatio a rule is overly broad from this many times what its flows need
 * @param allUnneeded whether permit rules that serve no flow are findings even where they do not
 *     meet the addresses of both sides of the flows
 * @param now the audit's clock: decides what has expired, nothing else
 */
public record RuleFindingOptions(long broadRatio, boolean allUnneeded, Instant now) {
  public static final long BROAD_RATIO = 100;

  public RuleFindingOptions {
    if (broadRatio < 1) {
      throw new IllegalArgumentException("the ratio is at least 1: " + broadRatio);
    }
  }
}
