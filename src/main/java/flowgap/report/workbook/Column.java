package flowgap.report.workbook;

import java.util.List;

/**
 * A column of a table.
 *
 * @param title unique within its table
 * @param width characters
 * @param choices for columns that readers fill in: what may be chosen; empty = free text
 */
record Column(String title, int width, Kind kind, List<String> choices) {
  /** How a column looks, and who fills it in. */
  enum Kind {
    /** Short text in one line. */
    TEXT,
    /** Text that is broken into lines. */
    LONG,
    /** Lines of configurations, in a fixed font. */
    CODE,
    NUMBER,
    /** A share from 0 to 1, shown in per cent. */
    SHARE,
    DATE,
    /** Left to the reader. */
    INPUT,
    /** A date that is left to the reader. */
    INPUT_DATE
  }

  static Column text(String title, int width) {
    return new Column(title, width, Kind.TEXT, List.of());
  }

  static Column prose(String title, int width) {
    return new Column(title, width, Kind.LONG, List.of());
  }

  static Column code(String title, int width) {
    return new Column(title, width, Kind.CODE, List.of());
  }

  static Column number(String title, int width) {
    return new Column(title, width, Kind.NUMBER, List.of());
  }

  static Column share(String title, int width) {
    return new Column(title, width, Kind.SHARE, List.of());
  }

  static Column date(String title, int width) {
    return new Column(title, width, Kind.DATE, List.of());
  }

  static Column input(String title, int width, String... choices) {
    return new Column(title, width, Kind.INPUT, List.of(choices));
  }

  static Column inputDate(String title) {
    return new Column(title, 13, Kind.INPUT_DATE, List.of());
  }

  boolean isWrapped() {
    return switch (kind) {
      case LONG, CODE, INPUT -> true;
      case TEXT, NUMBER, SHARE, DATE, INPUT_DATE -> false;
    };
  }

  boolean isNumber() {
    return kind == Kind.NUMBER || kind == Kind.SHARE;
  }

  boolean isInput() {
    return kind == Kind.INPUT || kind == Kind.INPUT_DATE;
  }
}
