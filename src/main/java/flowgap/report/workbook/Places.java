package flowgap.report.workbook;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the named rows of a workbook stand. Names are known by 64 bits of theirs, so that a million
 * rows take some 25 MB.
 */
final class Places {
  /** Bits of a row's number; a sheet has 2^20 rows at the most. */
  private static final int ROW = 20;

  private final List<String> sheets = new ArrayList<>();
  private long[] keys = new long[1 << 10];
  private int[] rows = new int[1 << 10];
  private int count;

  /** Names a row, from 0; the first row of a name counts. */
  void mark(String name, String sheet, int row) {
    if (count * 3L > keys.length * 2L) {
      grow();
    }
    put(key(name), sheet(sheet) << ROW | row);
  }

  /** The cell that leads to a place, such as {@code 'All rules'!A7}; null where there is none. */
  String cell(long key) {
    int at = slot(key);
    if (keys[at] == 0) {
      return null;
    }
    String sheet = sheets.get(rows[at] >> ROW).replace("'", "''");
    return "'" + sheet + "'!A" + ((rows[at] & (1 << ROW) - 1) + 1);
  }

  private int sheet(String name) {
    int last = sheets.size() - 1;
    if (last >= 0 && sheets.get(last).equals(name)) {
      return last;
    }
    int known = sheets.indexOf(name);
    if (known < 0) {
      sheets.add(name);
      return last + 1;
    }
    return known;
  }

  private void put(long key, int row) {
    int at = slot(key);
    if (keys[at] == 0) {
      keys[at] = key;
      rows[at] = row;
      count++;
    }
  }

  /** Where a key stands, or would. */
  private int slot(long key) {
    int at = (int) (key >>> 32) & keys.length - 1;
    while (keys[at] != 0 && keys[at] != key) {
      at = at + 1 & keys.length - 1;
    }
    return at;
  }

  private void grow() {
    long[] before = keys;
    int[] there = rows;
    keys = new long[before.length * 2];
    rows = new int[before.length * 2];
    count = 0;
    for (int i = 0; i < before.length; i++) {
      if (before[i] != 0) {
        put(before[i], there[i]);
      }
    }
  }

  /** A number that tells names apart; never 0. */
  static long key(String name) {
    long h = 0xCBF29CE484222325L;
    for (int i = 0; i < name.length(); i++) {
      h = (h ^ name.charAt(i)) * 0x9E3779B97F4A7C15L;
      h ^= h >>> 29;
    }
    h = (h ^ h >>> 32) * 0xD6E8FEB86659FD93L;
    h ^= h >>> 32;
    return h == 0 ? 1 : h;
  }
}
