package flowgap.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.util.BitSet;

/**
 * Sets JSON without blanks: each member of the whole on a line of its own, and each element of the
 * lists that it is told of.
 */
final class LinesPrinter extends MinimalPrettyPrinter {
  private static final long serialVersionUID = 1L;

  /** Depths of lists, from 1 for the whole, whose elements get a line each. */
  private final BitSet lines = new BitSet();

  /** The list that begins next, at this depth, gets a line for each element. */
  void linesAt(int depth) {
    lines.set(depth);
  }

  private static int depth(JsonGenerator json) {
    return json.getOutputContext().getNestingDepth();
  }

  @Override
  public void beforeObjectEntries(JsonGenerator json) throws IOException {
    breakAfter(json, depth(json) == 1);
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
    json.writeRaw(',');
    breakAfter(json, depth(json) == 1);
  }

  @Override
  public void writeEndObject(JsonGenerator json, int entries) throws IOException {
    breakAfter(json, depth(json) == 1);
    json.writeRaw('}');
  }

  @Override
  public void beforeArrayValues(JsonGenerator json) throws IOException {
    breakAfter(json, lines.get(depth(json)));
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
    json.writeRaw(',');
    breakAfter(json, lines.get(depth(json)));
  }

  @Override
  public void writeEndArray(JsonGenerator json, int values) throws IOException {
    int depth = depth(json);
    breakAfter(json, lines.get(depth) && values > 0);
    lines.clear(depth);
    json.writeRaw(']');
  }

  private static void breakAfter(JsonGenerator json, boolean yes) throws IOException {
    if (yes) {
      json.writeRaw('\n');
    }
  }
}
