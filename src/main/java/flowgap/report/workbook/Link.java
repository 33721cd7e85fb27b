package flowgap.report.workbook;

/**
 * A cell that leads to another row of the workbook.
 *
 * @param value what the cell shows: a text or a number
 * @param target name of the place, as {@link Book#mark} was told; a place that there is not leaves
 *     the cell without link
 */
record Link(Object value, String target) {
  static String finding(String id) {
    return "finding " + id;
  }

  static String flow(String id) {
    return "flow " + id;
  }

  static String rule(String firewall, String rule) {
    return "rule " + firewall + "\n" + rule;
  }

  static String change(String id) {
    return "change " + id;
  }

  static String guide(String word) {
    return "guide " + word;
  }
}
