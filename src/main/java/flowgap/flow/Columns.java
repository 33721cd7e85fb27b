package flowgap.flow;

import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns that a kind of table knows.
 *
 * @param required columns that must be there
 * @param optional columns that may be there
 */
record Columns(List<String> required, List<String> optional) {
  List<String> all() {
    List<String> all = new ArrayList<>(required);
    all.addAll(optional);
    return all;
  }

  /** Columns of the table that are not known, in their order. */
  List<String> unknown(Table table) {
    return table.columns().stream().filter(c -> !c.isEmpty() && !all().contains(c)).toList();
  }

  /** Enters what is missing as errors, and what looks mistyped as warnings. */
  void check(String file, Table table, List<Problem> problems) {
    List<String> others = unknown(table);
    SourceSpan span = SourceSpan.implicit(file, String.join(", ", table.titles()));
    for (String column : required) {
      if (!table.columns().contains(column)) {
        problems.add(
            Problem.error(
                span,
                "the header has no column \"%s\"%s"
                    .formatted(column, NearMatches.hint(column, others))));
      }
    }
    List<String> absent = all().stream().filter(c -> !table.columns().contains(c)).toList();
    for (String column : others) {
      if (!NearMatches.of(column, absent).isEmpty()) {
        problems.add(
            Problem.warning(
                span,
                "the column \"%s\" is not known and only kept%s"
                    .formatted(column, NearMatches.hint(column, absent))));
      }
    }
  }
}
