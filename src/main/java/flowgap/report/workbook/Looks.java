package flowgap.report.workbook;

import flowgap.analysis.Verdict;
import java.util.List;
import org.apache.poi.ss.usermodel.ConditionalFormattingRule;
import org.apache.poi.ss.usermodel.FontFormatting;
import org.apache.poi.ss.usermodel.PatternFormatting;
import org.apache.poi.ss.usermodel.SheetConditionalFormatting;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;

/**
 * Colours of verdicts and severities; the cell's own word and the weight of its letters say the
 * same.
 */
final class Looks {
  private Looks() {}

  /** Ink and ground of a verdict. */
  static String[] colours(Verdict v) {
    return switch (v) {
      case PERMITTED -> new String[] {"0B4F2F", "DDF3E4"};
      case PARTIAL -> new String[] {"5C3A00", "FFD9A0"};
      case BLOCKED -> new String[] {"7A130B", "F9C9C4"};
      case UNDECIDED -> new String[] {"4A3B00", "FFF1B8"};
      case UNBOUND -> new String[] {"3B2A63", "E6DEF8"};
      case NOT_APPLICABLE, NOT_ON_PATH -> new String[] {"52606D", "EEF1F4"};
    };
  }

  /** Colours cells that hold the word of a verdict. */
  static void verdicts(Table table, List<Column> columns, String title) {
    int column = index(columns, title);
    for (Verdict v : Verdict.values()) {
      rule(table, column, column, "CELL=\"" + v.word() + "\"", colours(v), isHeavy(v), isUnsure(v));
    }
    rule(table, column, column, "CELL=\"forbidden\"", colours(Verdict.BLOCKED), true, false);
  }

  /** Colours cells that begin with the letter of a verdict. */
  static void letters(Table table, int from, int to) {
    for (Verdict v : Verdict.values()) {
      String test = "EXACT(LEFT(CELL,2),\"" + v.letter() + " \")";
      rule(table, from, to, test, colours(v), isHeavy(v), isUnsure(v));
    }
  }

  /** What passes though it must not is as grave as what is blocked, and the other way round. */
  static void forbidden(Table table, int requirement, int from, int to) {
    String row = new CellReference(table.firstDataRow(), requirement, false, true).formatAsString();
    String test = "AND(" + row + "=\"forbidden\",OR(%s))";
    String passes = "EXACT(LEFT(CELL,2),\"P \"),EXACT(LEFT(CELL,2),\"% \")";
    rule(table, from, to, test.replace("%s", passes), colours(Verdict.BLOCKED), true, false);
    String blocked = "EXACT(LEFT(CELL,2),\"B \")";
    rule(table, from, to, test.replace("%s", blocked), colours(Verdict.PERMITTED), false, false);
  }

  static void severities(Table table, List<Column> columns, String title) {
    int column = index(columns, title);
    String[] words = {"critical", "high", "medium", "low"};
    Verdict[] like = {Verdict.BLOCKED, Verdict.PARTIAL, Verdict.UNDECIDED, Verdict.NOT_ON_PATH};
    for (int i = 0; i < words.length; i++) {
      rule(table, column, column, "CELL=\"" + words[i] + "\"", colours(like[i]), i < 2, false);
    }
  }

  static void states(Table table, int column) {
    rule(table, column, column, "CELL=\"Not ready\"", colours(Verdict.BLOCKED), true, false);
    rule(table, column, column, "CELL=\"Undetermined\"", colours(Verdict.UNDECIDED), false, true);
    rule(table, column, column, "CELL=\"Ready\"", colours(Verdict.PERMITTED), false, false);
    rule(
        table,
        column,
        column,
        "CELL=\"Ready with conditions\"",
        colours(Verdict.PARTIAL),
        false,
        true);
  }

  /** Colours cells that hold this word. */
  static void word(Table table, List<Column> columns, String title, String word, Verdict like) {
    int column = index(columns, title);
    rule(table, column, column, "CELL=\"" + word + "\"", colours(like), true, false);
  }

  private static boolean isHeavy(Verdict v) {
    return v == Verdict.BLOCKED || v == Verdict.PARTIAL;
  }

  private static boolean isUnsure(Verdict v) {
    return v == Verdict.UNDECIDED || v == Verdict.UNBOUND;
  }

  private static int index(List<Column> columns, String title) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).title().equals(title)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no column " + title);
  }

  private static void rule(
      Table table, int from, int to, String test, String[] colours, boolean bold, boolean italic) {
    SheetConditionalFormatting formatting = table.sheet().getSheetConditionalFormatting();
    String first = new CellReference(table.firstDataRow(), from).formatAsString();
    ConditionalFormattingRule rule =
        formatting.createConditionalFormattingRule(test.replace("CELL", first));
    FontFormatting font = rule.createFontFormatting();
    font.setFontStyle(italic, bold);
    font.setFontColor(Styles.color(colours[0]));
    PatternFormatting fill = rule.createPatternFormatting();
    fill.setFillBackgroundColor(Styles.color(colours[1]));
    fill.setFillPattern(PatternFormatting.SOLID_FOREGROUND);
    CellRangeAddress[] where = {
      new CellRangeAddress(table.firstDataRow(), table.nextRow() - 1, from, to)
    };
    formatting.addConditionalFormatting(where, rule);
  }
}
