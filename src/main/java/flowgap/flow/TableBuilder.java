package flowgap.flow;

import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts a table together row by row: the first row that holds something is the header. */
final class TableBuilder {
  private final String file;
  private final List<Problem> problems;
  private final List<String> columns = new ArrayList<>();
  private final List<String> titles = new ArrayList<>();
  private final List<Table.Row> rows = new ArrayList<>();
  private boolean hasHeader;

  TableBuilder(String file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Enters a row; {@code number} is 1-based. */
  void row(int number, List<Table.Cell> cells) {
    if (cells.stream().allMatch(c -> c.text().isEmpty() && c.kind() != Table.Kind.BROKEN)) {
      return;
    }
    String text =
        cells.stream()
            .map(Table.Cell::text)
            .collect(Collectors.joining(", "))
            .replaceAll("[\\r\\n]+", " ");
    if (!hasHeader) {
      hasHeader = true;
      header(number, text, cells);
    } else {
      values(number, text, cells);
    }
  }

  private void header(int number, String text, List<Table.Cell> cells) {
    for (Table.Cell c : cells) {
      String key = Table.key(c.text());
      if (!key.isEmpty() && columns.contains(key)) {
        problems.add(
            Problem.error(
                new SourceSpan(file, number, c.column(), text, ""),
                "the column \"" + c.text() + "\" stands twice"));
      }
      columns.add(key);
      titles.add(c.text());
    }
  }

  private void values(int number, String text, List<Table.Cell> cells) {
    Map<String, Table.Cell> out = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      Table.Cell c = cells.get(i);
      if (c.text().isEmpty() && c.kind() != Table.Kind.BROKEN) {
        continue;
      }
      SourceSpan span = new SourceSpan(file, number, c.column(), text, "");
      if (i >= columns.size() || columns.get(i).isEmpty()) {
        problems.add(
            Problem.error(
                span, "\"" + c.text() + "\" stands in a column without a name in the header"));
      } else if (c.kind() == Table.Kind.BROKEN) {
        problems.add(
            Problem.error(span, "column " + columns.get(i) + ": a formula without a usable value"));
      } else {
        out.put(columns.get(i), c);
      }
    }
    rows.add(new Table.Row(file, number, text, out));
  }

  /** Titles of the header so far, as keys. */
  List<String> columns() {
    return columns;
  }

  Table build() {
    return new Table(columns, titles, rows);
  }
}
