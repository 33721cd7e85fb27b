package flowgap.report.workbook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.poi.openxml4j.util.ZipEntrySource;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.streaming.SheetDataWriter;

/**
 * A workbook whose rows are packed once, as they come, and copied as they are into the file; links
 * are put in on the way, too, since each of POI's takes half a kilobyte of memory.
 */
final class StreamedBook extends SXSSFWorkbook {
  private static final Pattern ROWS =
      Pattern.compile("<sheetData\\s*/>|<sheetData>.*</sheetData>", Pattern.DOTALL);

  private static final Pattern EXTENT = Pattern.compile("<dimension [^>]*/>");

  /** What comes after links in a sheet. */
  private static final Pattern AFTER_LINKS = Pattern.compile("<(printOptions|pageMargins)\\b");

  /** The first day of ZIP archives, wherever that is. */
  private static final long TIME =
      LocalDateTime.of(1980, 1, 1, 0, 0).atZone(ZoneId.systemDefault()).toInstant().toEpochMilli();

  private final Function<String, String> links;
  // filled while the superclass makes sheets, which is after this was made
  private final Map<String, SheetRows> rows = new HashMap<>();
  private final Map<String, CellReference> extents = new HashMap<>();
  private SheetRows latest;

  /**
   * @param links the XML of a sheet's links, by the sheet's name; asked for when all rows are there
   */
  StreamedBook(Function<String, String> links) {
    super(null, 200, false, false);
    this.links = links;
  }

  @Override
  protected SheetDataWriter createSheetDataWriter() throws IOException {
    latest = new SheetRows();
    return latest;
  }

  @Override
  public SXSSFSheet createSheet(String name) {
    SXSSFSheet sheet = super.createSheet(name);
    rows.put(sheet.getSheetName(), latest);
    return sheet;
  }

  /** Tells how far a sheet reaches, of which POI knows its own rows alone. */
  void extent(String sheet, int row, int column) {
    extents.merge(
        sheet,
        new CellReference(row, column),
        (a, b) ->
            new CellReference(Math.max(a.getRow(), b.getRow()), Math.max(a.getCol(), b.getCol())));
  }

  private String withExtent(String sheet, String head) {
    CellReference last = extents.get(sheet);
    return last == null
        ? head
        : EXTENT
            .matcher(head)
            .replaceFirst("<dimension ref=\"A1:" + last.formatAsString() + "\"/>");
  }

  /** Takes rows of the sheet as text, behind those that POI was given. */
  RowText rowText(SXSSFSheet sheet) {
    try {
      sheet.flushRows(0);
      return new RowText(rows.get(sheet.getSheetName()).direct());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void injectData(ZipEntrySource template, OutputStream out) throws IOException {
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
      for (ZipArchiveEntry e : Collections.list(template.getEntries())) {
        byte[] content;
        try (InputStream in = template.getInputStream(e)) {
          content = in.readAllBytes();
        }
        var sheet = getSheetFromZipEntryName(e.getName());
        if (sheet == null) {
          Part all = Part.of(content, true);
          add(zip, e.getName(), List.of(all), all.crc());
        } else {
          addSheet(
              zip, e.getName(), sheet.getSheetName(), new String(content, StandardCharsets.UTF_8));
        }
      }
    }
  }

  private void addSheet(ZipArchiveOutputStream zip, String entry, String sheet, String xml)
      throws IOException {
    Matcher at = ROWS.matcher(xml);
    Matcher margins = AFTER_LINKS.matcher(xml);
    if (!at.find() || !margins.find(at.end())) {
      throw new IllegalStateException("no rows or no margins in the template of " + sheet);
    }
    Part before = Part.of(withExtent(sheet, xml.substring(0, at.start())) + "<sheetData>", false);
    SheetRows own = rows.get(sheet);
    SheetRows.Packed packed = own.packed();
    Part after =
        Part.of(
            "</sheetData>"
                + xml.substring(at.end(), margins.start())
                + links.apply(sheet)
                + xml.substring(margins.start()),
            true);
    long crc = Checksum.joined(before.crc(), packed.crc(), packed.length());
    Part middle =
        new Part(own::getWorksheetXMLInputStream, packed.size(), packed.length(), packed.crc());
    add(
        zip,
        entry,
        List.of(before, middle, after),
        Checksum.joined(crc, after.crc(), after.length()));
  }

  private static void add(ZipArchiveOutputStream zip, String name, List<Part> parts, long crc)
      throws IOException {
    ZipArchiveEntry e = new ZipArchiveEntry(name);
    e.setMethod(ZipArchiveEntry.DEFLATED);
    e.setTime(TIME);
    e.setCrc(crc);
    e.setSize(parts.stream().mapToLong(Part::length).sum());
    e.setCompressedSize(parts.stream().mapToLong(Part::packed).sum());
    InputStream all = InputStream.nullInputStream();
    for (Part p : parts) {
      all = new SequenceInputStream(all, p.bytes().open());
    }
    try (InputStream in = all) {
      zip.addRawArchiveEntry(e, in);
    }
  }

  /** Opens what was packed. */
  @FunctionalInterface
  private interface Opening {
    InputStream open() throws IOException;
  }

  /**
   * A packed part of an entry.
   *
   * @param packed bytes that it takes
   * @param length bytes that it gives
   */
  private record Part(Opening bytes, long packed, long length, long crc) {
    static Part of(String text, boolean last) throws IOException {
      return of(text.getBytes(StandardCharsets.UTF_8), last);
    }

    static Part of(byte[] content, boolean last) throws IOException {
      Deflater deflater = new Deflater(SheetRows.LEVEL, true);
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try {
        DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater, 1 << 12, true);
        out.write(content);
        if (last) {
          out.finish();
        } else {
          out.flush();
        }
      } finally {
        deflater.end();
      }
      CRC32 crc = new CRC32();
      crc.update(content);
      byte[] bytes = packed.toByteArray();
      return new Part(
          () -> new ByteArrayInputStream(bytes), bytes.length, content.length, crc.getValue());
    }
  }
}
