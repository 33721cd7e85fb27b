package flowgap.report.workbook;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.poi.xssf.streaming.SheetDataWriter;

/**
 * The rows of a sheet, packed into a file as they come, in the way in which they will stand in the
 * workbook: they need not be unpacked and packed again.
 */
final class SheetRows extends SheetDataWriter {
  /** As small as most programs' workbooks for half of the default's time. */
  static final int LEVEL = 4;

  // set while the superclass makes itself, so without an initial value
  private Packed packed;

  SheetRows() throws IOException {}

  @Override
  protected OutputStream decorateOutputStream(FileOutputStream to) {
    packed = new Packed(to);
    return packed;
  }

  /** Where further rows go, behind all that POI has written so far. */
  OutputStream direct() throws IOException {
    _out.flush();
    return packed;
  }

  /** Ends the rows. */
  Packed packed() throws IOException {
    close();
    return packed;
  }

  /** Counts and packs what is written, without the mark of an end: something may follow. */
  static final class Packed extends OutputStream {
    private final CRC32 crc = new CRC32();
    private final Deflater deflater = new Deflater(LEVEL, true);
    private final DeflaterOutputStream out;
    private final OutputStream to;
    private long length;
    private long size;
    private boolean open = true;

    Packed(OutputStream to) {
      this.to = to;
      out = new DeflaterOutputStream(to, deflater, 1 << 14, true);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      crc.update(bytes, from, count);
      length += count;
      out.write(bytes, from, count);
    }

    /** Ends it on a whole byte. */
    @Override
    public void close() throws IOException {
      if (open) {
        open = false;
        try {
          out.flush();
        } finally {
          size = deflater.getBytesWritten();
          deflater.end();
          to.close();
        }
      }
    }

    /** Bytes that it takes. */
    long size() {
      return size;
    }

    long crc() {
      return crc.getValue();
    }

    long length() {
      return length;
    }
  }
}
