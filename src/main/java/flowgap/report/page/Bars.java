package flowgap.report.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A chart of lying, stacked bars, as places and sizes in pixels.
 *
 * @param label what the chart says, in one sentence, for those who cannot see it
 */
public record Bars(
    String title, String label, int width, int height, List<Bar> bars, List<Key> keys) {
  static final int ROW = 26;
  static final int NAMES = 130;
  static final int LENGTH = 215;

  /**
   * One bar.
   *
   * @param y top of the bar
   * @param total what the number behind the bar says
   * @param end where the bar ends
   */
  public record Bar(String name, int y, List<Piece> pieces, String total, int end) {}

  /**
   * One part of a bar.
   *
   * @param kind last part of its class name
   */
  public record Piece(String kind, int x, int width, String label) {}

  /** What a colour stands for. */
  public record Key(String kind, String label, int x, int y) {}

  /** Numbers of one bar, in the order of the kinds. */
  record Numbers(String name, List<Integer> values) {}

  static Bars of(String title, List<String> kinds, List<String> labels, List<Numbers> rows) {
    int most = 1;
    for (Numbers n : rows) {
      most = Math.max(most, n.values().stream().mapToInt(Integer::intValue).sum());
    }
    List<Bar> bars = new ArrayList<>();
    StringBuilder sentence = new StringBuilder(title).append(": ");
    int y = 0;
    for (Numbers n : rows) {
      int x = NAMES;
      int sum = 0;
      List<Piece> pieces = new ArrayList<>();
      for (int i = 0; i < kinds.size(); i++) {
        int v = n.values().get(i);
        if (v > 0) {
          int width = Math.max(2, Math.round((float) v * LENGTH / most));
          String label = n.name() + ": " + v + " " + labels.get(i);
          pieces.add(new Piece(kinds.get(i), x, width, label));
          sentence.append(label).append("; ");
          x += width;
          sum += v;
        }
      }
      bars.add(new Bar(n.name(), y, pieces, String.format(java.util.Locale.ROOT, "%,d", sum), x));
      y += ROW;
    }
    List<Key> keys = new ArrayList<>();
    int x = 0;
    if (kinds.size() > 1) {
      for (int i = 0; i < kinds.size(); i++) {
        int wide = 28 + 8 * labels.get(i).length();
        if (x > 0 && x + wide > NAMES + LENGTH + 60) {
          x = 0;
          y += ROW;
        }
        keys.add(new Key(kinds.get(i), labels.get(i), x, y + 8));
        x += wide;
      }
      y += ROW;
    }
    return new Bars(title, sentence.toString(), NAMES + LENGTH + 60, Math.max(y, ROW), bars, keys);
  }
}
