package flowgap.report;

import java.io.IOException;

/** An earlier workbook cannot be read; the message is one sentence for the user. */
public final class UnreadableWorkbook extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableWorkbook(String sentence, IOException cause) {
    super(sentence, cause);
  }
}
