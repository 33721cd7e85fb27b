package flowgap.flow;

import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table with a header row, as CSV and workbooks hold it.
 *
 * @param columns names of the columns, as keys ({@link #key}); their order is that of the file
 * @param titles names of the columns as written
 * @param rows rows that hold something
 */
record Table(List<String> columns, List<String> titles, List<Row> rows) {
  /** What a workbook's cell is; cells of CSV files are texts. */
  enum Kind {
    TEXT,
    NUMBER,
    DATE,
    /** A formula without a value, or one that fails. */
    BROKEN
  }

  /**
   * One cell.
   *
   * @param text without white space at the ends; dates in ISO 8601
   * @param column 1-based
   */
  record Cell(String text, Kind kind, int column) {}

  /**
   * One row.
   *
   * @param number 1-based, counted as the editor or the spreadsheet does
   * @param cells by column key; absent where empty
   */
  record Row(String file, int number, String text, Map<String, Cell> cells) {
    Row {
      cells = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }

    /** The text of a cell; empty where there is none. */
    String text(String column) {
      Cell cell = cells.get(column);
      return cell == null ? "" : cell.text();
    }

    SourceSpan span() {
      return new SourceSpan(file, number, 1, text, "");
    }

    SourceSpan span(String column) {
      Cell cell = cells.get(column);
      return new SourceSpan(file, number, cell == null ? 1 : cell.column(), text, "");
    }

    Problem error(String column, String message) {
      return Problem.error(span(column), "column " + column + ": " + message);
    }
  }

  Table {
    columns = List.copyOf(columns);
    titles = List.copyOf(titles);
    rows = List.copyOf(rows);
  }

  /** {@code Source Ports} and {@code source-ports} are the column {@code source_ports}. */
  static String key(String title) {
    return TableText.trim(title)
        .toLowerCase(java.util.Locale.ROOT)
        .replaceAll("[\\s\\u00A0-]+", "_");
  }
}
