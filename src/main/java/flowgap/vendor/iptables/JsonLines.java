package flowgap.vendor.iptables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import flowgap.source.InputFile;
import flowgap.source.LineLedger;
import flowgap.source.TextLines;
import java.io.IOException;
import java.io.InputStream;

/** The JSON of {@code ip -j}, every line of it accounted for. */
final class JsonLines {
  private JsonLines() {}

  static JsonNode read(InputFile file, LineLedger ledger) throws IOException {
    try (TextLines text = TextLines.open(file)) {
      for (String line = text.next(); line != null; line = text.next()) {
        if (!line.isBlank()) {
          ledger.enter(text.number(), LineLedger.Use.MODELLED);
        }
      }
    }
    try (InputStream in = file.open()) {
      JsonNode tree = new ObjectMapper().readTree(in);
      return tree == null ? new ObjectMapper().createArrayNode() : tree;
    }
  }
}
