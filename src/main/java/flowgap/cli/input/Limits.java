package flowgap.cli.input;

/**
 * How much an archive may unpack to: more is taken for a bomb.
 *
 * @param entries members of one archive
 * @param bytes unpacked bytes of one archive, nested archives included
 * @param ratio unpacked bytes for each packed byte, asked above 64 MiB
 * @param depth archives within archives
 */
public record Limits(int entries, long bytes, long ratio, int depth) {
  /** Above this many unpacked bytes the ratio is asked. */
  static final long RATIO_FROM = 64L << 20;

  public static final Limits USUAL = new Limits(100_000, 16L << 30, 250, 3);
}
