package flowgap.report.workbook;

import flowgap.analysis.AuditReport;
import flowgap.report.Headline;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/** Writes {@code report.xlsx}. */
public final class WorkbookReport {
  /** In the order in which an auditor needs them. */
  static final List<String> SHEETS =
      List.of(
          SummarySheet.SUMMARY,
          BlockedSheet.BLOCKED,
          FlowSheets.CHANGES,
          FlowSheets.MATRIX,
          RuleSheets.FINDINGS,
          EvidenceSheets.PREREQUISITES,
          RuleSheets.RULES,
          EvidenceSheets.COVERAGE,
          EvidenceSheets.EXCEPTIONS,
          EvidenceSheets.INPUTS,
          GuideSheet.GUIDE);

  private WorkbookReport() {}

  public static void write(AuditReport report, Filled filled, OutputStream out) throws IOException {
    write(report, filled, SpreadsheetVersion.EXCEL2007.getMaxRows(), Room.MOST, out);
  }

  /**
   * @param rowLimit rows that a sheet may have
   * @param most rows of one list that the workbook holds
   */
  static void write(AuditReport report, Filled filled, int rowLimit, int most, OutputStream out)
      throws IOException {
    try (Book book = new Book(rowLimit)) {
      Content content = new Content(report, book, filled, most);
      SummarySheet.write(content);
      BlockedSheet.write(content);
      FlowSheets.changes(content);
      FlowSheets.matrix(content);
      RuleSheets.findings(content);
      EvidenceSheets.prerequisites(content);
      RuleSheets.rules(content);
      EvidenceSheets.coverage(content);
      EvidenceSheets.exceptions(content);
      EvidenceSheets.inputs(content);
      GuideSheet.write(content);
      SXSSFWorkbook poi = book.poi();
      poi.setActiveSheet(0);
      book.write(out, "Firewall gap report: " + Headline.of(report).state(), report.generated());
    }
  }
}
