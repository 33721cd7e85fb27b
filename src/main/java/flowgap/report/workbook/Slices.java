package flowgap.report.workbook;

import flowgap.report.Plain;

/** Cuts texts that are too long for a cell: they go on in further rows. */
final class Slices {
  static final String CONTINUED = " […continued in the next row]";
  static final String CONTINUATION = "[continued] ";

  private Slices() {}

  /**
   * The values of a row.
   *
   * @param rest what is left of the cells
   * @param values is filled with what this row shows
   * @param slice number of the row, from 0, where a text goes on in further rows
   * @param frozen columns that stay in sight, and name a row
   * @return whether something goes on in a further row
   */
  static boolean next(Object[] rest, Object[] values, int slice, int frozen) {
    boolean more = false;
    for (int i = 0; i < rest.length; i++) {
      Object value = rest[i] instanceof Link l ? l.value() : rest[i];
      if (value instanceof String s) {
        String text = Plain.text(s);
        if (text.length() > Table.CELL) {
          int cut = text.lastIndexOf('\n', Table.CELL - CONTINUED.length());
          cut = cut > 0 ? cut : Table.CELL - CONTINUED.length();
          cut = Character.isLowSurrogate(text.charAt(cut)) ? cut - 1 : cut;
          rest[i] = CONTINUATION + text.substring(cut);
          text = text.substring(0, cut) + CONTINUED;
          more = true;
        } else if (slice > 0 && i >= Math.max(1, frozen)) {
          rest[i] = null;
        }
        value = text;
      }
      values[i] = value;
    }
    // the other texts of a row that goes on are not said twice, but for those that name it
    if (more && slice == 0) {
      for (int i = Math.max(1, frozen); i < rest.length; i++) {
        boolean goesOn = rest[i] instanceof String s && s.startsWith(CONTINUATION);
        rest[i] = goesOn ? rest[i] : null;
      }
    }
    return more;
  }
}
