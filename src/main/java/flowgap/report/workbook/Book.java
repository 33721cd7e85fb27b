package flowgap.report.workbook;

import flowgap.report.Plain;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFHyperlink;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/**
 * A workbook that is written row by row: memory does not grow with the rows. Links between sheets
 * are set at the end, when all places are known.
 */
final class Book implements AutoCloseable {
  /** What Excel allows on one sheet; links beyond are left out, the texts stay. */
  private static final int LINKS = 65_000;

  private record Place(String sheet, int row) {}

  private record Wanted(XSSFSheet sheet, int row, int column, String target) {}

  private final SXSSFWorkbook book = new SXSSFWorkbook(null, 200, true, false);
  private final Styles styles = new Styles(book.getXSSFWorkbook());
  private final Map<String, Place> places = new HashMap<>();
  private final List<Wanted> links = new ArrayList<>();
  private final Map<String, Integer> linkCounts = new HashMap<>();
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

  XSSFSheet template(SXSSFSheet sheet) {
    return book.getXSSFWorkbook().getSheet(sheet.getSheetName());
  }

  /** Names a row, so that links can lead to it; the first row of a name counts. */
  void mark(String target, String sheet, int row) {
    places.putIfAbsent(target, new Place(sheet, row));
  }

  /** Asks for a link; it is set when the book is finished, if the place is there by then. */
  void link(SXSSFSheet sheet, int row, int column, String target) {
    if (linkCounts.merge(sheet.getSheetName(), 1, Integer::sum) <= LINKS) {
      links.add(new Wanted(template(sheet), row, column, target));
    }
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

  Optional<String> sheetOf(String target) {
    return Optional.ofNullable(places.get(target)).map(Place::sheet);
  }

  private void setLinks() {
    for (Wanted w : links) {
      Place place = places.get(w.target());
      if (place != null) {
        XSSFHyperlink link =
            book.getXSSFWorkbook().getCreationHelper().createHyperlink(HyperlinkType.DOCUMENT);
        link.setAddress("'" + place.sheet().replace("'", "''") + "'!A" + (place.row() + 1));
        link.setCellReference(new CellReference(w.row(), w.column()).formatAsString());
        w.sheet().addHyperlink(link);
      }
    }
  }

  /** Finishes the book; its properties name the audit's time, never the clock's. */
  void write(OutputStream out, String title, String generated) throws IOException {
    setLinks();
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
