package flowgap.flow;

import flowgap.source.InputFailure;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads CSV files (RFC 4180), separated by comma, semicolon, tab or bar. */
final class Delimited {
  private Delimited() {}

  static Table read(String file, String text, List<String> wanted, List<Problem> problems)
      throws InputFailure {
    // spreadsheets may say the separator in a line of its own
    boolean said =
        text.length() > 4
            && text.regionMatches(true, 0, "sep=", 0, 4)
            && "\r\n\"".indexOf(text.charAt(4)) < 0;
    int skipped = said ? Math.max(text.indexOf('\n') + 1, 5) : 0;
    char separator = said ? text.charAt(4) : separator(text, wanted);
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(separator).setIgnoreEmptyLines(false).get();
    TableBuilder out = new TableBuilder(file, problems);
    int line = said ? 2 : 1;
    long before = 0;
    try (CSVParser parser =
        CSVParser.builder()
            .setReader(new StringReader(text.substring(skipped)))
            .setFormat(format)
            .get()) {
      Iterator<CSVRecord> records = parser.iterator();
      while (records.hasNext()) {
        CSVRecord record = records.next();
        out.row(line + (int) before, cells(record));
        before = parser.getCurrentLineNumber();
      }
    } catch (UncheckedIOException | IOException e) {
      SourceSpan span = SourceSpan.of(file, line + (int) before, "");
      problems.add(
          Problem.error(span, "this row is no CSV: a quotation mark is open or misplaced"));
      throw new InputFailure(problems);
    }
    return out.build();
  }

  private static List<Table.Cell> cells(CSVRecord record) {
    List<Table.Cell> cells = new ArrayList<>();
    for (int i = 0; i < record.size(); i++) {
      cells.add(new Table.Cell(TableText.trim(record.get(i)), Table.Kind.TEXT, i + 1));
    }
    return cells;
  }

  /**
   * The separator that makes most wanted columns of the header line, else the most frequent one.
   */
  private static char separator(String text, List<String> wanted) {
    String header = text.lines().filter(l -> !l.isBlank()).findFirst().orElse("");
    char best = ',';
    int most = -1;
    for (char c : new char[] {',', ';', '\t', '|'}) {
      String[] titles = header.split(java.util.regex.Pattern.quote(String.valueOf(c)), -1);
      int score = titles.length;
      for (String title : titles) {
        score += wanted.contains(Table.key(title.replace("\"", ""))) ? 1000 : 0;
      }
      if (score > most) {
        most = score;
        best = c;
      }
    }
    return best;
  }
}
