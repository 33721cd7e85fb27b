package flowgap.report.workbook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.UnsupportedFileFormatException;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/** Reads what was filled into an earlier workbook, row by row. */
public final class PreviousReader {
  /** A sheet that readers fill in. */
  private record Kind(String sheet, String key, List<Column> columns) {}

  /** A row of the sheet of changes. */
  private record Change(
      String finding,
      String firewall,
      boolean isLeft,
      List<String> commands,
      List<String> rollback) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(BlockedSheet.BLOCKED, "finding", BlockedSheet.BLOCKED_COLUMNS),
          new Kind(RuleSheets.FINDINGS, "finding", RuleSheets.FINDING_COLUMNS),
          new Kind(FlowSheets.CHANGES, "change", FlowSheets.CHANGE_COLUMNS),
          new Kind(
              EvidenceSheets.PREREQUISITES, "prerequisite", EvidenceSheets.PREREQUISITE_COLUMNS));

  private static final Pattern ID = Pattern.compile("\\b[0-9a-f]{12}\\b");

  private static final Set<String> GAPS = Set.of("blocked", "partial", "forbidden");

  private final Map<String, Map<String, String>> filled = new TreeMap<>();
  private final Set<String> gaps = new HashSet<>();

  /** Further findings that a row stands for, by the row's own. */
  private final Map<String, Set<String>> others = new TreeMap<>();

  private final Map<String, Change> changes = new TreeMap<>();

  private PreviousReader() {}

  /**
   * @throws IOException with one sentence for the user, if it is no workbook that can be read
   */
  public static Previous read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IOException(name(file) + ": there is no such file that can be read");
    }
    try (OPCPackage zip = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
      PreviousReader reader = new PreviousReader();
      reader.sheets(zip);
      String made =
          zip.getPackageProperties()
              .getCreatedProperty()
              .map(d -> d.toInstant().toString())
              .orElse("");
      return new Previous(new Filled(reader.filled), reader.gaps, reader.proposed(), made);
    } catch (OpenXML4JException
        | SAXException
        | ParserConfigurationException
        | OpenXML4JRuntimeException
        | UnsupportedFileFormatException e) {
      throw new IOException(name(file) + ": this is no workbook that flowgap can read", e);
    }
  }

  private List<Previous.Proposed> proposed() {
    return changes.values().stream()
        .map(
            c ->
                new Previous.Proposed(
                    c.finding(),
                    c.firewall(),
                    c.isLeft() || gaps.contains(c.finding()),
                    c.commands(),
                    c.rollback()))
        .toList();
  }

  private static String name(Path file) {
    return file.toString().replace('\\', '/');
  }

  private void sheets(OPCPackage zip)
      throws IOException, OpenXML4JException, SAXException, ParserConfigurationException {
    XSSFReader reader = new XSSFReader(zip);
    ReadOnlySharedStringsTable strings = new ReadOnlySharedStringsTable(zip);
    XSSFReader.SheetIterator sheets = (XSSFReader.SheetIterator) reader.getSheetsData();
    while (sheets.hasNext()) {
      try (InputStream in = sheets.next()) {
        for (Kind kind : KINDS) {
          String name = sheets.getSheetName();
          if (name.equals(kind.sheet()) || name.startsWith(kind.sheet() + " (")) {
            XMLReader xml = XMLHelper.newXMLReader();
            xml.setContentHandler(
                new XSSFSheetXMLHandler(
                    reader.getStylesTable(), strings, new Rows(kind), new IsoDates(), false));
            xml.parse(new InputSource(in));
          }
        }
      } catch (InvalidFormatException e) {
        throw new IOException(e);
      }
    }
  }

  /** Takes the rows of one sheet. */
  private final class Rows implements XSSFSheetXMLHandler.SheetContentsHandler {
    private final Kind kind;
    private final List<String> titles = new ArrayList<>();
    private Map<String, String> cells = new TreeMap<>();
    private boolean isHeader = true;

    Rows(Kind kind) {
      this.kind = kind;
    }

    @Override
    public void startRow(int row) {
      cells = new TreeMap<>();
    }

    @Override
    public void cell(String reference, String value, XSSFComment comment) {
      int column = new CellReference(reference).getCol();
      if (isHeader) {
        while (titles.size() <= column) {
          titles.add("");
        }
        titles.set(column, value);
      } else if (column < titles.size()) {
        cells.put(titles.get(column), value);
      }
    }

    @Override
    public void endRow(int row) {
      if (isHeader) {
        // a sentence may stand above the header
        isHeader = !titles.contains(kind.columns().get(0).title());
        if (isHeader) {
          titles.clear();
        }
        return;
      }
      String id = cells.getOrDefault(kind.columns().get(0).title(), "");
      if (kind.key().equals("prerequisite")) {
        id = cells.getOrDefault("Product", "") + "/" + id;
      }
      // a row that goes on says again whose it is, wherever readers sorted it to
      String key = kind.key() + "/" + id;
      ID.matcher(cells.getOrDefault(Content.ALL_FINDINGS, ""))
          .results()
          .forEach(m -> others.computeIfAbsent(key, k -> new TreeSet<>()).add(m.group()));
      for (Column c : kind.columns()) {
        String value = cells.getOrDefault(c.title(), "").strip();
        if (c.isInput() && !value.isEmpty()) {
          filled.computeIfAbsent(key, k -> new TreeMap<>()).put(c.title(), value);
        }
      }
      if (kind.sheet().equals(FlowSheets.CHANGES)) {
        change(id);
      }
      if (kind.sheet().equals(BlockedSheet.BLOCKED)
          && GAPS.contains(cells.getOrDefault("Verdict", ""))) {
        gaps.add(id);
      }
    }

    /** A change; one that goes on in further rows says its finding and firewall again. */
    private void change(String id) {
      String firewall = cells.getOrDefault("Firewall", "");
      Change c =
          changes.computeIfAbsent(
              id + "\n" + firewall,
              k ->
                  new Change(
                      id,
                      firewall,
                      cells.getOrDefault("Proved", "").equals(FlowSheets.STILL_THERE),
                      new ArrayList<>(),
                      new ArrayList<>()));
      lines("Commands").forEach(c.commands()::add);
      lines("Roll-back").forEach(c.rollback()::add);
    }

    private Stream<String> lines(String title) {
      return cells
          .getOrDefault(title, "")
          .replace(Slices.CONTINUATION, "")
          .replace(Slices.CONTINUED, "")
          .lines()
          .filter(l -> !l.isBlank());
    }

    @Override
    public void endSheet() {
      others.forEach(
          (row, ids) -> {
            String key = row.substring(0, row.indexOf('/') + 1);
            for (String id : ids) {
              if (filled.containsKey(row)) {
                filled.computeIfAbsent(key + id, k -> new TreeMap<>()).putAll(filled.get(row));
              }
              if (gaps.contains(row.substring(key.length()))) {
                gaps.add(id);
              }
            }
          });
    }
  }

  /** Shows dates as {@code 2026-11-30}, however the reader formatted them. */
  private static final class IsoDates extends DataFormatter {
    @Override
    public String formatRawCellContents(double value, int index, String format, boolean use1904) {
      if (DateUtil.isADateFormat(index, format) && DateUtil.isValidExcelDate(value)) {
        LocalDate day = DateUtil.getLocalDateTime(value, use1904).toLocalDate();
        return day.toString();
      }
      return super.formatRawCellContents(value, index, format, use1904);
    }

    @Override
    public String formatRawCellContents(double value, int index, String format) {
      return formatRawCellContents(value, index, format, false);
    }
  }
}
