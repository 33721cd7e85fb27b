package flowgap.report.workbook;

import flowgap.report.Plain;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/**
 * A workbook that is written row by row: memory does not grow with the rows. Links between sheets
 * are set at the end, when all places are known.
 */
final class Book implements AutoCloseable {
  private final StreamedBook book = new StreamedBook(this::linksOf);
  private final Styles styles = new Styles(book.getXSSFWorkbook());
  private final Places places = new Places();
  private final Map<String, Links> links = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final int rowLimit;

  /**
   * @param rowLimit rows that a sheet may have; what goes beyond is continued on a further sheet
   */
  Book(int rowLimit) {
    this.rowLimit = rowLimit;
  }

  int rowLimit() {
    return rowLimit;
  }

  Styles styles() {
    return styles;
  }

  SXSSFWorkbook poi() {
    return book;
  }

  /** A further sheet with landscape print set-up, one page wide. */
  SXSSFSheet sheet(String title, String footer) {
    SXSSFSheet sheet = book.createSheet(title);
    PrintSetup print = sheet.getPrintSetup();
    print.setLandscape(true);
    print.setPaperSize(PrintSetup.A4_PAPERSIZE);
    print.setFitWidth((short) 1);
    print.setFitHeight((short) 0);
    sheet.setFitToPage(true);
    sheet.setAutobreaks(true);
    sheet.getHeader().setLeft("&B&A");
    sheet.getFooter().setLeft(footer.replace("&", "&&"));
    sheet.getFooter().setRight("&P / &N");
    sheet.setMargin(PageMargin.LEFT, 0.4);
    sheet.setMargin(PageMargin.RIGHT, 0.4);
    sheet.setMargin(PageMargin.TOP, 0.6);
    sheet.setMargin(PageMargin.BOTTOM, 0.5);
    sheet.setMargin(PageMargin.HEADER, 0.25);
    sheet.setMargin(PageMargin.FOOTER, 0.2);
    return sheet;
  }

  /** Takes rows of the sheet as text, behind those that it has. */
  RowText rowText(SXSSFSheet sheet) {
    return book.rowText(sheet);
  }

  /** Tells how far a sheet reaches: its last row and column, from 0. */
  void extent(SXSSFSheet sheet, int row, int column) {
    book.extent(sheet.getSheetName(), row, column);
  }

  XSSFSheet template(SXSSFSheet sheet) {
    return book.getXSSFWorkbook().getSheet(sheet.getSheetName());
  }

  /** Names a row, so that links can lead to it; the first row of a name counts. */
  void mark(String target, String sheet, int row) {
    places.mark(target, sheet, row);
  }

  /** Asks for a link; it is set when the book is finished, if the place is there by then. */
  void link(SXSSFSheet sheet, int row, int column, String target) {
    links.computeIfAbsent(sheet.getSheetName(), n -> new Links()).add(row, column, target);
  }

  private String linksOf(String sheet) {
    Links own = links.get(sheet);
    return own == null ? "" : own.xml(places);
  }

  /** A name that no table of the book has yet. */
  String tableName(String sheet) {
    String base = sheet.replaceAll("[^A-Za-z0-9]", "");
    String name = base;
    for (int n = 2; !names.add(name.toLowerCase(Locale.ROOT)); n++) {
      name = base + n;
    }
    return name;
  }

  /** Finishes the book; its properties name the audit's time, never the clock's. */
  void write(OutputStream out, String title, String generated) throws IOException {
    POIXMLProperties.CoreProperties core =
        book.getXSSFWorkbook().getProperties().getCoreProperties();
    core.setTitle(Plain.line(title));
    core.setCreator("flowgap");
    try {
      core.setCreated(Optional.of(Date.from(Instant.parse(generated))));
      core.setModified(Optional.of(Date.from(Instant.parse(generated))));
    } catch (DateTimeParseException e) {
      core.setDescription(Plain.line(generated));
    }
    book.write(out);
  }

  @Override
  public void close() throws IOException {
    book.close();
  }
}
