package flowgap.flow;

import flowgap.source.Encoding;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads CSV files and workbooks, told apart by their content. */
final class Tables {
  private Tables() {}

  /**
   * Reads the one table of a file.
   *
   * @param wanted columns that its header must have
   * @param problems errors and notes are entered here
   * @throws InputFailure where there is no table to read
   */
  static Table read(InputFile file, List<String> wanted, List<Problem> problems)
      throws InputFailure, IOException {
    byte[] head = file.head();
    if (head.length == 0) {
      throw failure(file, "the file is empty");
    }
    if (starts(head, 'P', 'K', 3, 4)) {
      return Workbooks.read(file, wanted, problems);
    }
    if (starts(head, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw failure(
          file, "this is an .xls workbook or is protected by a password; save it as .xlsx");
    }
    if (!Encoding.looksLikeText(head)) {
      throw failure(file, "this is neither a CSV file nor an .xlsx workbook");
    }
    try (InputStream in = file.open()) {
      return Delimited.read(file.name(), Encoding.decode(in.readAllBytes()), wanted, problems);
    }
  }

  static InputFailure failure(InputFile file, String message) {
    return new InputFailure(Problem.error(SourceSpan.implicit(file.name(), ""), message));
  }

  private static boolean starts(byte[] head, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
