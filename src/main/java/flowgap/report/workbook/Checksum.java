package flowgap.report.workbook;

/** Joins CRC-32 check values of texts that stand one behind the other. */
final class Checksum {
  private static final int POLYNOMIAL = 0xEDB88320;

  private Checksum() {}

  /**
   * The check value of two texts together.
   *
   * @param length bytes of the second one
   */
  static long joined(long first, long second, long length) {
    // the first value, with as many zero bytes behind it as the second text is long: multiplied by
    // x to the power of 8 * length, modulo the polynomial (bits stand in reverse order)
    int power = 1 << 31;
    int square = 1 << 30;
    for (long bits = 8 * length; bits != 0; bits >>>= 1) {
      if ((bits & 1) != 0) {
        power = times(power, square);
      }
      square = times(square, square);
    }
    return (times((int) first, power) ^ (int) second) & 0xFFFFFFFFL;
  }

  private static int times(int a, int b) {
    int product = 0;
    int shifted = b;
    for (int bit = 1 << 31; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= shifted;
      }
      shifted = (shifted & 1) != 0 ? shifted >>> 1 ^ POLYNOMIAL : shifted >>> 1;
    }
    return product;
  }
}
