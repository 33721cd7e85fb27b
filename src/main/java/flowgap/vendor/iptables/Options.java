package flowgap.vendor.iptables;

import java.util.List;

/**
 * One object for options that come again: of a rule's options, all but the addresses are much the
 * same as the rule's before. How many are kept is bounded.
 */
final class Options {
  private static final int SLOTS = 1 << 13;

  private final Option[] options = new Option[SLOTS];

  Option of(String name, boolean negated, String value, int column) {
    int hash = (31 * name.hashCode() + value.hashCode()) * 31 + column;
    int at = (hash * 0x9E3779B9 >>> 7) & (SLOTS - 1);
    Option known = options[at];
    boolean same =
        known != null
            && known.column() == column
            && known.negated() == negated
            && known.value().equals(value)
            && known.name().equals(name);
    if (!same) {
      known = new Option(name, negated, List.of(value), column);
      options[at] = known;
    }
    return known;
  }
}
