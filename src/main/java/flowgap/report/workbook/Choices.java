package flowgap.report.workbook;

import java.util.List;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationConstraint;
import org.apache.poi.ss.usermodel.DataValidationHelper;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.streaming.SXSSFSheet;

/** What may be chosen in columns that readers fill in. */
final class Choices {
  private Choices() {}

  /**
   * Sets the choices of a table.
   *
   * @param from its first row of data, from 0
   * @param to its last one
   */
  static void set(SXSSFSheet sheet, List<Column> columns, int from, int to) {
    for (int i = 0; i < columns.size(); i++) {
      set(sheet, columns.get(i), new CellRangeAddressList(from, to, i, i));
    }
  }

  private static void set(SXSSFSheet sheet, Column c, CellRangeAddressList where) {
    DataValidationHelper helper = sheet.getDataValidationHelper();
    DataValidationConstraint constraint;
    if (!c.choices().isEmpty()) {
      constraint = helper.createExplicitListConstraint(c.choices().toArray(String[]::new));
    } else if (c.kind() == Column.Kind.INPUT_DATE) {
      constraint =
          helper.createDateConstraint(
              DataValidationConstraint.OperatorType.GREATER_THAN, "36526", null, "yyyy-mm-dd");
    } else {
      return;
    }
    DataValidation v = helper.createValidation(constraint, where);
    v.setSuppressDropDownArrow(true);
    v.setShowErrorBox(true);
    v.createErrorBox(
        c.title(),
        c.choices().isEmpty() ? "A date, please." : "One of: " + String.join(", ", c.choices()));
    sheet.addValidationData(v);
  }
}
