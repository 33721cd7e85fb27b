package flowgap.cli;

/** Exit statuses; scripts rely on them. */
final class Status {
  /** Nothing was found that {@code --fail-on} names. */
  static final int FINE = 0;

  /** Something was found that {@code --fail-on} names. */
  static final int FOUND = 1;

  /** Wrong usage, or an input that the whole command needs cannot be read. */
  static final int USAGE = 2;

  /** At least one configuration could not be read. */
  static final int INCOMPLETE = 3;

  /** A mistake of flowgap's own. */
  static final int INTERNAL = 4;

  /** Interrupted by the user. */
  static final int INTERRUPTED = 130;

  private Status() {}
}
