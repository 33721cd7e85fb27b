package flowgap.vendor.iptables;

import java.util.List;

/**
 * One option of a rule with its values.
 *
 * @param name in its long form ({@code --source}), as iptables(8) has it
 * @param negated whether a {@code !} stands before it or, as in old dumps, before its value
 * @param values unquoted
 * @param column 1-based, of the option itself
 */
record Option(String name, boolean negated, List<String> values, int column) {
  static final String SOURCE = "--source";
  static final String DESTINATION = "--destination";
  static final String PROTOCOL = "--protocol";
  static final String IN = "--in-interface";
  static final String OUT = "--out-interface";
  static final String MATCH = "--match";
  static final String JUMP = "--jump";
  static final String GOTO = "--goto";
  static final String FRAGMENT = "--fragment";

  Option {
    values = List.copyOf(values);
  }

  /** The first value, empty where there is none. */
  String value() {
    return values.isEmpty() ? "" : values.get(0);
  }

  /** The option as one would type it. */
  String text() {
    return addTo(new StringBuilder()).toString();
  }

  /** Adds it to a text, as one would type it. */
  StringBuilder addTo(StringBuilder out) {
    out.append(negated ? "! " : "").append(name);
    for (String v : values) {
      boolean plain = !v.isEmpty() && v.indexOf(' ') < 0 && v.indexOf('"') < 0;
      out.append(' ').append(plain ? v : '"' + v.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }
    return out;
  }
}
