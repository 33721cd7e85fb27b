package flowgap.report.workbook;

import flowgap.packet.Clock;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a workbook of 1,000,000 cells: 50,000 rows of 20 columns. */
public final class ManyCells {
  private ManyCells() {}

  public static void main(String[] words) throws Exception {
    Path file = Path.of(words[0]);
    long from = Clock.process();
    try (Book book = new Book(1_000_000);
        OutputStream out = Files.newOutputStream(file)) {
      Column[] columns = new Column[20];
      for (int c = 0; c < columns.length; c++) {
        columns[c] = c % 5 == 4 ? Column.number("n" + c, 10) : Column.text("column " + c, 20);
      }
      Table table = Table.onSheet(book, "Rules", "made for measuring", 1, List.of(columns));
      for (int row = 0; row < 50_000; row++) {
        Object[] cells = new Object[columns.length];
        for (int c = 0; c < cells.length; c++) {
          cells[c] = c % 5 == 4 ? (Object) (row + c) : "rule " + row + " field " + c;
        }
        table.row("", cells);
      }
      table.finish();
      book.write(out, "cells", "2026-01-01T00:00:00Z");
    }
    Clock.say("s", (Clock.process() - from) / 1e9);
    Clock.say("heap", Clock.peakHeap());
    Clock.say("MB", Files.size(file) / 1e6);
  }
}
