package flowgap.vendor.iptables;

/** Packet and connection marks: numbers of 32 bits with a mask, hexadecimal, octal or decimal. */
final class Marks {
  static final long ALL = 0xFFFF_FFFFL;

  private Marks() {}

  /** {@code value[/mask]}; the mask is all ones where none is given. */
  static long[] valueAndMask(Option o, String text) throws BadValue {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return new long[] {number(o, text), ALL};
    }
    return new long[] {number(o, text.substring(0, slash)), number(o, text.substring(slash + 1))};
  }

  static long number(Option o, String text) throws BadValue {
    try {
      long value = Long.decode(text);
      if (value >= 0 && value <= ALL) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new BadValue(o, "'" + text + "' is no mark; expected a number of 32 bits");
  }
}
