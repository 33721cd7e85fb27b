package flowgap.vendor.iptables;

/** A value that iptables would not take; the message says what was found and what was expected. */
final class BadValue extends Exception {
  private static final long serialVersionUID = 1L;

  /** 1-based column of the option. */
  final int column;

  BadValue(Option option, String message) {
    super(message, null, false, false);
    this.column = option.column();
  }
}
